import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cyclePattern, timesInUnit } from '../../src/occurrences/cycles';
import { daySetPool, intersect, type Ranges } from '../../src/occurrences/day-sets';
import { ranksInSeason, type Timeline, timelineOf } from '../../src/occurrences/timeline';
import { dateTextOf, parseDay } from '../../src/registry/day';
import type { Per } from '../../src/registry/frequency';
import type { RegistryInput } from '../../src/registry/registry';
import { unitsOf } from '../../src/registry/units';

const PERS: readonly Per[] = ['year', 'half-year', 'quarter', 'month', 'horizon'];

type Input = Pick<RegistryInput, 'horizon' | 'calendar'>;

const inputArb: fc.Arbitrary<Input> = fc
  .record({ start: fc.nat(800), days: fc.integer({ min: 20, max: 800 }), everyDay: fc.boolean() })
  .map(({ start, days, everyDay }) => {
    const first = parseDay('2023-08-31') + start;
    const all = Array.from({ length: days }, (_, d) => dateTextOf(first + d));
    return {
      horizon: { start: all[0], end: all[days - 1] },
      ...(everyDay && { calendar: { open: all } }),
    };
  });

const casesArb = fc.record({
  input: inputArb,
  per: fc.constantFrom(...PERS),
  times: fc.integer({ min: 1, max: 20 }),
  share: fc.double({ min: 0.01, max: 1, noNaN: true }),
});

const ranksOf = (ranges: Ranges): readonly number[] => {
  const ranks: number[] = [];
  for (let k = 0; k < ranges.length; k += 2)
    for (let rank = ranges[k]; rank <= ranges[k + 1]; rank++) ranks.push(rank);
  return ranks;
};

/** The days of every cycle's window, unit by unit. */
const windowsOf = (
  { horizon }: Input,
  timeline: Timeline,
  per: Per,
  times: number,
  share: number,
  season?: Ranges,
): ReadonlyArray<ReadonlyArray<{ readonly days: readonly number[]; readonly length: number }>> => {
  const pool = daySetPool();
  const pattern = cyclePattern(unitsOf(horizon, per), timeline, pool, share, season);
  return Array.from({ length: pattern.units }, (_, unit) => {
    const { daySet, length } = pattern.cyclesIn(unit, times);
    return Array.from(daySet, (set, k) => ({
      days: ranksOf(pool.rangesOf(set)).map((rank) => timeline.dayOfRank[rank]),
      length: length[k],
    }));
  });
};

describe('the cycles of a unit', () => {
  test('tile it without gap or overlap', () => {
    fc.assert(
      fc.property(casesArb, ({ input, per, times }) => {
        const timeline = timelineOf(input);
        const units = unitsOf(input.horizon, per);
        const windows = windowsOf(input, timeline, per, times, 1);
        expect(windows.length).toBe(units.length);
        units.forEach(({ first, days }, unit) => {
          const open = Array.from(timeline.dayOfRank).filter(
            (day) => first <= day && day < first + days,
          );
          expect(windows[unit].flatMap((cycle) => cycle.days)).toEqual(open);
          const lengths = windows[unit].map(({ length }) => length);
          expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(days);
          expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
        });
      }),
      { numRuns: 200 },
    );
  });

  test('keep their middle share as the window', () => {
    fc.assert(
      fc.property(casesArb, ({ input: { horizon }, per, times, share }) => {
        const all: string[] = [];
        for (let day = parseDay(horizon.start); day <= parseDay(horizon.end); day++)
          all.push(dateTextOf(day));
        const input = { horizon, calendar: { open: all } };
        const timeline = timelineOf(input);
        const whole = windowsOf(input, timeline, per, times, 1).flat();
        windowsOf(input, timeline, per, times, share)
          .flat()
          .forEach(({ days, length }, k) => {
            const before = days[0] - whole[k].days[0];
            const after = whole[k].days[length - 1] - days[days.length - 1];
            expect(days.length).toBe(Math.max(1, Math.floor(share * length + 0.5)));
            expect(after - before).toBeGreaterThanOrEqual(0);
            expect(after - before).toBeLessThanOrEqual(1);
          });
      }),
      { numRuns: 200 },
    );
  });

  test('have narrower windows within wider ones', () => {
    fc.assert(
      fc.property(
        casesArb,
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        ({ input, per, times, share }, factor) => {
          const timeline = timelineOf(input);
          const wide = windowsOf(input, timeline, per, times, share).flat();
          windowsOf(input, timeline, per, times, share * factor)
            .flat()
            .forEach(({ days }, k) => {
              const outside = days.filter((day) => !wide[k].days.includes(day));
              expect(outside).toEqual([]);
            });
        },
      ),
      { numRuns: 200 },
    );
  });

  test('keep to the season', () => {
    const monthDay = fc.nat(365).map((day) => dateTextOf(parseDay('2024-01-01') + day).slice(5));
    fc.assert(
      fc.property(casesArb, monthDay, monthDay, ({ input, per, times, share }, from, to) => {
        const timeline = timelineOf(input);
        const season = ranksInSeason(timeline, [{ from, to }]);
        const inSeason = new Set(ranksOf(season).map((rank) => timeline.dayOfRank[rank]));
        const whole = windowsOf(input, timeline, per, times, share).flat();
        const kept = windowsOf(input, timeline, per, times, share, season).flat();
        expect(kept.map(({ days }) => days)).toEqual(
          whole.map(({ days }) => days.filter((day) => inSeason.has(day))),
        );
      }),
    );
  });

  test('are one set where their days are the same', () => {
    const pool = daySetPool();
    const input = { horizon: { start: '2026-01-01', end: '2026-12-31' } };
    const timeline = timelineOf(input);
    const idsOf = (per: Per, times: number): readonly number[] => {
      const pattern = cyclePattern(
        unitsOf(input.horizon, per),
        timeline,
        pool,
        1,
        intersect([0, 999], [0, 999]),
      );
      return Array.from({ length: pattern.units }, (_, unit) => [
        ...pattern.cyclesIn(unit, times).daySet,
      ]).flat();
    };
    expect(idsOf('half-year', 1)).not.toEqual(idsOf('year', 2)); // 181 + 184 days against 182 + 183
    expect(idsOf('horizon', 4)).toEqual(idsOf('year', 4));
    expect(new Set([...idsOf('horizon', 4), ...idsOf('year', 4)]).size).toBe(4);
  });
});

describe('times in a unit', () => {
  const u = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((n) => n / 2 ** 32);

  test('are exactly the times where these are whole', () => {
    fc.assert(
      fc.property(
        u,
        fc.nat(366),
        fc.oneof(fc.integer({ min: -3000, max: 3000 }), fc.maxSafeInteger()),
        fc.integer({ min: 1, max: 120 }),
        (random, times, round, units) => {
          for (let unit = 0; unit < Math.min(units, 5); unit++)
            expect(timesInUnit(random, times, round, units, unit)).toBe(times);
        },
      ),
    );
  });

  test('never leave the two whole numbers around the times, however many units are put together', () => {
    fc.assert(
      fc.property(
        u,
        fc.double({ min: 0, max: 12, noNaN: true }),
        fc.integer({ min: -3000, max: 3000 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 30 }),
        (random, times, round, units, rounds) => {
          let sum = 0;
          for (let r = 0; r < rounds; r++)
            for (let unit = 0; unit < units; unit++)
              sum += timesInUnit(random, times, round + r, units, unit);
          const exact = times * units * rounds;
          expect(sum).toBeGreaterThanOrEqual(Math.floor(exact - 1e-6));
          expect(sum).toBeLessThanOrEqual(Math.ceil(exact + 1e-6));
        },
      ),
    );
  });

  test('go on from unit to unit: two half-years of one round are one unit of twice the times', () => {
    fc.assert(
      fc.property(u, fc.integer({ min: 0, max: 64 }), fc.nat(3000), (random, sixteenths, round) => {
        const times = sixteenths / 16; // exact in binary, so that no rounding stands between the two
        const halves = [0, 1].map((unit) => timesInUnit(random, times, round, 2, unit));
        expect(halves[0] + halves[1]).toBe(timesInUnit(random, 2 * times, round, 1, 0));
      }),
    );
  });

  test('come to more enterprises, never to others, when the rate rises within the first unit', () => {
    fc.assert(
      fc.property(
        u,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (random, a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          expect(timesInUnit(random, low, 0, 1, 0)).toBeLessThanOrEqual(
            timesInUnit(random, high, 0, 1, 0),
          );
        },
      ),
    );
  });
});
