import {
  type CappedProblem,
  type CappedResult,
  type CappedVisit,
  type Cost,
  hostOfVisit,
  joinedBy,
  visitOf,
} from './problem';

/** Whether one choice is better than another: more served, then fewer by fallback, then visits. */
export const isBetter = (a: Cost, b: Cost): boolean =>
  a.out !== b.out
    ? a.out < b.out
    : a.fallback !== b.fallback
      ? a.fallback < b.fallback
      : a.visits < b.visits;

/** Numbers from 0 to 2³² − 1, the same on every machine (xorshift, Marsaglia 2003). */
const dice = (seed: number): ((below: number) => number) => {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 4294967296) * below);
  };
};

/** A choice that is changed step by step. */
interface State {
  visits: CappedVisit[];
  /** Visits that each cap counts. */
  readonly used: Int32Array;
  /** Occurrences that are in no visit. */
  pool: number[];
}

/**
 * Puts an occurrence into its best place: into a visit that is made anyway, by its own method before
 * its fallback, else into a visit of its own. False where no limit allows it.
 */
const insert = (
  problem: CappedProblem,
  limits: readonly number[],
  state: State,
  member: number,
): boolean => {
  const { own, fallback, capsOf } = problem;
  const { visits, used } = state;
  for (const item of [own[member], fallback[member]]) {
    if (item < 0) continue;
    const counted = capsOf(item);
    let best = -1;
    let fewest = Number.POSITIVE_INFINITY;
    let joined: CappedVisit | undefined;
    for (let v = 0; v < visits.length && fewest > 0; v++) {
      let further = 0;
      if (counted.length > 0) {
        const there = visits[v].caps;
        for (const c of counted)
          if (!there.includes(c)) further += used[c] < limits[c] ? 1 : Number.POSITIVE_INFINITY;
      }
      if (further >= fewest) continue;
      const both = joinedBy(problem, visits[v], member, item);
      if (both === undefined || hostOfVisit(problem, both) < 0) continue;
      [best, fewest, joined] = [v, further, both];
    }
    if (joined !== undefined) {
      const there = visits[best].caps;
      for (const c of counted) if (!there.includes(c)) used[c]++;
      visits[best] = joined;
      return true;
    }
    if (counted.some((c) => used[c] >= limits[c])) continue;
    const alone = visitOf(problem, [member], [item]);
    if (alone === undefined || hostOfVisit(problem, alone) < 0) continue;
    for (const c of counted) used[c]++;
    visits.push(alone);
    return true;
  }
  return false;
};

/** Takes occurrences out of their visits; others that lose their host go as well. */
const remove = (problem: CappedProblem, state: State, gone: ReadonlySet<number>): void => {
  const kept: CappedVisit[] = [];
  for (const visit of state.visits) {
    if (!visit.members.some((k) => gone.has(k))) {
      kept.push(visit);
      continue;
    }
    for (const c of visit.caps) state.used[c]--;
    const stay = visit.members.flatMap((k, at) => (gone.has(k) ? [] : [at]));
    const rest =
      stay.length === 0
        ? undefined
        : visitOf(
            problem,
            stay.map((at) => visit.members[at]),
            stay.map((at) => visit.items[at]),
          );
    const isVisit = rest !== undefined && hostOfVisit(problem, rest) >= 0;
    for (const [at, k] of visit.members.entries())
      if (gone.has(k) || (!isVisit && stay.includes(at))) state.pool.push(k);
    if (rest === undefined || !isVisit) continue;
    for (const c of rest.caps) state.used[c]++;
    kept.push(rest);
  }
  state.visits = kept;
};

/** Visits merged in pairs, the largest first, until no two can be one. O(visits² × rules). */
export const merge = (
  problem: CappedProblem,
  visits: readonly CappedVisit[],
): readonly CappedVisit[] => {
  const left = visits.toSorted((a, b) => b.members.length - a.members.length);
  const merged: CappedVisit[] = [];
  for (;;) {
    const first = left.shift();
    if (first === undefined) return merged;
    let whole = first;
    for (let k = 0; k < left.length; k++) {
      const both = visitOf(
        problem,
        [...whole.members, ...left[k].members],
        [...whole.items, ...left[k].items],
      );
      if (both === undefined || hostOfVisit(problem, both) < 0) continue;
      whole = both;
      left.splice(k--, 1);
    }
    merged.push(whole);
  }
};

/** Occurrences that one which must be served counts as, where a start leaves it out. */
const mustOut = 1e6;

const costOf = (problem: CappedProblem, { visits, pool }: State): Cost => ({
  // A choice that serves all that must be served is better than any other.
  out: pool.reduce((sum, k) => sum + problem.size[k] * (problem.must[k] === 1 ? mustOut : 1), 0),
  fallback: visits.reduce(
    (sum, { members, items }) =>
      members.reduce(
        (own, k, at) => own + (items[at] === problem.own[k] ? 0 : problem.fallen[k]),
        sum,
      ),
    0,
  ),
  visits: visits.length,
});

/** A valid start: visits that serve at least the protected occurrences within the limits. */
export const stateOf = (
  problem: CappedProblem,
  caps: number,
  visits: readonly CappedVisit[],
): State => {
  const used = new Int32Array(caps);
  const there = new Set<number>();
  for (const visit of visits) {
    for (const c of visit.caps) used[c]++;
    for (const k of visit.members) there.add(k);
  }
  const pool = Array.from(problem.own.keys()).filter((k) => !there.has(k));
  return { visits: visits.slice(), used, pool };
};

/**
 * A good choice under limits, by ruin and recreate (Schrimpf et al. 2000): some visits are taken
 * apart, their occurrences are put back in another order, and the result is kept unless it is worse.
 * `start` keeps the limits. The search ends at `floor` or after `rounds`.
 */
export const goodChoice = (
  problem: CappedProblem,
  limits: readonly number[],
  start: readonly CappedVisit[],
  floor: Cost,
  rounds: number,
): CappedResult => {
  const { own, must } = problem;
  const roll = dice(own.length);
  const shuffled = (some: number[]): number[] => {
    for (let k = some.length - 1; k > 0; k--) {
      const other = roll(k + 1);
      [some[k], some[other]] = [some[other], some[k]];
    }
    return some;
  };
  const fill = (state: State, order: number[]): void => {
    const first = order.toSorted((a, b) => must[b] - must[a]);
    state.pool = [];
    for (const k of first) if (!insert(problem, limits, state, k)) state.pool.push(k);
    // An occurrence that joins may be the host of one that was left out before.
    for (let before = state.pool.length + 1; state.pool.length < before; ) {
      before = state.pool.length;
      state.pool = state.pool.filter((k) => !insert(problem, limits, state, k));
    }
  };
  let state = stateOf(problem, limits.length, start);
  fill(state, state.pool.slice());
  let cost = costOf(problem, state);
  let best = state;
  let bestCost = cost;
  for (let round = 0; round < rounds && isBetter(floor, bestCost); round++) {
    const next: State = {
      visits: state.visits.slice(),
      used: state.used.slice(),
      pool: state.pool.slice(),
    };
    const gone = new Set<number>();
    const kind = roll(3);
    if (kind === 0 || limits.length === 0) {
      const visits = 1 + roll(Math.min(4, next.visits.length));
      for (let k = 0; k < visits && next.visits.length > 0; k++)
        for (const member of next.visits[roll(next.visits.length)].members) gone.add(member);
    } else if (kind === 1) {
      const cap = roll(limits.length);
      for (const { members, items } of next.visits)
        members.forEach((k, at) => {
          if (problem.capsOf(items[at]).includes(cap)) gone.add(k);
        });
    } else {
      const share = 2 + roll(5);
      for (let k = 0; k < own.length; k++) if (roll(share) === 0) gone.add(k);
    }
    // Occurrences by fallback try their own method again.
    for (const { members, items } of next.visits)
      members.forEach((k, at) => {
        if (items[at] !== own[k]) gone.add(k);
      });
    remove(problem, next, gone);
    const order = shuffled(next.pool);
    fill(next, order);
    if (next.pool.some((k) => must[k] === 1)) continue;
    const found = costOf(problem, next);
    if (isBetter(cost, found)) continue;
    [state, cost] = [next, found];
    if (isBetter(cost, bestCost)) [best, bestCost] = [state, cost];
  }
  return { made: best.visits, ...bestCost };
};
