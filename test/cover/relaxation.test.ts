import fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { firstFit } from '../../src/cover/first-fit';
import type { Question, SumLimits } from '../../src/cover/question';
import { type Relaxation, relaxation, visitsOf as visitsIn } from '../../src/cover/relaxation';
import { timesIn } from '../../src/cover/triples';
import { fewest, isVisit, openPacking, pairsArb, questionArb, questionOf, visitsOf } from './small-questions';

const random = { seed: 1961, numRuns: 400 } as const;

const ENOUGH = Number.POSITIVE_INFINITY;
const relaxed = (question: Question, steps = 1e6, rounds = 0): Relaxation =>
  relaxation(question, { steps, exhausted: false }, ENOUGH, undefined, { rounds, stalled: rounds });

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
  return (await highs).solve(`Minimize\n obj: ${sum(visits)}\nSubject To\n ${rows.join('\n ')}\nEnd\n`).ObjectiveValue;
};

describe('the fractional cover', () => {
  const anyQuestion = fc.oneof({ weight: 3, arbitrary: questionArb({ sums: 2, counts: 2 }) }, pairsArb);

  test('never says more than the fewest visits, with triples or without', () => {
    let above = 0;
    let tighter = 0;
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const { bound } = relaxed(question);
        const tightened = relaxed(question, 1e6, 20).bound;
        above += bound > 1 ? 1 : 0;
        tighter += tightened > bound ? 1 : 0;
        expect(tightened).toBeGreaterThanOrEqual(bound);
        expect(tightened).toBeLessThanOrEqual(fewest(question));
      }),
      random,
    );
    expect(above).toBeGreaterThan(100);
    expect(tighter).toBeGreaterThan(0);
  });

  test('says no less than the least total of shares, where a visit has one sum limit and one count limit', async () => {
    await fc.assert(
      fc.asyncProperty(questionArb({ sums: 1, counts: 1 }), async (question) => {
        expect(relaxed(question).bound).toBeGreaterThanOrEqual(Math.ceil((await fractional(question)) - 1e-6));
      }),
      random,
    );
  });

  test('has prices that anybody can check, however early it stops', () => {
    let priced = 0;
    fc.assert(
      fc.property(anyQuestion, fc.integer({ min: 0, max: 40 }), (question, steps) => {
        const { bound, prices, triples, triplePrices, most } = relaxed(question, steps, 20);
        const total = (members: readonly number[]): number =>
          members.reduce((sum, i) => sum + prices[i], 0) +
          triples.reduce((sum, triple, t) => sum + triplePrices[t] * timesIn(triple, Int32Array.from(members)), 0);
        const membersOf = (visit: number): number[] => [...prices.keys()].filter((i) => (visit >> i) & 1);
        expect([...prices, ...triplePrices].every((price) => Number.isSafeInteger(price))).toBe(true);
        expect(triplePrices.every((price) => price >= 0)).toBe(true);
        for (const visit of visitsOf(question)) expect(total(membersOf(visit))).toBeLessThanOrEqual(most);
        const all = prices.reduce((a, b) => a + b, 0) + 2 * triplePrices.reduce((a, b) => a + b, 0);
        expect(Math.ceil(all / most)).toBe(bound);
        priced += triplePrices.some((price) => price > 0) ? 1 : 0;
      }),
      random,
    );
    expect(priced).toBeGreaterThan(0);
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
        expect([again.bound, again.prices, again.most]).toEqual([first.bound, first.prices, first.most]);
        expect(again.visits()).toEqual(first.visits());
        const visits = visitsIn(firstFit(question));
        const known = relaxation(question, { steps: 1e6, exhausted: false }, ENOUGH, { visits, triples: [] });
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
