import { describe, expect, test } from 'vitest';
import { hostList } from '../../src/rules/hosting';
import { hostingOf, type Party } from '../../src/rules/parties';
import type { RuledItem } from '../../src/rules/rule';

describe('hosts of guests', () => {
  test('go to others by augmenting paths, where trying all ways would take too many steps', () => {
    // Every guest may be with every host but the last, who has to have the first host.
    const guests = 12;
    const all = Array.from({ length: guests }, (_, host) => host);
    const hosting = {
      hostsOf: (guest: number) => (guest === guests - 1 ? [0] : all),
      mayHost: (_host: number, some: readonly number[]) => some.length === 1,
    };
    const list = hostList(hosting, { steps: 2000 });
    for (const guest of all) expect([guest, list.add(guest)]).toEqual([guest, true]);
    expect(new Set(list.hosts().values()).size).toBe(guests);
    expect(list.hosts().get(guests - 1)).toBe(0);
  });

  test('have a day in common with all of their guests', () => {
    const item = (id: string, domain: string): RuledItem => ({
      ...{
        id,
        domain,
        department: 'd',
        level: undefined,
        method: 'on-site',
        methodGroup: 'on-site',
      },
      ...{ object: 'enterprise', topic: undefined, kind: 'routine', minutes: 30 },
    });
    const party = (...items: readonly RuledItem[]): Party => ({ items, lists: new Set() });
    const parties = [
      party(item('h', 'host')),
      party(item('a', 'guest')),
      party(item('b', 'guest')),
    ];
    const book = [{ domain: 'host', guests: ['guest'], rules: [] }];
    // Any two have a day in common, but not all three.
    const { mayHost } = hostingOf(book, parties, (some) => some.length < 3);
    expect([mayHost(0, [1]), mayHost(0, [2]), mayHost(0, [1, 2])]).toEqual([true, true, false]);
  });
});
