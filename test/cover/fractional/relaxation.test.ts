import fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { firstFit } from '../../../src/cover/first-fit';
import { partsOf, type Relaxation, relaxation } from '../../../src/cover/fractional/relaxation';
import type { Question, SumLimits } from '../../../src/cover/question';
import {
  fewest,
  isVisit,
  openPacking,
  pairsArb,
  questionArb,
  questionOf,
  visitsOf,
} from '../small-questions';

const random = { seed: 1961, numRuns: 400 } as const;

const ENOUGH = Number.POSITIVE_INFINITY;
const relaxed = (question: Question, steps = 1e6): Relaxation =>
  relaxation(question, { steps, exhausted: false }, ENOUGH);

/** Elements, which weigh the same, all on one occasion of the given room. */
const bins = (weights: readonly number[], room: number): Question => {
  const sums: SumLimits = {
    groups: 1,
    groupOf: new Int32Array(weights.length),
    weight: Float64Array.from(weights),
    mostAt: Float64Array.of(room),
  };
  const all = weights.map((_, i) => i);
  return questionOf(weights.length, [all], { ...openPacking(weights.length, 1), sums: [sums] });
};

const highs = loadHighs();

/** Least total of shares of visits of which every element has 1. */
const fractional = async (question: Question): Promise<number> => {
  const visits = visitsOf(question);
  const sum = (some: readonly number[]): string => some.map((visit) => `+ 1 v${visit}`).join('\n ');
  const rows = [...Array(question.elements).keys()].map(
    (i) => `r${i}: ${sum(visits.filter((visit) => (visit >> i) & 1))} >= 1`,
  );
  return (await highs).solve(
    `Minimize\n obj: ${sum(visits)}\nSubject To\n ${rows.join('\n ')}\nEnd\n`,
  ).ObjectiveValue;
};

describe('the fractional cover', () => {
  const anyQuestion = fc.oneof(
    { weight: 3, arbitrary: questionArb({ sums: 2, counts: 2 }) },
    pairsArb,
  );

  test('never says more than the fewest visits', () => {
    let above = 0;
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const { bound } = relaxed(question);
        above += bound > 1 ? 1 : 0;
        expect(bound).toBeLessThanOrEqual(fewest(question));
      }),
      random,
    );
    expect(above).toBeGreaterThan(100);
  });

  test('says no less than the least total of shares, where a visit has one sum limit and one count limit', async () => {
    await fc.assert(
      fc.asyncProperty(questionArb({ sums: 1, counts: 1 }), async (question) => {
        expect(relaxed(question).bound).toBeGreaterThanOrEqual(
          Math.ceil((await fractional(question)) - 1e-6),
        );
      }),
      random,
    );
  });

  test('has prices that anybody can check, however early it stops', () => {
    fc.assert(
      fc.property(anyQuestion, fc.integer({ min: 0, max: 40 }), (question, steps) => {
        const { bound, prices, most } = relaxed(question, steps);
        expect(prices.every((price) => Number.isSafeInteger(price))).toBe(true);
        for (const visit of visitsOf(question)) {
          const total = prices.reduce((sum, price, i) => sum + ((visit >> i) & 1 ? price : 0), 0);
          expect(total).toBeLessThanOrEqual(most);
        }
        expect(Math.ceil(prices.reduce((a, b) => a + b, 0) / most)).toBe(bound);
      }),
      random,
    );
  });

  test('gives every element a whole visit in parts', async () => {
    await fc.assert(
      fc.asyncProperty(questionArb({ sums: 1, counts: 1 }), async (question) => {
        const parts = relaxed(question).visits();
        const share = new Float64Array(question.elements);
        for (const part of parts) {
          const visit = part.members.reduce((sum, i) => sum | (1 << i), 0);
          if (part.occasion >= 0) expect(isVisit(question, part.occasion, visit)).toBe(true);
          for (const i of part.members) share[i] += part.share;
        }
        for (const whole of share) expect(whole).toBeGreaterThan(1 - 1e-6);
        const total = parts.reduce((sum, part) => sum + part.share, 0);
        expect(total).toBeGreaterThan((await fractional(question)) - 1e-6);
      }),
      random,
    );
  });

  test('says the same again, and with visits known from the start', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const first = relaxed(question);
        const again = relaxed(question);
        expect([again.bound, again.prices, again.most]).toEqual([
          first.bound,
          first.prices,
          first.most,
        ]);
        expect(again.visits()).toEqual(first.visits());
        const known = relaxation(
          question,
          { steps: 1e6, exhausted: false },
          ENOUGH,
          partsOf(firstFit(question)),
        );
        expect(known.bound).toBe(first.bound);
      }),
      random,
    );
  });

  test('knows that nine of 4 in bins of 10 take five, and that no price of one at a time shows it', () => {
    const nine = bins(Array(9).fill(4), 10);
    expect(relaxed(nine).bound).toBe(5);
    expect(Math.ceil((9 * 4) / 10)).toBe(4);
  });

  test('sees that three pairs of 6, 3 and 2 fill two bins of 11 but 7, 7, 4, 4, 4 and 4 three of 11', () => {
    expect(relaxed(bins([6, 6, 3, 3, 2, 2], 11)).bound).toBe(2);
    expect(relaxed(bins([7, 7, 4, 4, 4, 4], 11)).bound).toBe(3);
  });

  test('stops at what is enough and within its budget', () => {
    const weights = Array.from({ length: 40 }, (_, i) => 20 + ((i * 17) % 31));
    const question = bins(weights, 100);
    const spent = (steps: number, enough: number) => {
      const budget = { steps, exhausted: false };
      const { bound } = relaxation(question, budget, enough);
      return { bound, used: steps - budget.steps, exhausted: budget.exhausted };
    };
    const all = spent(1e6, ENOUGH);
    expect(all.exhausted).toBe(false);
    expect(all.bound).toBeGreaterThanOrEqual(Math.ceil(weights.reduce((a, b) => a + b, 0) / 100));
    expect(spent(1e6, 5).used).toBeLessThan(all.used);
    const cut = spent(2, ENOUGH);
    expect(cut.exhausted).toBe(true);
    expect(cut.bound).toBeLessThan(all.bound);
  });
});
