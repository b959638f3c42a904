import { checked } from '../codec/checked';
import type { Codec } from '../codec/codec';
import { optional, struct } from '../codec/shapes';
import { leaf, text } from '../codec/values';
import { lazily } from '../columns/lazily';
import { accumulate } from '../columns/starts';
import { civilOf, parseDay } from '../registry/day';
import { DateText } from '../registry/range';
import type { PlanColumns } from './plan-columns';
import type { Unserved, Visit } from './plan-document';
import { unservedRow, visitRow } from './rows';

/** Conditions on visits; a visit must meet all that are given. */
export interface VisitFilter {
  readonly enterprise?: string;
  /** One of the visit's departments. */
  readonly department?: string;
  /** `YYYY-MM` */
  readonly month?: string;
}

const MonthText: Codec<string> = leaf(
  'MonthText',
  'a month (YYYY-MM)',
  (value): value is string => typeof value === 'string' && DateText.is(`${value}-01`),
);

const VisitFilter: Codec<VisitFilter> = struct<VisitFilter>('VisitFilter', {
  enterprise: optional(text),
  department: optional(text),
  month: optional(MonthText),
});

/**
 * The first of the places 0 … count − 1 where `before` is false, else `count`. It must be
 * false at every later place too.
 * O(log count).
 */
const firstNot = (count: number, before: (place: number) => boolean): number => {
  let [lo, hi] = [0, count];
  while (lo < hi) {
    const middle = (lo + hi) >>> 1;
    if (before(middle)) lo = middle + 1;
    else hi = middle;
  }
  return lo;
};

/** Index of an id in rows ascending by id, −1 for none. O(log rows). */
export const indexOfId = (rows: ReadonlyArray<{ readonly id: string }>, id: string): number => {
  const index = firstNot(rows.length, (i) => rows[i].id < id);
  return index < rows.length && rows[index].id === id ? index : -1;
};

/** Numbers of visits, ascending: of[from] … of[to − 1]; without `of`, from … to − 1 themselves. */
interface Span {
  readonly of?: Int32Array;
  readonly from: number;
  readonly to: number;
}

const nothing: Span = { from: 0, to: 0 };

/** The places where an ascending column holds a value. O(log column). */
const spanOf = (column: Int32Array, value: number): Span => ({
  from: firstNot(column.length, (i) => column[i] < value),
  to: firstNot(column.length, (i) => column[i] <= value),
});

/** Adds visit v to the groups that it belongs to, each once. */
type Grouping = (v: number, add: (group: number) => void) => void;

/**
 * The visits of each group, by a counting sort.
 * O(visits and the occurrences that `grouping` reads).
 */
const spansBy = (visits: number, groups: number, grouping: Grouping): ((group: number) => Span) => {
  const start = new Int32Array(groups + 1);
  const count = (group: number): void => {
    start[group + 1]++;
  };
  for (let v = 0; v < visits; v++) grouping(v, count);
  accumulate(start);
  const of = new Int32Array(start[groups]);
  const next = start.slice();
  let visit = 0;
  const put = (group: number): void => {
    of[next[group]++] = visit;
  };
  for (; visit < visits; visit++) grouping(visit, put);
  return (group) =>
    group >= 0 && group < groups ? { of, from: start[group], to: start[group + 1] } : nothing;
};

const byDepartment = ({
  rows,
  departmentOf,
  visits: { count, memberStart, item },
}: PlanColumns) => {
  // The turn in which each department was last added.
  const added = new Int32Array(rows.departments.length);
  let turn = 0;
  return spansBy(count, rows.departments.length, (v, add) => {
    turn++;
    for (let m = memberStart[v]; m < memberStart[v + 1]; m++) {
      const d = departmentOf[item[m]];
      if (added[d] !== turn) add(d);
      added[d] = turn;
    }
  });
};

/** Number of a day's month, counted from year 0. */
const monthOf = (day: number): number => {
  const { year, month } = civilOf(day);
  return year * 12 + month;
};

const byMonth = ({ visits: { count, day } }: PlanColumns) => {
  const first = monthOf(day.reduce((least, d) => Math.min(least, d), Number.POSITIVE_INFINITY));
  const last = monthOf(day.reduce((most, d) => Math.max(most, d), Number.NEGATIVE_INFINITY));
  const months = count === 0 ? 0 : last - first + 1;
  const spanOfMonth = spansBy(count, months, (v, add) => add(monthOf(day[v]) - first));
  return (month: number): Span => spanOfMonth(month - first);
};

const lengthOf = ({ from, to }: Span): number => to - from;

/**
 * The function behind {@link Plan.visitsOf}: the visits that match a filter, in the order of the
 * plan. Rows are made one by one as they are read. An unknown id or month has no visits.
 * O(log visits + visits of the enterprise) with an enterprise;
 * else O(the shorter of the department's and the month's visits), after an index that the first
 * question for each builds in O(occurrences).
 */
export const visitViews = (columns: PlanColumns): ((filter?: VisitFilter) => Iterable<Visit>) => {
  const { rows, departmentOf, visits } = columns;
  const ofDepartment = lazily(() => byDepartment(columns));
  const ofMonth = lazily(() => byMonth(columns));
  const row = visitRow(columns);

  const isOfDepartment = (v: number, d: number): boolean => {
    for (let m = visits.memberStart[v]; m < visits.memberStart[v + 1]; m++)
      if (departmentOf[visits.item[m]] === d) return true;
    return false;
  };

  function* numbers({ enterprise, department, month }: VisitFilter): Iterable<number> {
    const d = department === undefined ? undefined : indexOfId(rows.departments, department);
    const monthNumber = month === undefined ? undefined : monthOf(parseDay(`${month}-01`));
    const spans = [
      ...(enterprise === undefined
        ? []
        : [spanOf(visits.enterprise, indexOfId(rows.enterprises, enterprise))]),
      // An enterprise has few visits: no index is needed to look through them.
      ...(enterprise !== undefined || d === undefined ? [] : [ofDepartment()(d)]),
      ...(enterprise !== undefined || monthNumber === undefined ? [] : [ofMonth()(monthNumber)]),
    ];
    const all: Span = { from: 0, to: visits.count };
    const { of, from, to } = spans.reduce(
      (least, span) => (lengthOf(span) < lengthOf(least) ? span : least),
      all,
    );
    for (let k = from; k < to; k++) {
      const v = of === undefined ? k : of[k];
      if (d !== undefined && !isOfDepartment(v, d)) continue;
      if (monthNumber === undefined || monthOf(visits.day[v]) === monthNumber) yield v;
    }
  }

  return (filter = {}) => {
    checked(VisitFilter, filter, ['filter']);
    return {
      *[Symbol.iterator]() {
        for (const v of numbers(filter)) yield row(v);
      },
    };
  };
};

/**
 * The unserved occurrences of one enterprise, made one by one as they are read.
 * O(log unserved + unserved of the enterprise).
 */
export const unservedViews = (
  columns: PlanColumns,
): ((enterprise: string) => Iterable<Unserved>) => {
  const row = unservedRow(columns);
  return (enterprise) => ({
    *[Symbol.iterator]() {
      const e = indexOfId(columns.rows.enterprises, enterprise);
      const { from, to } = spanOf(columns.unserved.enterprise, e);
      for (let u = from; u < to; u++) yield row(u);
    },
  });
};
