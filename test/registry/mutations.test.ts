import fc from 'fast-check';
import { isRight } from 'fp-ts/Either';
import { describe, expect, it } from 'vitest';
import { formatError } from '../../src/codec/located-error';
import { decodeRegistry } from '../../src/registry/registry-codec';
import { fullRegistry } from '../support/full-registry';
import { mutate, mutations } from '../support/mutations';
import { registryArb } from '../support/registries';
import { runs } from '../support/runs';

describe('5,000 random mutations of a registry', () => {
  it('are taken as they are or refused with located errors; none throws', () => {
    let accepted = 0;
    const paths = new Set<string>();
    fc.assert(
      fc.property(
        fc.oneof(fc.constant(fullRegistry()), registryArb()),
        fc.integer(),
        (registry, seed) => {
          const mutant = mutate(registry, seed);
          const result = decodeRegistry(mutant);
          if (isRight(result)) {
            accepted++;
            expect(result.right).toBe(mutant);
            return;
          }
          for (const error of result.left) {
            paths.add(error.path.replace(/\d+/g, 'n'));
            expect(error.expected).not.toBe('');
            expect(formatError(error)).toMatch(/^[^\n\r\u2028\u2029]{10,1000}$/);
          }
        },
      ),
      { seed: 9, numRuns: runs(750, 5000) },
    );
    expect(accepted).toBeGreaterThan(runs(30, 250));
    expect(accepted).toBeLessThan(2500);
    expect(paths.size).toBeGreaterThan(runs(30, 100));
  });

  it.each(Object.keys(mutations))('%s changes something', (kind) => {
    const original = JSON.stringify(fullRegistry());
    const mutants = Array.from({ length: 20 }, (_, seed) =>
      JSON.stringify(mutate(fullRegistry(), seed, [kind])),
    );
    expect(new Set(mutants.filter((mutant) => mutant !== original)).size).toBeGreaterThanOrEqual(5);
  });

  it('come again with their seed, and leave the registry as it was', () => {
    const registry = fullRegistry();
    expect(mutate(registry, 42)).toEqual(mutate(registry, 42));
    expect(registry).toEqual(fullRegistry());
  });
});
