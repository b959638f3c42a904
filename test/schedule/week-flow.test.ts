import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extend, fill, flowInto } from '../../src/schedule/week-flow';

interface Amount {
  /** Weeks that the amount may go to, ascending. */
  readonly weeks: readonly number[];
  readonly amount: number;
}

/** How much of the amounts finds no room, by the flow. */
const leftBy = (rooms: readonly number[], amounts: readonly Amount[]): number => {
  // Sets that end first come first.
  const sorted = [...amounts].sort((a, b) => (a.weeks.at(-1) ?? 0) - (b.weeks.at(-1) ?? 0));
  const start = [0];
  for (const { weeks } of sorted) start.push(start[start.length - 1] + weeks.length);
  const all = sorted.flatMap(({ weeks }) => weeks);
  const sets = {
    ...{ ofDaySet: new Int32Array(0), start, lo: all, hi: all },
    longest: sorted.map(({ weeks }) => weeks[0]),
  };
  const flow = flowInto(rooms.length, sets);
  flow.active = Int32Array.from(sorted.keys());
  flow.left.set(sorted.map(({ amount }) => amount));
  flow.room.set(rooms);
  fill(flow);
  extend(flow);
  return flow.left.reduce((sum, own) => sum + own, 0);
};

/** The same by the minimum cut: the worst of all choices of amounts for the weeks they have. */
const leftByCut = (rooms: readonly number[], amounts: readonly Amount[]): number => {
  let worst = 0;
  for (let choice = 0; choice < 1 << amounts.length; choice++) {
    const some = amounts.filter((_, k) => ((choice >> k) & 1) === 1);
    const weeks = new Set(some.flatMap((one) => one.weeks));
    const room = [...weeks].reduce((sum, w) => sum + rooms[w], 0);
    worst = Math.max(worst, some.reduce((sum, { amount }) => sum + amount, 0) - room);
  }
  return worst;
};

describe('the flow of amounts into weeks', () => {
  test('moves an amount on to make room for one with fewer weeks', () => {
    // The second amount fits week 0 only; the first one has to go to week 2.
    const amounts = [
      { weeks: [0, 2], amount: 5 },
      { weeks: [0, 1], amount: 6 },
    ];
    expect(leftBy([5, 3, 5], amounts)).toBe(0);
    expect(leftBy([5, 3, 2], amounts)).toBe(1);
  });

  test('leaves as much as the minimum cut', () => {
    const weeks = fc
      .uniqueArray(fc.nat(4), { minLength: 1 })
      .map((some) => some.sort((a, b) => a - b));
    const amount = fc.record({ weeks, amount: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(
        fc.array(fc.nat(9), { minLength: 5, maxLength: 5 }),
        fc.array(amount, { maxLength: 7 }),
        (rooms, amounts) => {
          expect(leftBy(rooms, amounts)).toBe(leftByCut(rooms, amounts));
        },
      ),
      { numRuns: 200 },
    );
  });
});
