import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pricerOf } from '../../../src/cover/fractional/pricing';
import type { Question } from '../../../src/cover/question';
import {
  elementsOf,
  isVisit,
  maskOf,
  oddQuestionArb,
  openPacking,
  questionArb,
  questionOf,
} from '../small-questions';

/** The price of the dearest visit on the occasion, and 0 for none. */
const dearestBy = (question: Question, p: number, price: Float64Array): number => {
  let most = 0;
  for (let visit = 1; visit < 1 << question.elements; visit++)
    if (isVisit(question, p, visit))
      most = Math.max(
        most,
        elementsOf(visit).reduce((sum, i) => sum + price[i], 0),
      );
  return most;
};

/** Prices below 0 for hosts alone. */
const priced = (question: Question, drawn: readonly number[]): Float64Array => {
  const { packing, occasions } = question;
  const hosting = Array.from({ length: occasions }, (_, p) =>
    packing?.needsHost[p] === 1 ? packing.hosts[p] : 0,
  ).reduce((all, hosts) => all | hosts, 0);
  return Float64Array.from({ length: question.elements }, (_, i) =>
    (hosting >> i) & 1 ? drawn[i] : Math.abs(drawn[i]),
  );
};

const pricesArb = fc.array(fc.constantFrom(0, 1, 2, 3, 5, 8, -1, -2), {
  minLength: 8,
  maxLength: 8,
});

describe('the dearest visit on an occasion', () => {
  test.each([
    ['one limit of each kind', 1, true],
    ['several limits', 2, false],
  ])(
    'under %s costs what the dearest of all sets does, or is priced above it',
    (_, limits, isExact) => {
      let above = 0;
      fc.assert(
        fc.property(
          fc.oneof(
            questionArb({ sums: limits, counts: limits, elements: 5 }),
            ...(isExact ? [] : [oddQuestionArb({ sums: limits, counts: limits })]),
          ),
          pricesArb,
          fc.nat(6),
          (question, drawn, enough) => {
            const price = priced(question, drawn);
            const pricer = pricerOf(question);
            for (let p = 0; p < question.occasions; p++) {
              const best = dearestBy(question, p, price);
              const told = pricer.dearest(p, price, enough);
              if (told <= enough) {
                expect(best).toBeLessThanOrEqual(enough);
                continue;
              }
              above++;
              const members = [...pricer.members.slice(0, pricer.size())];
              expect(told).toBeGreaterThanOrEqual(best);
              if (!isExact) continue;
              expect(told).toBe(best);
              expect(isVisit(question, p, maskOf(members))).toBe(true);
              expect(members.reduce((sum, i) => sum + price[i], 0)).toBe(best);
            }
          },
        ),
        { numRuns: 200 },
      );
      expect(above).toBeGreaterThan(100);
    },
  );

  test('of weights 4, 3 and 3 under a limit of 6 is the two of 3 for prices 5, 3 and 3', () => {
    const question = questionOf(3, [[0, 1, 2]], {
      ...openPacking(3, 1),
      sums: [
        {
          groups: 1,
          groupOf: new Int32Array(3),
          weight: Float64Array.of(4, 3, 3),
          mostAt: Float64Array.of(6),
        },
      ],
    });
    const pricer = pricerOf(question);
    expect(pricer.dearest(0, Float64Array.of(5, 3, 3), 0)).toBe(6);
    expect(maskOf(pricer.members.slice(0, pricer.size()))).toBe(0b110);
    expect(pricer.dearest(0, Float64Array.of(7, 3, 3), 0)).toBe(7);
    expect(pricer.dearest(0, Float64Array.of(5, 3, 3), 6)).toBeLessThanOrEqual(6);
  });

  test('of one department at most has the dearest of each of its sums: 3 + 3 before 5', () => {
    const question = questionOf(5, [[0, 1, 2, 3, 4]], {
      ...openPacking(5, 1),
      sums: [
        {
          groups: 3,
          groupOf: Int32Array.of(0, 0, 1, 1, 2),
          weight: new Float64Array(5).fill(3),
          mostAt: Float64Array.of(5),
        },
      ],
      counts: [{ groups: 2, groupOf: Int32Array.of(0, 0, 0, 0, 1), mostAt: Float64Array.of(1) }],
    });
    const pricer = pricerOf(question);
    expect(pricer.dearest(0, Float64Array.of(3, 2, 2, 3, 5), 0)).toBe(6);
    expect(maskOf(pricer.members.slice(0, pricer.size()))).toBe(0b01001);
  });
});
