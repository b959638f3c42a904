import { hasBit, isWithin, setBit, wordsFor } from './bits';
import type { Packing, Question } from './question';

/** A question restricted to some elements of another one. */
export interface Restricted {
  readonly question: Question;
  /** The occasion in the other question of each of its occasions. */
  readonly occasions: Int32Array;
}

const picked = <A extends Int32Array | Float64Array | Uint8Array>(
  column: A,
  places: ArrayLike<number>,
  into: A,
): A => {
  for (let k = 0; k < places.length; k++) into[k] = column[places[k]];
  return into;
};

const packingAmong = (
  packing: Packing,
  all: number,
  elements: readonly number[],
  occasions: Int32Array,
): Packing => {
  const size = elements.length;
  const words = wordsFor(size);
  const allWords = wordsFor(all);
  const ints = (): Int32Array => new Int32Array(size);
  const number = new Map<number, number>();
  const blockOf = Int32Array.from(elements, (i) => {
    if (packing.blockOf[i] < 0) return -1;
    const block = number.get(packing.blockOf[i]) ?? number.size;
    number.set(packing.blockOf[i], block);
    return block;
  });
  const tables = packing.conflicts.length / (all * allWords);
  const conflicts = new Int32Array(tables * size * words);
  for (let t = 0; t < tables; t++)
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++)
        if (hasBit(packing.conflicts, (t * all + elements[a]) * allWords, elements[b]))
          setBit(conflicts, (t * size + a) * words, b);
  const hosts = new Int32Array(occasions.length * words);
  for (let p = 0; p < occasions.length; p++)
    for (let k = 0; k < size; k++)
      if (hasBit(packing.hosts, occasions[p] * allWords, elements[k])) setBit(hosts, p * words, k);
  return {
    blockOf,
    blocks: number.size,
    sums: packing.sums.map(({ groups, groupOf, weight, mostAt }) => ({
      groups,
      groupOf: picked(groupOf, elements, ints()),
      weight: picked(weight, elements, new Float64Array(size)),
      mostAt: picked(mostAt, occasions, new Float64Array(occasions.length)),
    })),
    counts: packing.counts.map(({ groups, groupOf, mostAt }) => ({
      groups,
      groupOf: picked(groupOf, elements, ints()),
      mostAt: picked(mostAt, occasions, new Float64Array(occasions.length)),
    })),
    conflicts,
    conflictsAt: picked(packing.conflictsAt, occasions, new Int32Array(occasions.length)),
    hosts,
    needsHost: picked(packing.needsHost, occasions, new Uint8Array(occasions.length)),
  };
};

/** Whether no limit of occasion q is stricter than that of p. */
const isLooser = (
  { sums, counts, conflictsAt, needsHost }: Packing,
  q: number,
  p: number,
): boolean =>
  needsHost[q] === 0 &&
  (conflictsAt[q] < 0 || conflictsAt[q] === conflictsAt[p]) &&
  sums.every(({ mostAt }) => mostAt[q] >= mostAt[p]) &&
  counts.every(({ mostAt }) => mostAt[q] >= mostAt[p]);

/**
 * The question restricted to these elements, without occasions that then lie inside others.
 * O(occasions² × words).
 */
export const restrictedTo = (question: Question, elements: readonly number[]): Restricted => {
  const { packing } = question;
  const size = elements.length;
  const words = wordsFor(size);
  const allWords = wordsFor(question.elements);
  let kept: number[] = [];
  const sets = new Int32Array(question.occasions * words);
  for (let p = 0; p < question.occasions; p++) {
    let any = false;
    for (let k = 0; k < size; k++)
      if (hasBit(question.sets, p * allWords, elements[k])) {
        setBit(sets, p * words, k);
        any = true;
      }
    if (any) kept.push(p);
  }
  for (const p of kept)
    if (
      kept.some(
        (q) =>
          q !== p &&
          (packing === undefined || isLooser(packing, q, p)) &&
          isWithin(sets, p * words, sets, q * words, words),
      )
    )
      kept = kept.filter((other) => other !== p);
  const occasions = Int32Array.from(kept);
  const rowWords = wordsFor(kept.length);
  const ownSets = new Int32Array(kept.length * words);
  const rows = new Int32Array(size * rowWords);
  kept.forEach((p, at) => {
    for (let k = 0; k < size; k++)
      if (hasBit(sets, p * words, k)) {
        setBit(ownSets, at * words, k);
        setBit(rows, k * rowWords, at);
      }
  });
  return {
    question: {
      elements: size,
      occasions: kept.length,
      sets: ownSets,
      rows,
      packing: packing && packingAmong(packing, question.elements, elements, occasions),
    },
    occasions,
  };
};
