import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connected } from '../../src/columns/connected';

test('lists with a common member are one group, by way of others too', () => {
  expect(connected([[5, 1], [7], [2, 1], [], [7, 3], [9]])).toEqual([
    { lists: [0, 2], members: [1, 2, 5] },
    { lists: [1, 4], members: [3, 7] },
    { lists: [3], members: [] },
    { lists: [5], members: [9] },
  ]);
});

test('groups are whole: no two share a member, and each joins all that meet', () => {
  const listsArb = fc.array(fc.array(fc.nat(12), { maxLength: 4 }), { maxLength: 8 });
  fc.assert(
    fc.property(listsArb, (lists) => {
      const groups = connected(lists);
      const all = groups.flatMap(({ members }) => members);
      expect(new Set(all)).toEqual(new Set(lists.flat()));
      expect(new Set(all).size).toBe(all.length);
      expect(new Set(groups.flatMap((group) => group.lists))).toEqual(new Set(lists.keys()));
      for (const { lists: own, members } of groups) {
        expect(members).toEqual([...new Set(own.flatMap((k) => lists[k]))].sort((a, b) => a - b));
        // From the first list every other is reached over common members.
        const reached = new Set([own[0]]);
        for (const from of reached)
          for (const k of own) if (lists[k].some((o) => lists[from].includes(o))) reached.add(k);
        expect(reached.size).toBe(own.length);
      }
    }),
    { numRuns: 300, seed: 5 },
  );
});
