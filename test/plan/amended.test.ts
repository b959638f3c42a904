import fc from 'fast-check';
import { isLeft } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import { decodeRegistry } from '../../src/decode';
import { plan } from '../../src/plan';
import type { Registry, RegistryInput } from '../../src/registry/registry';
import { amendedArb } from '../support/amended';

const accepted = (input: RegistryInput): Registry => {
  const result = decodeRegistry(input);
  if (isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

describe('a plan around past visits, tasks and pins', () => {
  test('is valid', () => {
    fc.assert(
      fc.property(amendedArb({ enterprises: 3 }), (input) => {
        const registry = accepted(input);
        expect(verify(registry, plan(registry))).toEqual([]);
      }),
      { numRuns: 1500, seed: 41 },
    );
  });

  test('is valid where little fits into one visit', () => {
    fc.assert(
      fc.property(amendedArb({ enterprises: 2, tight: true }), (input) => {
        const registry = accepted(input);
        expect(verify(registry, plan(registry, { steps: 1000 }))).toEqual([]);
      }),
      { numRuns: 300, seed: 42 },
    );
  });
});
