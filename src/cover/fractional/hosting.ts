import { hasBit, isWithin, membersOf, setBit, wordsFor } from '../bits';
import type { Question } from '../question';
import type { Choice } from '../search';
import { isVisit, mayBeAlone } from './dive';
import type { Visits } from './visits';

/** Smaller excess over hosts does not count as crowding. */
const leastCrowded = 0.02;

/** A smaller flow counts as none. */
const leastFlow = 1e-9;

/**
 * Sets of hosts, as rows of bits. Each whole visit needs a host of its own, but the visits whose
 * hosts are all in the set have a larger total share than the set has hosts. Empty where no set is
 * too small. By a flow from visits to hosts (Ford & Fulkerson 1956; Hall 1935).
 */
export const crowdedHosts = (
  elements: number,
  visits: Visits,
  shares: Float64Array,
): readonly Int32Array[] => {
  const words = wordsFor(elements);
  const bound: number[] = [];
  for (let v = 0; v < visits.count; v++) if (shares[v] > 0 && visits.free[v] === 0) bound.push(v);
  const hostsOf = bound.map((v) => membersOf(visits.hosts, v * words, words));
  const left = Float64Array.from(bound, (v) => shares[v]);
  const room = new Float64Array(elements).fill(1);
  /** [host]: flow from each visit. */
  const flow = Array.from({ length: elements }, () => new Map<number, number>());
  const move = (k: number, host: number, by: number): void => {
    flow[host].set(k, (flow[host].get(k) ?? 0) + by);
  };
  bound.forEach((_, k) => {
    for (const host of hostsOf[k]) {
      const by = Math.min(left[k], room[host]);
      if (by <= leastFlow) continue;
      move(k, host, by);
      left[k] -= by;
      room[host] -= by;
    }
  });
  const cameFrom = new Int32Array(elements);
  const reached = new Int32Array(bound.length);
  /**
   * Searches the hosts that can be reached from a visit's remaining share;
   * augments the flow where one has room.
   */
  const grow = (k: number): boolean => {
    cameFrom.fill(-1);
    reached.fill(-1);
    reached[k] = elements;
    const queue = [k];
    for (let at = 0; at < queue.length; at++)
      for (const host of hostsOf[queue[at]]) {
        if (cameFrom[host] >= 0) continue;
        cameFrom[host] = queue[at];
        if (room[host] <= leastFlow) {
          for (const [other, by] of flow[host])
            if (by > leastFlow && reached[other] < 0) {
              reached[other] = host;
              queue.push(other);
            }
          continue;
        }
        let by = Math.min(left[k], room[host]);
        for (let v = cameFrom[host]; v !== k; v = cameFrom[reached[v]])
          by = Math.min(by, flow[reached[v]].get(v) ?? 0);
        room[host] -= by;
        left[k] -= by;
        for (let h = host; ; ) {
          const v = cameFrom[h];
          move(v, h, by);
          if (v === k) break;
          h = reached[v];
          move(v, h, -by);
        }
        return true;
      }
    return false;
  };
  const found = new Map<string, Int32Array>();
  for (let k = 0; k < bound.length; k++) {
    while (left[k] > leastFlow && grow(k));
    if (left[k] <= leastCrowded) continue;
    const crowded = new Int32Array(words);
    for (let host = 0; host < elements; host++) if (cameFrom[host] >= 0) setBit(crowded, 0, host);
    found.set(crowded.join(), crowded);
  }
  return [...found.values()];
};

/** The visits whose hosts are all among these. */
export const boundTo = (elements: number, visits: Visits, hosts: Int32Array): number[] => {
  const words = wordsFor(elements);
  const bound: number[] = [];
  for (let v = 0; v < visits.count; v++)
    if (visits.free[v] === 0 && isWithin(visits.hosts, v * words, hosts, 0, words)) bound.push(v);
  return bound;
};

/**
 * The visits as a choice, with every element in one of them. Undefined where an element
 * is left out, or where the visits that need a host cannot all have different ones
 * (augmenting paths, Kuhn 1955).
 */
export const choiceOf = (
  question: Question,
  visits: Visits,
  chosen: readonly number[],
): Choice | undefined => {
  const { elements, occasions, sets } = question;
  const words = wordsFor(elements);
  const visitOf = new Int32Array(elements).fill(-1);
  const claim = (k: number, seen: Uint8Array): boolean => {
    for (const i of membersOf(visits.hosts, chosen[k] * words, words)) {
      if (seen[i] === 1) continue;
      seen[i] = 1;
      if (visitOf[i] >= 0 && !claim(visitOf[i], seen)) continue;
      visitOf[i] = k;
      return true;
    }
    return false;
  };
  for (let k = 0; k < chosen.length; k++)
    if (visits.free[chosen[k]] === 0 && !claim(k, new Uint8Array(elements))) return undefined;
  for (let i = 0; i < elements; i++)
    if (visitOf[i] < 0) visitOf[i] = chosen.findIndex((v) => hasBit(visits.sets, v * words, i));
  if (visitOf.includes(-1)) return undefined;
  const occasionOf: number[] = [];
  const number = new Int32Array(chosen.length).fill(-1);
  for (let k = 0; k < chosen.length; k++) {
    const members = Int32Array.from(visitOf.keys()).filter((i) => visitOf[i] === k);
    if (members.length === 0) continue;
    let own = 0;
    const serves = (p: number): boolean =>
      members.every((i) => hasBit(sets, p * words, i)) &&
      isVisit(question, members, p) &&
      (members.length > 1 || mayBeAlone(question, members[0], p));
    while (own < occasions && !serves(own)) own++;
    if (own === occasions) return undefined;
    number[k] = occasionOf.push(own) - 1;
  }
  return {
    count: occasionOf.length,
    occasionOf: Int32Array.from(occasionOf),
    visitOf: visitOf.map((k) => number[k]),
  };
};
