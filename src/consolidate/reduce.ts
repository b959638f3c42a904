import { disjointSets } from '../columns/disjoint-sets';
import { lazily } from '../columns/lazily';
import { clearBit, extents, hasBit, lowestBit, setBit, sizeOf, wordsFor } from '../cover/bits';
import type { Question } from '../cover/question';
import { packingOf, tightElementsOf } from './packing-of';
import type { SetSystem, Terms } from './set-system';

/** A component: elements that share no visit with other elements. */
export interface Component {
  /** Its elements in the system, ascending; element k of the question is elements[k]. */
  readonly elements: Int32Array;
  /** Its occasions in the system, ascending, and the host of each. */
  readonly occasions: Int32Array;
  readonly host: Int32Array;
  /** Whether all of its elements are one visit, on any of the occasions. */
  readonly isOneVisit: boolean;
  readonly question: () => Question;
}

/** A reduced set system. */
export interface Reduced {
  /** The element that each element follows into its visit; −1 for elements of a component. */
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

/** Most words of bits that are compared for one system; after that the reduction stops. */
const mostCompared = 500_000_000;

/** The components of the elements in `alive`, joined by common occasions; −1 for other elements. */
const componentsOf = (
  { elements, occasions, sets }: SetSystem,
  alive: Int32Array,
  open: Uint8Array,
): { readonly of: Int32Array; readonly count: number } => {
  const words = wordsFor(elements);
  const { find, join } = disjointSets(elements);
  for (let p = 0; p < occasions; p++) {
    if (open[p] === 0) continue;
    let first = -1;
    for (let w = 0; w < words; w++)
      for (let word = sets[p * words + w] & alive[w]; word !== 0; word &= word - 1) {
        const i = w * 32 + lowestBit(word);
        if (first < 0) first = i;
        else join(first, i);
      }
  }
  const of = new Int32Array(elements).fill(-1);
  let count = 0;
  for (let i = 0; i < elements; i++) {
    if (!hasBit(alive, 0, i)) continue;
    // `find` gives the least element of a component, so components are numbered by it.
    of[i] = find(i) === i ? count++ : of[find(i)];
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

/** For each number 0 … count − 1, the indices that have it, ascending. */
const grouped = (numbers: Int32Array, count: number): readonly Int32Array[] => {
  const sizes = new Int32Array(count);
  for (const number of numbers) if (number >= 0) sizes[number]++;
  const groups: Int32Array[] = [];
  for (let g = 0; g < count; g++) groups.push(new Int32Array(sizes[g]));
  for (let i = numbers.length - 1; i >= 0; i--)
    if (numbers[i] >= 0) groups[numbers[i]][--sizes[numbers[i]]] = i;
  return groups;
};

/** The effect of a cap: elements that may be left out, and visits that count. */
export interface Capping {
  /** 1 for elements that must be served. */
  readonly must: Uint8Array;
  /** 1 for occasions whose visits count against the cap. */
  readonly counts: Uint8Array;
}

/**
 * 低频跟着高频 as a reduction of set cover (dominated rows and columns, Garfinkel & Nemhauser
 * 1972), repeated until nothing changes. An element follows another one when it can be on all of
 * the other's occasions and nothing can keep it out. An occasion is closed when another serves all
 * of its elements under no stricter limits. Then the system is split into components. `limited`:
 * whether limits or exceptions can bind. Under a cap, elements never follow optional ones, and a
 * counted occasion never replaces an uncounted one.
 * O(elements² + occasions²) rows of bits a round; rounds end after `mostCompared` words.
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
  /** Whether a visit may need the element as host of its guests. */
  const isHost = (i: number): boolean => {
    if (!anyHost) return false;
    for (let p = 0; p < occasions; p++)
      if (
        open[p] === 1 &&
        needsHost[p] === 1 &&
        hosts[host[p]].own[item[i]] === 1 &&
        hasBit(sets, p * words, i)
      )
        return true;
    return false;
  };

  /**
   * Whether every visit on occasion p has the host that occasion q needs. Where p needs none,
   * a visit on p may have only guests, and q cannot replace it: the occasion of the guests' own
   * domain may have been closed in favour of p, so that the guests would have none left.
   */
  const hasHosts = (p: number, q: number): boolean =>
    needsHost[q] === 0 || (needsHost[p] === 1 && host[p] === host[q]);

  const extentOf = extents(rows, elements, rowWords);
  const occasionsOf = new Int32Array(elements);
  for (let i = 0; i < elements; i++) occasionsOf[i] = sizeOf(rows, i * rowWords, rowWords);
  /** The element of a row of bits with the fewest occasions; the word at `from` is not 0. */
  const rarestIn = (bits: Int32Array, from: number, to: number): number => {
    let rarest = from * 32 + lowestBit(bits[from]);
    for (let w = from; w <= to; w++)
      for (let word = bits[w]; word !== 0; word &= word - 1) {
        const i = w * 32 + lowestBit(word);
        if (occasionsOf[i] < occasionsOf[rarest]) rarest = i;
      }
    return rarest;
  };
  const sizes = new Int32Array(occasions);
  for (let p = 0; p < occasions; p++) sizes[p] = sizeOf(sets, p * words, words);
  /**
   * The elements `some`, in one linked list (by `next`) per occasion: each is listed at its open
   * occasion of fewest elements, since a follower must be on that occasion too.
   */
  const keyed = (some: Int32Array): { readonly first: Int32Array; readonly next: Int32Array } => {
    const first = new Int32Array(occasions).fill(-1);
    const next = new Int32Array(elements);
    for (const j of some) {
      let rarest = -1;
      for (let v = extentOf.first[j]; v <= extentOf.last[j]; v++)
        for (let word = rows[j * rowWords + v] & openBits[v]; word !== 0; word &= word - 1) {
          const p = v * 32 + lowestBit(word);
          if (rarest < 0 || sizes[p] < sizes[rarest]) rarest = p;
        }
      next[j] = first[rarest];
      first[rarest] = j;
    }
    return { first, next };
  };
  let left = mostCompared;
  const tightAt = limited ? tightElementsOf(terms, item, system, rows) : undefined;
  let tight = tightAt?.(open);
  /** 1 for elements that were compared with all others; now only elements that shrank can lead. */
  const tested = new Uint8Array(elements);
  /**
   * 1 for elements that lost an occasion in the round before, and for occasions that lost an
   * element; all in the first round.
   */
  const shrunk = new Uint8Array(elements).fill(1);
  const lighter = new Uint8Array(occasions).fill(1);
  const leading = (j: number): boolean => leader[j] < 0 && capping?.must[j] !== 0;
  const places = Int32Array.from({ length: elements }, (_, j) => j);
  for (let changed = true; changed && left > 0; ) {
    const leaders = places.filter(leading);
    const byOccasion = lazily(() => keyed(leaders));
    const shorterByOccasion = lazily(() => keyed(leaders.filter((j) => shrunk[j] === 1)));
    left -= 2 * (occasions + elements);
    for (let i = 0; i < elements && left > 0; i++) {
      if (leader[i] >= 0) continue;
      if (tight?.[i] === 1 || isHost(i)) {
        tested[i] = 0;
        continue;
      }
      const { first, next } = tested[i] === 1 ? shorterByOccasion() : byOccasion();
      tested[i] = 1;
      left -= rowWords + (anyHost ? occasions : 0);
      let lowest = elements;
      for (let v = 0; v < rowWords; v++)
        for (let word = rows[i * rowWords + v] & openBits[v]; word !== 0; word &= word - 1)
          for (let j = first[v * 32 + lowestBit(word)]; j >= 0; j = next[j]) {
            left--;
            if (j >= lowest || j === i || leader[j] >= 0) continue;
            let w = extentOf.first[j];
            const to = extentOf.last[j];
            while (
              w <= to &&
              (rows[j * rowWords + w] & openBits[w] & ~rows[i * rowWords + w]) === 0
            )
              w++;
            left -= w - extentOf.first[j];
            if (w > to) lowest = j;
          }
      if (lowest === elements) continue;
      leader[i] = lowest;
      clearBit(alive, 0, i);
      for (let v = 0; v < rowWords; v++)
        for (let word = rows[i * rowWords + v] & openBits[v]; word !== 0; word &= word - 1)
          lighter[v * 32 + lowestBit(word)] = 1;
    }
    shrunk.fill(0);
    changed = false;
    for (let p = 0; p < occasions && left > 0; p++) {
      if (open[p] === 0 || lighter[p] === 0) continue;
      lighter[p] = 0;
      let from = words;
      let to = -1;
      for (let w = 0; w < words; w++) {
        mask[w] = sets[p * words + w] & alive[w];
        if (mask[w] === 0) continue;
        if (to < 0) from = w;
        to = w;
      }
      let needless = to < 0;
      left -= words + rowWords;
      // Only occasions of `one` can serve all elements of p; it has the fewest.
      const one = needless ? 0 : rarestIn(mask, from, to);
      for (let v = 0; v < rowWords && !needless; v++)
        for (
          let word = rows[one * rowWords + v] & openBits[v];
          word !== 0 && !needless;
          word &= word - 1
        ) {
          const q = v * 32 + lowestBit(word);
          if (
            q === p ||
            (capping !== undefined && capping.counts[q] > capping.counts[p]) ||
            !hasHosts(p, q) ||
            (tight !== undefined && implied[host[p] * hosts.length + host[q]] === 0)
          )
            continue;
          let w = from;
          while (w <= to && (mask[w] & ~sets[q * words + w]) === 0) w++;
          needless = w > to;
          left -= 1 + w - from;
        }
      if (!needless) continue;
      open[p] = 0;
      clearBit(openBits, 0, p);
      for (let w = from; w <= to; w++)
        for (let word = mask[w]; word !== 0; word &= word - 1) shrunk[w * 32 + lowestBit(word)] = 1;
      changed = true;
    }
    if (changed) tight = tightAt?.(open);
  }

  const { of, count } = componentsOf(system, alive, open);
  const [members, columns] = [
    grouped(of, count),
    grouped(componentOfOccasions(system, alive, open, of), count),
  ];
  const components = members.map((mine, c): Component => {
    const own = columns[c];
    const ownHost = own.map((p) => host[p]);
    const needing = own.map((p) => needsHost[p]);
    const isPacked =
      needing.includes(1) || (tight !== undefined && mine.some((i) => tight?.[i] === 1));
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
          for (let m = 0; m < size; m++)
            if (hasBit(sets, own[k] * words, mine[m])) setBit(ownSets, k * ownWords, m);
        const ownSystem: SetSystem = {
          elements: size,
          occasions: own.length,
          sets: ownSets,
          host: ownHost,
          needsHost: Uint8Array.from(needing),
          whole: system.whole,
        };
        const ownRows = transposed(ownSets, own.length, ownWords, size);
        const items = mine.map((i) => item[i]);
        return {
          elements: size,
          occasions: own.length,
          sets: ownSets,
          rows: ownRows,
          packing: isPacked ? packingOf(terms, items, ownSystem, ownRows) : undefined,
        };
      },
    };
  });
  return { leader, components };
};
