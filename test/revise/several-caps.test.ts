import { expect, test } from 'vitest';
import { plan, type RegistryInput } from '../../src/index';
import { decoded } from '../support/decoded';
import { revised } from '../support/revisions';

/** Three checks in different quarters under a cap of two; one of them has a fallback. */
const input: RegistryInput = {
  horizon: { start: '2026-01-01', end: '2026-12-31' },
  departments: [{ id: 'market' }],
  items: [
    ...([1, 4, 7] as const).map((month) => ({
      id: `m${month}`,
      department: 'market',
      minutes: 30,
      frequency: { times: 1 },
      season: [{ from: `0${month}-01`, to: `0${month}-28` }],
      appliesTo: {},
      ...(month === 1 ? { fallback: 'documents' } : {}),
    })),
  ],
  enterprises: [{ id: 'E-1' }],
  policy: {
    caps: [{ id: '54号', max: 2, each: 'department', counts: { kinds: ['routine'] } }],
  },
};

test('a check made by its fallback keeps its method, and uses up no cap', () => {
  const { registry, plan: now } = revised(decoded(input), plan(decoded(input)), [
    { change: 'through', date: '2026-03-31' },
  ]);
  expect(registry.done?.map(({ occurrences }) => occurrences)).toEqual([
    [{ item: 'm1', cycle: 0, fallback: true }],
  ]);
  expect(now.visits.map(({ onSite, occurrences }) => [onSite, occurrences])).toEqual([
    [false, [{ item: 'm1', cycle: 0, fallback: true }]],
    [true, [{ item: 'm4', cycle: 0 }]],
    [true, [{ item: 'm7', cycle: 0 }]],
  ]);
});

test('a made visit counts for every cap that counts one of its occurrences', () => {
  const [first, ...others] = input.items;
  const { fallback: _, ...plainly } = first;
  const registry = { ...input, items: [plainly, ...others] };
  const published = plan(decoded(registry));
  expect(published.unserved).toMatchObject([{ reason: 'visit-cap' }]);
  const { plan: now } = revised(decoded(registry), published, [
    { change: 'through', date: '2026-12-01' },
    { change: 'task', enterprise: 'E-1', item: 'm7', to: '2026-12-31' },
  ]);
  expect(now.visits.filter(({ onSite }) => onSite)).toHaveLength(2);
  expect(now.unserved).toHaveLength(2);
});

test('a new policy with another cap changes visits, with that as the reason', () => {
  const policy = { caps: [{ id: '54号', max: 1, each: 'department' as const }] };
  const { plan: now, changes } = revised(decoded(input), plan(decoded(input)), [
    { change: 'policy', row: policy },
  ]);
  expect(now.visits.filter(({ onSite }) => onSite)).toHaveLength(1);
  expect(now.unserved).toMatchObject([{ reason: 'visit-cap' }]);
  expect(changes.map(({ why }) => why)).toEqual([['policy']]);
});

test('invitations are of a kind of their own, which a cap may leave aside', () => {
  const { registry, plan: now } = revised(decoded(input), plan(decoded(input)), [
    { change: 'invitation', enterprise: 'E-1', departments: ['market'], to: '2026-12-31' },
  ]);
  expect(registry.items.find(({ id }) => id === 'invited:market:60')?.kind).toBe('invitation');
  expect(now.unserved).toEqual([]);
  expect(now.visits.filter(({ onSite }) => onSite).length).toBeGreaterThanOrEqual(2);
});
