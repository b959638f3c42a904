import fc from 'fast-check';
import { isRight } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import { decodePlan } from '../../src/output/decode-plan';
import { planText } from '../../src/output/plan-text';
import { plan } from '../../src/plan/plan';
import { decodeRegistry } from '../../src/registry/registry-codec';
import { DAMAGES, spoil } from '../support/damage';
import { decoded } from '../support/decoded';
import { mutate } from '../support/mutations';
import { registryArb } from '../support/registries';
import { runs } from '../support/runs';

test('the verifier finds nothing on random registries', () => {
  fc.assert(
    fc.property(registryArb(), (input) => {
      const registry = decoded(input);
      expect(verify(registry, plan(registry))).toEqual([]);
    }),
    { numRuns: runs(80, 2000), seed: 7 },
  );
});

describe('every damage to a plan is found', () => {
  const inputs = fc.sample(registryArb(), { numRuns: runs(60, 250), seed: 8 });
  const planned = inputs.map((input, k) => {
    const policy = k % 3 === 0 ? { ...input.policy, spacing: 30 } : input.policy;
    const registry = decoded(policy === undefined ? input : { ...input, policy });
    return { registry, document: plan(registry).toJSON() };
  });
  test.each(DAMAGES)('$name', (damage) => {
    let applied = 0;
    planned.forEach(({ registry, document }, seed) => {
      const spoilt = spoil(damage, registry, document, seed);
      if (spoilt === undefined) return;
      applied++;
      const kinds = verify(registry, spoilt).map(({ kind }) => kind);
      expect(
        damage.kinds.some((kind) => kinds.includes(kind)),
        `plan ${seed}: ${kinds.join(', ')}`,
      ).toBe(true);
    });
    expect(applied).toBeGreaterThanOrEqual(runs(1, 3));
  });
});

test('mutations of a registry are refused with places or planned correctly', () => {
  const samples = fc.sample(registryArb({ oddIds: false }), { numRuns: runs(8, 50), seed: 9 });
  const seen = { refused: 0, planned: 0 };
  for (let seed = 0; seed < runs(1000, 5000); seed++) {
    const result = decodeRegistry(mutate(samples[seed % samples.length], seed));
    if (isRight(result)) {
      seen.planned++;
      expect(verify(result.right, plan(result.right))).toEqual([]);
    } else {
      seen.refused++;
      for (const { path, expected, actual } of result.left) {
        expect(path).toMatch(/^([\p{L}_$[]|$)/u);
        expect(expected.length * actual.length).toBeGreaterThan(0);
      }
    }
  }
  expect(seen.refused).toBeGreaterThan(runs(32, 1000));
  expect(seen.planned).toBeGreaterThan(runs(12, 400));
});

test('a plan is written as JSON.stringify writes it, and read back equal', () => {
  fc.assert(
    fc.property(registryArb(), (input) => {
      const planned = plan(decoded(input));
      const text = JSON.stringify(planned);
      expect([...planText(planned)].join('')).toBe(text);
      expect([...planText(planned.toJSON())].join('')).toBe(text);
      expect(decodePlan(JSON.parse(text))).toEqual({ _tag: 'Right', right: planned.toJSON() });
    }),
    { numRuns: runs(20, 200), seed: 10 },
  );
});
