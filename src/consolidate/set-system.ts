import { hasBit, isEmpty, isWithin, lowestBit, membersOf, setBit, wordsFor } from '../cover/bits';
import { isSimilar } from '../rules/rule';
import { type DayRows, lastDays, mostCompared, mostInserted } from './day-rows';
import type { HostTable, RuleTable } from './rule-table';

/** The rules and properties of items, for all enterprises. */
export interface Terms {
  readonly table: RuleTable;
  /** 1 for items that are checked on the premises. */
  readonly onSite: Uint8Array;
  /** 1 for items that no cap leaves out: protected (必检), or kept by a pin. */
  readonly key: Uint8Array;
}

/**
 * A set cover: *elements* (occurrences, or groups of like ones) and *occasions*, on which one visit
 * can serve some of them. An occasion is a host, a class of items that agree, a band of similar
 * values, and a day. Any two of its elements may share a visit on it, exceptions and limits aside.
 */
export interface SetSystem {
  readonly elements: number;
  readonly occasions: number;
  /** [occasion × wordsFor(elements)]: its elements, as a row of bits. */
  readonly sets: Int32Array;
  /** Host of each occasion. */
  readonly host: Int32Array;
  /**
   * 1 for occasions whose visits need an item of the host: without one, the
   * guests might be no valid visit.
   */
  readonly needsHost: Uint8Array;
  /** Whether every occasion that matters is listed; else the occasions give no bound. */
  readonly whole: boolean;
}

/** The members, ascending by a number, stable. Insertion is quickest for the usual small lists. */
const ascendingBy = (members: readonly number[], of: (member: number) => number): number[] => {
  if (members.length > mostInserted) return members.toSorted((a, b) => of(a) - of(b));
  const ordered: number[] = [];
  for (const member of members) {
    let at = ordered.push(member) - 1;
    for (; at > 0 && of(ordered[at - 1]) > of(member); at--) ordered[at] = ordered[at - 1];
    ordered[at] = member;
  }
  return ordered;
};

/**
 * Calls `each` with every maximal set of `members` that are similar by the host's
 * rules from number `depth` on.
 */
const eachBand = (
  host: HostTable,
  item: Int32Array,
  members: readonly number[],
  depth: number,
  each: (band: readonly number[]) => void,
): void => {
  if (depth === host.similarities.length) {
    each(members);
    return;
  }
  const { value, ratio } = host.similarities[depth];
  const ordered = ascendingBy(members, (i) => value[item[i]]);
  let reached = 0;
  for (let from = 0; from < ordered.length; from++) {
    const least = value[item[ordered[from]]];
    if (from > 0 && least === value[item[ordered[from - 1]]]) continue;
    let to = Math.max(from, reached);
    while (to < ordered.length && isSimilar(value[item[ordered[to]]], least, ratio)) to++;
    if (to === reached) continue;
    reached = to;
    eachBand(host, item, ordered.slice(from, to), depth + 1, each);
    if (to === ordered.length) return;
  }
};

/**
 * 1 for occasions that need a host. Guests need none where all of them are of one domain and have
 * an occasion of it with limits no stricter.
 * O(occasions² × elements); O(1) where no host is critical.
 */
const needsHostOf = (
  table: RuleTable,
  item: Int32Array,
  sets: Int32Array,
  host: readonly number[],
): Uint8Array => {
  const { hosts, implied } = table;
  const needsHost = new Uint8Array(host.length);
  if (!host.some((h) => hosts[h].critical)) return needsHost;
  const words = wordsFor(item.length);
  const own = new Int32Array(hosts.length * words);
  for (let h = 0; h < hosts.length; h++)
    for (let i = 0; i < item.length; i++)
      if (hosts[h].own[item[i]] === 1) setBit(own, h * words, i);
  const guests = new Int32Array(words);
  let left = mostCompared;
  for (let p = 0; p < host.length; p++) {
    if (!hosts[host[p]].critical) continue;
    for (let w = 0; w < words; w++) guests[w] = sets[p * words + w] & ~own[host[p] * words + w];
    if (isEmpty(guests, 0, words)) continue;
    needsHost[p] = 1;
    for (let q = 0; q < host.length && needsHost[p] === 1 && left > 0; q++, left--)
      if (
        implied[host[p] * hosts.length + host[q]] === 1 &&
        isWithin(guests, 0, own, host[q] * words, words) &&
        isWithin(guests, 0, sets, q * words, words)
      )
        needsHost[p] = 0;
  }
  return needsHost;
};

/** Most words of occasions (64 MB); a larger part gets only some of its occasions. */
const mostWords = 16_000_000;

/**
 * The occasions of elements, given by item and days: every one that matters, none inside another of
 * the same host, class and band. Where they would take too much memory, each element gets at least
 * one occasion of its own host, with all elements that can join it: enough for valid visits, not
 * for the fewest (`whole` is false).
 * O(hosts × bands × days × elements).
 */
export const setSystemOf = (table: RuleTable, item: Int32Array, days: DayRows): SetSystem => {
  const all = occasionsOf(table, item, days, mostWords);
  return all.whole ? all : occasionsOf(table, item, days, 0);
};

/**
 * All occasions, if they take at most `most` words; with 0, some for each
 * element, as in `setSystemOf`.
 */
const occasionsOf = (
  table: RuleTable,
  item: Int32Array,
  { days, rows: dayRows }: DayRows,
  most: number,
): SetSystem => {
  const { hosts, domainOf } = table;
  const size = item.length;
  const words = wordsFor(size);
  let sets = new Int32Array(Math.max(64, 4 * days * words));
  const host: number[] = [];
  const own = new Int32Array(words);
  const band = new Int32Array(words);

  let left = mostCompared;
  let first = 0;
  /**
   * Adds the band's occasion on day k, if it has an element of the host's own and lies inside no
   * other occasion since `first`.
   */
  const pushOn = (h: number, k: number): void => {
    const row = host.length * words;
    if (row + words > sets.length) {
      const larger = new Int32Array(sets.length * 2);
      larger.set(sets);
      sets = larger;
    }
    let owned = 0;
    let from = words;
    let to = 0;
    for (let w = 0; w < words; w++) {
      const word = band[w] & dayRows[k * words + w];
      sets[row + w] = word;
      owned |= word & own[w];
      if (word === 0) continue;
      if (to === 0) from = w;
      to = w + 1;
    }
    if (owned === 0) return;
    let dominated = false;
    for (let other = host.length - 1; other >= first && !dominated && left > 0; other--, left--)
      dominated = isWithin(sets, row, sets, other * words, to, from);
    if (!dominated) host.push(h);
  };
  const isFull = (): boolean => most > 0 && host.length * words > most;
  /** Elements of the host's own domain that have an occasion already. */
  const covered = new Int32Array(words);
  const last = most > 0 ? new Int32Array(0) : lastDays(dayRows, days, size);
  const push = (h: number): void => {
    first = host.length;
    if (most > 0) {
      for (let k = 0; k < days && !isFull(); k++) pushOn(h, k);
      return;
    }
    const lacking = membersOf(band, 0, words).filter(
      (i) => hasBit(own, 0, i) && !hasBit(covered, 0, i),
    );
    for (const i of lacking.sort((a, b) => last[a] - last[b])) {
      if (hasBit(covered, 0, i)) continue;
      pushOn(h, last[i]);
      for (let w = 0; w < words; w++) covered[w] |= band[w] & dayRows[last[i] * words + w] & own[w];
    }
  };

  const alone = new Int32Array(words);
  for (let h = 0; h < hosts.length; h++) {
    const { eligible, own: isOwn, classOf, sums } = hosts[h];
    own.fill(0);
    covered.fill(0);
    for (let i = 0; i < size; i++) if (isOwn[item[i]] === 1) setBit(own, 0, i);
    if (isEmpty(own, 0, words)) continue;
    const classes: { readonly class: number; readonly members: number[] }[] = [];
    for (let i = 0; i < size; i++) {
      if (eligible[item[i]] === 0) continue;
      let fits = true;
      for (const { weight, most } of sums) if (weight[item[i]] > most) fits = false;
      if (!fits) {
        // Too long for a visit of several, but it may be visited alone.
        if (isOwn[item[i]] === 1) setBit(alone, 0, i);
        continue;
      }
      const known = classes.find((entry) => entry.class === classOf[item[i]]);
      if (known === undefined) classes.push({ class: classOf[item[i]], members: [i] });
      else known.members.push(i);
    }
    for (const { members } of classes)
      eachBand(hosts[h], item, members, 0, (some) => {
        band.fill(0);
        if (isFull()) return;
        for (const i of some) setBit(band, 0, i);
        push(h);
      });
  }
  for (let w = 0; w < words; w++)
    for (let word = alone[w]; word !== 0; word &= word - 1) {
      const i = w * 32 + lowestBit(word);
      own.fill(0);
      covered.fill(0);
      setBit(own, 0, i);
      band.set(own);
      push(domainOf[item[i]]);
    }
  return {
    elements: size,
    occasions: host.length,
    sets,
    host: new Int32Array(host),
    needsHost: isFull() ? new Uint8Array(host.length) : needsHostOf(table, item, sets, host),
    whole: most > 0 && !isFull(),
  };
};
