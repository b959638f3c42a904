import { clearBit, hasBit, isEmpty, isWithin, lowestBit, setBit, wordsFor } from '../cover/bits';
import type { Question } from '../cover/question';
import { packingOf, tightElementsOf } from './packing-of';
import type { SetSystem, Terms } from './set-system';

/** Elements that share no visit with others. */
export interface Component {
  /** Those of the system, ascending; element k of the question is elements[k]. */
  readonly elements: Int32Array;
  /** Likewise, with the host of each. */
  readonly occasions: Int32Array;
  readonly host: Int32Array;
  /** Whether all of them are one visit, on any of the occasions. */
  readonly isOneVisit: boolean;
  readonly question: () => Question;
}

/** A set system without what decides nothing. */
export interface Reduced {
  /** Whom each element follows into its visit; −1 for those in a component. */
  readonly leader: Int32Array;
  readonly components: readonly Component[];
}

const transposed = (sets: Int32Array, count: number, words: number, size: number): Int32Array => {
  const rowWords = wordsFor(count);
  const rows = new Int32Array(size * rowWords);
  for (let p = 0; p < count; p++)
    for (let w = 0; w < words; w++)
      for (let word = sets[p * words + w]; word !== 0; word &= word - 1)
        rows[(w * 32 + lowestBit(word)) * rowWords + (p >> 5)] |= 1 << (p & 31);
  return rows;
};

/** Elements that share occasions, joined. Returns the component of each living element, numbered by first element. */
const componentsOf = (
  { elements, occasions, sets }: SetSystem,
  alive: Int32Array,
  open: Uint8Array,
): { readonly of: Int32Array; readonly count: number } => {
  const words = wordsFor(elements);
  const parent = new Int32Array(elements);
  for (let i = 0; i < elements; i++) parent[i] = i;
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  };
  for (let p = 0; p < occasions; p++) {
    if (open[p] === 0) continue;
    let first = -1;
    for (let w = 0; w < words; w++)
      for (let word = sets[p * words + w] & alive[w]; word !== 0; word &= word - 1) {
        const i = w * 32 + lowestBit(word);
        if (first < 0) first = find(i);
        else parent[find(i)] = first;
      }
  }
  const of = new Int32Array(elements).fill(-1);
  let count = 0;
  for (let i = 0; i < elements; i++) {
    if (!hasBit(alive, 0, i)) continue;
    const root = find(i);
    // A root may come after the first of its component.
    if (of[root] < 0) of[root] = count++;
    of[i] = of[root];
  }
  return { of, count };
};

/** The component of each open occasion; −1 of others. */
const componentOfOccasions = (
  { elements, occasions, sets }: SetSystem,
  alive: Int32Array,
  open: Uint8Array,
  of: Int32Array,
): Int32Array => {
  const words = wordsFor(elements);
  const own = new Int32Array(occasions).fill(-1);
  for (let p = 0; p < occasions; p++)
    for (let w = 0; w < words && open[p] === 1 && own[p] < 0; w++) {
      const word = sets[p * words + w] & alive[w];
      if (word !== 0) own[p] = of[w * 32 + lowestBit(word)];
    }
  return own;
};

/** The indices that have each of the numbers 0 … count − 1, ascending. */
const grouped = (numbers: Int32Array, count: number): readonly Int32Array[] => {
  const sizes = new Int32Array(count);
  for (const number of numbers) if (number >= 0) sizes[number]++;
  const groups: Int32Array[] = [];
  for (let g = 0; g < count; g++) groups.push(new Int32Array(sizes[g]));
  for (let i = numbers.length - 1; i >= 0; i--) if (numbers[i] >= 0) groups[numbers[i]][--sizes[numbers[i]]] = i;
  return groups;
};

/** Which elements a cap lets be left out, and what it counts. */
export interface Capping {
  /** 1 for elements that must be served. */
  readonly must: Uint8Array;
  /** 1 for occasions whose visits count against the cap. */
  readonly counts: Uint8Array;
}

/**
 * 低频跟着高频 as a reduction of set cover (dominated rows and columns, Garfinkel & Nemhauser 1972), until nothing changes. An element
 * follows another when it can be on all of the other's occasions and nothing can keep it out; an occasion goes when another serves
 * all of its elements under no stricter limits. Then what can share no visit is parted. `limited`: whether limits or exceptions
 * can bind at all. Under a cap nobody follows those who may be left out, nor stands a visit that counts for one that does not.
 * O(elements² + occasions²) rows of bits a round.
 */
export const reduce = (
  terms: Terms,
  item: Int32Array,
  system: SetSystem,
  limited: boolean,
  capping?: Capping,
): Reduced => {
  const { hosts, implied } = terms.table;
  const { elements, occasions, sets, host, needsHost } = system;
  const words = wordsFor(elements);
  const rowWords = wordsFor(occasions);
  const rows = transposed(sets, occasions, words, elements);
  const leader = new Int32Array(elements).fill(-1);
  const open = new Uint8Array(occasions).fill(1);
  const openBits = new Int32Array(rowWords);
  for (let p = 0; p < occasions; p++) setBit(openBits, 0, p);
  const alive = new Int32Array(words);
  for (let i = 0; i < elements; i++) setBit(alive, 0, i);
  const mask = new Int32Array(words);

  const anyHost = needsHost.includes(1);
  /** Whether a visit may need the element for its guests. */
  const isHost = (i: number): boolean => {
    if (!anyHost) return false;
    for (let p = 0; p < occasions; p++)
      if (open[p] === 1 && needsHost[p] === 1 && hosts[host[p]].own[item[i]] === 1 && hasBit(sets, p * words, i))
        return true;
    return false;
  };

  /**
   * Whether every visit on occasion p has the host that occasion q asks for. Where p needs none, a visit
   * on p may be guests alone, and q cannot stand for it: the occasion of the guests' own domain may have
   * been closed for p's sake already, so that nothing would be left for them.
   */
  const hasHosts = (p: number, q: number): boolean => needsHost[q] === 0 || (needsHost[p] === 1 && host[p] === host[q]);

  const tightAt = limited ? tightElementsOf(terms, item, system) : undefined;
  let tight = tightAt?.(open);
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = 0; i < elements; i++) {
      if (leader[i] >= 0 || tight?.[i] === 1 || isHost(i)) continue;
      for (let j = 0; j < elements; j++) {
        if (j === i || leader[j] >= 0 || capping?.must[j] === 0) continue;
        let follows = true;
        for (let w = 0; w < rowWords && follows; w++)
          follows = (rows[j * rowWords + w] & openBits[w] & ~rows[i * rowWords + w]) === 0;
        if (!follows) continue;
        leader[i] = j;
        clearBit(alive, 0, i);
        changed = true;
        break;
      }
    }
    let closed = false;
    for (let p = 0; p < occasions; p++) {
      if (open[p] === 0) continue;
      for (let w = 0; w < words; w++) mask[w] = sets[p * words + w] & alive[w];
      let needless = isEmpty(mask, 0, words);
      for (let q = 0; q < occasions && !needless; q++)
        needless =
          open[q] === 1 &&
          q !== p &&
          (capping === undefined || capping.counts[q] <= capping.counts[p]) &&
          hasHosts(p, q) &&
          (tight === undefined || implied[host[p] * hosts.length + host[q]] === 1) &&
          isWithin(mask, 0, sets, q * words, words);
      if (!needless) continue;
      open[p] = 0;
      clearBit(openBits, 0, p);
      closed = true;
    }
    changed = closed;
    if (closed) tight = tightAt?.(open);
  }

  const { of, count } = componentsOf(system, alive, open);
  const [members, columns] = [grouped(of, count), grouped(componentOfOccasions(system, alive, open, of), count)];
  const components = members.map((mine, c): Component => {
    const own = columns[c];
    const ownHost = own.map((p) => host[p]);
    const needing = own.map((p) => needsHost[p]);
    const isPacked = needing.includes(1) || (tight !== undefined && mine.some((i) => tight?.[i] === 1));
    return {
      elements: mine,
      occasions: own,
      host: ownHost,
      isOneVisit: mine.length === 1 || (own.length === 1 && !isPacked),
      question: () => {
        const size = mine.length;
        const ownWords = wordsFor(size);
        const ownSets = new Int32Array(own.length * ownWords);
        for (let k = 0; k < own.length; k++)
          for (let m = 0; m < size; m++) if (hasBit(sets, own[k] * words, mine[m])) setBit(ownSets, k * ownWords, m);
        const ownSystem: SetSystem = {
          elements: size,
          occasions: own.length,
          sets: ownSets,
          host: ownHost,
          needsHost: Uint8Array.from(needing),
        };
        return {
          elements: size,
          occasions: own.length,
          sets: ownSets,
          rows: transposed(ownSets, own.length, ownWords, size),
          packing: isPacked
            ? packingOf(
                terms,
                mine.map((i) => item[i]),
                ownSystem,
              )
            : undefined,
        };
      },
    };
  });
  return { leader, components };
};
