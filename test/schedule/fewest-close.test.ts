import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closeBounds } from '../../src/schedule/close-bound';
import { areFew, fewestClose } from '../../src/schedule/fewest-close';
import { runs } from '../support/runs';

const random = { seed: 15, numRuns: runs(200, 1500) } as const;

/** The allowed days of each visit. */
type Allowed = ReadonlyArray<readonly number[]>;

const daysArb = fc
  .tuple(fc.nat(20), fc.array(fc.nat(12), { minLength: 1, maxLength: 4 }))
  .map(([first, rest]) => [...new Set(rest.map((more) => first + more))].sort((a, b) => a - b));

const allowedArb = fc
  .tuple(
    fc.array(daysArb, { minLength: 1, maxLength: 4 }),
    fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
  )
  .map(([sets, picks]): Allowed => picks.map((pick) => sets[pick % sets.length]));

/** The fewest close visits, by trying everything; Infinity where `isAllowed` holds for no choice. */
const leastClose = (
  allowed: Allowed,
  spacing: number,
  isAllowed: (days: readonly number[]) => boolean,
): number => {
  let least = Infinity;
  const tryAll = (days: readonly number[]): void => {
    if (days.length < allowed.length) {
      for (const day of allowed[days.length]) tryAll([...days, day]);
      return;
    }
    const ordered = [...days].sort((a, b) => a - b);
    const close = ordered.filter((day, k) => k > 0 && day - ordered[k - 1] < spacing).length;
    if (isAllowed(days)) least = Math.min(least, close);
  };
  tryAll([]);
  return least;
};

const kindsOf = (allowed: Allowed) => {
  const kinds = new Map<string, number[][]>();
  for (const days of allowed)
    kinds.set(days.join(), [...(kinds.get(days.join()) ?? []), [...days]]);
  return [...kinds.values()].map((own) => ({
    count: own.length,
    days: own[0],
    nextFrom: (day: number): number => own[0].find((one) => one >= day) ?? Infinity,
  }));
};

describe('the fewest close visits of an enterprise', () => {
  test.each([
    ['on any days', 0, () => true],
    [
      'each on a day of its own',
      1,
      (days: readonly number[]) => new Set(days).size === days.length,
    ],
  ] as const)('are those of trying everything: %s', (_, apart, isAllowed) => {
    let some = 0;
    fc.assert(
      fc.property(allowedArb, fc.integer({ min: 1, max: 12 }), (allowed, spacing) => {
        const kinds = kindsOf(allowed);
        const least = leastClose(allowed, spacing, isAllowed);
        const found = fewestClose(kinds, spacing, allowed.length, apart);
        expect(found?.close ?? Infinity).toBe(least);
        if (found === undefined) return;
        if (least > 0) {
          expect(fewestClose(kinds, spacing, least - 1, apart)).toBeUndefined();
          some++;
        }
        const days = found.days();
        expect(days.every(({ kind, day }) => kinds[kind].days.includes(day))).toBe(true);
        expect(days.map(({ kind }) => kind).sort((a, b) => a - b)).toEqual(
          kinds.flatMap(({ count }, k) => Array.from({ length: count }, () => k)),
        );
        const ordered = days.map(({ day }) => day).reverse();
        expect(ordered.filter((day, k) => k > 0 && day - ordered[k - 1] < spacing).length).toBe(
          least,
        );
      }),
      random,
    );
    expect(some).toBeGreaterThan(runs(40, 300));
  });
});

/** Every third calendar day is closed. */
const dayOf = Int32Array.from({ length: 40 }, (_, rank) => 100 + rank + Math.floor(rank / 2));

const boundOf = (allowed: Allowed, spacing: number): number => {
  const start = [0];
  const ranks: number[] = [];
  for (const days of allowed) {
    ranks.push(...days);
    start.push(ranks.length);
  }
  const [bound] = closeBounds(
    { days: spacing, dayOf },
    {
      daySet: Int32Array.from(allowed, (_, v) => v),
      daySets: {
        start: Int32Array.from(start),
        lo: Int32Array.from(ranks),
        hi: Int32Array.from(ranks),
      },
    },
    new Int32Array(allowed.length),
    new Uint8Array(allowed.length).fill(1),
  );
  return bound;
};

describe('the bound on close visits', () => {
  test('is exact for few visits', () => {
    fc.assert(
      fc.property(allowedArb, fc.integer({ min: 1, max: 20 }), (allowed, spacing) => {
        const days = allowed.map((ranks) => ranks.map((rank) => dayOf[rank]));
        expect(boundOf(allowed, spacing)).toBe(leastClose(days, spacing, () => true));
      }),
      random,
    );
  });

  test('of many visits is what their first and last day prove at least, and soon found', () => {
    const kinds = Array.from({ length: 24 }, (_, v) => [v, v + 8, v + 16]);
    expect(
      areFew(
        kinds.map(() => 1),
        0,
      ),
    ).toBe(false);
    // From day 100 to day 158 ten days apart there is room for six visits.
    expect(boundOf(kinds, 10)).toBeGreaterThanOrEqual(24 - 6);
    expect(boundOf(kinds, 10)).toBeLessThan(24);
  });
});
