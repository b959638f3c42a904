import { hasBit, isEmpty, membersOf, wordsFor } from './bits';
import type { Packing, Question } from './question';

/** Comparisons of elements, so that a search need not try one where another is as good. */
export interface Likeness {
  /** Whether two elements are interchangeable. O(words of their rows and of all exceptions). */
  readonly areAlike: (a: number, b: number) => boolean;
  /**
   * Whether i can take j's place in every visit, and counts for at least as much. The answer is
   * remembered, so `worth` is the same in every call. False where elements are too many.
   */
  readonly yieldsTo: (j: number, i: number, worth: Int32Array) => boolean;
}

/** The largest number of elements that are compared pairwise. */
const mostCompared = 512;

export const likenessOf = (question: Question, packing: Packing): Likeness => {
  const { elements, rows } = question;
  const words = wordsFor(elements);
  const rowWords = wordsFor(question.occasions);
  const { sums, counts, conflicts, hosts, needsHost } = packing;
  const someHost = needsHost.includes(1);

  const areAlike = (a: number, b: number): boolean => {
    for (let w = 0; w < rowWords; w++)
      if (rows[a * rowWords + w] !== rows[b * rowWords + w]) return false;
    for (const { groupOf, weight } of sums)
      if (groupOf[a] !== groupOf[b] || weight[a] !== weight[b]) return false;
    for (const { groupOf } of counts) if (groupOf[a] !== groupOf[b]) return false;
    for (let row = 0; row < conflicts.length; row += elements * words)
      for (let w = 0; w < words; w++)
        if (conflicts[row + a * words + w] !== 0 || conflicts[row + b * words + w] !== 0)
          return false;
    if (someHost)
      for (let p = 0; p < question.occasions; p++)
        if (hasBit(hosts, p * words, a) !== hasBit(hosts, p * words, b)) return false;
    return true;
  };

  const hosting = new Uint8Array(elements);
  if (someHost)
    for (let p = 0; p < question.occasions; p++)
      for (const i of membersOf(hosts, p * words, words)) hosting[i] = 1;
  const isParticular = (i: number): boolean => {
    for (let row = i * words; row < conflicts.length; row += elements * words)
      if (!isEmpty(conflicts, row, words)) return true;
    return hosting[i] === 1;
  };
  /** [j × elements + i]: 1 yes, 0 no, −1 not compared yet. */
  let known = new Int8Array(0);
  const yieldsTo = (j: number, i: number, worth: Int32Array): boolean => {
    if (elements > mostCompared) return false;
    if (known.length === 0) known = new Int8Array(elements * elements).fill(-1);
    const at = j * elements + i;
    if (known[at] < 0) {
      let yields = worth[i] >= worth[j] && !isParticular(i) && !isParticular(j);
      for (let l = 0; l < sums.length && yields; l++)
        yields =
          sums[l].groupOf[i] === sums[l].groupOf[j] && sums[l].weight[i] <= sums[l].weight[j];
      for (let l = 0; l < counts.length && yields; l++)
        yields = counts[l].groupOf[i] === counts[l].groupOf[j];
      for (let w = 0; w < rowWords && yields; w++)
        yields = (rows[j * rowWords + w] & ~rows[i * rowWords + w]) === 0;
      known[at] = yields ? 1 : 0;
    }
    return known[at] === 1;
  };
  return { areAlike, yieldsTo };
};
