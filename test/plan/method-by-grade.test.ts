import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import { plan } from '../../src/plan/plan';
import type { Item } from '../../src/registry/item';
import type { RegistryInput } from '../../src/registry/registry';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';

const METHODS = ['on-site', 'documents', 'remote', 'sampling'];

/** A registry with methods by grade, and enterprises of each grade. */
const gradedArb = registryArb({ enterprises: 4, items: 8 }).chain((input) =>
  fc
    .tuple(
      fc.array(fc.dictionary(fc.constantFrom('A', 'B', 'C'), fc.constantFrom(...METHODS)), {
        minLength: input.items.length,
        maxLength: input.items.length,
      }),
      fc.array(fc.constantFrom('A', 'B', 'C', undefined), {
        minLength: input.enterprises.length,
        maxLength: input.enterprises.length,
      }),
    )
    .map(
      ([methods, grades]): RegistryInput => ({
        ...input,
        items: input.items.map((item, i) => ({ ...item, methodByGrade: methods[i] })),
        enterprises: input.enterprises.map(({ grade: _, ...row }, e) => {
          const grade = grades[e];
          return grade === undefined ? row : { ...row, grade };
        }),
      }),
    ),
);

/** The registry of the enterprises of one grade, each item by the method that they have. */
const ofGrade = (input: RegistryInput, grade: string | undefined): RegistryInput => {
  const enterprises = input.enterprises.filter((row) => row.grade === grade);
  const ids = new Set(enterprises.map(({ id }) => id));
  const isOwn = (row: { readonly enterprise: string }): boolean => ids.has(row.enterprise);
  return {
    ...input,
    items: input.items.map(({ methodByGrade = {}, ...item }): Item => {
      const method = grade === undefined ? undefined : methodByGrade[grade];
      return method === undefined ? item : { ...item, method };
    }),
    enterprises,
    assignments: (input.assignments ?? []).filter(isOwn),
    history: (input.history ?? []).filter(isOwn),
  };
};

describe('methods by grade', () => {
  test('each grade has as many visits as in a registry whose items have its methods', () => {
    let different = 0;
    fc.assert(
      fc.property(gradedArb, (input) => {
        const registry = decoded(input);
        const planned = plan(registry, { dateSteps: 0 });
        expect(verify(registry, planned)).toEqual([]);
        for (const grade of ['A', 'B', 'C', undefined]) {
          const own = ofGrade(input, grade);
          const alone = plan(decoded(own), { dateSteps: 0 });
          for (const { id } of own.enterprises) {
            expect([...planned.visitsOf({ enterprise: id })].length).toBe(
              [...alone.visitsOf({ enterprise: id })].length,
            );
            const reasons = (one: typeof alone): readonly string[] =>
              Array.from(one.unservedOf(id), ({ reason }) => reason).sort();
            expect(reasons(planned)).toEqual(reasons(alone));
          }
          if (alone.visits.some(({ method }) => method !== undefined && method !== 'on-site'))
            different++;
        }
      }),
      { numRuns: 60, seed: 17 },
    );
    expect(different).toBeGreaterThan(20);
  });

  test('an enterprise without a grade has not the grade of no letters', () => {
    const registry = decoded({
      horizon: { start: '2026-01-01', end: '2026-12-31' },
      departments: [{ id: 'd' }],
      items: [
        {
          ...{ id: 'i', department: 'd', minutes: 30, frequency: { times: 1 }, appliesTo: {} },
          methodByGrade: { '': 'documents' },
        },
      ],
      enterprises: [{ id: 'e1', grade: '' }, { id: 'e2' }],
    });
    const planned = plan(registry);
    expect(planned.visits.map(({ method }) => method)).toEqual(['documents', 'on-site']);
    expect(verify(registry, planned)).toEqual([]);
  });

  test('a visit names the method of its grade, and is off site by it', () => {
    const registry = decoded({
      horizon: { start: '2026-01-01', end: '2026-12-31' },
      departments: [{ id: 'd' }],
      items: [
        {
          ...{ id: 'i', department: 'd', minutes: 30, frequency: { times: 1 }, appliesTo: {} },
          methodByGrade: { A: 'documents' },
        },
      ],
      enterprises: [{ id: 'e1', grade: 'A' }, { id: 'e2', grade: 'B' }, { id: 'e3' }],
    });
    expect(
      plan(registry).visits.map(({ enterprise, method, onSite }) => [enterprise, method, onSite]),
    ).toEqual([
      ['e1', 'documents', false],
      ['e2', 'on-site', true],
      ['e3', 'on-site', true],
    ]);
  });
});
