import { hasBit, isEmpty, setBit, wordsFor } from './bits';
import { type HostLimits, isFree, limitsOf } from './limits';
import type { HostTable, RuleTable } from './rule-table';

/** Day sets in columns; ranks are open days (see the occurrences' day sets). */
export interface DaySetColumns {
  readonly start: Int32Array;
  readonly lo: Int32Array;
  readonly hi: Int32Array;
}

/** What the search knows of every enterprise's items and days. */
export interface Terms {
  readonly table: RuleTable;
  readonly daySets: DaySetColumns;
  /** 1 for items that need entering the premises. */
  readonly onSite: Uint8Array;
  /** 1 for items of domain `key`. */
  readonly key: Uint8Array;
}

/**
 * Occurrences of one enterprise among which visits are shared, numbered 0 … size − 1 by last allowed day. Rows of bits have
 * `words` words each (see bits.ts).
 */
export interface Component {
  readonly terms: Terms;
  readonly size: number;
  readonly words: number;
  /** Item and day set of each occurrence. */
  readonly item: Int32Array;
  readonly daySet: Int32Array;
  /** First and last allowed rank of each occurrence. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** [host × size + i]: occurrences that may be in a visit of that host together with i, two and two; i itself is not in it. */
  readonly compatible: Int32Array;
  /** [i]: occurrences that can share some visit with i. */
  readonly share: Int32Array;
  /** [i]: occurrences that are like i but can wait for longer; where i is left out of a visit they may be left out too. */
  readonly patient: Int32Array;
  /** [host]: occurrences whose item is of the host's own domain. */
  readonly ownedBy: Int32Array;
  /** Ranks on which a visit may be without loss: the ends of the day ranges. */
  readonly candidateDays: Int32Array;
  /** [k]: occurrences allowed on candidate day k. */
  readonly onDay: Int32Array;
  /** Candidate day that is each occurrence's last allowed one. */
  readonly lastDay: Int32Array;
  /** Whether every occurrence's days are one range of open days. */
  readonly unbroken: boolean;
  /** The limits that can bind. */
  readonly limits: readonly HostLimits[];
  /** Occurrences that no limit can keep out of any visit. */
  readonly free: Int32Array;
  /** Occurrences whose host may have guests that are no visit without it. */
  readonly critical: Int32Array;
  /** Occurrences that need entering the premises. */
  readonly onSite: Int32Array;
  readonly key: Int32Array;
}

/** Whether two items may be in one visit of the host, days aside. The pair may still need a host item beside it. */
export const pairAllowed = (host: HostTable, a: number, b: number): boolean => {
  if (host.eligible[a] === 0 || host.eligible[b] === 0 || host.classOf[a] !== host.classOf[b]) return false;
  for (const { value, ratio } of host.similarities)
    if (Math.max(value[a], value[b]) > ratio * Math.min(value[a], value[b])) return false;
  for (const { group, weight, most } of host.sums) {
    const largest = group[a] === group[b] ? weight[a] + weight[b] : Math.max(weight[a], weight[b]);
    if (largest > most) return false;
  }
  for (const { group, most } of host.counts) if ((group[a] === group[b] ? 1 : 2) > most) return false;
  for (const separates of host.separations) if (separates(a, b)) return false;
  return true;
};

/** Whether three items, pairwise allowed, keep to the host's limits together. */
const tripleWithinLimits = (host: HostTable, a: number, b: number, c: number): boolean =>
  host.sums.every(({ group, weight, most }) =>
    [a, b, c].every((x) => [a, b, c].reduce((sum, y) => sum + (group[y] === group[x] ? weight[y] : 0), 0) <= most),
  ) && host.counts.every(({ group, most }) => new Set([group[a], group[b], group[c]]).size <= most);

/** Whether the sets have a day in common. O(ranges). */
const daysMeet = ({ start, lo, hi }: DaySetColumns, ...sets: readonly number[]): boolean => {
  const at = sets.map((set) => start[set]);
  for (;;) {
    let latestStart = -1;
    let earliestEnd = Number.POSITIVE_INFINITY;
    let earliest = 0;
    for (let k = 0; k < sets.length; k++) {
      if (at[k] === start[sets[k] + 1]) return false;
      latestStart = Math.max(latestStart, lo[at[k]]);
      if (hi[at[k]] < earliestEnd) {
        earliestEnd = hi[at[k]];
        earliest = k;
      }
    }
    if (latestStart <= earliestEnd) return true;
    at[earliest]++;
  }
};

/** Whether every day of set a is in set b. */
export const daysWithin = ({ start, lo, hi }: DaySetColumns, a: number, b: number): boolean => {
  if (a === b) return true;
  let j = start[b];
  for (let i = start[a]; i < start[a + 1]; i++) {
    while (j < start[b + 1] && hi[j] < hi[i]) j++;
    if (j === start[b + 1] || lo[j] > lo[i]) return false;
  }
  return true;
};

/** Order of the occurrences in a component: by last, then first allowed rank, then as given. */
export const byUrgency =
  ({ daySets: { start, lo, hi } }: Terms, daySet: Int32Array) =>
  (a: number, b: number): number =>
    hi[start[daySet[a] + 1] - 1] - hi[start[daySet[b] + 1] - 1] || lo[start[daySet[a]]] - lo[start[daySet[b]]] || a - b;

/**
 * Groups positions of `item` and `daySet` (occurrences of one enterprise) so that no visit can serve two groups. Groups are in
 * order of urgency, and so are their members. O(n²).
 */
export const separateComponents = (terms: Terms, item: Int32Array, daySet: Int32Array): readonly Int32Array[] => {
  const { start, lo, hi } = terms.daySets;
  const order = Int32Array.from(item.keys()).sort(byUrgency(terms, daySet));
  const parent = Int32Array.from(item.keys());
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root];
    parent[i] = root;
    return root;
  };
  const { hosts, domainOf } = terms.table;
  for (let p = 1; p < order.length; p++)
    for (let q = 0; q < p; q++) {
      const [a, b] = [order[p], order[q]];
      // The quick no: q ends before p starts.
      if (hi[start[daySet[b] + 1] - 1] < lo[start[daySet[a]]] || find(a) === find(b)) continue;
      if (!daysMeet(terms.daySets, daySet[a], daySet[b])) continue;
      const joined = hosts.some(
        (host, h) => (domainOf[item[a]] === h || domainOf[item[b]] === h) && pairAllowed(host, item[a], item[b]),
      );
      if (joined) parent[find(a)] = find(b);
    }
  const groups = new Map<number, number[]>();
  for (const position of order) {
    const group = groups.get(find(position));
    if (group === undefined) groups.set(find(position), [position]);
    else group.push(position);
  }
  return [...groups.values()].map((group) => Int32Array.from(group));
};

/** Tabulates the occurrences (ascending by urgency) for the search. O(size² × hosts). */
export const componentOf = (terms: Terms, item: Int32Array, daySet: Int32Array): Component => {
  const { table, daySets } = terms;
  const { hosts, domainOf, kindOf } = table;
  const size = item.length;
  const words = wordsFor(size);
  const first = Int32Array.from(daySet, (set) => daySets.lo[daySets.start[set]]);
  const last = Int32Array.from(daySet, (set) => daySets.hi[daySets.start[set + 1] - 1]);
  const unbroken = daySet.every((set) => daySets.start[set + 1] - daySets.start[set] === 1);

  const compatible = new Int32Array(hosts.length * size * words);
  const share = new Int32Array(size * words);
  const patient = new Int32Array(size * words);
  const ownedBy = new Int32Array(hosts.length * words);
  const onSite = new Int32Array(words);
  const key = new Int32Array(words);
  const critical = new Int32Array(words);
  const limits = limitsOf(table, item, words);
  const free = new Int32Array(words);
  for (let i = 0; i < size; i++) {
    if (isFree(limits, i)) setBit(free, 0, i);
    if (hosts[domainOf[item[i]]].critical) setBit(critical, 0, i);
    setBit(ownedBy, domainOf[item[i]] * words, i);
    if (terms.onSite[item[i]] === 1) setBit(onSite, 0, i);
    if (terms.key[item[i]] === 1) setBit(key, 0, i);
  }

  const meets = (i: number, j: number): boolean =>
    unbroken ? first[i] <= last[j] && first[j] <= last[i] : daysMeet(daySets, daySet[i], daySet[j]);
  for (let i = 1; i < size; i++)
    for (let j = 0; j < i; j++) {
      if (last[j] < first[i] || !meets(i, j)) continue;
      for (let h = 0; h < hosts.length; h++) {
        if (!pairAllowed(hosts[h], item[i], item[j])) continue;
        setBit(compatible, (h * size + i) * words, j);
        setBit(compatible, (h * size + j) * words, i);
        if (domainOf[item[i]] !== h && domainOf[item[j]] !== h) continue;
        setBit(share, i * words, j);
        setBit(share, j * words, i);
      }
    }

  // Two guests share a visit where some host item can be with both.
  const hostFor = new Int32Array(words);
  for (let h = 0; h < hosts.length; h++)
    for (let i = 1; i < size; i++)
      for (let j = 0; j < i; j++) {
        const rowI = (h * size + i) * words;
        const rowJ = (h * size + j) * words;
        if (hasBit(share, i * words, j) || !hasBit(compatible, rowI, j)) continue;
        for (let w = 0; w < words; w++)
          hostFor[w] = compatible[rowI + w] & compatible[rowJ + w] & ownedBy[h * words + w];
        if (isEmpty(hostFor, 0, words)) continue;
        for (let x = 0; x < size; x++) {
          if (!hasBit(hostFor, 0, x) || !tripleWithinLimits(hosts[h], item[i], item[j], item[x])) continue;
          if (!unbroken && !daysMeet(daySets, daySet[i], daySet[j], daySet[x])) continue;
          setBit(share, i * words, j);
          setBit(share, j * words, i);
          break;
        }
      }

  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      if (i !== j && kindOf[item[i]] === kindOf[item[j]] && daysWithin(daySets, daySet[i], daySet[j]))
        if (daySet[i] !== daySet[j] || i < j)
          // Equal days: only the later one counts as the more patient, or each could wait for the other.
          setBit(patient, i * words, j);

  const ends = new Set<number>();
  for (const set of daySet) for (let r = daySets.start[set]; r < daySets.start[set + 1]; r++) ends.add(daySets.hi[r]);
  const candidateDays = Int32Array.from(ends).sort();
  const onDay = new Int32Array(candidateDays.length * words);
  candidateDays.forEach((day, k) => {
    for (let i = 0; i < size; i++)
      for (let r = daySets.start[daySet[i]]; r < daySets.start[daySet[i] + 1]; r++)
        if (daySets.lo[r] <= day && day <= daySets.hi[r]) setBit(onDay, k * words, i);
  });
  const dayIndex = new Map(Array.from(candidateDays, (day, k) => [day, k]));
  const lastDay = Int32Array.from(last, (day) => dayIndex.get(day) ?? 0);

  return {
    terms,
    size,
    words,
    item,
    daySet,
    first,
    last,
    compatible,
    share,
    patient,
    ownedBy,
    candidateDays,
    onDay,
    lastDay,
    unbroken,
    limits,
    free,
    critical,
    onSite,
    key,
  };
};
