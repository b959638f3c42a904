import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilOf, dateTextOf, dayOf, daysInMonth, parseDay } from '../../src/registry/day';
import { unitsOf } from '../../src/registry/units';

const MONTHS = { year: 12, 'half-year': 6, quarter: 3, month: 1 } as const;

/** A date some calendar months on, on the last day of a month that is too short. */
const monthsOn = (start: number, months: number): number => {
  const { year, month, dayOfMonth } = civilOf(start);
  const to = month - 1 + months;
  const [toYear, toMonth] = [year + Math.floor(to / 12), (to % 12) + 1];
  return dayOf(toYear, toMonth, Math.min(dayOfMonth, daysInMonth(toYear, toMonth)));
};

describe('unitsOf', () => {
  it('counts months from the start, so that 31 January keeps its day', () => {
    const units = unitsOf({ start: '2026-01-31', end: '2026-06-29' }, 'month');
    expect(units.map(({ first, days }) => [dateTextOf(first), days])).toEqual([
      ['2026-01-31', 28],
      ['2026-02-28', 31],
      ['2026-03-31', 30],
      ['2026-04-30', 31],
      ['2026-05-31', 30],
    ]);
  });

  it('leaves out a unit that the end cuts off, by one day', () => {
    expect(unitsOf({ start: '2026-01-01', end: '2026-12-30' }, 'year')).toEqual([]);
    expect(unitsOf({ start: '2026-01-01', end: '2026-12-31' }, 'year')).toHaveLength(1);
    expect(
      unitsOf({ start: '2026-01-01', end: '2026-12-31' }, 'quarter').map(({ days }) => days),
    ).toEqual([90, 91, 92, 92]);
  });

  it('has one horizon', () => {
    expect(unitsOf({ start: '2026-05-05', end: '2026-05-05' }, 'horizon')).toEqual([
      { first: parseDay('2026-05-05'), days: 1 },
    ]);
  });

  it('lays units end to end, as many as fit, each as long as the calendar says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -719_162, max: 2_920_000 }),
        fc.integer({ min: 1, max: 3660 }),
        fc.constantFrom('year', 'half-year', 'quarter', 'month'),
        (start, days, per) => {
          const units = unitsOf(
            { start: dateTextOf(start), end: dateTextOf(start + days - 1) },
            per,
          );
          units.forEach((unit, at) => {
            expect(unit.first).toBe(monthsOn(start, at * MONTHS[per]));
            expect(unit.first + unit.days).toBe(monthsOn(start, (at + 1) * MONTHS[per]));
          });
          expect(monthsOn(start, units.length * MONTHS[per])).toBeLessThanOrEqual(start + days);
          expect(monthsOn(start, (units.length + 1) * MONTHS[per])).toBeGreaterThan(start + days);
        },
      ),
      { seed: 6, numRuns: 300 },
    );
  });
});
