import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import { consolidate } from '../../src/consolidate/consolidate';
import { type Consolidation, consolidationBuilder } from '../../src/consolidate/consolidation';
import { soundVisits } from '../../src/consolidate/sound-visits';
import { planContext } from '../../src/plan/context';
import { date, join } from '../../src/plan/steps';
import type { RegistryInput } from '../../src/registry/registry';
import { occurrencesOf } from '../../src/subpaths/stages';
import { decoded } from '../support/decoded';
import { hostedRegistry } from '../support/hosted-registries';

const once = { times: 1 } as const;
const item = (id: string, more: object) => ({
  id,
  department: 'd',
  minutes: 30,
  frequency: once,
  appliesTo: {},
  ...more,
});

/** Nothing may share a visit but `a` and `b`; a cap leaves room for two visits on site. */
const input: RegistryInput = {
  horizon: { start: '2026-01-01', end: '2026-12-31' },
  departments: [{ id: 'd' }, { id: 'e' }],
  items: [
    item('a', { domain: 'general' }),
    item('b', { domain: 'general' }),
    item('far', { domain: 'general', season: [{ from: '02-01', to: '02-10' }] }),
    item('late', { domain: 'general', season: [{ from: '09-01', to: '09-10' }] }),
    item('long', { domain: 'general', minutes: 90 }),
    item('method', { domain: 'general', method: 'sampling' }),
    item('foe', { domain: 'general' }),
    item('stranger', { domain: 'key', department: 'e' }),
    item('heavy', { domain: 'general', minutes: 60 }),
    item('paper', { domain: 'general', method: 'documents' }),
  ],
  enterprises: [{ id: 'E' }, { id: 'capped', visitCap: 2 }],
  policy: {
    domains: {
      general: { window: 1, sameMethod: true, durationRatio: 2, maxMinutes: 80 },
      key: { window: 1, guests: ['general'] },
    },
    apart: [['a', 'foe']],
    methods: { documents: { onSite: false } },
  },
};

const registry = decoded(input);
const occurrences = occurrencesOf(registry);
const context = planContext(registry);
const { visitTerms: terms } = context;
const { items } = terms;

interface Own {
  readonly domain: string;
  readonly ids: readonly string[];
  readonly onSite?: 0 | 1;
}

/**
 * A consolidation of both enterprises, in visits by ids of items; what is in none of them is left
 * out.
 */
const consolidationOf = (visitsOf: readonly (readonly Own[])[]): Consolidation => {
  const { start, item: itemOf } = occurrences;
  const domains = ['general', 'key'];
  const indexOf = new Map(items.map(({ id }, i) => [id, i]));
  const find = (e: number, id: string): number => {
    for (let o = start[e]; o < start[e + 1]; o++) if (itemOf[o] === indexOf.get(id)) return o;
    return -1;
  };
  const { add, build } = consolidationBuilder(domains, occurrences, terms);
  const onSite: number[] = [];
  visitsOf.forEach((own, e) => {
    const visits = own.map(({ domain, ids, onSite: told }) => {
      const members = ids.map((id) => find(e, id)).sort((a, b) => a - b);
      onSite.push(told ?? (members.some((o) => terms.onSite[itemOf[o]] === 1) ? 1 : 0));
      return { host: domains.indexOf(domain), members };
    });
    const served = new Set(visits.flatMap(({ members }) => members));
    const dropped = Array.from({ length: start[e + 1] - start[e] }, (_, k) => start[e] + k).filter(
      (o) => !served.has(o),
    );
    add({ visits, dropped, lowerBound: 0, witness: [], perDepartment: 0, settled: false });
  });
  return { ...build(0), onSite: Uint8Array.from(onSite) };
};

const alone = (...ids: readonly string[]): readonly Own[] =>
  ids.map((id) => ({ domain: id === 'stranger' ? 'key' : 'general', ids: [id] }));
const ALL = items.map(({ id }) => id);
const rest = (...gone: readonly string[]): readonly Own[] =>
  alone(...ALL.filter((id) => !gone.includes(id)));
const CAPPED: readonly Own[] = [
  { domain: 'general', ids: ['a', 'b'] },
  ...alone('stranger', 'paper'),
];

const faultsOf = (...visitsOf: readonly (readonly Own[])[]) =>
  soundVisits(occurrences, terms, consolidationOf(visitsOf));

describe('visits', () => {
  test('that keep to the model are left as they are', () => {
    const found = consolidate(occurrences);
    const { consolidation, faults } = soundVisits(occurrences, terms, found);
    expect(consolidation).toBe(found);
    expect([...faults]).toEqual([0, 0]);
    expect([
      ...faultsOf([{ domain: 'general', ids: ['a', 'b'] }, ...rest('a', 'b')], CAPPED).faults,
    ]).toEqual([0, 0]);
    expect([...faultsOf(rest(), CAPPED).faults]).toEqual([0, 0]);
  });

  test.each<[string, readonly Own[], readonly Own[]]>([
    [
      'have no common day',
      [{ domain: 'general', ids: ['far', 'late'] }, ...rest('far', 'late')],
      CAPPED,
    ],
    [
      'last too differently',
      [{ domain: 'general', ids: ['a', 'long'] }, ...rest('a', 'long')],
      CAPPED,
    ],
    [
      'have two methods',
      [{ domain: 'general', ids: ['a', 'method'] }, ...rest('a', 'method')],
      CAPPED,
    ],
    ['are kept apart', [{ domain: 'general', ids: ['a', 'foe'] }, ...rest('a', 'foe')], CAPPED],
    [
      'are of another domain',
      [{ domain: 'general', ids: ['a', 'stranger'] }, ...rest('a', 'stranger')],
      CAPPED,
    ],
    ['are guests alone', [{ domain: 'key', ids: ['a'] }, ...rest('a')], CAPPED],
    ['last too long', [{ domain: 'general', ids: ['a', 'heavy'] }, ...rest('a', 'heavy')], CAPPED],
    ['have an occurrence twice', [{ domain: 'general', ids: ['a', 'b'] }, ...rest('b')], CAPPED],
    ['leave one out without a cap', rest('a'), CAPPED],
    [
      'say that they need no entering',
      [{ domain: 'general', ids: ['a'], onSite: 0 }, ...rest('a')],
      CAPPED,
    ],
  ])('that %s are replaced by plain ones', (_, first, second) => {
    const { consolidation, faults } = faultsOf(first, second);
    expect([...faults]).toEqual([1, 0]);
    expect(soundVisits(occurrences, terms, consolidation).faults).toEqual(new Int32Array(2));
    expect(consolidation.lowerBound[0]).toBe(0);
  });

  test.each<[string, readonly Own[]]>([
    ['are more than the cap allows', [...CAPPED, ...alone('far', 'late')]],
    ['leave out what no cap leaves out', alone('a', 'b')],
    ['leave out what needs no entering', alone('a', 'stranger')],
  ])('that %s are replaced by plain ones', (_, second) => {
    const { consolidation, faults } = faultsOf(rest(), second);
    expect([...faults]).toEqual([0, 1]);
    expect(soundVisits(occurrences, terms, consolidation).faults).toEqual(new Int32Array(2));
  });

  test('that leave an occurrence nowhere are replaced', () => {
    const found = consolidationOf([rest(), CAPPED]);
    const { faults } = soundVisits(occurrences, terms, {
      ...found,
      droppedStart: found.droppedStart.map((at) => Math.max(0, at - 1)),
      dropped: found.dropped.slice(1),
    });
    expect([...faults]).toEqual([0, 1]);
  });

  test('of a plan that was mended are valid, counted, and not called proven', () => {
    const spoilt = consolidationOf([
      [{ domain: 'general', ids: ['far', 'late'] }, ...rest('far', 'late')],
      CAPPED,
    ]);
    const [draft] = date(context, join(context, occurrences, spoilt));
    const mended = draft.plan();
    expect(mended.summary.faults).toBe(1);
    expect(mended.certificate('E')?.lowerBound).toBe(0);
    const wrong = verify(registry, mended).filter(
      ({ kind }) => kind !== 'wrong-summary' && kind !== 'could-join',
    );
    expect(wrong).toEqual([]);
  });

  test('by first fit are valid for random enterprises with caps', () => {
    let spoilt = 0;
    for (let seed = 0; seed < 60; seed++) {
      const own = decoded(hostedRegistry(seed, { caps: true }));
      const ownContext = planContext(own);
      const all = ownContext.expand(own);
      const found = consolidate(all);
      if (found.member.length < 2) continue;
      // The first occurrence is lost.
      const lost = {
        ...found,
        member: found.member.map((o, m) => (m === 0 ? found.member[1] : o)),
      };
      const [draft] = date(ownContext, join(ownContext, all, lost));
      const mended = draft.plan();
      expect(mended.summary.faults).toBe(1);
      const serious = verify(own, mended).filter(
        ({ kind }) =>
          !['wrong-summary', 'could-join', 'cap-does-not-bind', 'over-cap'].includes(kind),
      );
      expect(serious).toEqual([]);
      spoilt++;
    }
    expect(spoilt).toBeGreaterThan(30);
  });
});
