import { describe, expect, test } from 'vitest';
import { plan } from '../../src/plan/plan';
import type { Item } from '../../src/registry/item';
import type { OccurrenceRef } from '../../src/registry/occurrence-ref';
import type { Pin } from '../../src/registry/pin';
import { decoded } from '../support/decoded';
import { revised } from '../support/revisions';

const item = (id: string): Item => ({
  id,
  department: 'D',
  minutes: 30,
  frequency: { times: 1 },
  appliesTo: {},
});
const occurrences = (...ids: readonly string[]): readonly OccurrenceRef[] =>
  ids.map((id) => ({ item: id, cycle: 0 }));

const registryWith = (pin: Pin) =>
  decoded({
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: [{ id: 'D' }],
    items: ['a', 'b', 'c'].map(item),
    enterprises: [{ id: 'E' }],
    pins: [pin],
  });

/** The pins that are left when item `a` is owed no longer, and those that are told as void. */
const withoutA = (pin: Pin): readonly [readonly Pin[] | undefined, readonly Pin[]] => {
  const registry = registryWith(pin);
  const row = { ...item('a'), frequency: { times: 0 } };
  const { registry: now, voided } = revised(registry, plan(registry), [{ change: 'item', row }]);
  return [now.pins, voided];
};

describe('a pin of an occurrence that is owed no longer', () => {
  test.each(['together', 'apart'] as const)('goes on where it keeps two others %s', (kind) => {
    const pin: Pin = {
      pin: kind,
      enterprise: 'E',
      occurrences: occurrences('a', 'b', 'c'),
      note: 'as agreed',
    };
    expect(withoutA(pin)).toEqual([[{ ...pin, occurrences: occurrences('b', 'c') }], []]);
  });

  test.each(['together', 'apart'] as const)(
    'is void and told where it kept it %s with one other',
    (kind) => {
      const pin: Pin = { pin: kind, enterprise: 'E', occurrences: occurrences('a', 'b') };
      expect(withoutA(pin)).toEqual([[], [pin]]);
    },
  );

  test('goes on as a date of the others, and is void and told as a date of its own', () => {
    const date = '2026-05-12';
    const pin: Pin = { pin: 'visit', enterprise: 'E', occurrences: occurrences('a', 'b'), date };
    expect(withoutA(pin)).toEqual([[{ ...pin, occurrences: occurrences('b') }], []]);
    const own: Pin = { ...pin, occurrences: occurrences('a') };
    expect(withoutA(own)).toEqual([[], [own]]);
  });
});
