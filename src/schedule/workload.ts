import type { Teams } from '../registry/teams';
import type { Weeks } from '../registry/weeks';

/** The minutes that visits take of teams. */
export interface Workload {
  readonly weeks: Weeks;
  /** Minutes that each team has per open day; Infinity without limit. */
  readonly daily: Float64Array;
  /** Visit v takes minutes[k] of team[k], for k = start[v] … start[v + 1] − 1; its teams ascend. */
  readonly start: Int32Array;
  readonly team: Int32Array;
  /** Minutes of items and travel. */
  readonly minutes: Float64Array;
}

/** Minutes of a team's usual day: its daily minutes; without limit, those of a working day. */
export const usualDay = (daily: number): number => (daily < Infinity ? daily : 480);

/** Visits and their items, with the data of both that minutes depend on. */
export interface VisitItems {
  /** Index of each visit's enterprise. */
  readonly enterprise: Int32Array;
  /** Visit v has item[memberStart[v]] … item[memberStart[v + 1] − 1], each once. */
  readonly memberStart: Int32Array;
  readonly item: Int32Array;
  /** Department of each item (index), and its minutes. */
  readonly departmentOf: Int32Array;
  readonly minutesOf: Float64Array;
  /** Area of each enterprise. */
  readonly areaOf: ReadonlyArray<string | undefined>;
  /** Minutes that each department of a visit spends on top of its items. */
  readonly travelMinutes: number;
}

/** The workload of visits (model §7). O(members + Σ over visits of their departments²). */
export const workloadOf = (
  visits: VisitItems,
  { teamOf, daily, department }: Teams,
  weeks: Weeks,
): Workload => {
  const { enterprise, memberStart, item, departmentOf, minutesOf, areaOf, travelMinutes } = visits;
  const departments = department.length === 0 ? 0 : department[department.length - 1] + 1;
  const spent = new Float64Array(departments);
  const start = new Int32Array(enterprise.length + 1);
  // A visit has no more teams than items.
  const team = new Int32Array(item.length);
  const minutes = new Float64Array(item.length);
  let end = 0;
  for (let v = 0; v < enterprise.length; v++) {
    const from = end;
    for (let m = memberStart[v]; m < memberStart[v + 1]; m++) {
      const d = departmentOf[item[m]];
      if (spent[d] === 0) {
        // Departments are kept ascending by insertion, since they are few.
        let at = end++;
        for (; at > from && team[at - 1] > d; at--) team[at] = team[at - 1];
        team[at] = d;
      }
      spent[d] += minutesOf[item[m]];
    }
    const area = areaOf[enterprise[v]];
    for (let k = from; k < end; k++) {
      const d = team[k];
      minutes[k] = spent[d] + travelMinutes;
      spent[d] = 0;
      team[k] = teamOf(d, area);
    }
    start[v + 1] = end;
  }
  return { weeks, daily, start, team: team.slice(0, end), minutes: minutes.slice(0, end) };
};

/**
 * Capacity of teams in weeks in minutes, at team × weeks + week. Infinity without limit, but
 * 0 in weeks without open days.
 * O(teams × weeks).
 */
export const capacityOf = ({
  weeks: { count, start },
  daily,
}: Pick<Workload, 'daily'> & {
  readonly weeks: Pick<Workload['weeks'], 'count' | 'start'>;
}): Float64Array => {
  const capacity = new Float64Array(daily.length * count);
  for (let t = 0; t < daily.length; t++)
    for (let w = 0; w < count; w++) {
      const open = start[w + 1] - start[w];
      capacity[t * count + w] = open === 0 ? 0 : daily[t] * open;
    }
  return capacity;
};

/**
 * Minutes of teams in weeks that would be even, at team × weeks + week: the capacity; without limit
 * the team's own minutes, spread over the open days (model §7).
 * O(teams of all visits + teams × weeks).
 */
export const evenLoadOf = ({
  weeks: { count, start },
  daily,
  team,
  minutes,
}: Workload): Float64Array => {
  const own = new Float64Array(daily.length);
  for (let k = 0; k < team.length; k++) own[team[k]] += minutes[k];
  const open = start[count];
  const perDay = daily.map((most, t) => (most < Infinity ? most : own[t] / Math.max(1, open)));
  return capacityOf({ weeks: { count, start }, daily: perDay });
};

/**
 * Minutes of every team in every week, at team × weeks + week, when visit v is on open day rank[v].
 * O(teams of all visits + teams × weeks).
 */
export const loadOf = (
  { weeks, daily, start, team, minutes }: Workload,
  rank: Int32Array,
): Float64Array => {
  const load = new Float64Array(daily.length * weeks.count);
  for (let v = 0; v < rank.length; v++) {
    const week = weeks.ofRank[rank[v]];
    for (let k = start[v]; k < start[v + 1]; k++) load[team[k] * weeks.count + week] += minutes[k];
  }
  return load;
};

/** Minutes above capacity (model §7). */
export const overloadOf = (load: Float64Array, capacity: Float64Array): number => {
  let overload = 0;
  for (let i = 0; i < load.length; i++) overload += Math.max(0, load[i] - capacity[i]);
  return overload;
};

/**
 * Σ (load ∕ even load)² (model §7). A week without capacity counts 0: all of its load is overload.
 */
export const unevennessOf = (load: Float64Array, even: Float64Array): number => {
  let unevenness = 0;
  for (let i = 0; i < load.length; i++) if (even[i] > 0) unevenness += (load[i] / even[i]) ** 2;
  return unevenness;
};
