import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { isRight } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { explainPair } from '../../../src/answers/explain/explain-pair';
import type {
  EnterpriseExplanation,
  PairExplanation,
} from '../../../src/answers/explain/explanation';
import { sentences } from '../../../src/answers/sentences/sentences';
import { decodeRegistry } from '../../../src/decode/decode-registry';
import { plan } from '../../../src/plan/plan';
import type { Registry, RegistryInput } from '../../../src/registry/registry';
import { explainEnterprise } from '../../../src/replan/explain-enterprise';
import { rulesOf, sameDepartment } from '../../../src/rules/rule-book';
import { amendedArb } from '../../support/amended';
import { decoded } from '../../support/decoded';
import { runs } from '../../support/runs';

interface Case {
  readonly registry: RegistryInput;
  readonly enterprise?: string;
  /** `item#cycle` */
  readonly a: string;
  readonly b: string;
}

const read = (name: string): Case =>
  // The files are checked in, as test/cases/defects/README.md describes them.
  JSON.parse(
    readFileSync(new URL(`../../cases/defects/${name}.json`, import.meta.url), 'utf8'),
  ) as Case;

const pairOf = (name: string): PairExplanation => {
  const { registry, enterprise = registry.enterprises[0].id, a, b } = read(`revise/${name}`);
  const [one, other] = [a, b].map((text) => {
    const [item, cycle] = text.split('#');
    return { item, cycle: Number(cycle) };
  });
  const result = explainPair(decoded(registry), enterprise, one, other);
  if (!isRight(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

const explained = (registry: Registry, enterprise: string): EnterpriseExplanation => {
  const result = explainEnterprise(registry, plan(registry), enterprise);
  if (!isRight(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

describe('a pair of which a pin ties one elsewhere', () => {
  test.each(['pair-tied-by-a-pin', 't3u-says_can_pins_forbid-65'])('%s: cannot meet', (name) => {
    const said = pairOf(name);
    expect(said.meeting).toEqual({ kind: 'pinned', because: 'together' });
    expect(sentences(said, { language: 'en' }).join(' ')).toContain(
      'pins bring one of them together with others',
    );
    expect(sentences(said, { language: 'zh' }).join('')).toContain('经人工研判须与其他检查合并');
  });

  test('is not told of a change that would not let it meet', () => {
    expect(pairOf('t3u-change_does_not_let_them_meet_pins_-23').changes).toEqual([]);
  });
});

test('a pair that a host could bring together is told of the change that lets the host', () => {
  expect(pairOf('t3-missed_a_change-35').changes.map(({ change }) => change)).toEqual([
    { setting: 'apart', remove: ['i3', 'i6'] },
  ]);
});

describe('what is proposed', () => {
  test.each(['proposal-refused', 't3u-proposed_policy_is_refused-203'])(
    '%s: can be decoded',
    (name) => {
      const { registry } = read(`revise/${name}`);
      const { change } = explained(decoded(registry), registry.enterprises[0].id);
      expect(change?.change.setting).not.toBe('recognise');
      expect(
        isRight(
          decodeRegistry({
            ...registry,
            ...(change === undefined ? {} : { policy: change.policy }),
          }),
        ),
      ).toBe(true);
    },
  );

  test('can be decoded where another enterprise has a pin', () => {
    const { registry } = read('revise/proposal-refused-elsewhere');
    for (const { id } of registry.enterprises) {
      const { change } = explained(decoded(registry), id);
      const policy = change?.policy ?? registry.policy;
      expect(isRight(decodeRegistry({ ...registry, policy }))).toBe(true);
    }
    const [one, other] = ['i1', 'i2'].map((item) => ({ item, cycle: 1 }));
    const pair = explainPair(decoded(registry), 'e4', one, other);
    const proposals = isRight(pair) ? pair.right.changes : [];
    expect(proposals.length).toBeGreaterThan(0);
    for (const { policy } of proposals)
      expect(isRight(decodeRegistry({ ...registry, policy }))).toBe(true);
  });

  test('can be decoded around all kinds of pins, of all enterprises', () => {
    let proposed = 0;
    fc.assert(
      fc.property(amendedArb({ enterprises: 3, items: 6, mostTimes: 4 }), (input) => {
        for (const { id } of input.enterprises) {
          const { change } = explained(decoded(input), id);
          if (change === undefined) continue;
          proposed++;
          expect(isRight(decodeRegistry({ ...input, policy: change.policy }))).toBe(true);
        }
      }),
      { numRuns: runs(20, 40), seed: 81 },
    );
    expect(proposed).toBeGreaterThan(runs(0, 2));
  });
});

test('of eighty domains not all changes are tried, and how many are not is said', () => {
  const registry = decoded(
    // As it is checked in, without an envelope.
    JSON.parse(
      readFileSync(
        new URL('../../cases/defects/stall/explain-80-domains.json', import.meta.url),
        'utf8',
      ),
    ) as RegistryInput,
  );
  const said = explained(registry, 'E');
  expect(said.tried).toBeLessThan(100);
  expect(said.tried + (said.untried ?? 0)).toBe(6321);
  expect(sentences(said, { language: 'en' }).at(-1)).toBe(
    `${said.untried} more changes of policy were not tried.`,
  );
  expect(sentences(said, { language: 'zh' }).at(-1)).toBe(`另有${said.untried}项政策调整未试算。`);
});

describe('a witness of very many', () => {
  const pairsOf = (members: number): number => (members * (members - 1)) / 2;

  test('is told with the first of its pairs, and with how many are not', () => {
    const registry = decoded({
      horizon: { start: '2026-01-01', end: '2026-12-31' },
      departments: [{ id: 'd' }],
      items: Array.from({ length: 20 }, (_, i) => ({
        ...{ id: `i${i}`, department: 'd', minutes: 30, object: `o${i}` },
        ...{ frequency: { times: 40 }, appliesTo: {} },
      })),
      enterprises: [{ id: 'E', objects: Array.from({ length: 20 }, (_, i) => `o${i}`) }],
    });
    const said = explained(registry, 'E');
    expect(said.witness).toHaveLength(800);
    expect(said.pairs.length).toBeGreaterThan(1000);
    expect(said.pairs.length).toBeLessThan(50_000);
    expect(said.pairs.length + (said.untold ?? 0)).toBe(pairsOf(800));
    expect(sentences(said, { language: 'en' })).toContain(
      `${said.untold} more pairs of them are not told.`,
    );
    expect(sentences(said, { language: 'zh' })).toContain(`另有${said.untold}对未逐一列明。`);
  });

  test('is that of the policy, where the plan is under rules of one’s own and not all pairs can be looked at', () => {
    const registry = decoded({
      horizon: { start: '2026-01-01', end: '2028-12-31' },
      departments: [{ id: 'd' }, { id: 'y' }, { id: 'z' }],
      items: [
        { id: 'daily', department: 'd', minutes: 30, frequency: { times: 365 }, appliesTo: {} },
        {
          id: 'once',
          department: 'y',
          minutes: 30,
          frequency: { times: 1, per: 'horizon' },
          appliesTo: {},
        },
        {
          id: 'too',
          department: 'z',
          minutes: 30,
          frequency: { times: 1, per: 'horizon' },
          appliesTo: {},
        },
      ],
      enterprises: [{ id: 'E' }],
      // What they can share with daily checks comes last.
      history: ['once', 'too'].map((item) => ({ enterprise: 'E', item, date: '2028-10-01' })),
    });
    const own = plan(registry, {
      rules: (policy) =>
        rulesOf(policy).map((entry) => ({ ...entry, guests: [], rules: [sameDepartment] })),
    });
    const result = explainEnterprise(registry, own, 'E');
    if (!isRight(result)) throw new Error(JSON.stringify(result.left));
    const { visits, lowerBound, witness, pairs, untold } = result.right;
    expect([visits, lowerBound, witness.length]).toEqual([
      own.visits.length,
      visits - 2,
      visits - 2,
    ]);
    expect(pairs.length + (untold ?? 0)).toBe(pairsOf(visits - 2));
    expect(untold).toBeGreaterThan(0);
  });
});
