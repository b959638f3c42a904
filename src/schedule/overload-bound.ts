import { extend, fill, flowInto, isFull, leftOf } from './week-flow';
import type { WeekOptions } from './week-options';
import { weekSetsOf } from './week-sets';
import { capacityOf, type Workload } from './workload';

export interface OverloadBound {
  /** A lower bound on the minutes above capacity of all teams, over all choices of days. */
  readonly minutes: number;
  /** The same for each team alone. */
  readonly ofTeam: Float64Array;
  /**
   * 1 at team × weeks + week for the weeks that prove a team's bound: the minutes that fit only
   * there exceed their capacity by it.
   */
  readonly tight: Uint8Array;
}

/**
 * The minutes of each team by week set: team t has minutes[k] in week set set[k], for k
 * = start[t] … start[t + 1] − 1.
 * O(visits × teams of each).
 */
const tasksOf = ({ daily, start: from, team, minutes: given }: Workload, setOf: Int32Array) => {
  const start = new Int32Array(daily.length + 2);
  for (const t of team) start[t + 2]++;
  for (let t = 2; t < start.length; t++) start[t] += start[t - 1];
  const set = new Int32Array(team.length);
  const minutes = new Float64Array(team.length);
  for (let v = 0; v + 1 < from.length; v++)
    for (let k = from[v]; k < from[v + 1]; k++) {
      const at = start[team[k] + 1]++;
      set[at] = setOf[v];
      minutes[at] = given[k];
    }
  return { start, set, minutes };
};

/**
 * The unit of a team's flow: its minutes together are at most about 2 ** 52 grains, so that sums of
 * them are exact. It does not depend on capacity.
 */
const grainOf = (minutes: Float64Array): number => {
  let total = 1;
  for (const own of minutes) total += own;
  return 2 ** (Math.ceil(Math.log2(total)) - 52);
};

/**
 * A lower bound on the minutes above capacity, whatever days the visits get from their day sets.
 * Each team is bounded alone. A visit puts at most its longest week's capacity within capacity;
 * up to that, its minutes may be spread over its weeks as a flow. Exact for whole minutes and
 * capacities. Others are rounded by one part in 2 ** 52 of the team's minutes, so that the bound
 * stays valid and never rises with a capacity.
 * O(visits × teams of each + weeks of all day sets + teams × weeks), and a search through
 * them for each round of paths.
 */
export const overloadBound = (
  workload: Workload,
  daySet: Int32Array,
  options: WeekOptions,
): OverloadBound => {
  const { weeks, daily } = workload;
  const capacity = capacityOf(workload);
  const sets = weekSetsOf(options, weeks);
  const setOf = daySet.map((d) => sets.ofDaySet[d]);
  const { start, set, minutes } = tasksOf(workload, setOf);
  const flow = flowInto(weeks.count, sets);
  const { left, room } = flow;
  const ofTeam = new Float64Array(daily.length);
  const tight = new Uint8Array(capacity.length);
  for (let t = 0; t < daily.length; t++) {
    if (start[t] === start[t + 1] || daily[t] === Number.POSITIVE_INFINITY) continue;
    const grain = grainOf(minutes.subarray(start[t], start[t + 1]));
    const grains = minutes.subarray(start[t], start[t + 1]).map((own) => Math.floor(own / grain));
    let total = 0;
    for (const own of grains) total += own;
    const base = t * weeks.count;
    for (let w = 0; w < weeks.count; w++)
      room[w] = Math.ceil(Math.min(capacity[base + w] / grain, total));
    const active: number[] = [];
    let inside = 0;
    for (let k = start[t]; k < start[t + 1]; k++) {
      const s = set[k];
      const most = Math.min(grains[k - start[t]], room[sets.longest[s]]);
      if (most > 0 && left[s] === 0) active.push(s);
      left[s] += most;
      inside += most;
    }
    flow.active = Int32Array.from(active).sort();
    fill(flow);
    extend(flow);
    const outside = leftOf(flow);
    for (const s of active) left[s] = 0;
    for (let w = 0; w < weeks.count; w++) tight[base + w] = isFull(flow, w) ? 1 : 0;
    ofTeam[t] = (total - inside + outside) * grain;
  }
  return { minutes: ofTeam.reduce((sum, own) => sum + own, 0), ofTeam, tight };
};
