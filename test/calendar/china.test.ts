import chineseDays from 'chinese-days/dist/chinese-days.json';
import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { describe, expect, it } from 'vitest';
import { calendarFrom, chinaDays } from '../../src/calendar/china-days';
import { formatError } from '../../src/codec/located-error';
import { calendar2026, horizon2026 } from '../../src/county/calendar';
import { timelineOf } from '../../src/occurrences/timeline';
import { civilOf, dateTextOf, parseDay, weekdayOf } from '../../src/registry/day';
import type { Calendar, Horizon } from '../../src/registry/registry';
import { decodeRegistry } from '../../src/registry/registry-codec';
import { chinaCalendar, chinaYears } from '../../src/subpaths/calendar/china';

const years = Array.from(
  { length: chinaYears.last - chinaYears.first + 1 },
  (_, i) => chinaYears.first + i,
);

const horizonOf = (first: number, last = first): Horizon => ({
  start: `${first}-01-01`,
  end: `${last}-12-31`,
});

const calendarOf = (horizon: Horizon): Required<Calendar> => {
  const result = chinaCalendar(horizon);
  if (E.isLeft(result)) throw new Error(result.left.map(formatError).join('\n'));
  return result.right;
};

const linesOf = (horizon: unknown): readonly string[] => {
  // A program without types may give anything.
  const result = chinaCalendar(horizon as Horizon);
  return E.isLeft(result) ? result.left.map(formatError) : [];
};

/** More than a registry's longest horizon, year by year. */
const whole: Required<Calendar> = {
  closed: years.flatMap((year) => calendarOf(horizonOf(year)).closed),
  open: years.flatMap((year) => calendarOf(horizonOf(year)).open),
};

const isWeekend = (date: string): boolean => weekdayOf(parseDay(date)) > 4;

/** Working days of a horizon, as a plan reads its calendar. */
const workingDays = (horizon: Horizon): readonly string[] =>
  [...timelineOf({ horizon, calendar: calendarOf(horizon) }).dayOfRank].map(dateTextOf);

/**
 * Every day off by law is one weekday less, wherever it falls, by 全国年节及纪念日放假办法 as changed in 2007
 * and 2024.
 */
const daysOffByLaw = (year: number): number => (year < 2008 ? 10 : year < 2025 ? 11 : 13);

/**
 * Days off that a year has beside those of the law: got from a neighbour or given to it at New
 * Year, or given once.
 */
const moved: ReadonlyMap<number, number> = new Map([
  [2005, -1],
  [2006, 1 - 2],
  [2007, 2],
  [2011, -1],
  [2012, 1],
  [2015, 1],
  [2020, 2],
]);

describe('the table', () => {
  it('covers the years 2004 to 2026, without a gap', () => {
    expect(chinaYears).toEqual({ first: 2004, last: 2026 });
    expect(Object.keys(chinaDays).map(Number)).toEqual(years);
    expect(calendarFrom(horizonOf(2027))).toEqual({ closed: [], open: [] });
  });

  it('is written as a person reads it: days and ranges of days', () => {
    const days = '(\\d\\d-\\d\\d)(\\.\\.\\d\\d-\\d\\d)?';
    for (const named of Object.values(chinaDays)) {
      expect(named?.off).toMatch(new RegExp(`^${days}( ${days})*$`));
      expect(named?.on).toMatch(/^\d\d-\d\d( \d\d-\d\d)*$/);
    }
  });
});

describe.each(years)('%d', (year) => {
  const { closed, open } = calendarOf(horizonOf(year));

  it('names days of its own, ascending, none of them twice', () => {
    for (const days of [closed, open]) {
      expect(days).toEqual([...new Set(days)].sort());
      for (const date of days)
        expect([date, civilOf(parseDay(date)).year]).toEqual([dateTextOf(parseDay(date)), year]);
    }
  });

  it('opens weekend days only, and none that it closes', () => {
    expect(open.filter((date) => !isWeekend(date))).toEqual([]);
    expect(open.filter((date) => closed.includes(date))).toEqual([]);
  });

  it('has 245 to 256 working days, as many fewer than weekdays as the law gives days off', () => {
    const horizon = horizonOf(year);
    const weekdays = timelineOf({ horizon }).dayOfRank.length;
    const working = workingDays(horizon).length;
    expect(working).toBeGreaterThanOrEqual(245);
    expect(working).toBeLessThanOrEqual(256);
    expect(weekdays - working).toBe(daysOffByLaw(year) + (moved.get(year) ?? 0));
  });

  it('is accepted by the decoder', () => {
    const registry = {
      horizon: horizonOf(year),
      calendar: { closed, open },
      departments: [],
      items: [],
      enterprises: [],
    };
    expect(decodeRegistry(registry)).toEqual(E.right(registry));
  });
});

describe('known days', () => {
  it.each([
    ['2004-01-18', true],
    ['2004-01-22', false],
    ['2005-02-15', false],
    ['2005-12-31', true],
    ['2006-01-03', false],
    ['2006-12-30', true],
    ['2007-05-07', false],
    ['2007-12-29', true],
    ['2007-12-31', false],
    ['2008-09-29', false],
    ['2009-01-04', true],
    ['2009-10-08', false],
    ['2011-01-29', false],
    ['2011-12-31', true],
    ['2012-10-08', true],
    ['2013-06-08', true],
    ['2014-01-30', true],
    ['2014-04-07', false],
    ['2015-09-03', false],
    ['2015-09-04', false],
    ['2015-09-05', false],
    ['2015-09-06', true],
    ['2018-12-31', false],
    ['2019-05-03', false],
    ['2019-05-05', true],
    ['2020-01-31', false],
    ['2020-02-01', false],
    ['2020-02-02', false],
    ['2020-02-03', true],
    ['2023-01-02', false],
    ['2023-01-03', true],
    ['2024-02-09', true],
    ['2024-02-18', true],
    ['2025-10-08', false],
    ['2026-01-02', false],
    ['2026-02-14', true],
    ['2026-02-23', false],
    ['2026-02-24', true],
  ])('%s: working %j', (date, working) => {
    expect(workingDays({ start: date, end: date })).toEqual(working ? [date] : []);
  });
});

it('agrees with chinese-days on every day but the one that the notice for 2006 says of 2005', () => {
  const { holidays, workdays } = chineseDays;
  const isWorking = (date: string): boolean =>
    Object.hasOwn(workdays, date) || (!isWeekend(date) && !Object.hasOwn(holidays, date));
  const differing = years.flatMap((year) => {
    const ours = new Set(workingDays(horizonOf(year)));
    const first = parseDay(`${year}-01-01`);
    const dates = Array.from({ length: parseDay(`${year}-12-31`) - first + 1 }, (_, i) =>
      dateTextOf(first + i),
    );
    return dates.filter((date) => ours.has(date) !== isWorking(date));
  });
  expect(differing).toEqual(['2005-12-31']);
});

describe('a horizon', () => {
  it('within the years has the days of all years that lie in it', () => {
    const last = parseDay(horizonOf(chinaYears.last).end);
    const horizons = fc
      .tuple(
        fc.integer({ min: parseDay(horizonOf(chinaYears.first).start), max: last }),
        fc.integer({ min: 1, max: 3660 }),
      )
      .map(([start, days]) => ({
        start: dateTextOf(start),
        end: dateTextOf(Math.min(start + days - 1, last)),
      }));
    fc.assert(
      fc.property(horizons, (horizon) => {
        const isWithin = (date: string): boolean => horizon.start <= date && date <= horizon.end;
        expect(calendarOf(horizon)).toEqual({
          closed: whole.closed.filter(isWithin),
          open: whole.open.filter(isWithin),
        });
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('goes over the year end', () => {
    expect(calendarOf({ start: '2007-12-29', end: '2008-02-02' })).toEqual({
      closed: ['2007-12-30', '2007-12-31', '2008-01-01'],
      open: ['2007-12-29', '2008-02-02'],
    });
  });

  it('of 2026 has the days of the made-up county', () => {
    expect(calendarOf(horizon2026)).toEqual(calendar2026);
  });

  const expected = 'expected a date in the years 2004 to 2026, which the table covers';

  it.each([
    [{ start: '2026-07-01', end: '2027-06-30' }, [`horizon.end: ${expected}, got "2027-06-30"`]],
    [{ start: '2003-12-31', end: '2004-01-01' }, [`horizon.start: ${expected}, got "2003-12-31"`]],
    [
      { start: '2027-01-01', end: '2027-12-31' },
      [
        `horizon.start: ${expected}, got "2027-01-01"`,
        `horizon.end: ${expected}, got "2027-12-31"`,
      ],
    ],
    [
      { start: '0001-01-01', end: '0001-01-02' },
      [
        `horizon.start: ${expected}, got "0001-01-01"`,
        `horizon.end: ${expected}, got "0001-01-02"`,
      ],
    ],
  ])('that touches a year without a notice is refused: %j', (horizon, lines) => {
    expect(linesOf(horizon)).toEqual(lines);
  });

  it.each([
    null,
    undefined,
    '2026',
    {},
    { start: '2026-02-30', end: '2026-12-31' },
    { start: '2026-12-31', end: '2026-01-01' },
    { start: '2004-01-01', end: '2026-12-31' },
    { start: '2026-01-01', end: '2026-12-31', year: 2026 },
  ])('that a registry may not have is refused as there: %j', (horizon) => {
    const decoded = decodeRegistry({ horizon, departments: [], items: [], enterprises: [] });
    expect(linesOf(horizon).length).toBeGreaterThan(0);
    expect(linesOf(horizon)).toEqual(E.isLeft(decoded) ? decoded.left.map(formatError) : []);
  });
});
