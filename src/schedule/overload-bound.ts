import type { Weeks } from '../registry/weeks';
import type { WeekOptions } from './week-options';
import { capacityOf, type Workload } from './workload';

export interface OverloadBound {
  /** No choice of days leaves fewer minutes above capacity, all teams together. */
  readonly minutes: number;
  /** The same for each team alone. */
  readonly ofTeam: Float64Array;
  /** 1 at team × weeks + week for the weeks that prove it: what can only be done in a team's weeks so marked is so much more than they hold. */
  readonly tight: Uint8Array;
}

/** Sets of weeks, each once, those that end first before the others. */
interface WeekSets {
  /** Week set of each day set. */
  readonly ofDaySet: Int32Array;
  /** Set s has the weeks lo[r] … hi[r], both inclusive, for r = start[s] … start[s + 1] − 1, ascending. */
  readonly start: readonly number[];
  readonly lo: readonly number[];
  readonly hi: readonly number[];
  /** A week of each set that has as many open days as any of its weeks. */
  readonly longest: readonly number[];
}

/** The weeks of day sets. O(weeks of all day sets). */
const weekSetsOf = ({ start: from, week }: WeekOptions, weeks: Weeks): WeekSets => {
  const ofDaySet = new Int32Array(from.length - 1);
  const endingIn: number[][] = Array.from({ length: weeks.count }, () => []);
  for (let d = 0; d < ofDaySet.length; d++) if (from[d] < from[d + 1]) endingIn[week[from[d + 1] - 1]].push(d);
  const openIn = (w: number): number => weeks.start[w + 1] - weeks.start[w];
  const start = [0];
  const lo: number[] = [];
  const hi: number[] = [];
  const longest: number[] = [];
  // Sets are told apart as paths of a tree, in which every run of weeks is a step.
  const step = new Map<number, number>();
  const setAt = new Map<number, number>();
  for (const d of endingIn.flat()) {
    let node = 0;
    let most = week[from[d]];
    for (let k = from[d]; k < from[d + 1]; k++) {
      const first = week[k];
      while (k + 1 < from[d + 1] && week[k + 1] === week[k] + 1) k++;
      lo.push(first);
      hi.push(week[k]);
      for (let w = first; w <= week[k]; w++) if (openIn(w) > openIn(most)) most = w;
      const key = (node * weeks.count + first) * weeks.count + week[k];
      node = step.get(key) ?? step.size + 1;
      step.set(key, node);
    }
    const known = setAt.get(node) ?? longest.length;
    ofDaySet[d] = known;
    if (known === longest.length) {
      setAt.set(node, known);
      longest.push(most);
      start.push(lo.length);
    }
    lo.length = hi.length = start[longest.length];
  }
  return { ofDaySet, start, lo, hi, longest };
};

/** A flow of the minutes of one team from week sets into weeks, in grains; buffers for one team after another. */
interface Flow {
  readonly sets: WeekSets;
  /** The sets of the team, ascending. */
  active: Int32Array;
  /** Grains of each set that are in no week. */
  readonly left: Float64Array;
  /** Grains for which each week still has room. */
  readonly room: Float64Array;
  /** Parcel p is grains[p] of set[p] in week[p]; those of week w, one for a set, are head[w], next[head[w]], … until −1. */
  readonly grains: number[];
  readonly set: number[];
  readonly week: number[];
  readonly next: number[];
  readonly head: Int32Array;
  /** In a search: the sets reached, in order, and the parcel by which each was; or that it was the first, or not reached. */
  readonly queue: Int32Array;
  readonly via: Int32Array;
  /** The set from which each week was reached, and the weeks reached that have room. */
  readonly from: Int32Array;
  readonly roomy: Int32Array;
  /** skip[w] is w for weeks not reached, or not full; else a later one, before which all are. The last one stands for the end. */
  readonly skip: Int32Array;
}

const FIRST = -1;
const NOT_REACHED = -2;

const flowInto = (weeks: number, sets: WeekSets): Flow => ({
  sets,
  active: new Int32Array(0),
  left: new Float64Array(sets.longest.length),
  room: new Float64Array(weeks),
  grains: [],
  set: [],
  week: [],
  next: [],
  head: new Int32Array(weeks),
  queue: new Int32Array(sets.longest.length),
  via: new Int32Array(sets.longest.length),
  from: new Int32Array(weeks),
  roomy: new Int32Array(weeks),
  skip: new Int32Array(weeks + 1),
});

const skipNone = (skip: Int32Array): void => {
  for (let w = 0; w < skip.length; w++) skip[w] = w;
};

/** The first week not skipped, from a given one on (union–find with path halving; Tarjan & van Leeuwen 1984). */
const notSkipped = (skip: Int32Array, week: number): number => {
  let at = week;
  while (skip[at] !== at) {
    skip[at] = skip[skip[at]];
    at = skip[at];
  }
  return at;
};

const addParcel = ({ grains, set, week, next, head }: Flow, s: number, w: number, amount: number): void => {
  next.push(head[w]);
  head[w] = grains.length;
  grains.push(amount);
  set.push(s);
  week.push(w);
};

const put = (flow: Flow, s: number, w: number, amount: number): void => {
  const { grains, set, next, head } = flow;
  let p = head[w];
  while (p >= 0 && set[p] !== s) p = next[p];
  if (p >= 0) grains[p] += amount;
  else addParcel(flow, s, w, amount);
};

/**
 * Fills empty weeks: the sets that end first before the others, each as early as it can be. That is a maximum flow where sets have
 * no holes (after Glover 1967). O(runs of the sets + weeks).
 */
const fill = (flow: Flow): void => {
  const { active, left, room, head, skip } = flow;
  const { start, lo, hi } = flow.sets;
  flow.grains.length = flow.set.length = flow.week.length = flow.next.length = 0;
  head.fill(-1);
  skipNone(skip);
  for (const s of active)
    for (let r = start[s]; r < start[s + 1]; r++)
      for (let w = notSkipped(skip, lo[r]); w <= hi[r] && left[s] > 0; w = notSkipped(skip, w)) {
        const amount = Math.min(left[s], room[w]);
        if (amount > 0) addParcel(flow, s, w, amount);
        left[s] -= amount;
        room[w] -= amount;
        if (room[w] === 0) skip[w] = w + 1;
      }
};

/**
 * Reaches the weeks into which more could go if parcels moved on, breadth first: all of them, or until `most` that have room are
 * reached; returns how many have. O(runs of the sets + parcels + weeks).
 */
const reach = (flow: Flow, most: number): number => {
  const { sets, active, left, room, grains, set, next, head, queue, via, from, roomy, skip } = flow;
  const { start, lo, hi } = sets;
  skipNone(skip);
  let tail = 0;
  for (const s of active) {
    via[s] = left[s] > 0 ? FIRST : NOT_REACHED;
    if (left[s] > 0) queue[tail++] = s;
  }
  let found = 0;
  for (let at = 0; at < tail; at++) {
    const s = queue[at];
    for (let r = start[s]; r < start[s + 1]; r++)
      for (let w = notSkipped(skip, lo[r]); w <= hi[r]; w = notSkipped(skip, w)) {
        skip[w] = w + 1;
        from[w] = s;
        if (room[w] > 0) {
          roomy[found++] = w;
          if (found === most) return found;
        } else
          for (let p = head[w]; p >= 0; p = next[p])
            if (grains[p] > 0 && via[set[p]] === NOT_REACHED) {
              via[set[p]] = p;
              queue[tail++] = set[p];
            }
      }
  }
  return found;
};

/** Puts as much more into week w, which was reached, as can go the way it was reached; parcels move on to make room. */
const augment = (flow: Flow, w: number): void => {
  const { left, room, grains, week, via, from } = flow;
  let s = from[w];
  let amount = room[w];
  for (; via[s] !== FIRST; s = from[week[via[s]]]) amount = Math.min(amount, grains[via[s]]);
  amount = Math.min(amount, left[s]);
  if (amount === 0) return;
  left[s] -= amount;
  room[w] -= amount;
  put(flow, from[w], w, amount);
  for (let p = via[from[w]]; p !== FIRST; p = via[from[week[p]]]) {
    grains[p] -= amount;
    put(flow, from[week[p]], week[p], amount);
  }
};

/**
 * A maximum flow, by shortest augmenting paths (Edmonds & Karp 1972). The weeks that are reached in the end are a minimum cut: they
 * are full of what can be nowhere else (Ford & Fulkerson 1956).
 */
const maximise = (flow: Flow): void => {
  const { room, roomy } = flow;
  fill(flow);
  let most = 0;
  for (const own of room) if (own > 0) most++;
  for (let found = reach(flow, most); found > 0; found = reach(flow, most)) {
    // What was not reached will not be later: paths open no way out of what was.
    most = 0;
    for (let k = 0; k < found; k++) {
      augment(flow, roomy[k]);
      if (room[roomy[k]] > 0) most++;
    }
  }
};

/** What every team has to do: `grains` in week set `set`, at start[t] … start[t + 1] − 1 for team t. O(visits × teams of each). */
const tasksOf = ({ daily, start: from, team, minutes }: Workload, setOf: Int32Array, grain: number) => {
  const start = new Int32Array(daily.length + 2);
  for (const t of team) start[t + 2]++;
  for (let t = 2; t < start.length; t++) start[t] += start[t - 1];
  const set = new Int32Array(team.length);
  const grains = new Float64Array(team.length);
  for (let v = 0; v + 1 < from.length; v++)
    for (let k = from[v]; k < from[v + 1]; k++) {
      const at = start[team[k] + 1]++;
      set[at] = setOf[v];
      grains[at] = Math.floor(minutes[k] / grain);
    }
  return { start, set, grains };
};

/** All minutes together are at most some 2 ** 52 grains, so that whatever is added of them is exact. Capacity plays no part in it. */
const grainOf = (minutes: Float64Array): number => {
  let total = 1;
  for (const own of minutes) total += own;
  return 2 ** (Math.ceil(Math.log2(total)) - 52);
};

/**
 * A lower bound on the minutes above capacity, whatever days the visits get among those of their day sets. Each team by itself:
 * a visit has at most its longest week's capacity within it; up to there its minutes may be spread over its weeks as a flow. Exact for
 * whole minutes and capacities; others are rounded by one part in 2 ** 52 of all minutes, so that the bound stays one and never rises
 * with a capacity. O(visits × teams of each + weeks of all day sets + teams × weeks), and a search of {@link reach} for each round of paths.
 */
export const overloadBound = (workload: Workload, daySet: Int32Array, options: WeekOptions): OverloadBound => {
  const { weeks, daily } = workload;
  const capacity = capacityOf(workload);
  const sets = weekSetsOf(options, weeks);
  const grain = grainOf(workload.minutes);
  const setOf = daySet.map((d) => sets.ofDaySet[d]);
  const { start, set, grains } = tasksOf(workload, setOf, grain);
  const flow = flowInto(weeks.count, sets);
  const { left, room, skip } = flow;
  const ofTeam = new Float64Array(daily.length);
  const tight = new Uint8Array(capacity.length);
  for (let t = 0; t < daily.length; t++) {
    if (start[t] === start[t + 1] || daily[t] === Number.POSITIVE_INFINITY) continue;
    let total = 0;
    for (let k = start[t]; k < start[t + 1]; k++) total += grains[k];
    const base = t * weeks.count;
    for (let w = 0; w < weeks.count; w++) room[w] = Math.ceil(Math.min(capacity[base + w] / grain, total));
    const active: number[] = [];
    let inside = 0;
    for (let k = start[t]; k < start[t + 1]; k++) {
      const s = set[k];
      const most = Math.min(grains[k], room[sets.longest[s]]);
      if (most > 0 && left[s] === 0) active.push(s);
      left[s] += most;
      inside += most;
    }
    flow.active = Int32Array.from(active).sort();
    maximise(flow);
    let outside = 0;
    for (const s of active) {
      outside += left[s];
      left[s] = 0;
    }
    // Where nothing is left over, nothing is reached.
    for (let w = 0; w < weeks.count; w++) tight[base + w] = skip[w] === w ? 0 : 1;
    ofTeam[t] = (total - inside + outside) * grain;
  }
  return { minutes: ofTeam.reduce((sum, own) => sum + own, 0), ofTeam, tight };
};
