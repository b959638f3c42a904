import { SemigroupSum } from 'fp-ts/number';
import { first, type Semigroup, struct } from 'fp-ts/Semigroup';
import { weekOf } from '../registry/day';
import type { Department } from '../registry/department';
import { isFallback } from '../registry/item-methods';
import { type Teams, teamsOf } from '../registry/teams';
import { type Weeks, weeksOf } from '../registry/weeks';
import type { PlanColumns } from './plan-columns';
import type { CapFigures } from './plan-document';

/**
 * 一企一年两次: a department that visits an enterprise on site more often than this within the
 * horizon is counted.
 */
export const PAIR_LIMIT = 2;

/** Figures of a plan that its columns do not hold. */
export interface Counted {
  /** Lower bound on the visits of each enterprise. */
  readonly lowerBound: Int32Array;
  /** Fewest visits of each enterprise when every visit has a single department. */
  readonly perDepartment: Int32Array;
  /** Departments with more than {@link PAIR_LIMIT} on-site visits of these, of each enterprise. */
  readonly pairsBefore: Int32Array;
  /** Mended faults of each enterprise, as in a summary. */
  readonly faults: Int32Array;
  /** Open days of the horizon, ascending. */
  readonly openDays: Int32Array;
  readonly travelMinutes: number;
  /** Days between on-site visits to one enterprise; 0: any number. */
  readonly spacing: number;
  /** Close visits of each enterprise if its departments made their parts of visits separately. */
  readonly closeBefore: Int32Array;
  /** The figures of every cap, in one order for all plans of a frame. */
  readonly caps: readonly CapFigures[];
}

/** The fields of {@link Counted} that are the same for all plans of a frame. */
export type FrameFigures = Pick<Counted, 'openDays' | 'travelMinutes' | 'spacing'>;

/** The data that the capacity of teams follows from (model §7). */
interface Capacity {
  readonly daily: Teams['daily'];
  readonly weeks: Weeks;
  readonly travelMinutes: number;
}

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
  /** Visits with two or more items. */
  readonly merged: number;
  readonly onSite: number;
  /** Served occurrences of visits off site. */
  readonly offSite: number;
  /** Served occurrences that are checked by their fallbacks. */
  readonly byFallback: number;
  /** Enterprises and departments with more than {@link PAIR_LIMIT} on-site visits together. */
  readonly pairs: number;
  readonly pairsBefore: number;
  readonly lowerBound: number;
  readonly perDepartment: number;
  readonly faults: number;
  readonly closeVisits: number;
  readonly closeBefore: number;
  /** One entry for every cap; empty for no enterprises. */
  readonly caps: readonly CapFigures[];
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
    ...{ enterprises: 0, proven: 0, served: 0, unserved: 0, visits: 0, joint: 0, merged: 0 },
    ...{ onSite: 0, offSite: 0, byFallback: 0, pairs: 0, pairsBefore: 0 },
    ...{ lowerBound: 0, perDepartment: 0, faults: 0, closeVisits: 0, closeBefore: 0, caps: [] },
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
  // The last enterprise that each department was seen at on site, and its on-site visits there.
  const seenAt = new Int32Array(rows.departments.length).fill(-1);
  const times = new Int32Array(rows.departments.length);
  let [joint, merged, onSite, offSite, byFallback, pairs] = [0, 0, 0, 0, 0, 0];
  for (let v = 0; v < visits.count; v++) {
    const week = weekOf(visits.day[v]) - weeks.first;
    const e = visits.enterprise[v];
    const enterprise = rows.enterprises[e];
    let departments = 0;
    for (let m = visits.memberStart[v]; m < visits.memberStart[v + 1]; m++) {
      const d = departmentOf[visits.item[m]];
      if (seenIn[d] !== v) {
        seenIn[d] = v;
        cellOf[d] = teamOf(d, enterprise.area) * weeks.count + week;
        travels[cellOf[d]]++;
        departments++;
        if (visits.onSite[v] === 1) {
          if (seenAt[d] !== e) times[d] = 0;
          seenAt[d] = e;
          if (++times[d] === PAIR_LIMIT + 1) pairs++;
        }
      }
      if (isFallback(rows.items, visits.item[m], enterprise)) byFallback++;
      minutes[cellOf[d]] += minutesOf[visits.item[m]];
    }
    const size = visits.memberStart[v + 1] - visits.memberStart[v];
    if (departments > 1) joint++;
    if (size > 1) merged++;
    if (visits.onSite[v] === 1) onSite++;
    else offSite += size;
  }
  return {
    enterprises: rows.enterprises.length,
    proven: provenIn(columns, counted),
    served: visits.item.length,
    unserved: columns.unserved.count,
    visits: visits.count,
    ...{ joint, merged, onSite, offSite, byFallback, pairs },
    pairsBefore: sum(counted.pairsBefore),
    lowerBound: sum(counted.lowerBound),
    perDepartment: sum(counted.perDepartment),
    faults: sum(counted.faults),
    closeVisits: closeIn(columns, counted.spacing),
    closeBefore: sum(counted.closeBefore),
    caps: counted.caps,
    minutes,
    travels,
    capacity,
    spacing: counted.spacing,
  };
};

const elementwise: Semigroup<Float64Array> = {
  concat: (a, b) => a.map((value, i) => value + b[i]),
};

const joinCap = struct<CapFigures>({
  id: first(),
  enterprises: SemigroupSum,
  leftOut: SemigroupSum,
  byFallback: SemigroupSum,
}).concat;

/**
 * The figures of every cap for two sets of enterprises together; lists of one frame, or empty ones.
 * O(caps).
 */
export const joinCaps = (
  a: readonly CapFigures[],
  b: readonly CapFigures[],
): readonly CapFigures[] => {
  if (a.length === 0) return b;
  return b.length === 0 ? a : a.map((own, c) => joinCap(own, b[c]));
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
  merged: SemigroupSum,
  onSite: SemigroupSum,
  offSite: SemigroupSum,
  byFallback: SemigroupSum,
  pairs: SemigroupSum,
  pairsBefore: SemigroupSum,
  lowerBound: SemigroupSum,
  perDepartment: SemigroupSum,
  faults: SemigroupSum,
  closeVisits: SemigroupSum,
  closeBefore: SemigroupSum,
  caps: { concat: joinCaps },
  minutes: elementwise,
  travels: elementwise,
  capacity: first(),
  spacing: first(),
}).concat;
