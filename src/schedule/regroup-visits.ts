import type { Weeks } from '../registry/weeks';
import { isBetter } from './placing';

/** Visits with days, and the minutes of their members. */
export interface Regroupable {
  readonly weeks: Weeks;
  /** Visits ascend by enterprise. */
  readonly enterprise: Int32Array;
  readonly rank: Int32Array;
  readonly onSite: Uint8Array;
  /** 1 for visits that neither give nor receive members. */
  readonly fixed: Uint8Array;
  /** Visit v has the members memberStart[v] … memberStart[v + 1] − 1. */
  readonly memberStart: Int32Array;
  /**
   * For each member: its department, its team there, its minutes, and 1 where
   * it is checked on the premises.
   */
  readonly department: Int32Array;
  readonly team: Int32Array;
  readonly minutes: Float64Array;
  readonly enters: Uint8Array;
  readonly travelMinutes: number;
  /** Minutes of teams, at team × weeks + week; moves update `load`. */
  readonly load: Float64Array;
  readonly capacity: Float64Array;
  /** Whether a member is allowed on a rank. */
  readonly allows: (member: number, rank: number) => boolean;
  /** Whether these members would be a valid visit under the domain of visit v, days aside. */
  readonly isVisit: (v: number, members: readonly number[]) => boolean;
}

/** The visits of members after regrouping. */
export interface Regrouped {
  readonly visitOf: Int32Array;
  readonly moves: number;
  /** Decrease of minutes above capacity. */
  readonly gain: number;
}

const MOST_PASSES = 4;

/**
 * Moves members out of visits in weeks where their team is above capacity, into other visits of
 * their enterprise, on the days of these. A move must lower the minutes above capacity, or keep
 * them and make weeks more even. Each member goes to the visit where it adds least, one after
 * another, in passes until none moves, at most {@link MOST_PASSES}. No visit becomes empty, and no
 * visit off site becomes on site.
 * O(members in overloaded weeks × visits of their enterprise × check) per pass.
 */
export const regroupVisits = (visits: Regroupable): Regrouped => {
  const { weeks, enterprise, rank, onSite, fixed, memberStart, department, team, minutes, enters } =
    visits;
  const { travelMinutes, load, capacity, allows, isVisit } = visits;
  const count = rank.length;
  const visitOf = new Int32Array(department.length);
  const members = Array.from(rank, (_, v) => {
    const own: number[] = [];
    for (let m = memberStart[v]; m < memberStart[v + 1]; m++) {
      visitOf[m] = v;
      own.push(m);
    }
    return own;
  });
  const cellIn = (m: number, v: number): number => team[m] * weeks.count + weeks.ofRank[rank[v]];
  /** Minutes that a member takes of its team in a visit, whether it is in it or not. */
  const takes = (m: number, v: number): number =>
    members[v].some((other) => other !== m && department[other] === department[m])
      ? minutes[m]
      : minutes[m] + travelMinutes;
  const weight = capacity.map((most) => (most > 0 ? 1 / (most * most) : 0));
  const above = (cell: number, more: number): number =>
    Math.max(0, load[cell] + more - capacity[cell]) - Math.max(0, load[cell] - capacity[cell]);
  const uneven = (cell: number, more: number): number =>
    more * (2 * load[cell] + more) * weight[cell];
  /** The change of a sum over cells by a member's move. */
  const change = (
    of: (cell: number, more: number) => number,
    m: number,
    from: number,
    to: number,
  ): number => {
    const [here, there] = [cellIn(m, from), cellIn(m, to)];
    const [less, more] = [takes(m, from), takes(m, to)];
    return here === there ? of(here, more - less) : of(here, -less) + of(there, more);
  };
  let [moves, gain] = [0, 0];
  /** Moves a member to the best visit, if that is better. */
  const move = (m: number, from: number, first: number, last: number): void => {
    const rest = members[from].filter((other) => other !== m);
    let best = -1;
    let [over, less] = [0, 0];
    for (let to = first; to < last; to++) {
      if (
        to === from ||
        fixed[to] === 1 ||
        (enters[m] === 1 && onSite[to] === 0) ||
        !allows(m, rank[to])
      )
        continue;
      const [o, u] = [change(above, m, from, to), change(uneven, m, from, to)];
      if (!isBetter(o - over, 0, u - less) || !isVisit(to, [...members[to], m])) continue;
      best = to;
      [over, less] = [o, u];
    }
    if (best < 0 || !isVisit(from, rest)) return;
    load[cellIn(m, from)] -= takes(m, from);
    load[cellIn(m, best)] += takes(m, best);
    members[from] = rest;
    members[best].push(m);
    visitOf[m] = best;
    moves++;
    gain -= over;
  };
  for (let pass = 0, before = -1; pass < MOST_PASSES && moves > before; pass++) {
    before = moves;
    for (let first = 0, last = 0; first < count; first = last) {
      while (last < count && enterprise[last] === enterprise[first]) last++;
      for (let from = first; from < last && last > first + 1; from++) {
        if (fixed[from] === 1) continue;
        for (const m of [...members[from]]) {
          const cell = cellIn(m, from);
          if (load[cell] > capacity[cell] + 1e-6 && members[from].length > 1)
            move(m, from, first, last);
        }
      }
    }
  }
  return { visitOf, moves, gain };
};
