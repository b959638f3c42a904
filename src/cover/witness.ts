import { hasBit } from './bits';
import type { Question } from './question';
import type { Choice } from './search';

/** Most steps for each size of witness. */
const mostSteps = 2000;

/**
 * Whether two elements can share a visit, others aside. A guest that also
 * needs a host counts as able.
 */
const canMeet = (
  { elements, rows, occasions, packing }: Question,
  i: number,
  j: number,
): boolean => {
  const rowWords = (occasions + 31) >>> 5;
  const words = (elements + 31) >>> 5;
  for (let w = 0; w < rowWords; w++)
    for (let word = rows[i * rowWords + w] & rows[j * rowWords + w]; word !== 0; word &= word - 1) {
      if (
        packing === undefined ||
        packing.blockOf[i] < 0 ||
        packing.blockOf[i] !== packing.blockOf[j]
      )
        return true;
      const p = w * 32 + 31 - Math.clz32(word & -word);
      const table = packing.conflictsAt[p];
      if (table >= 0 && hasBit(packing.conflicts, (table * elements + i) * words, j)) continue;
      let apart = false;
      for (let l = 0; l < packing.sums.length && !apart; l++) {
        const { groupOf, weight, mostAt } = packing.sums[l];
        apart = groupOf[i] === groupOf[j] && weight[i] + weight[j] > mostAt[p];
      }
      for (let l = 0; l < packing.counts.length && !apart; l++) {
        const { groupOf, mostAt } = packing.counts[l];
        apart = groupOf[i] !== groupOf[j] && mostAt[p] < 2;
      }
      if (apart) continue;
      return true;
    }
  return false;
};

/**
 * The largest set found, within the steps, of elements of which no two can share a visit. Each
 * visit of the choice has at most one of them. So the search takes one element of each visit, or
 * none in as many visits as the size allows.
 */
export const witnessOf = (question: Question, { count, visitOf }: Choice): readonly number[] => {
  const { elements } = question;
  const meet = new Int8Array(elements * elements).fill(-1);
  const meets = (i: number, j: number): boolean => {
    const at = i * elements + j;
    if (meet[at] < 0) meet[at] = canMeet(question, i, j) ? 1 : 0;
    return meet[at] === 1;
  };
  const visits: number[][] = Array.from({ length: count }, () => []);
  for (let i = 0; i < elements; i++) visits[visitOf[i]].push(i);
  visits.sort((a, b) => a.length - b.length || a[0] - b[0]);
  const chosen: number[] = [];
  let best: readonly number[] = [];
  let steps = 0;
  const choose = (k: number, skips: number): boolean => {
    if (chosen.length > best.length) best = chosen.slice();
    if (k === visits.length) return true;
    if (++steps > mostSteps) return false;
    for (const i of visits[k]) {
      if (chosen.some((j) => meets(i, j))) continue;
      chosen.push(i);
      if (choose(k + 1, skips)) return true;
      chosen.pop();
    }
    return skips > 0 && choose(k + 1, skips - 1);
  };
  for (let size = count; size > best.length; size--) {
    steps = 0;
    if (choose(0, count - size)) break;
  }
  return best.toSorted((a, b) => a - b);
};
