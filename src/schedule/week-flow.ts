import { rootOf } from '../columns/disjoint-sets';
import type { WeekSets } from './week-sets';

/**
 * A flow of whole amounts from week sets into weeks, with buffers for one flow after another. The
 * caller sets `left` of each active set and `room` of each week.
 */
export interface Flow {
  readonly sets: WeekSets;
  /** The sets with an amount, ascending. */
  active: Int32Array;
  /** The amount of each set that is in no week yet. */
  readonly left: Float64Array;
  /** The amount that each week still has room for. */
  readonly room: Float64Array;
  /**
   * Parcel p is the amount size[p] of set[p] in week[p]. Week w has at most one parcel per set:
   * head[w], next[head[w]], … until −1.
   */
  readonly size: number[];
  readonly set: number[];
  readonly week: number[];
  readonly next: number[];
  readonly head: Int32Array;
  /**
   * During a search: the sets reached, in order, and the parcel by which each was
   * reached; or FIRST, or NOT_REACHED.
   */
  readonly queue: Int32Array;
  readonly via: Int32Array;
  /** The set from which each week was reached, and the reached weeks that have room. */
  readonly from: Int32Array;
  readonly roomy: Int32Array;
  /**
   * skip[w] is w for a week not reached, or not full; else a later week, with all weeks in between
   * skipped. The last entry is the end.
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
 * Fills empty weeks: sets that end first come first, each into its earliest weeks. The flow is
 * maximum where sets have no gaps (after Glover 1967).
 * O(runs of the sets + weeks).
 */
export const fill = (flow: Flow): void => {
  const { active, left, room, head, skip } = flow;
  const { start, lo, hi } = flow.sets;
  flow.size.length = flow.set.length = flow.week.length = flow.next.length = 0;
  head.fill(-1);
  skipNone(skip);
  for (const s of active)
    for (let r = start[s]; r < start[s + 1]; r++)
      for (let w = rootOf(skip, lo[r]); w <= hi[r] && left[s] > 0; w = rootOf(skip, w)) {
        const amount = Math.min(left[s], room[w]);
        if (amount > 0) addParcel(flow, s, w, amount);
        left[s] -= amount;
        room[w] -= amount;
        if (room[w] === 0) skip[w] = w + 1;
      }
};

/**
 * Finds, breadth first, the weeks that can take more if parcels move on: all of them, or until
 * `most` weeks with room are reached. Returns the number of weeks with room.
 * O(runs of the sets + parcels + weeks).
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
      for (let w = rootOf(skip, lo[r]); w <= hi[r]; w = rootOf(skip, w)) {
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
 * Augments the flow into week w along the path by which it was reached;
 * parcels on the path move on.
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

/** Makes the flow maximum, by shortest augmenting paths (Edmonds & Karp 1972). */
export const extend = (flow: Flow): void => {
  const { room, roomy } = flow;
  let most = 0;
  for (const own of room) if (own > 0) most++;
  for (let found = reach(flow, most); found > 0; found = reach(flow, most)) {
    // A week that was not reached is not reached later either: augmenting opens no way to it.
    most = 0;
    for (let k = 0; k < found; k++) {
      augment(flow, roomy[k]);
      if (room[roomy[k]] > 0) most++;
    }
  }
};

/**
 * Whether a week is in the minimum cut of the maximum flow (Ford & Fulkerson 1956):
 * the full weeks whose parcels can go nowhere else, which the last search reached.
 * None is where no amount is left.
 */
export const isFull = ({ skip }: Flow, week: number): boolean => skip[week] !== week;

/** Sum of the amounts in no week. O(active sets). */
export const leftOf = ({ active, left }: Flow): number => {
  let sum = 0;
  for (const s of active) sum += left[s];
  return sum;
};
