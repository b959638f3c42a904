import { hasBit, isWithin, membersOf, setBit, wordsFor } from '../bits';
import type { Budget } from '../packing';
import type { Question } from '../question';

/** The maximal visits of a question, listed one by one. */
export interface Visits {
  readonly count: number;
  /** [visit]: its elements, as a row of wordsFor(elements) words of bits. */
  readonly sets: Int32Array;
  /** Elements of visit v: member[start[v]] … member[start[v + 1] − 1], ascending. */
  readonly start: Int32Array;
  readonly member: Int32Array;
  /** [element]: the visits with it, ascending. */
  readonly having: readonly Int32Array[];
  /** [visit]: its possible hosts, as a row of bits; it needs one of them unless it is `free`. */
  readonly hosts: Int32Array;
  /** 1 for visits every part of which is a visit too. */
  readonly free: Uint8Array;
}

/** Steps of the listing per step of the search. */
const listedPerStep = 4;

/** Steps of the listing per visit allowed. */
const stepsPerVisit = 5;

interface Found {
  readonly members: readonly number[];
  readonly bits: Int32Array;
  readonly hosts: Int32Array;
  free: boolean;
}

/**
 * All maximal visits: each visit that no other can replace. Undefined where there are more than
 * `mostVisits`, or where weights are negative. Elements are taken or left out, group by group; an
 * element is left out only if later ones can still keep it out.
 */
export const visitsOf = (
  question: Question,
  mostVisits: number,
  budget: Budget,
): Visits | undefined => {
  const { elements, occasions, sets, packing } = question;
  const words = wordsFor(elements);
  const sums = packing?.sums ?? [];
  const counts = packing?.counts ?? [];
  if (sums.some(({ weight }) => weight.some((one) => one < 0))) return undefined;
  const group = (i: number): number =>
    packing === undefined || packing.blockOf[i] < 0 ? -1 : (sums[0]?.groupOf[i] ?? 0);
  const order = Array.from({ length: elements }, (_, i) => i).sort(
    (a, b) => group(a) - group(b) || (sums[0]?.weight[b] ?? 0) - (sums[0]?.weight[a] ?? 0) || a - b,
  );
  const known = new Map<string, Found>();
  const keep = (members: readonly number[], p: number): void => {
    const key = members.join();
    let found = known.get(key);
    if (found === undefined) {
      const bits = new Int32Array(words);
      for (const i of members) setBit(bits, 0, i);
      found = { members, bits, hosts: new Int32Array(words), free: false };
      known.set(key, found);
    }
    if (packing === undefined || packing.needsHost[p] === 0) found.free = true;
    else
      for (let w = 0; w < words; w++)
        found.hosts[w] |= packing.hosts[p * words + w] & found.bits[w];
  };

  let left = Math.min(budget.steps, stepsPerVisit * mostVisits) * listedPerStep;
  const load = sums.map(({ groups }) => new Float64Array(groups));
  const rest = sums.map(({ groups }) => new Float64Array(groups));
  const inside = counts.map(({ groups }) => new Int32Array(groups));
  const groupsInside = new Int32Array(counts.length);
  const listAt = (p: number): void => {
    const all = order.filter((i) => hasBit(sets, p * words, i));
    const needsHost = packing?.needsHost[p] === 1;
    const bound = (i: number): boolean => packing !== undefined && packing.blockOf[i] >= 0;
    const table = packing === undefined ? -1 : packing.conflictsAt[p];
    // Sums of fractional weights may be slightly too small.
    const most = sums.map(({ mostAt }) => mostAt[p] * (1 + 1e-9));
    const apart = (i: number, j: number): boolean =>
      packing !== undefined &&
      table >= 0 &&
      hasBit(packing.conflicts, (table * elements + i) * words, j);
    const several = all.filter(
      (i) => !bound(i) || sums.every(({ weight }, l) => weight[i] <= most[l]),
    );
    for (const i of all)
      if (!needsHost || (packing !== undefined && hasBit(packing.hosts, p * words, i)))
        keep([i], p);
    const conflicting = several.map((i) => several.filter((j) => apart(i, j)));
    const position = new Map(several.map((i, k) => [i, k]));
    const lastConflict = conflicting.map((some) =>
      some.reduce((last, j) => Math.max(last, position.get(j) ?? 0), -1),
    );
    const counted = counts.map(
      ({ groupOf, mostAt }) =>
        new Set(several.filter(bound).map((i) => groupOf[i])).size > mostAt[p],
    );
    sums.forEach(({ groupOf, weight }, l) => {
      load[l].fill(0);
      rest[l].fill(0);
      for (const i of several) if (bound(i)) rest[l][groupOf[i]] += weight[i];
    });
    for (const one of inside) one.fill(0);
    groupsInside.fill(0);
    const taken: number[] = [];
    const out: number[] = [];
    const fits = (i: number): boolean => {
      if (!bound(i)) return true;
      for (let l = 0; l < sums.length; l++) {
        const { groupOf, weight } = sums[l];
        if (load[l][groupOf[i]] + weight[i] > most[l]) return false;
      }
      for (let l = 0; l < counts.length; l++)
        if (
          counted[l] &&
          inside[l][counts[l].groupOf[i]] === 0 &&
          groupsInside[l] + 1 > counts[l].mostAt[p]
        )
          return false;
      if (table >= 0)
        for (const j of conflicting[position.get(i) ?? 0]) if (taken.includes(j)) return false;
      return true;
    };
    /** Whether elements from position k on may keep out an element that fits. */
    const mayFill = (i: number, k: number): boolean => {
      if (k === several.length) return false;
      if (lastConflict[position.get(i) ?? 0] >= k) return true;
      for (let l = 0; l < counts.length; l++)
        if (counted[l] && inside[l][counts[l].groupOf[i]] === 0) return true;
      for (let l = 0; l < sums.length; l++) {
        const { groupOf, weight } = sums[l];
        if (load[l][groupOf[i]] + rest[l][groupOf[i]] + weight[i] > most[l]) return true;
      }
      return false;
    };
    const shift = (i: number, by: 1 | -1, of: readonly Float64Array[]): void => {
      for (let l = 0; l < sums.length; l++) of[l][sums[l].groupOf[i]] += by * sums[l].weight[i];
    };
    const descend = (k: number): void => {
      if (left-- < 0 || known.size > mostVisits) return;
      for (const i of out) if (fits(i) && !mayFill(i, k)) return;
      if (k === several.length) {
        if (
          taken.length > 0 &&
          (!needsHost ||
            taken.some((i) => packing !== undefined && hasBit(packing.hosts, p * words, i)))
        )
          keep(taken.slice(), p);
        return;
      }
      const i = several[k];
      if (!bound(i)) {
        taken.push(i);
        descend(k + 1);
        taken.pop();
        return;
      }
      shift(i, -1, rest);
      if (fits(i)) {
        shift(i, 1, load);
        for (let l = 0; l < counts.length; l++)
          if (inside[l][counts[l].groupOf[i]]++ === 0) groupsInside[l]++;
        taken.push(i);
        descend(k + 1);
        taken.pop();
        for (let l = 0; l < counts.length; l++)
          if (--inside[l][counts[l].groupOf[i]] === 0) groupsInside[l]--;
        shift(i, -1, load);
        out.push(i);
        descend(k + 1);
        out.pop();
      } else descend(k + 1);
      shift(i, 1, rest);
    };
    descend(0);
  };
  const given = left;
  for (let p = 0; p < occasions && left > 0 && known.size <= mostVisits; p++) listAt(p);
  budget.steps -= Math.ceil((given - left) / listedPerStep);
  if (left <= 0 || known.size > mostVisits) return undefined;

  const kept: Found[] = [];
  const keptBy: Found[][] = Array.from({ length: elements }, () => []);
  for (const one of [...known.values()].sort((a, b) => b.members.length - a.members.length)) {
    const rarest = one.members.reduce(
      (best, i) => (keptBy[i].length < keptBy[best].length ? i : best),
      one.members[0],
    );
    const standsFor = (other: Found): boolean =>
      isWithin(one.bits, 0, other.bits, 0, words) &&
      (other.free || (!one.free && isWithin(one.hosts, 0, other.hosts, 0, words)));
    if (keptBy[rarest].some(standsFor)) continue;
    kept.push(one);
    for (const i of one.members) keptBy[i].push(one);
  }
  return listed(elements, kept);
};

const listed = (
  elements: number,
  list: readonly Pick<Found, 'bits' | 'hosts' | 'free'>[],
): Visits => {
  const words = wordsFor(elements);
  const start = new Int32Array(list.length + 1);
  const [sets, hosts] = [new Int32Array(list.length * words), new Int32Array(list.length * words)];
  const members: number[] = [];
  const having: number[][] = Array.from({ length: elements }, () => []);
  list.forEach((one, v) => {
    sets.set(one.bits, v * words);
    hosts.set(one.hosts, v * words);
    for (const i of membersOf(one.bits, 0, words)) {
      members.push(i);
      having[i].push(v);
    }
    start[v + 1] = members.length;
  });
  return {
    count: list.length,
    sets,
    start,
    member: Int32Array.from(members),
    having: having.map((some) => Int32Array.from(some)),
    hosts,
    free: Uint8Array.from(list, ({ free }) => (free ? 1 : 0)),
  };
};

/** The list restricted to some of the visits. */
export const amongVisits = (visits: Visits, chosen: readonly number[]): Visits => {
  const elements = visits.having.length;
  const words = wordsFor(elements);
  return listed(
    elements,
    chosen.map((v) => ({
      bits: visits.sets.subarray(v * words, (v + 1) * words),
      hosts: visits.hosts.subarray(v * words, (v + 1) * words),
      free: visits.free[v] === 1,
    })),
  );
};
