import {
  type Agenda,
  bestRank,
  freeDays,
  leastClose,
  leaveDay,
  placingOf,
  reload,
  takeDay,
} from './placing';
import { usualDay, type Workload } from './workload';

/** The minutes of teams so far. */
export interface Carried {
  /** Minutes at team × weeks + week. */
  readonly inWeek: Float64Array;
  /** Minutes at team × ranks + rank. */
  readonly onDay: Float64Array;
  /** Minutes of each team. */
  readonly inAll: Float64Array;
}

/** No minutes yet. */
export const carriedNothing = ({ daily, weeks }: Pick<Workload, 'daily' | 'weeks'>): Carried => ({
  inWeek: new Float64Array(daily.length * weeks.count),
  onDay: new Float64Array(daily.length * weeks.ofRank.length),
  inAll: new Float64Array(daily.length),
});

/**
 * Ranks for the visits of the enterprises in the order given; their minutes are added to `carried`.
 * Within an enterprise, visits with few possible weeks come first. Each visit goes to the week
 * where it adds least to the minutes so far, on the day of that week when its teams are least busy.
 * The even load of a team without limit is that of the enterprises so far. `start` ranks are as for `datings`.
 * O(visits + enterprises × weeks + Σ weeks × teams of visits).
 */
export const datedOneByOne = (
  agenda: Agenda,
  start: Int32Array,
  enterprises: Iterable<number>,
  carried: Carried,
): Int32Array => {
  const { workload, daySet, options, enterprise } = agenda;
  const { weeks, daily } = workload;
  const placing = { ...placingOf(agenda, start), load: carried.inWeek };
  const { rank, fixed, weight } = placing;
  const ranks = weeks.ofRank.length;
  const freedomOf = (v: number): number => options.start[daySet[v] + 1] - options.start[daySet[v]];

  const lightest = (v: number, week: number): number => {
    const { days: free } = leastClose(placing, v, week, freeDays(placing, v, week));
    let [best, least] = [rank[v], Infinity];
    for (let at = weeks.start[week]; at < weeks.start[week + 1]; at++) {
      if ((free & (1 << (at - weeks.start[week]))) === 0) continue;
      let all = 0;
      for (let k = workload.start[v]; k < workload.start[v + 1]; k++) {
        const t = workload.team[k];
        if (daily[t] > 0) all += carried.onDay[t * ranks + at] / usualDay(daily[t]);
      }
      if (all < least - 1e-9 || (at === rank[v] && all < least + 1e-9)) [best, least] = [at, all];
    }
    return best;
  };

  /** Adds a visit to its teams' minutes, from which the even load of teams without limit follows. */
  const count = (v: number): void => {
    for (let k = workload.start[v]; k < workload.start[v + 1]; k++) {
      const t = workload.team[k];
      carried.inAll[t] += workload.minutes[k];
      if (daily[t] < Infinity) continue;
      for (let w = 0; w < weeks.count; w++) {
        const even = (carried.inAll[t] * (weeks.start[w + 1] - weeks.start[w])) / ranks;
        weight[t * weeks.count + w] = even > 0 ? 1 / (even * even) : 0;
      }
    }
  };

  const firstOf = new Map<number, number>();
  for (let v = enterprise.length - 1; v >= 0; v--) firstOf.set(enterprise[v], v);
  for (const e of enterprises) {
    const first = firstOf.get(e) ?? enterprise.length;
    const visits: number[] = [];
    for (let v = first; v < enterprise.length && enterprise[v] === e; v++) visits.push(v);
    visits.forEach(count);
    visits.sort((a, b) => freedomOf(a) - freedomOf(b) || a - b);
    for (const v of visits) {
      let at = rank[v];
      if (fixed[v] === 0) {
        leaveDay(placing, v);
        const week = weeks.ofRank[bestRank(placing, v, at)];
        at = lightest(v, week);
        takeDay(placing, v, at);
      }
      reload(placing, v);
      for (let k = workload.start[v]; k < workload.start[v + 1]; k++)
        carried.onDay[workload.team[k] * ranks + at] += workload.minutes[k];
    }
  }
  return rank;
};
