import type { WeekSets } from './week-sets';

/**
 * Amounts that flow from week sets into weeks, whole numbers of whatever is counted; buffers for
 * one flow after another. Who uses it says what each of the active sets has in `left`, and what
 * each week has in `room`.
 */
export interface Flow {
  readonly sets: WeekSets;
  /** The sets that may have something, ascending. */
  active: Int32Array;
  /** What of each set is in no week. */
  readonly left: Float64Array;
  /** What each week still has room for. */
  readonly room: Float64Array;
  /**
   * Parcel p is size[p] of set[p] in week[p]; those of week w, one for a set, are head[w],
   * next[head[w]], … until −1.
   */
  readonly size: number[];
  readonly set: number[];
  readonly week: number[];
  readonly next: number[];
  readonly head: Int32Array;
  /**
   * In a search: the sets reached, in order, and the parcel by which each was; or that it was the
   * first, or not reached.
   */
  readonly queue: Int32Array;
  readonly via: Int32Array;
  /** The set from which each week was reached, and the weeks reached that have room. */
  readonly from: Int32Array;
  readonly roomy: Int32Array;
  /**
   * skip[w] is w for weeks not reached, or not full; else a later one, before which all are. The
   * last one stands for the end.
   */
  readonly skip: Int32Array;
}

const FIRST = -1;
const NOT_REACHED = -2;

export const flowInto = (weeks: number, sets: WeekSets): Flow => ({
  sets,
  active: new Int32Array(0),
  left: new Float64Array(sets.longest.length),
  room: new Float64Array(weeks),
  size: [],
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

/**
 * The first week not skipped, from a given one on (union–find with path halving; Tarjan & van
 * Leeuwen 1984).
 */
const notSkipped = (skip: Int32Array, week: number): number => {
  let at = week;
  while (skip[at] !== at) {
    skip[at] = skip[skip[at]];
    at = skip[at];
  }
  return at;
};

const addParcel = (
  { size, set, week, next, head }: Flow,
  s: number,
  w: number,
  amount: number,
): void => {
  next.push(head[w]);
  head[w] = size.length;
  size.push(amount);
  set.push(s);
  week.push(w);
};

const put = (flow: Flow, s: number, w: number, amount: number): void => {
  const { size, set, next, head } = flow;
  let p = head[w];
  while (p >= 0 && set[p] !== s) p = next[p];
  if (p >= 0) size[p] += amount;
  else addParcel(flow, s, w, amount);
};

/**
 * Fills empty weeks: the sets that end first before the others, each as early as it can be. That is
 * a maximum flow where sets have no holes (after Glover 1967). O(runs of the sets + weeks).
 */
export const fill = (flow: Flow): void => {
  const { active, left, room, head, skip } = flow;
  const { start, lo, hi } = flow.sets;
  flow.size.length = flow.set.length = flow.week.length = flow.next.length = 0;
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
 * Reaches the weeks into which more could go if parcels moved on, breadth first: all of them, or
 * until `most` that have room are reached; returns how many have. O(runs of the sets + parcels +
 * weeks).
 */
const reach = (flow: Flow, most: number): number => {
  const { sets, active, left, room, size, set, next, head, queue, via, from, roomy, skip } = flow;
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
            if (size[p] > 0 && via[set[p]] === NOT_REACHED) {
              via[set[p]] = p;
              queue[tail++] = set[p];
            }
      }
  }
  return found;
};

/**
 * Puts as much more into week w, which was reached, as can go the way it was reached; parcels move
 * on to make room.
 */
const augment = (flow: Flow, w: number): void => {
  const { left, room, size, week, via, from } = flow;
  let s = from[w];
  let amount = room[w];
  for (; via[s] !== FIRST; s = from[week[via[s]]]) amount = Math.min(amount, size[via[s]]);
  amount = Math.min(amount, left[s]);
  if (amount === 0) return;
  left[s] -= amount;
  room[w] -= amount;
  put(flow, from[w], w, amount);
  for (let p = via[from[w]]; p !== FIRST; p = via[from[week[p]]]) {
    size[p] -= amount;
    put(flow, from[week[p]], week[p], amount);
  }
};

/** Makes any flow a maximum one, by shortest augmenting paths (Edmonds & Karp 1972). */
export const extend = (flow: Flow): void => {
  const { room, roomy } = flow;
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

/**
 * Whether a week is of the minimum cut of a maximum flow, those weeks that are full of what can be
 * nowhere else (Ford & Fulkerson 1956): the ones that are reached in the end. None is where nothing
 * is left.
 */
export const isFull = ({ skip }: Flow, week: number): boolean => skip[week] !== week;

/** What is in no week. O(active sets) */
export const leftOf = ({ active, left }: Flow): number => {
  let sum = 0;
  for (const s of active) sum += left[s];
  return sum;
};
