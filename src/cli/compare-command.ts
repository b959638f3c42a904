import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import {
  type Comparison,
  compare,
  decodePlan,
  formatError,
  type PlanDocument,
  sentences,
} from '../index';
import { languageOf } from './choice';
import type { Command, ExitCode } from './command';
import type { Failure } from './failure';
import { jsonText } from './json-text';
import { stdinOnce } from './read-as';
import { nameOf, readJson } from './read-json';
import { line, printLines, writeText } from './write-text';

/** Reads a plan. Its errors name the file, since the places in both plans look alike. */
const readPlan = (file: string): TE.TaskEither<Failure, PlanDocument> =>
  pipe(
    readJson(file),
    TE.chainEitherK((input) =>
      pipe(
        decodePlan(input),
        E.mapLeft(
          (errors): Failure =>
            errors.map((error) =>
              formatError({
                ...error,
                path: error.path === '' ? nameOf(file) : `${nameOf(file)}: ${error.path}`,
              }),
            ),
        ),
      ),
    ),
  );

const isIn = ({ visits, unserved }: PlanDocument, enterprise: string): boolean =>
  visits.some((row) => row.enterprise === enterprise) ||
  unserved.some((row) => row.enterprise === enterprise);

const compared = (
  before: PlanDocument,
  after: PlanDocument,
  enterprise: string | undefined,
): E.Either<Failure, Comparison> =>
  enterprise === undefined || isIn(before, enterprise) || isIn(after, enterprise)
    ? E.right(compare(before, after, enterprise === undefined ? {} : { enterprise }))
    : E.left([
        `--enterprise: expected the id of an enterprise of either plan, got ${JSON.stringify(enterprise)}`,
      ]);

export const compareCommand: Command = {
  syntax: {
    does: 'Says what changed between two plans, in sentences; ends with 0 whether or not they differ.',
    files: ['before.json|-', 'after.json|-'],
    flags: { json: 'print the comparison as data instead, all of it' },
    texts: { enterprise: 'what changed for this one alone', language: 'en (default) or zh' },
    values: { enterprise: 'id', language: 'en|zh' },
    integers: {
      limit: {
        does: 'most sentences about single visits and checks',
        least: 0,
        most: 100_000_000,
        default: 20,
      },
    },
  },
  run: ({ files: [beforeFile, afterFile], flags, texts, integers }) =>
    pipe(
      TE.Do,
      TE.chainFirstEitherK(() => stdinOnce([beforeFile, afterFile])),
      TE.bind('language', () => TE.fromEither(languageOf({ texts }))),
      TE.bind('before', () => readPlan(beforeFile)),
      TE.bind('after', () => readPlan(afterFile)),
      TE.bind('comparison', ({ before, after }) =>
        TE.fromEither(compared(before, after, texts.get('enterprise'))),
      ),
      TE.chain(({ comparison, language }) =>
        flags.has('json')
          ? writeText({ kind: 'stdout' }, line(jsonText(comparison)))
          : printLines(sentences(comparison, { language, limit: integers.get('limit') ?? 0 })),
      ),
      TE.map((): ExitCode => 0),
    ),
};
