import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerOf } from '../../../src/cover/answer';
import { mostServed } from '../../../src/cover/capped/capped';
import { cappedTable } from '../../../src/cover/capped/capped-table';
import { cappedArb, checkChoice } from './small-capped';

const random = { seed: 1978, numRuns: 600 } as const;

describe('visits under a cap', () => {
  test('of the search leave out as little as those of the table, where all visits count', () => {
    fc.assert(
      fc.property(cappedArb(false), fc.nat(4), fc.boolean(), (question, cap, knowing) => {
        const budget = { steps: 100_000, exhausted: false };
        const free = knowing ? answerOf(question, 100_000) : undefined;
        const found = mostServed(question, cap, budget, free);
        if (found !== undefined) checkChoice(question, cap, found);
        expect(budget.exhausted).toBe(false);
        expect(found?.out).toBe(cappedTable(question, cap)(cap)?.out);
      }),
      random,
    );
  });
});
