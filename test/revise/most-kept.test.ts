import { expect, test } from 'vitest';
import type { Item, RegistryInput } from '../../src/index';
import { yearFaults } from '../soak/revise-laws';

const quarterly = { times: 1, per: 'quarter' } as const;
const long: Item = {
  id: 'i3',
  department: 'd1',
  domain: 'key',
  minutes: 100,
  frequency: quarterly,
  appliesTo: {},
};

/** Of eleven published visits only three can stay in a plan of fewest visits once `i3` is short. */
const registry: RegistryInput = {
  horizon: { start: '2025-08-31', end: '2026-08-30' },
  departments: [{ id: 'd0' }, { id: 'd1', dailyMinutes: 1 }, { id: 'd2' }],
  items: [
    { id: 'i1', department: 'd1', minutes: 60, frequency: quarterly, appliesTo: {} },
    { id: 'i2', department: 'd2', minutes: 60, frequency: quarterly, appliesTo: {} },
    long,
    { id: 'i5', department: 'd0', minutes: 100, frequency: { times: 2 }, appliesTo: {} },
  ],
  enterprises: [{ id: 'e4' }],
  policy: {
    domains: {
      general: { window: 1 },
      key: { window: 0.5, durationRatio: 1, guests: ['general'] },
    },
    apart: [['i2', 'i1']],
  },
};

test('as many published visits stay as can, where few of many can', () => {
  const lists = [
    [{ change: 'through' as const, date: '2025-09-15' }],
    [{ change: 'item' as const, row: { ...long, minutes: 60 } }],
  ];
  expect(yearFaults({ registry, lists, prefer: 'fewest-visits' })).toEqual([]);
});
