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

const formatOf = choice('format', 'text', 'json', 'csv');

/** The kind of periods, and the only one that is wanted, if one is named. */
interface Periods {
  readonly unit: 'month' | 'week';
  readonly only?: string;
}

/** Whether a year has 53 ISO weeks: its first or its last day is a Thursday. */
const isLong = (year: number): boolean =>
  [Date.UTC(year, 0, 1), Date.UTC(year, 11, 31)].some((day) => new Date(day).getUTCDay() === 4);

/** The option `--period`: a kind of periods, or one month or week. */
const periodsOf = ({ texts }: Arguments): E.Either<Failure, Periods> => {
  const only = texts.get('period') ?? 'month';
  if (only === 'month' || only === 'week') return E.right({ unit: only });
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(only)) return E.right({ unit: 'month', only });
  const [, year, week] = /^(\d{4})-W(0[1-9]|[1-4]\d|5[0-3])$/.exec(only) ?? [];
  if (year !== undefined && (week !== '53' || isLong(Number(year))))
    return E.right({ unit: 'week', only });
  const expected = 'month, week, one month (2026-05) or one week (2026-W19)';
  return E.left([`--period: expected ${expected}, got ${JSON.stringify(only)}`]);
};

/** The option `--group-by`; `area` where it is not given and `--area` is. */
const groupByOf = (given: Arguments): E.Either<Failure, 'department' | 'area'> => {
  const { texts } = given;
  const groupBy =
    texts.has('area') && !texts.has('group-by')
      ? E.right('area' as const)
      : choice('group-by', 'department', 'area')(given);
  if (E.isLeft(groupBy)) return groupBy;
  const other = groupBy.right === 'area' ? 'department' : 'area';
  return texts.has(other)
    ? E.left([`--${other}: expected --group-by ${other} with it, got ${groupBy.right}`])
    : groupBy;
};

/**
 * Errors for a department or area that does not exist: more likely a typing error
 * than a wish for an empty result.
 */
const knownIn =
  ({ texts }: Arguments) =>
  ({ departments, enterprises }: Registry): E.Either<Failure, void> => {
    const [department, area] = ['department', 'area'].map((option) => texts.get(option));
    const failures = [
      ...(department === undefined || departments.some(({ id }) => id === department)
        ? []
        : [`--department: expected the id of a department, got ${JSON.stringify(department)}`]),
      ...(area === undefined || enterprises.some((row) => row.area === area)
        ? []
        : [`--area: expected the area of an enterprise, got ${JSON.stringify(area)}`]),
    ];
    return failures.length > 0 ? E.left(failures) : E.right(undefined);
  };

const isWanted =
  ({ texts }: Arguments, only: string | undefined) =>
  ({ period, department, area }: TaskSheet): boolean =>
    (only ?? period) === period &&
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
      'group-by': 'department (default) or area',
      period:
        'month (default) or week; or only that month, such as 2026-05, or week, such as 2026-W19',
      department: 'only the sheets of that department',
      area: 'only the sheets of that area',
      format: 'text (default), json, or csv as spreadsheets read it',
      language: 'en (default) or zh',
    },
    values: {
      'group-by': 'department|area',
      period: 'month|week|period',
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
      TE.bind('periods', () => TE.fromEither(periodsOf(given))),
      TE.bind('groupBy', () => TE.fromEither(groupByOf(given))),
      TE.bind('format', () => TE.fromEither(formatOf(given))),
      TE.bind('language', () => TE.fromEither(languageOf(given))),
      TE.bind('targets', () => targetsOf({ out: given.texts.get('out') }, given.files)),
      TE.bind('registry', () => readAs<Registry>(decodeRegistry, registryFile)),
      TE.chainFirstEitherK(({ registry }) => knownIn(given)(registry)),
      TE.bind('plan', () => readAs<PlanDocument>(decodePlan, planFile)),
      TE.chain(
        ({ periods: { unit, only }, groupBy, format, language, targets, registry, plan }) => {
          // A period that is named includes visits already made.
          const from = only !== undefined ? { from: registry.horizon.start } : {};
          const sheets = taskSheets(registry, plan, { period: unit, groupBy, ...from }).filter(
            isWanted(given, only),
          );
          if (format === 'json') return writeText(targets.out, jsonOf(sheets));
          return writeText(
            targets.out,
            format === 'csv' ? csvOf(sheets, language) : textOf(sheets, language),
          );
        },
      ),
      TE.map((): ExitCode => 0),
    );
  },
};
