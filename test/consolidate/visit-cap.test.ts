import { expect, test } from 'vitest';
import { randomFrom } from '../../bench/support/random';
import { verify } from '../../src/answers/verify/verify';
import { capUses, mergeTerms } from '../../src/consolidate/consolidate';
import { occurrencesOf } from '../../src/occurrences/occurrences';
import { plan } from '../../src/plan/plan';
import { decoded } from '../support/decoded';

/** Fourteen key checks, a third of the pairs apart, under a cap of 0; the first day has passed. */
const registryOf = (seed: number) => {
  const random = randomFrom(Math.imul(seed + 1, 0x9e3779b1));
  const below = (n: number): number => Math.floor(random() * n);
  const ids = Array.from({ length: 14 }, (_, i) => `i${i}`);
  const items = ids.map((id) => ({
    ...{ id, department: `d${below(3)}`, domain: 'key', minutes: 10 * (1 + below(9)) },
    ...{ frequency: { times: 1 }, appliesTo: {} },
    season: [{ from: `0${1 + below(4)}-01`, to: `0${5 + below(4)}-28` }],
  }));
  const apart = ids.flatMap((a, i) =>
    ids.slice(0, i).flatMap((b) => (random() < 0.35 ? [[a, b] as const] : [])),
  );
  const domains = {
    key: { window: 1, durationRatio: 2, maxMinutes: 100 },
    general: { window: 1 },
  };
  return decoded({
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    frozenThrough: '2026-01-01',
    departments: [{ id: 'd0' }, { id: 'd1' }, { id: 'd2' }],
    items,
    enterprises: [{ id: 'E', visitCap: 0 }],
    policy: { domains, apart },
  });
};

test('the limit that key checks need does not depend on the steps of the search', () => {
  // Without a step, a search of these finds 8, 9 and 8 visits for 6, 7 and 7.
  for (const [seed, limit] of [
    [4, 6],
    [10, 7],
    [18, 7],
  ] as const) {
    const registry = registryOf(seed);
    for (const searchSteps of [0, 100_000]) {
      const made = plan(registry, { searchSteps });
      expect(verify(registry, made.toJSON())).toEqual([]);
      expect(made.visits).toHaveLength(limit);
    }
  }
});

test('the limit counts a task of an item apart, also where a grade has a method of its own', () => {
  const registry = decoded({
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    frozenThrough: '2026-01-01',
    departments: [{ id: 'd' }],
    items: [
      {
        ...{ id: 'i', department: 'd', domain: 'key', minutes: 30, appliesTo: {} },
        ...{ frequency: { times: 1 }, methodByGrade: { A: 'sampling' } },
      },
    ],
    enterprises: [{ id: 'E', grade: 'A', visitCap: 0 }],
    due: [{ enterprise: 'E', item: 'i', cycle: 10_000, from: '2026-06-01', to: '2026-07-31' }],
  });
  const occurrences = occurrencesOf(registry);
  const { rows, policy, amendments } = occurrences;
  const useOf = capUses(mergeTerms(policy, rows), amendments.pins);
  expect(useOf(occurrences).limits).toEqual([{ most: 2, least: 2 }]);
});
