import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { plan, verify } from '../../src/index';
import type { RegistryInput } from '../../src/registry/registry';
import { decoded } from '../support/decoded';

/**
 * A registry for which a plan was once wrong, and what the model says of every enterprise in it.
 */
interface Defect {
  readonly was: string;
  readonly registry: RegistryInput;
  readonly expected: {
    readonly enterprises: Readonly<
      Record<
        string,
        { readonly occurrences: number; readonly served: number; readonly fewestVisits: number }
      >
    >;
  };
}

const FOLDER = new URL('../cases/defects/', import.meta.url);
const defects = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  // The files are checked in and typed as their README describes them.
  .map((name) => ({
    name,
    ...(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Defect),
  }));

describe('registries whose plan was once wrong', () => {
  test.each(defects)('$name: $was', ({ registry: input, expected }) => {
    const registry = decoded(input);
    const planned = plan(registry);
    expect(verify(registry, planned)).toEqual([]);
    for (const [enterprise, { served, fewestVisits }] of Object.entries(expected.enterprises)) {
      const visits = [...planned.visitsOf({ enterprise })];
      expect(visits.reduce((sum, { occurrences }) => sum + occurrences.length, 0)).toBe(served);
      expect(visits.length).toBe(fewestVisits);
      expect(planned.certificate(enterprise)?.lowerBound).toBeLessThanOrEqual(fewestVisits);
    }
  });

  test.each(defects)('$name without any search is valid', ({ registry: input }) => {
    const registry = decoded(input);
    expect(verify(registry, plan(registry, { searchSteps: 0 }))).toEqual([]);
  });
});
