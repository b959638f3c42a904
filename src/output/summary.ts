import type { PlanColumns } from './plan-columns';
import type { Summary } from './plan-document';

/** What the columns do not know of a plan. */
export interface Counted {
  readonly lowerBound: Int32Array;
  readonly perDepartment: Int32Array;
  /** Visits of each enterprise. */
  readonly visits: Int32Array;
  /** Open days of the horizon, ascending. */
  readonly openDays: Int32Array;
  readonly travelMinutes: number;
}

const sum = (values: Int32Array): number => values.reduce((total, value) => total + value, 0);

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** ISO weeks (Monday first), numbered: 1970-01-01 was a Thursday. */
export const weekOf = (day: number): number => Math.floor((day + 3) / 7);

/** Σ over departments and ISO weeks of the minutes above capacity (model §7). O(occurrences + weeks × departments). */
export const overloadMinutes = (
  { rows, departmentOf, visits }: PlanColumns,
  { openDays, travelMinutes }: Pick<Counted, 'openDays' | 'travelMinutes'>,
): number => {
  if (openDays.length === 0) return 0;
  const firstWeek = weekOf(openDays[0]);
  const weeks = weekOf(openDays[openDays.length - 1]) - firstWeek + 1;
  const openIn = new Int32Array(weeks);
  for (const day of openDays) openIn[weekOf(day) - firstWeek]++;
  const load = new Float64Array(rows.departments.length * weeks);
  for (let v = 0; v < visits.count; v++) {
    const week = weekOf(visits.day[v]) - firstWeek;
    const present = new Set<number>();
    for (let m = visits.memberStart[v]; m < visits.memberStart[v + 1]; m++) {
      const d = departmentOf[visits.item[m]];
      load[d * weeks + week] += rows.items[visits.item[m]].minutes;
      present.add(d);
    }
    if (travelMinutes > 0) for (const d of present) load[d * weeks + week] += travelMinutes;
  }
  let overload = 0;
  rows.departments.forEach(({ dailyMinutes }, d) => {
    if (dailyMinutes === undefined) return;
    for (let w = 0; w < weeks; w++) overload += Math.max(0, load[d * weeks + w] - dailyMinutes * openIn[w]);
  });
  return overload;
};

/** The figures of a plan. O(occurrences). */
export const summaryOf = (columns: PlanColumns, counted: Counted): Summary => {
  const { visits, unserved, rows, departmentOf } = columns;
  let [joint, onSite] = [0, 0];
  for (let v = 0; v < visits.count; v++) {
    const first = departmentOf[visits.item[visits.memberStart[v]]];
    for (let m = visits.memberStart[v] + 1; m < visits.memberStart[v + 1]; m++)
      if (departmentOf[visits.item[m]] !== first) {
        joint++;
        break;
      }
    onSite += visits.onSite[v];
  }
  const perDepartment = sum(counted.perDepartment);
  return {
    occurrences: visits.item.length + unserved.count,
    visits: visits.count,
    lowerBound: sum(counted.lowerBound),
    perItem: visits.item.length,
    perDepartment,
    reduction: perDepartment === 0 ? 0 : 1 - visits.count / perDepartment,
    enterprisesProven: counted.visits.reduce(
      (proven, count, e) => proven + (count === counted.lowerBound[e] ? 1 : 0),
      0,
    ),
    enterprises: rows.enterprises.length,
    jointShare: share(joint, visits.count),
    onSiteShare: share(onSite, visits.count),
    overloadMinutes: overloadMinutes(columns, counted),
  };
};
