import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  civilOf,
  dateTextOf,
  dayOf,
  daysInMonth,
  parseDay,
  weekdayOf,
} from '../../src/registry/day';

const FIRST = parseDay('0001-01-01');
const LAST = parseDay('9999-12-31');
const days = fc.integer({ min: FIRST, max: LAST });
const nativeText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

describe('days', () => {
  it('count from 1970-01-01', () => {
    expect([parseDay('1970-01-01'), parseDay('1969-12-31'), parseDay('2000-03-01')]).toEqual([
      0, -1, 11_017,
    ]);
  });

  it('are the days of the native calendar, one by one, over 400 years and at the ends', () => {
    const cycle = Array.from({ length: 146_098 }, (_, at) => parseDay('1900-01-01') + at);
    const wrong = [...cycle, FIRST, LAST].filter(
      (day) => dateTextOf(day) !== nativeText(day) || parseDay(nativeText(day)) !== day,
    );
    expect(wrong).toEqual([]);
  });

  it('are the days of the native calendar in every year', () => {
    fc.assert(
      fc.property(days, (day) => {
        const native = new Date(day * 86_400_000);
        expect(dateTextOf(day)).toBe(nativeText(day));
        expect(parseDay(dateTextOf(day))).toBe(day);
        expect(civilOf(day)).toEqual({
          year: native.getUTCFullYear(),
          month: native.getUTCMonth() + 1,
          dayOfMonth: native.getUTCDate(),
        });
        expect(dayOf(native.getUTCFullYear(), native.getUTCMonth() + 1, native.getUTCDate())).toBe(
          day,
        );
        expect(weekdayOf(day)).toBe((native.getUTCDay() + 6) % 7);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });

  it('know the months', () => {
    expect([2023, 2024, 1900, 2000].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29]);
    expect([1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((month) => daysInMonth(2026, month))).toEqual([
      31, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]);
  });

  it.each([
    '',
    '2026',
    '2026-1-01',
    '2026-01-1',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '2026-01-32',
    '2026-02-29',
    '1900-02-29',
    '0000-01-01',
    '2026/01/01',
    '2026-01-01T',
    ' 2026-01-01',
    '+026-01-01',
    '２０２６-01-01',
    '2026-0x-01',
    '2026-01-1 ',
    '-001-01-01',
    '2026-04-31',
    '20260-1-01',
  ])('%j is no date', (text) => {
    expect(parseDay(text)).toBeNaN();
  });

  it('refuse every text of ten characters that the native calendar refuses', () => {
    const near = fc
      .tuple(
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 33 }),
      )
      .map(
        ([y, m, d]) =>
          `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`,
      );
    fc.assert(
      fc.property(near, (text) => {
        const time = Date.parse(`${text}T00:00:00Z`);
        const real =
          !Number.isNaN(time) &&
          new Date(time).toISOString().startsWith(text) &&
          !text.startsWith('0000');
        expect(Number.isNaN(parseDay(text))).toBe(!real);
      }),
      { seed: 5, numRuns: 2000 },
    );
  });
});
