import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amongVisits, visitsOf } from '../../../src/cover/fractional/visits';
import type { Question } from '../../../src/cover/question';
import {
  elementsOf,
  visitsOf as everyVisit,
  isVisit,
  oddQuestionArb,
  openPacking,
  pairsArb,
  questionArb,
  questionOf,
} from '../small-questions';
import { listed, masksOf, plenty } from './listed';

const random = { seed: 1981, numRuns: 120 } as const;
const anyQuestion = fc.oneof(
  { weight: 2, arbitrary: oddQuestionArb({ sums: 2, counts: 2 }) },
  { weight: 2, arbitrary: questionArb({ sums: 2, counts: 2 }) },
  pairsArb,
);

describe('the list of visits', () => {
  test('has visits only, each once, and every visit is inside one of them', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const masks = masksOf(question, listed(question));
        const occasions = [...Array(question.occasions).keys()];
        expect(new Set(masks).size).toBe(masks.length);
        for (const mask of masks)
          expect(occasions.some((p) => isVisit(question, p, mask))).toBe(true);
        for (const visit of everyVisit(question))
          expect(masks.some((mask) => (visit & ~mask) === 0)).toBe(true);
      }),
      random,
    );
  });

  test('tells the hosts of each, so that a visit with its host is inside one with that host', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const { packing, occasions } = question;
        const visits = listed(question);
        const masks = masksOf(question, visits);
        const hostsAt = Array.from({ length: occasions }, (_, p) =>
          packing === undefined || packing.needsHost[p] === 0 ? undefined : packing.hosts[p],
        );
        masks.forEach((mask, v) => {
          const on = hostsAt.filter((_, p) => isVisit(question, p, mask));
          const hosts = visits.hosts[v];
          if (visits.free[v] === 1) expect(on).toContain(undefined);
          else expect(hosts & mask).not.toBe(0);
          for (const i of elementsOf(hosts))
            expect(on.some((own) => own !== undefined && (own >> i) & 1)).toBe(true);
        });
        hostsAt.forEach((own, p) => {
          for (let mask = 1; mask < 1 << question.elements; mask++)
            if (isVisit(question, p, mask))
              for (const i of own === undefined ? [-1] : elementsOf(own & mask))
                expect(
                  masks.some(
                    (all, v) =>
                      (mask & ~all) === 0 &&
                      (visits.free[v] === 1 || (i >= 0 && (visits.hosts[v] >> i) & 1)),
                  ),
                ).toBe(true);
        });
      }),
      { ...random, numRuns: 80 },
    );
  });

  test('can be cut down to some of them', () => {
    fc.assert(
      fc.property(anyQuestion, fc.integer({ min: 0, max: 6 }), (question, step) => {
        const visits = listed(question);
        const chosen = [...Array(visits.count).keys()].filter((v) => step > 0 && v % step === 0);
        const { count, start, member, having, hosts, free, ...some } = amongVisits(visits, chosen);
        const masks = masksOf(question, { ...visits, count, sets: some.sets });
        expect(masks).toEqual(chosen.map((v) => masksOf(question, visits)[v]));
        masks.forEach((mask, k) => {
          expect([...member.subarray(start[k], start[k + 1])]).toEqual(elementsOf(mask));
          expect([hosts[k], free[k]]).toEqual([visits.hosts[chosen[k]], visits.free[chosen[k]]]);
        });
        having.forEach((own, i) => {
          expect([...own]).toEqual([...masks.keys()].filter((k) => (masks[k] >> i) & 1));
        });
      }),
      { ...random, numRuns: 80 },
    );
  });

  test('of three elements of weights 3, 2 and 2 under a limit of 4 are two', () => {
    const question = questionOf(3, [[0, 1, 2]], {
      ...openPacking(3, 1),
      sums: [
        {
          groups: 1,
          groupOf: new Int32Array(3),
          weight: Float64Array.of(3, 2, 2),
          mostAt: Float64Array.of(4),
        },
      ],
    });
    expect(masksOf(question, listed(question)).toSorted((a, b) => a - b)).toEqual([0b001, 0b110]);
  });

  test('leaves out what is inside another, but for hosts', () => {
    const inside = (question: Question): number => {
      const masks = masksOf(question, listed(question));
      return masks.filter((a) => masks.some((b) => a !== b && (a & ~b) === 0)).length;
    };
    fc.assert(
      fc.property(anyQuestion, (question) => {
        if (question.packing?.needsHost.includes(1) === true) return;
        expect(inside(question)).toBe(0);
      }),
      random,
    );
  });

  test('is not made where there are more than allowed', () => {
    const eight = questionOf(8, [
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
      [1, 2],
    ]);
    expect(visitsOf(eight, 4, plenty())).toBeUndefined();
    expect(visitsOf(eight, 20, plenty())?.count).toBe(5);
    expect(visitsOf(eight, 20, { steps: 1, exhausted: false })).toBeUndefined();
  });
});
