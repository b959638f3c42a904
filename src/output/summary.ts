import { SemigroupSum } from 'fp-ts/number';
import { first, type Semigroup, struct } from 'fp-ts/Semigroup';
import type { Department } from '../registry/department';
import type { PlanColumns } from './plan-columns';
import type { Summary } from './plan-document';

/** What the columns do not know of a plan. */
export interface Counted {
  /** Lower bound on the visits of each enterprise. */
  readonly lowerBound: Int32Array;
  /** Fewest visits of one department each, of each enterprise. */
  readonly perDepartment: Int32Array;
  /** Open days of the horizon, ascending. */
  readonly openDays: Int32Array;
  readonly travelMinutes: number;
}

/** What the capacity of departments follows from (model §7). */
interface Capacity extends Pick<Counted, 'openDays' | 'travelMinutes'> {
  readonly departments: readonly Department[];
}

/** What the visits of some enterprises amount to; the totals of slices of a county add up to its own ({@link joinTotals}). */
export interface Totals {
  readonly enterprises: number;
  /** Enterprises with as many visits as their bound. */
  readonly proven: number;
  /** Occurrences. */
  readonly served: number;
  readonly unserved: number;
  readonly visits: number;
  /** Visits with two or more departments. */
  readonly joint: number;
  readonly onSite: number;
  readonly lowerBound: number;
  readonly perDepartment: number;
  /** Minutes of department d's items in week w of the horizon, at d · weeks + w. */
  readonly minutes: Float64Array;
  /** Visits of department d in week w, likewise; apart from the minutes, since sums of whole numbers do not depend on their order. */
  readonly travels: Float64Array;
  /** The same for every slice. */
  readonly capacity: Capacity;
}

const sum = (values: Int32Array): number => values.reduce((total, value) => total + value, 0);

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** ISO weeks (Monday first), numbered: 1970-01-01 was a Thursday. */
export const weekOf = (day: number): number => Math.floor((day + 3) / 7);

/** The first week with an open day, and the number of weeks from it to the last such week. */
const weeksOf = (openDays: Int32Array): { readonly firstWeek: number; readonly weeks: number } => {
  if (openDays.length === 0) return { firstWeek: 0, weeks: 0 };
  const firstWeek = weekOf(openDays[0]);
  return { firstWeek, weeks: weekOf(openDays[openDays.length - 1]) - firstWeek + 1 };
};

const provenIn = ({ visits }: PlanColumns, { lowerBound }: Counted): number => {
  let [proven, v] = [0, 0];
  for (let e = 0; e < lowerBound.length; e++) {
    const from = v;
    while (v < visits.count && visits.enterprise[v] === e) v++;
    if (v - from === lowerBound[e]) proven++;
  }
  return proven;
};

/** The totals of a plan. O(occurrences + weeks × departments). */
export const totalsOf = (columns: PlanColumns, counted: Counted): Totals => {
  const { rows, departmentOf, visits } = columns;
  const { firstWeek, weeks } = weeksOf(counted.openDays);
  const minutesOf = Float64Array.from(rows.items, ({ minutes }) => minutes);
  const minutes = new Float64Array(rows.departments.length * weeks);
  const travels = new Float64Array(rows.departments.length * weeks);
  // The last visit that each department was seen in.
  const seenIn = new Int32Array(rows.departments.length).fill(-1);
  let [joint, onSite] = [0, 0];
  for (let v = 0; v < visits.count; v++) {
    const week = weekOf(visits.day[v]) - firstWeek;
    let departments = 0;
    for (let m = visits.memberStart[v]; m < visits.memberStart[v + 1]; m++) {
      const d = departmentOf[visits.item[m]];
      minutes[d * weeks + week] += minutesOf[visits.item[m]];
      if (seenIn[d] === v) continue;
      seenIn[d] = v;
      travels[d * weeks + week]++;
      departments++;
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
    minutes,
    travels,
    capacity: { departments: rows.departments, openDays: counted.openDays, travelMinutes: counted.travelMinutes },
  };
};

const elementwise: Semigroup<Float64Array> = { concat: (a, b) => a.map((value, i) => value + b[i]) };

/**
 * The totals of two slices together: plans of different enterprises under the same horizon, calendar, departments, items and policy.
 * In whatever order slices are joined, the result is the same. O(weeks × departments).
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
  minutes: elementwise,
  travels: elementwise,
  capacity: first(),
}).concat;

/** Σ over departments and ISO weeks of the minutes above capacity (model §7). O(weeks × departments). */
const overloadMinutes = ({ minutes, travels, capacity: { departments, openDays, travelMinutes } }: Totals): number => {
  const { firstWeek, weeks } = weeksOf(openDays);
  const openIn = new Int32Array(weeks);
  for (const day of openDays) openIn[weekOf(day) - firstWeek]++;
  let overload = 0;
  departments.forEach(({ dailyMinutes }, d) => {
    if (dailyMinutes === undefined) return;
    for (let w = 0; w < weeks; w++) {
      const load = minutes[d * weeks + w] + travels[d * weeks + w] * travelMinutes;
      overload += Math.max(0, load - dailyMinutes * openIn[w]);
    }
  });
  return overload;
};

/** The figures that totals show. O(weeks × departments). */
export const summaryOfTotals = (totals: Totals): Summary => {
  const { served, unserved, visits, lowerBound, perDepartment, enterprises, proven, joint, onSite } = totals;
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
    overloadMinutes: overloadMinutes(totals),
  };
};

/** The figures of a plan. O(occurrences). */
export const summaryOf = (columns: PlanColumns, counted: Counted): Summary =>
  summaryOfTotals(totalsOf(columns, counted));
