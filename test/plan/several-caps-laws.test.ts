import { isRight } from 'fp-ts/Either';
import { expect, test } from 'vitest';
import { planText } from '../../src/index';
import { plan } from '../../src/plan/plan';
import type { Cap } from '../../src/registry/policy';
import type { RegistryInput } from '../../src/registry/registry';
import { planLines } from '../../src/subpaths/stream';
import { registryLines } from '../stream/registry-lines';
import { cappedRegistry } from '../support/capped-registries';
import { decoded } from '../support/decoded';
import { runs } from '../support/runs';
import { undated } from '../support/undated';

const seeds = Array.from({ length: runs(30, 600) }, (_, seed) => seed);

const withCaps = (input: RegistryInput, caps: readonly Cap[]): RegistryInput => ({
  ...input,
  policy: { ...input.policy, caps },
});

const servedIn = (input: RegistryInput): number =>
  plan(decoded(input)).visits.reduce((sum, { occurrences }) => sum + occurrences.length, 0);

test('a cap that allows more never makes a plan serve less', () => {
  let more = 0;
  for (const seed of seeds) {
    const input = cappedRegistry(seed);
    const caps = input.policy?.caps ?? [];
    const before = servedIn(input);
    caps.forEach((cap, c) => {
      const raised = servedIn(withCaps(input, caps.with(c, { ...cap, max: cap.max + 1 })));
      expect(raised, `seed ${seed}, ${cap.id}`).toBeGreaterThanOrEqual(before);
      if (raised > before) more++;
    });
  }
  expect(more).toBeGreaterThan(5);
});

test('a cap that counts nothing changes no visit, and nothing that is left out', () => {
  const nothing: Cap = { id: 'nothing', max: 0, counts: { kinds: ['no such kind'] } };
  for (const seed of seeds) {
    const input = cappedRegistry(seed);
    const caps = input.policy?.caps ?? [];
    // Without any cap there is no fallback; with one that counts nothing there is none either.
    const [one, other] = [input, withCaps(input, [nothing, ...caps])].map((registry) => {
      const { visits, unserved } = plan(decoded(registry)).toJSON();
      return JSON.stringify([visits, unserved]);
    });
    expect(other, `seed ${seed}`).toBe(one);
  }
});

test('lines give the visits of the whole plan', () => {
  for (const seed of seeds) {
    const [a, b, c] = [seed, seed + 1000, seed + 2000].map(cappedRegistry);
    const enterprises = [a, b, c].flatMap((input, k) =>
      input.enterprises.map((row) => ({ ...row, id: `E${k}` })),
    );
    const input = { ...a, enterprises };
    const whole = plan(decoded(input));
    for (const line of planLines(registryLines(input))) {
      if (!isRight(line)) throw new Error('a line is refused');
      const { enterprise, visits, unserved } = JSON.parse(line.right);
      // The last line has the totals.
      if (enterprise === undefined) continue;
      expect(undated(visits)).toEqual(undated([...whole.visitsOf({ enterprise })]));
      expect(unserved).toEqual([...whole.unservedOf(enterprise)]);
    }
    expect([...planText(plan(decoded(input)))].join('')).toBe([...planText(whole)].join(''));
  }
});
