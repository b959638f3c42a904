import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dive, isVisit, mayBeAlone } from '../../../src/cover/fractional/dive';
import { relaxation } from '../../../src/cover/fractional/relaxation';
import type { Question } from '../../../src/cover/question';
import type { Choice } from '../../../src/cover/search';
import {
  checkVisits,
  elementsOf,
  fewest,
  isVisit as isVisitBy,
  oddQuestionArb,
  pairsArb,
  questionArb,
  questionOf,
  setAt,
} from '../small-questions';
import { plenty } from './listed';

const anyQuestion = fc.oneof(
  oddQuestionArb({ sums: 2, counts: 2 }),
  questionArb({ sums: 2, counts: 2, elements: 5 }),
  pairsArb,
);

/** As many visits as elements; the dive only asks for their number. */
const manyVisits = (question: Question): Choice => ({
  count: question.elements,
  occasionOf: new Int32Array(question.elements),
  visitOf: Int32Array.from({ length: question.elements }, (_, i) => i),
});

describe('the check of a visit', () => {
  test('says what the limits say of elements of an occasion', () => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(
        fc.oneof(
          oddQuestionArb({ sums: 2, counts: 2 }),
          questionArb({ sums: 2, counts: 2, elements: 5 }),
        ),
        (question) => {
          for (let p = 0; p < question.occasions; p++) {
            const all = setAt(question, p);
            for (let visit = all; visit > 0; visit = (visit - 1) & all) {
              const members = Int32Array.from(elementsOf(visit));
              const told =
                members.length === 1
                  ? mayBeAlone(question, members[0], p)
                  : isVisit(question, members, p);
              expect(told).toBe(isVisitBy(question, p, visit));
              seen.add(told);
            }
          }
        },
      ),
      { numRuns: 100 },
    );
    expect(seen.size).toBe(2);
  });
});

describe('a dive', () => {
  test('finds visits that are fewer than those known, or none', () => {
    const seen = { best: 0, found: 0 };
    fc.assert(
      fc.property(anyQuestion, fc.nat(2), (question, skip) => {
        const known = manyVisits(question);
        const start = relaxation(question, plenty(), known.count);
        const found = dive(question, known, start, skip, plenty());
        const least = fewest(question);
        if (found === undefined) return;
        checkVisits(question, found);
        expect(found.count).toBeLessThan(known.count);
        expect(found.count).toBeGreaterThanOrEqual(least);
        expect(dive(question, { ...known, count: least }, start, skip, plenty())).toBeUndefined();
        seen.found++;
        seen.best += found.count === least ? 1 : 0;
      }),
      { numRuns: 150 },
    );
    expect(seen.best).toBeGreaterThan(seen.found / 2);
    expect(seen.found).toBeGreaterThan(50);
  });

  test('of a ring of five finds three visits, and none without steps', () => {
    const ring = questionOf(
      5,
      [0, 1, 2, 3, 4].map((i) => [i, (i + 1) % 5]),
    );
    const known = manyVisits(ring);
    const start = relaxation(ring, plenty(), known.count);
    expect(dive(ring, known, start, 0, plenty())?.count).toBe(3);
    expect(dive(ring, known, start, 0, { steps: 0, exhausted: false })).toBeUndefined();
  });
});
