import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { advice, decodeRegistry, type Registry, sentences } from '../index';
import { languageOf } from './choice';
import type { Command, ExitCode } from './command';
import { type Failure, systemFailure } from './failure';
import { jsonText } from './json-text';
import { readAs } from './read-as';
import { line, printLines, writeLines, writeText } from './write-text';

/** A line on standard error with the number of remarks on a registry; none where there are none. */
export const remarked = (registry: Registry): TE.TaskEither<Failure, void> => {
  const { length } = advice(registry).remarks;
  const [are, them] = length === 1 ? ['is 1 remark', 'it'] : [`are ${length} remarks`, 'them'];
  return length === 0
    ? TE.right(undefined)
    : TE.tryCatch(
        () =>
          writeLines(process.stderr, [
            `There ${are} on the registry: inspection-consolidation advice prints ${them}.`,
          ]),
        systemFailure('stderr'),
      );
};

export const adviceCommand: Command = {
  syntax: {
    does:
      'Says what in a registry is no error but looks unintended, in sentences by kind: each with ' +
      'its place and what to do; ends with 0 whether or not there is anything.',
    files: ['registry.json|-'],
    flags: { json: 'print the remarks as data instead, all of them' },
    texts: { language: 'en (default) or zh' },
    values: { language: 'en|zh' },
    integers: {
      limit: {
        does: 'most sentences about single remarks of each kind',
        least: 0,
        most: 100_000_000,
        default: 20,
      },
    },
  },
  run: ({ files: [file], flags, texts, integers }) =>
    pipe(
      TE.Do,
      TE.bind('language', () => TE.fromEither(languageOf({ texts }))),
      TE.bind('registry', () => readAs<Registry>(decodeRegistry, file)),
      TE.chain(({ language, registry }) => {
        const given = advice(registry);
        return flags.has('json')
          ? writeText({ kind: 'stdout' }, line(jsonText(given)))
          : printLines(sentences(given, { language, limit: integers.get('limit') ?? 0 }));
      }),
      TE.map((): ExitCode => 0),
    ),
};
