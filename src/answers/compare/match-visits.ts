import type { OccurrenceRef } from '../../output/plan-document';
import { onlyIn, type ReadVisit } from './read-visit';

/** A text that identifies an occurrence within an enterprise; a cycle contains no space. */
const keyOf = ({ item, cycle }: OccurrenceRef): string => `${cycle} ${item}`;

/** Whether two ascending lists have an occurrence in common, or both are empty. O(both). */
const meet = (a: readonly OccurrenceRef[], b: readonly OccurrenceRef[]): boolean =>
  onlyIn(a, b)[0].length < a.length || a.length + b.length === 0;

/** Stacks of indices by key, the first on top. */
const stacked = <K>(stacks: Map<K, number[]>, key: K, index: number): void => {
  const stack = stacks.get(key);
  if (stack === undefined) stacks.set(key, [index]);
  else stack.push(index);
};

/**
 * The index in `after` of each visit of `before`, −1 where it has no partner. Visits of one id are
 * paired first, unless they have occurrences but none in common: then they are different visits. Of
 * the rest, the pair with the largest number of shared occurrences comes first; among equals, a
 * pair on the same date, then by order. Where an id or an occurrence comes more than once, the
 * first goes with the first. Both lists must be in order; with the lists exchanged, the pairs are
 * the same.
 * O(occurrences + pairs log pairs), with at most as many pairs as occurrences.
 */
export const matchVisits = (
  before: readonly ReadVisit[],
  after: readonly ReadVisit[],
): Int32Array => {
  const partner = new Int32Array(before.length).fill(-1);
  const taken = new Uint8Array(after.length);
  const byId = new Map<string | undefined, number[]>();
  for (let a = after.length - 1; a >= 0; a--) stacked(byId, after[a].id, a);
  for (let b = 0; b < before.length; b++) {
    const a = byId.get(before[b].id)?.pop();
    if (a === undefined || !meet(before[b].occurrences, after[a].occurrences)) continue;
    partner[b] = a;
    taken[a] = 1;
  }

  const homes = new Map<string, number[]>();
  for (let a = after.length - 1; a >= 0; a--)
    if (taken[a] === 0) for (const one of after[a].occurrences) stacked(homes, keyOf(one), a);
  if (homes.size === 0) return partner;
  const shared = new Map<number, number>();
  for (let b = 0; b < before.length; b++) {
    if (partner[b] >= 0) continue;
    for (const one of before[b].occurrences) {
      const a = homes.get(keyOf(one))?.pop();
      if (a !== undefined)
        shared.set(b * after.length + a, (shared.get(b * after.length + a) ?? 0) + 1);
    }
  }
  const pairs = [...shared].map(([pair, count]) => {
    const [b, a] = [Math.floor(pair / after.length), pair % after.length];
    return { b, a, count, sameDate: before[b].visit.date === after[a].visit.date ? 1 : 0 };
  });
  pairs.sort((p, q) => q.count - p.count || q.sameDate - p.sameDate || p.b - q.b || p.a - q.a);
  for (const { b, a } of pairs) {
    if (partner[b] >= 0 || taken[a] === 1) continue;
    partner[b] = a;
    taken[a] = 1;
  }
  return partner;
};
