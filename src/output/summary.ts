import { SemigroupSum } from 'fp-ts/number';
import { first, type Semigroup, struct } from 'fp-ts/Semigroup';
import { weekOf } from '../registry/day';
import type { Department } from '../registry/department';
import { type Teams, teamsOf } from '../registry/teams';
import { type Weeks, weeksOf } from '../registry/weeks';
import type { PlanColumns } from './plan-columns';
import type { Summary } from './plan-document';

/** Figures of a plan that its columns do not hold. */
export interface Counted {
  /** Lower bound on the visits of each enterprise. */
  readonly lowerBound: Int32Array;
  /** Fewest visits of each enterprise when every visit has a single department. */
  readonly perDepartment: Int32Array;
  /** Mended faults of each enterprise (see {@link Summary}). */
  readonly faults: Int32Array;
  /** Open days of the horizon, ascending. */
  readonly openDays: Int32Array;
  readonly travelMinutes: number;
  /** Days between on-site visits to one enterprise; 0: any number. */
  readonly spacing: number;
  /** Close visits of each enterprise if its departments made their parts of visits separately. */
  readonly closeBefore: Int32Array;
}

/** The fields of {@link Counted} that are the same for all plans of a frame. */
export type FrameFigures = Pick<Counted, 'openDays' | 'travelMinutes' | 'spacing'>;

/** The data that the capacity of teams follows from (model §7). */
interface Capacity {
  readonly daily: Teams['daily'];
  readonly weeks: Weeks;
  readonly travelMinutes: number;
}

/** Figures about dates that totals do not hold. */
export type DateFigures = Partial<
  Pick<Summary, 'overloadBound' | 'closeBound' | 'trips' | 'faults'>
>;

/**
 * The figures of some enterprises' visits. The totals of slices of a county add up to the
 * county's ({@link joinTotals}).
 */
export interface Totals {
  readonly enterprises: number;
  /** Enterprises whose visits equal their lower bound. */
  readonly proven: number;
  /** Served occurrences. */
  readonly served: number;
  readonly unserved: number;
  readonly visits: number;
  /** Visits with two or more departments. */
  readonly joint: number;
  readonly onSite: number;
  readonly lowerBound: number;
  readonly perDepartment: number;
  readonly faults: number;
  readonly closeVisits: number;
  readonly closeBefore: number;
  /** Minutes of team t's items in week w of the horizon, at index t · weeks + w. */
  readonly minutes: Float64Array;
  /**
   * Visits of team t in week w, at the same index. Minutes of items are whole, travel minutes of a
   * visit may be a fraction. Sums of whole numbers do not depend on their order, so visits are
   * counted, and travel is multiplied in at the end.
   */
  readonly travels: Float64Array;
  /** The same for every slice. */
  readonly capacity: Capacity;
  readonly spacing: number;
}

const sum = (values: Int32Array): number => values.reduce((total, value) => total + value, 0);

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const provenIn = ({ visits }: PlanColumns, { lowerBound }: Counted): number => {
  let [proven, v] = [0, 0];
  for (let e = 0; e < lowerBound.length; e++) {
    const from = v;
    while (v < visits.count && visits.enterprise[v] === e) v++;
    if (v - from === lowerBound[e]) proven++;
  }
  return proven;
};

/** Number of close visits (model §7). O(visits). */
const closeIn = ({ visits }: PlanColumns, spacing: number): number => {
  let [close, last] = [0, -1];
  for (let v = 0; v < visits.count; v++) {
    if (visits.onSite[v] === 0) continue;
    const isSame = last >= 0 && visits.enterprise[last] === visits.enterprise[v];
    if (isSame && visits.day[v] - visits.day[last] < spacing) close++;
    last = v;
  }
  return close;
};

/** The totals of no enterprises. O(weeks × teams). */
export const noTotals = (
  departments: readonly Department[],
  { openDays, travelMinutes, spacing }: FrameFigures,
): Totals => {
  const weeks = weeksOf(openDays);
  const { daily } = teamsOf(departments);
  return {
    ...{ enterprises: 0, proven: 0, served: 0, unserved: 0, visits: 0, joint: 0, onSite: 0 },
    ...{ lowerBound: 0, perDepartment: 0, faults: 0, closeVisits: 0, closeBefore: 0 },
    minutes: new Float64Array(daily.length * weeks.count),
    travels: new Float64Array(daily.length * weeks.count),
    capacity: { daily, weeks, travelMinutes },
    spacing,
  };
};

/** The totals of a plan. O(occurrences + weeks × teams). */
export const totalsOf = (columns: PlanColumns, counted: Counted): Totals => {
  const { rows, departmentOf, visits } = columns;
  const { minutes, travels, capacity } = noTotals(rows.departments, counted);
  const { weeks } = capacity;
  const { teamOf } = teamsOf(rows.departments);
  const minutesOf = Float64Array.from(rows.items, (item) => item.minutes);
  // The last visit that each department was seen in, and the index of its team's minutes there.
  const seenIn = new Int32Array(rows.departments.length).fill(-1);
  const cellOf = new Int32Array(rows.departments.length);
  let [joint, onSite] = [0, 0];
  for (let v = 0; v < visits.count; v++) {
    const week = weekOf(visits.day[v]) - weeks.first;
    const { area } = rows.enterprises[visits.enterprise[v]];
    let departments = 0;
    for (let m = visits.memberStart[v]; m < visits.memberStart[v + 1]; m++) {
      const d = departmentOf[visits.item[m]];
      if (seenIn[d] !== v) {
        seenIn[d] = v;
        cellOf[d] = teamOf(d, area) * weeks.count + week;
        travels[cellOf[d]]++;
        departments++;
      }
      minutes[cellOf[d]] += minutesOf[visits.item[m]];
    }
    if (departments > 1) joint++;
    onSite += visits.onSite[v];
  }
  return {
    enterprises: rows.enterprises.length,
    proven: provenIn(columns, counted),
    served: visits.item.length,
    unserved: columns.unserved.count,
    visits: visits.count,
    joint,
    onSite,
    lowerBound: sum(counted.lowerBound),
    perDepartment: sum(counted.perDepartment),
    faults: sum(counted.faults),
    closeVisits: closeIn(columns, counted.spacing),
    closeBefore: sum(counted.closeBefore),
    minutes,
    travels,
    capacity,
    spacing: counted.spacing,
  };
};

const elementwise: Semigroup<Float64Array> = {
  concat: (a, b) => a.map((value, i) => value + b[i]),
};

/**
 * The totals of two slices together: plans of different enterprises under the same horizon,
 * calendar, departments, items and policy. The order of joining does not change the result.
 * O(weeks × teams).
 */
export const joinTotals: (a: Totals, b: Totals) => Totals = struct<Totals>({
  enterprises: SemigroupSum,
  proven: SemigroupSum,
  served: SemigroupSum,
  unserved: SemigroupSum,
  visits: SemigroupSum,
  joint: SemigroupSum,
  onSite: SemigroupSum,
  lowerBound: SemigroupSum,
  perDepartment: SemigroupSum,
  faults: SemigroupSum,
  closeVisits: SemigroupSum,
  closeBefore: SemigroupSum,
  minutes: elementwise,
  travels: elementwise,
  capacity: first(),
  spacing: first(),
}).concat;

/**
 * Minutes above capacity, and Σ (load ∕ capacity)², over teams and ISO weeks (model §7). In the
 * latter the capacity of a team without limit is its own load, spread over the open days.
 * O(weeks × teams).
 */
const workloadFigures = ({
  minutes,
  travels,
  capacity: { daily, weeks, travelMinutes },
}: Totals): { readonly overloadMinutes: number; readonly unevenness: number } => {
  let [overloadMinutes, unevenness] = [0, 0];
  const loadOf = (cell: number): number => minutes[cell] + travels[cell] * travelMinutes;
  daily.forEach((limit, t) => {
    const [first, last] = [t * weeks.count, (t + 1) * weeks.count];
    let own = 0;
    for (let cell = first; cell < last; cell++) own += loadOf(cell);
    const hasLimit = limit < Number.POSITIVE_INFINITY;
    const ofDay = hasLimit ? limit : own / Math.max(1, weeks.start[weeks.count]);
    for (let w = 0; w < weeks.count; w++) {
      const capacity = ofDay * (weeks.start[w + 1] - weeks.start[w]);
      const load = loadOf(first + w);
      if (hasLimit) overloadMinutes += Math.max(0, load - capacity);
      if (capacity > 0) unevenness += (load / capacity) ** 2;
    }
  });
  return { overloadMinutes, unevenness };
};

/** All figures that depend on dates. */
type DateSummary = Pick<
  Summary,
  | 'overloadMinutes'
  | 'overloadBound'
  | 'overloadGap'
  | 'closeVisits'
  | 'closeBound'
  | 'closeBefore'
  | 'unevenness'
  | 'trips'
>;

/** The figures of close visits, present only with spacing. */
const closeFigures = (
  { spacing, closeVisits, closeBefore }: Totals,
  { closeBound }: DateFigures,
): Pick<Summary, 'closeVisits' | 'closeBound' | 'closeBefore'> =>
  spacing === 0
    ? {}
    : { closeVisits, ...(closeBound === undefined ? {} : { closeBound }), closeBefore };

const dateSummary = (totals: Totals, dates: DateFigures): DateSummary => {
  const { overloadBound, trips } = dates;
  const { overloadMinutes, unevenness } = workloadFigures(totals);
  // The bound and the minutes are sums of fractions, which may differ in their last digits.
  const bound = overloadBound === undefined ? undefined : Math.min(overloadBound, overloadMinutes);
  return {
    overloadMinutes,
    ...(bound === undefined ? {} : { overloadBound: bound, overloadGap: overloadMinutes - bound }),
    ...closeFigures(totals, dates),
    unevenness,
    ...(trips === undefined ? {} : { trips }),
  };
};

/** The field `faults`, present only where there are some. */
const faultsOf = (faults: number): Pick<Summary, 'faults'> => (faults === 0 ? {} : { faults });

/** The figures that totals show. O(weeks × teams). */
export const summaryOfTotals = (totals: Totals, dates: DateFigures = {}): Summary => {
  const {
    served,
    unserved,
    visits,
    lowerBound,
    perDepartment,
    faults,
    enterprises,
    proven,
    joint,
    onSite,
  } = totals;
  return {
    occurrences: served + unserved,
    visits,
    lowerBound,
    perItem: served,
    perDepartment,
    reduction: perDepartment === 0 ? 0 : 1 - visits / perDepartment,
    enterprisesProven: proven,
    enterprises,
    jointShare: share(joint, visits),
    onSiteShare: share(onSite, visits),
    ...dateSummary(totals, dates),
    ...faultsOf(faults + (dates.faults ?? 0)),
  };
};

/** The figures of a plan. O(occurrences). */
export const summaryOf = (
  columns: PlanColumns,
  counted: Counted,
  dates: DateFigures = {},
): Summary => summaryOfTotals(totalsOf(columns, counted), dates);

/**
 * The shares of joint and of on-site visits, the figures of dates, and `faults`; no numbers of
 * visits, and no bounds on them.
 * O(occurrences).
 */
export const dateFiguresOf = (
  columns: PlanColumns,
  frame: FrameFigures & Pick<Counted, 'closeBefore'>,
  dates: DateFigures,
): DateSummary & Pick<Summary, 'jointShare' | 'onSiteShare' | 'faults'> => {
  const none = new Int32Array(columns.rows.enterprises.length);
  const totals = totalsOf(columns, {
    ...frame,
    lowerBound: none,
    perDepartment: none,
    faults: none,
  });
  const { joint, onSite, visits } = totals;
  return {
    jointShare: share(joint, visits),
    onSiteShare: share(onSite, visits),
    ...dateSummary(totals, dates),
    ...faultsOf(dates.faults ?? 0),
  };
};
