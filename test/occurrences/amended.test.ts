import { describe, expect, test } from 'vitest';
import type { RegistryInput } from '../../src/registry/registry';
import { occurrenceRows, occurrencesOf } from '../../src/subpaths/stages';
import { decoded } from '../support/decoded';

const base: RegistryInput = {
  horizon: { start: '2026-01-01', end: '2026-12-31' },
  departments: [{ id: 'd' }],
  items: [
    {
      id: 'fire',
      department: 'd',
      domain: 'key',
      minutes: 30,
      frequency: { times: 1 },
      appliesTo: {},
    },
    {
      id: 'food',
      department: 'd',
      domain: 'general',
      minutes: 30,
      frequency: { times: 1 },
      appliesTo: {},
    },
  ],
  enterprises: [{ id: 'E' }],
  policy: { domains: { key: { window: 1 }, general: { window: 1 } } },
};

/** What is owed to E: item, cycle, first and last allowed day, or why there is none. */
const owed = (more: Partial<RegistryInput>): readonly string[] =>
  occurrenceRows(occurrencesOf(decoded({ ...base, ...more })), 'E').map(
    ({ item, cycle, days, reason }) =>
      `${item} ${cycle}: ${reason ?? `${days[0]} to ${days[days.length - 1]}`}`,
  );

describe('allowed days', () => {
  test('of a window that has begun are those that are not frozen', () => {
    expect(owed({ frozenThrough: '2026-03-31' })).toEqual([
      'fire 0: 2026-04-01 to 2026-12-31',
      'food 0: 2026-04-01 to 2026-12-31',
    ]);
  });

  test('after the latest inspection are exempt only where some are open', () => {
    const policy = { domains: { key: { window: 0.5 }, general: { window: 0.5 } } };
    // Half a year after mid March is mid September; the middle half of the year ends with
    // September.
    const history = ['fire', 'food'].map((item) => ({ enterprise: 'E', item, date: '2026-03-16' }));
    const until = (from: string, range: 'exempt' | 'closed') => ({
      policy,
      history,
      enterprises: [{ id: 'E', [range]: [{ from, to: '2026-12-31' }] }],
    });
    expect(owed({ policy, history })).toEqual([
      'fire 0: 2026-09-15 to 2026-10-01',
      'food 0: 2026-09-15 to 2026-10-01',
    ]);
    expect(owed(until('2026-09-01', 'exempt'))).toEqual([
      'fire 0: 2026-09-15 to 2026-10-01',
      'food 0: exempt',
    ]);
    expect(owed(until('2026-09-01', 'closed'))).toEqual([
      'fire 0: no-open-day',
      'food 0: no-open-day',
    ]);
  });
});

describe('a task', () => {
  const due = ['fire', 'food'].map((item) => ({
    enterprise: 'E',
    item,
    cycle: 0,
    from: '2026-05-04',
    to: '2026-05-08',
  }));

  test('has its own days, and of those none that are frozen or closed', () => {
    expect(owed({ due })).toEqual([
      'fire 0: 2026-05-04 to 2026-05-08',
      'food 0: 2026-05-04 to 2026-05-08',
    ]);
    expect(owed({ due, frozenThrough: '2026-05-05' })).toEqual([
      'fire 0: 2026-05-06 to 2026-05-08',
      'food 0: 2026-05-06 to 2026-05-08',
    ]);
    const closed = [{ from: '2026-05-04', to: '2026-05-07' }];
    expect(owed({ due, enterprises: [{ id: 'E', closed }] })).toEqual([
      'fire 0: 2026-05-08 to 2026-05-08',
      'food 0: 2026-05-08 to 2026-05-08',
    ]);
  });

  test('of the general domain knows the white list, one of the key domain does not', () => {
    const exempt = [{ from: '2026-05-01', to: '2026-05-31' }];
    expect(owed({ due, enterprises: [{ id: 'E', exempt }] })).toEqual([
      'fire 0: 2026-05-04 to 2026-05-08',
      'food 0: exempt',
    ]);
  });

  test('does not bring back what is recognised', () => {
    const items = ['long', 'short'].map((id, k) => ({
      ...base.items[1],
      id,
      minutes: 60 - 30 * k,
      equivalent: 'x',
    }));
    const task = { enterprise: 'E', item: 'short', cycle: 0, from: '2026-05-04', to: '2026-05-08' };
    const policy = { ...base.policy, recognise: true };
    expect(owed({ items, policy, due: [task] })).toEqual([
      'long 0: 2026-01-01 to 2026-12-31',
      'short 0: recognised',
    ]);
  });
});
