import fc from 'fast-check';
import { expect } from 'vitest';
import type { CappedChoice } from '../../../src/cover/capped/capped';
import type { MixedQuestion } from '../../../src/cover/capped/capped-table';
import { isVisit, questionArb, visitsOf } from '../small-questions';

/** Small questions in which some elements may be left out, and some visits may not count. */
export const cappedArb = (mixed: boolean): fc.Arbitrary<MixedQuestion> =>
  fc
    .tuple(
      questionArb({ sums: 2, counts: 2 }),
      fc.array(fc.constantFrom(0, 1, 1, 1, 2, 5), { minLength: 8, maxLength: 8 }),
      fc.array(fc.constantFrom(0, 1, 1), { minLength: 7, maxLength: 7 }),
    )
    .map(([question, weight, counts]) => ({
      ...question,
      weight: Int32Array.from(weight.slice(0, question.elements)),
      counts: Uint8Array.from({ length: question.occasions }, (_, p) => (mixed ? counts[p] : 1)),
    }));

/** Least weight left out, then fewest visits, by every way to part the elements into visits. */
export const bestByTrying = (
  question: MixedQuestion,
  cap: number,
): { readonly out: number; readonly count: number } | undefined => {
  const { elements, occasions, weight, counts } = question;
  const all = visitsOf(question).map((visit) => {
    const serving = [...Array(occasions).keys()].filter((p) => isVisit(question, p, visit));
    return { visit, counts: Math.min(...serving.map((p) => counts[p])) };
  });
  let best: { out: number; count: number } | undefined;
  const place = (i: number, done: number, left: number, out: number, count: number): void => {
    if (left < 0) return;
    if (i === elements) {
      if (best === undefined || out < best.out || (out === best.out && count < best.count))
        best = { out, count };
      return;
    }
    if ((done >> i) & 1) {
      place(i + 1, done, left, out, count);
      return;
    }
    if (weight[i] > 0) place(i + 1, done, left, out + weight[i], count);
    for (const { visit, counts: one } of all)
      if ((visit >> i) & 1 && (visit & done) === 0 && (visit & ((1 << i) - 1)) === 0)
        place(i + 1, done | visit, left - one, out, count + 1);
  };
  place(0, 0, cap, 0, 0);
  return best;
};

export const checkChoice = (
  question: MixedQuestion,
  cap: number,
  { visitOf, occasionOf, out, count }: CappedChoice,
): void => {
  const visits = Array.from({ length: count }, () => 0);
  let left = 0;
  visitOf.forEach((v, i) => {
    if (v >= 0) visits[v] |= 1 << i;
    else left += question.weight[i];
    if (v < 0) expect(question.weight[i]).toBeGreaterThan(0);
  });
  visits.forEach((visit, v) => {
    expect(visit).toBeGreaterThan(0);
    expect(isVisit(question, occasionOf[v], visit)).toBe(true);
  });
  expect(left).toBe(out);
  expect(Array.from(occasionOf).filter((p) => question.counts[p] === 1).length).toBeLessThanOrEqual(
    cap,
  );
};
