import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { formatError, type Summary } from '../index';
import { planLinesAsync } from '../subpaths/stream';
import { languageOf } from './choice';
import { type Command, type ExitCode, OUT } from './command';
import { type Failure, Refusal } from './failure';
import { countOn } from './progress';
import { readLines } from './read-lines';
import { soundness } from './soundness';
import { printSummary } from './summary-lines';
import { targetOf } from './target';
import { writeText } from './write-text';

/** The last line written. */
interface Last {
  line: string;
}

/**
 * The lines of the plan with their ends; throws a {@link Refusal} at the first wrong line of input.
 */
const plannedText = async function* (file: string, last: Last): AsyncIterable<string> {
  const onCount = countOn(process.stderr);
  let count = 0;
  try {
    for await (const result of planLinesAsync(readLines(file))) {
      if (E.isLeft(result)) throw new Refusal(result.left.map(formatError));
      last.line = result.right;
      yield `${last.line}\n`;
      onCount(++count);
    }
  } finally {
    onCount();
  }
};

/** The summary, if it was the last line; a reader may have closed the pipe before. */
const summaryOf = ({ line }: Last): Summary | undefined => JSON.parse(line).summary;

export const streamCommand: Command = {
  syntax: {
    does:
      'Plans a registry of any size, line by line: first the registry without its enterprises, then ' +
      '{"enterprise", "assignments", "history", "done", "due", "pins"} each; writes a line per enterprise and the summary.',
    files: ['registry.ndjson|-'],
    texts: { ...OUT, language: 'of the summary: en (default) or zh' },
    values: { language: 'en|zh' },
    integers: {},
  },
  run: ({ files: [file], texts }) =>
    pipe(
      targetOf(texts.get('out'), [file]),
      TE.bindTo('target'),
      TE.bind('language', () => TE.fromEither(languageOf({ texts }))),
      TE.chain(({ target, language }) => {
        const last: Last = { line: '' };
        return pipe(
          writeText(target, plannedText(file, last)),
          TE.chain((): TE.TaskEither<Failure, ExitCode> => {
            const summary = summaryOf(last);
            if (summary === undefined) return TE.right(0);
            return pipe(
              printSummary(target, summary, language),
              TE.chain(() => soundness(summary)),
            );
          }),
        );
      }),
    ),
};
