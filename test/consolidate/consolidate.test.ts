import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/answers/verify/facts';
import { occurrencesByReading } from '../../src/answers/verify/owed';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import { verify } from '../../src/answers/verify/verify';
import { brokenRules } from '../../src/answers/verify/visit-rules';
import { plan } from '../../src/index';
import type { RegistryInput } from '../../src/registry/registry';
import { type Consolidation, consolidate, occurrencesOf } from '../../src/subpaths/stages';
import { decoded } from '../support/decoded';
import { fewestVisits, servable } from '../support/exact';
import { registryArb, smallEnterpriseArb } from '../support/registries';
import { runs } from '../support/runs';

const NOTHING = 0;

const consolidated = (input: RegistryInput, steps?: number) => {
  const occurrences = occurrencesOf(decoded(input));
  return {
    occurrences,
    result: consolidate(occurrences, steps === undefined ? {} : { searchSteps: steps }),
  };
};

const visitsOf = ({ enterpriseStart }: Consolidation, e: number): number =>
  enterpriseStart[e + 1] - enterpriseStart[e];

/**
 * Whether occurrences of one enterprise may be the whole of one visit, as the verifier reads the
 * rules.
 */
const mayBeVisit = (facts: ReturnType<typeof factsOf>, group: readonly Owed[]): boolean =>
  group[0].days.some((day) => group.every(({ days }) => days.includes(day))) &&
  [...facts.domains.keys()].some((domain) => {
    const items = group.map(({ item }) => item);
    return brokenRules(facts, domain, items).length === 0;
  });

const witnessOf = (input: RegistryInput): readonly Owed[] => {
  const [{ id }] = input.enterprises;
  const owed = occurrencesByReading(input).get(id) ?? [];
  const witness = plan(decoded(input)).certificate(id)?.witness ?? [];
  const found = witness.flatMap(({ item, cycle }) =>
    owed.filter((one) => one.item.id === item && one.cycle === cycle),
  );
  expect(found.length).toBe(witness.length);
  return found;
};

describe('consolidation', () => {
  const samples = fc
    .sample(registryArb(), 120)
    .flatMap((input) =>
      [undefined, NOTHING].map((steps) => ({ input, ...consolidated(input, steps) })),
    );

  test('has every occurrence that can be served in one visit of its enterprise, or dropped, once', () => {
    let capped = 0;
    for (const { input, occurrences, result } of samples) {
      const { start, reason, count } = occurrences;
      const { enterpriseStart, memberStart, member, dropped, host, onSite } = result;
      const wanted = [...Array(count).keys()].filter((o) => reason[o] === 0);
      expect([...member, ...dropped].sort((a, b) => a - b)).toEqual(wanted);
      expect([...dropped]).toEqual([...dropped].sort((a, b) => a - b));
      capped += dropped.length > 0 ? 1 : 0;
      expect([host.length, onSite.length]).toEqual([
        memberStart.length - 1,
        memberStart.length - 1,
      ]);
      expect(enterpriseStart[input.enterprises.length]).toBe(host.length);
      for (let e = 0; e < input.enterprises.length; e++)
        for (let v = enterpriseStart[e]; v < enterpriseStart[e + 1]; v++) {
          const members = [...member.subarray(memberStart[v], memberStart[v + 1])];
          expect(members.length).toBeGreaterThan(0);
          expect(members).toEqual([...members].sort((a, b) => a - b));
          expect(members.every((o) => start[e] <= o && o < start[e + 1])).toBe(true);
        }
    }
    expect(capped).toBeGreaterThanOrEqual(runs(1, 10));
  });

  test('makes no more visits than occurrences and no fewer than its bound, which its witness supports', () => {
    for (const { input, occurrences, result } of samples) {
      const { start } = occurrences;
      input.enterprises.forEach((_, e) => {
        const visits = visitsOf(result, e);
        const served =
          result.memberStart[result.enterpriseStart[e + 1]] -
          result.memberStart[result.enterpriseStart[e]];
        const witness = [
          ...result.witness.subarray(result.witnessStart[e], result.witnessStart[e + 1]),
        ];
        expect(new Set(witness).size).toBe(witness.length);
        expect(witness.every((o) => start[e] <= o && o < start[e + 1])).toBe(true);
        expect(witness.length).toBeLessThanOrEqual(result.lowerBound[e]);
        expect(result.lowerBound[e]).toBeLessThanOrEqual(visits);
        expect(visits).toBeLessThanOrEqual(result.perDepartment[e]);
        expect(result.perDepartment[e]).toBeLessThanOrEqual(served);
      });
    }
  });

  test('has witnesses of which no two can share a visit, whoever joins them', () => {
    const seen = { pairs: 0, guests: 0 };
    fc.assert(
      fc.property(smallEnterpriseArb(14, { mostTimes: 2 }), (input) => {
        const facts = factsOf(input);
        const witness = witnessOf(input);
        const others = servable(occurrencesByReading(input).get(input.enterprises[0].id) ?? []);
        witness.forEach((a, i) => {
          for (const b of witness.slice(i + 1)) {
            seen.pairs++;
            expect(mayBeVisit(facts, [a, b])).toBe(false);
            for (const third of others) {
              if (third === a || third === b) continue;
              seen.guests += mayBeVisit(facts, [a, third]) ? 1 : 0;
              expect(mayBeVisit(facts, [a, b, third])).toBe(false);
            }
          }
        });
      }),
      { numRuns: runs(10, 80) },
    );
    expect(seen.pairs).toBeGreaterThan(runs(30, 300));
    expect(seen.guests).toBeGreaterThan(runs(10, 100));
  });

  test('has witnesses for which the exact optimum is a visit each', async () => {
    await fc.assert(
      fc.asyncProperty(smallEnterpriseArb(14, { caps: false }), async (input) => {
        const facts = factsOf(input);
        const witness = witnessOf(input);
        // Alone the witness may need more visits than it would with hosts, never fewer.
        expect(await fewestVisits(facts, witness)).toBe(witness.length);
      }),
      { numRuns: runs(5, 25) },
    );
  });

  test('makes valid plans without any effort', () => {
    fc.assert(
      fc.property(registryArb(), (input) => {
        const registry = decoded(input);
        expect(verify(registry, plan(registry, { searchSteps: NOTHING }))).toEqual([]);
      }),
      { numRuns: runs(13, 100) },
    );
  });

  test('makes no more visits and no lower bound with more effort (no caps)', () => {
    const efforts = [NOTHING, 50, 500, undefined];
    let better = 0;
    fc.assert(
      fc.property(smallEnterpriseArb(30, { caps: false, days: 800 }), (input) => {
        const results = efforts.map((steps) => consolidated(input, steps).result);
        const visits = results.map((result) => visitsOf(result, 0));
        const bounds = results.map(({ lowerBound }) => lowerBound[0]);
        expect(visits).toEqual([...visits].sort((a, b) => b - a));
        expect(Math.max(...bounds)).toBeLessThanOrEqual(Math.min(...visits));
        better += visits[0] > visits[3] ? 1 : 0;
      }),
      { numRuns: runs(30, 120) },
    );
    expect(better).toBeGreaterThanOrEqual(1);
  });

  test('tells how many enterprises are done, at every thousand and at the end', () => {
    const enterprises = Array.from({ length: 2500 }, (_, e) => ({ id: `e${e}` }));
    const horizon = { start: '2026-01-01', end: '2026-12-31' };
    const told: (readonly [number, number])[] = [];
    const registry = decoded({ horizon, departments: [], items: [], enterprises });
    consolidate(occurrencesOf(registry), { onProgress: (done, of) => told.push([done, of]) });
    expect(told).toEqual([
      [1000, 2500],
      [2000, 2500],
      [2500, 2500],
    ]);
  });

  test('gives enterprises that owe the same the same visits, however they are called and placed', () => {
    fc.assert(
      fc.property(
        smallEnterpriseArb(12, { mostTimes: 4 }),
        fc.integer({ min: 2, max: 6 }),
        (input, copies) => {
          // Fractional times fall on enterprises by their ids; grades and whole times do not.
          fc.pre(
            input.items.every(({ frequency: { times, byGrade } }) =>
              [times, ...Object.values(byGrade ?? {})].every(Number.isInteger),
            ),
          );
          const [enterprise] = input.enterprises;
          const enterprises = Array.from({ length: copies }, (_, k) => ({
            ...enterprise,
            id: `e${k}`,
          }));
          const { assignments: _assignments, history: _history, ...rest } = input;
          const { result } = consolidated({ ...rest, enterprises });
          const counts = enterprises.map((_, e) => [
            visitsOf(result, e),
            result.lowerBound[e],
            result.perDepartment[e],
          ]);
          expect(counts).toEqual(enterprises.map(() => counts[0]));
        },
      ),
      { numRuns: runs(10, 40) },
    );
  });
});

describe('at the ends of its range', () => {
  const horizon = { start: '2026-01-01', end: '2026-12-31' };
  const item = { department: 'd', minutes: 30, appliesTo: {} };

  test.each<[string, Partial<RegistryInput>]>([
    ['nothing at all', { departments: [] }],
    ['no enterprises', { items: [{ id: 'i', frequency: { times: 1 }, ...item }] }],
    ['no items', { enterprises: [{ id: 'e' }, { id: 'f', visitCap: 0 }] }],
    [
      'items that are never owed',
      { items: [{ id: 'i', frequency: { times: 0 }, ...item }], enterprises: [{ id: 'e' }] },
    ],
  ])('%s makes no visits', (_, rows) => {
    const registry = decoded({
      horizon,
      departments: [{ id: 'd' }],
      items: [],
      enterprises: [],
      ...rows,
    });
    const made = plan(registry);
    expect(JSON.parse(JSON.stringify(made))).toMatchObject({ visits: [], unserved: [] });
    expect(made.summary).toMatchObject({ occurrences: 0, visits: 0, lowerBound: 0 });
    expect(verify(registry, made)).toEqual([]);
  });

  test('an enterprise that may not be visited keeps its key occurrences and has all others dropped', () => {
    const registry = decoded({
      horizon,
      departments: [{ id: 'd' }],
      items: [
        { id: 'a', frequency: { times: 12 }, ...item },
        { id: 'b', frequency: { times: 2 }, topic: 'fire', object: 'kitchen', ...item },
      ],
      enterprises: [{ id: 'e', visitCap: 0, objects: ['kitchen'] }],
    });
    const { visits, unserved } = plan(registry);
    expect(visits.map(({ domain }) => domain)).toEqual(['key', 'key']);
    expect(unserved.map(({ item: id, reason }) => `${id} ${reason}`)).toEqual(
      Array(12).fill('a visit-cap'),
    );
  });

  test('thousands of occurrences of one enterprise still come into as few visits as there are months', () => {
    const registry = decoded({
      horizon,
      departments: [{ id: 'd' }, { id: 'other' }],
      items: Array.from({ length: 400 }, (_, i) => ({
        id: `i${i}`,
        frequency: { times: 1, per: 'month' as const },
        ...item,
        department: i % 2 === 0 ? 'd' : 'other',
      })),
      enterprises: [{ id: 'e' }],
      policy: { domains: { general: { window: 1, sameObject: true } } },
    });
    const { summary } = plan(registry);
    expect(summary).toMatchObject({
      occurrences: 4800,
      visits: 12,
      lowerBound: 12,
      perDepartment: 24,
    });
  });
});
