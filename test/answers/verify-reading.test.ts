import { describe, expect, test } from 'vitest';
import { permanentRandomNumber } from '../../src/answers/verify/cycles';
import { occurrencesByReading } from '../../src/answers/verify/owed';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import { dateTextOf } from '../../src/registry/day';
import { workedCases } from '../support/cases';

const byItemAndCycle = (
  a: { readonly item: string; readonly cycle: number },
  b: { readonly item: string; readonly cycle: number },
): number => (a.item < b.item ? -1 : a.item > b.item ? 1 : a.cycle - b.cycle);

const shown = ({ item, cycle, days }: Owed, withMethod: boolean): object => ({
  item: item.id,
  cycle,
  domain: item.domain,
  ...(withMethod ? { method: item.method } : {}),
  first: dateTextOf(days[0]),
  last: dateTextOf(days[days.length - 1]),
  days: days.length,
});

describe.each(workedCases)('the verifier reads $name', ({ registry, expected }) => {
  const read = occurrencesByReading(registry);
  test.each(Object.entries(expected.enterprises))('%s', (id, enterprise) => {
    const owed = [...(read.get(id) ?? [])]
      .map((one) => ({ one, item: one.item.id, cycle: one.cycle }))
      .sort(byItemAndCycle);
    expect(permanentRandomNumber(registry.policy?.seed ?? 1, id)).toBe(
      enterprise.permanentRandomNumber,
    );
    const isStated = enterprise.occurrences.some(({ method }) => method !== undefined);
    expect(
      owed.filter(({ one }) => one.unserved === undefined).map(({ one }) => shown(one, isStated)),
    ).toEqual([...enterprise.occurrences].sort(byItemAndCycle));
    expect(
      owed.flatMap(({ one: { unserved }, item, cycle }) =>
        unserved === undefined ? [] : [{ item, cycle, reason: unserved }],
      ),
    ).toEqual([...enterprise.unserved].sort(byItemAndCycle));
  });
});
