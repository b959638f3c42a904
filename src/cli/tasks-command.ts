import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import {
  decodePlan,
  decodeRegistry,
  type Language,
  type PlanDocument,
  type Registry,
  type TaskSheet,
  taskRows,
  taskSheets,
  taskText,
} from '../index';
import { oneLine } from '../subpaths/codecs';
import { csvText } from '../subpaths/csv';
import type { Arguments } from './arguments';
import { choice, languageOf } from './choice';
import { type Command, type ExitCode, OUT } from './command';
import type { Failure } from './failure';
import { readAs, stdinOnce } from './read-as';
import { targetsOf } from './target';
import { ended, writeText } from './write-text';

/** The option `--by`; `week` where it is not given and `--period` is a week. */
const byOf = (given: Arguments): E.Either<Failure, 'month' | 'week'> =>
  given.texts.get('period')?.includes('W') === true && !given.texts.has('by')
    ? E.right('week')
    : choice('by', 'month', 'week')(given);
const formatOf = choice('format', 'text', 'json', 'csv');

/** The option `--per`; `area` where it is not given and `--area` is. */
const perOf = (given: Arguments): E.Either<Failure, 'department' | 'area'> => {
  const { texts } = given;
  const per =
    texts.has('area') && !texts.has('per')
      ? E.right('area' as const)
      : choice('per', 'department', 'area')(given);
  if (E.isLeft(per)) return per;
  const other = per.right === 'area' ? 'department' : 'area';
  return texts.has(other)
    ? E.left([`--${other}: expected --per ${other} with it, got ${per.right}`])
    : per;
};

/**
 * Errors for a department, area or period that does not exist: more likely a typing error
 * than a wish for an empty result.
 */
const knownIn =
  ({ texts }: Arguments) =>
  ({ departments, enterprises }: Registry): E.Either<Failure, void> => {
    const [department, area, period] = ['department', 'area', 'period'].map((option) =>
      texts.get(option),
    );
    const failures = [
      ...(department === undefined || departments.some(({ id }) => id === department)
        ? []
        : [`--department: expected the id of a department, got ${JSON.stringify(department)}`]),
      ...(area === undefined || enterprises.some((row) => row.area === area)
        ? []
        : [`--area: expected the area of an enterprise, got ${JSON.stringify(area)}`]),
      ...(period === undefined || /^\d{4}-(\d{2}|W\d{2})$/.test(period)
        ? []
        : [
            `--period: expected a month (2026-05) or a week (2026-W19), got ${JSON.stringify(period)}`,
          ]),
    ];
    return failures.length > 0 ? E.left(failures) : E.right(undefined);
  };

const isWanted =
  ({ texts }: Arguments) =>
  ({ period, department, area }: TaskSheet): boolean =>
    (texts.get('period') ?? period) === period &&
    (texts.get('department') ?? department?.id) === department?.id &&
    (texts.get('area') ?? area) === area;

function* textOf(sheets: readonly TaskSheet[], language: Language): Iterable<string> {
  let separator: readonly string[] = [];
  for (const sheet of sheets) {
    yield* ended([...separator, ...taskText(sheet, { language })].map(oneLine));
    separator = ['', ''];
  }
}

function* jsonOf(sheets: readonly TaskSheet[]): Iterable<string> {
  let separator = '[';
  for (const sheet of sheets) {
    yield `${separator}${JSON.stringify(sheet)}`;
    separator = ',\n';
  }
  yield separator === '[' ? '[]\n' : ']\n';
}

const csvOf = (sheets: readonly TaskSheet[], language: Language): Iterable<string> => {
  const rows = function* () {
    for (const sheet of sheets) yield* taskRows([sheet]);
  };
  return csvText(rows(), { language, bom: true });
};

export const tasksCommand: Command = {
  syntax: {
    does: 'Makes task sheets of a plan: what each department has to do month by month, with whom, and what enterprises are to have ready.',
    files: ['registry.json|-', 'plan.json|-'],
    texts: {
      ...OUT,
      by: 'month (default) or week',
      per: 'department (default) or area',
      period: 'only that month, such as 2026-05, or week, such as 2026-W19',
      department: 'only the sheets of that department',
      area: 'only the sheets of that area',
      format: 'text (default), json, or csv as spreadsheets read it',
      language: 'en (default) or zh',
    },
    values: {
      by: 'month|week',
      per: 'department|area',
      period: 'period',
      department: 'id',
      area: 'name',
      format: 'text|json|csv',
      language: 'en|zh',
    },
    integers: {},
  },
  run: (given) => {
    const [registryFile, planFile] = given.files;
    return pipe(
      TE.Do,
      TE.chainFirstEitherK(() => stdinOnce(given.files)),
      TE.bind('by', () => TE.fromEither(byOf(given))),
      TE.bind('per', () => TE.fromEither(perOf(given))),
      TE.bind('format', () => TE.fromEither(formatOf(given))),
      TE.bind('language', () => TE.fromEither(languageOf(given))),
      TE.bind('targets', () => targetsOf({ out: given.texts.get('out') }, given.files)),
      TE.bind('registry', () => readAs<Registry>(decodeRegistry, registryFile)),
      TE.chainFirstEitherK(({ registry }) => knownIn(given)(registry)),
      TE.bind('plan', () => readAs<PlanDocument>(decodePlan, planFile)),
      TE.chain(({ by, per, format, language, targets, registry, plan }) => {
        // A period that is named includes visits already made.
        const from = given.texts.has('period') ? { from: registry.horizon.start } : {};
        const sheets = taskSheets(registry, plan, { period: by, groupBy: per, ...from }).filter(
          isWanted(given),
        );
        if (format === 'json') return writeText(targets.out, jsonOf(sheets));
        return writeText(
          targets.out,
          format === 'csv' ? csvOf(sheets, language) : textOf(sheets, language),
        );
      }),
      TE.map((): ExitCode => 0),
    );
  },
};
