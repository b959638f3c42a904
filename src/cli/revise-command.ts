import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Change } from '../index';
import {
  decodeChanges,
  decodePlan,
  decodeRegistry,
  formatError,
  type PlanDocument,
  type Preference,
  planText,
  type Registry,
  revise,
  sentences,
} from '../index';
import { choice, languageOf } from './choice';
import { type Command, OUT } from './command';
import type { Failure } from './failure';
import { jsonText } from './json-text';
import { readAs, stdinOnce } from './read-as';
import { soundness } from './soundness';
import { type Target, targetsOf } from './target';
import { ended, type Output, printLines, writeTexts } from './write-text';

const preferenceOf = choice<Preference>('prefer', 'fewest-visits', 'fewest-changes');

/** An output with a file of its own; standard output is left to the plan. */
const beside = (target: Target, text: () => Iterable<string>): readonly Output[] =>
  target.kind === 'stdout' ? [] : [{ target, chunks: text() }];

const ndjson = (rows: readonly unknown[]): Iterable<string> =>
  ended(rows.map((row) => JSON.stringify(row)));

/** The first sentences, then the number of the others. */
export const reviseCommand: Command = {
  syntax: {
    does:
      'Carries a published plan on: reads what happened (a list of changes), writes the plan as it is now, and says which visits are not as ' +
      'they were published and why.',
    files: ['registry.json|-', 'plan.json|-', 'changes.json|-'],
    texts: {
      ...OUT,
      registry: 'write the registry as it is now to this file; the next revision needs it',
      log: 'write every visit that is not as published to this file, one JSON line each',
      prefer: 'fewest-visits (default) or fewest-changes',
      language: 'en (default) or zh',
    },
    values: { prefer: 'what', language: 'en|zh' },
    integers: {
      limit: { does: 'how many changed visits to tell of', least: 0, most: 1_000_000, default: 20 },
    },
  },
  run: (given) => {
    const { files, texts, integers } = given;
    const [registryFile, planFile, changesFile] = files;
    return pipe(
      TE.Do,
      TE.chainFirstEitherK(() => stdinOnce(files)),
      TE.bind('prefer', () => TE.fromEither(preferenceOf(given))),
      TE.bind('language', () => TE.fromEither(languageOf(given))),
      TE.bind('targets', () =>
        targetsOf(
          { out: texts.get('out'), registry: texts.get('registry'), log: texts.get('log') },
          files,
        ),
      ),
      TE.bind('registry', () => readAs<Registry>(decodeRegistry, registryFile)),
      TE.bind('plan', () => readAs<PlanDocument>(decodePlan, planFile)),
      TE.bind('changes', () => readAs<readonly Change[]>(decodeChanges, changesFile)),
      TE.bind('revision', ({ registry, plan, changes, prefer }) =>
        TE.fromEither(
          pipe(
            revise(registry, plan, changes, { prefer }),
            E.mapLeft((errors): Failure => errors.map(formatError)),
          ),
        ),
      ),
      TE.chainFirst(({ targets, revision }) =>
        writeTexts([
          { target: targets.out, chunks: planText(revision.plan) },
          ...beside(targets.registry, () => jsonText(revision.registry)),
          ...beside(targets.log, () => ndjson(revision.changes)),
        ]),
      ),
      TE.chainFirst(({ targets, revision, language }) =>
        targets.out.kind === 'file'
          ? printLines(sentences(revision, { language, limit: integers.get('limit') ?? 0 }))
          : TE.right(undefined),
      ),
      TE.chain(({ revision }) => soundness(revision.plan.summary)),
    );
  },
};
