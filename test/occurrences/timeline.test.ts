import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ranges } from '../../src/occurrences/day-sets';
import {
  ranksBetween,
  ranksInSeason,
  ranksOutside,
  type Timeline,
  timelineOf,
} from '../../src/occurrences/timeline';
import { dateTextOf, parseDay } from '../../src/registry/day';
import type { RegistryInput } from '../../src/registry/registry';

const FIRST = parseDay('2023-06-15');

const calendarArb: fc.Arbitrary<Pick<RegistryInput, 'horizon' | 'calendar'>> = fc
  .record({ start: fc.nat(400), days: fc.integer({ min: 1, max: 500 }) })
  .chain(({ start, days }) => {
    const dates = fc.array(
      fc.integer({ min: start - 10, max: start + days + 10 }).map((day) => dateTextOf(FIRST + day)),
      { maxLength: 30 },
    );
    return fc.record(
      {
        horizon: fc.constant({
          start: dateTextOf(FIRST + start),
          end: dateTextOf(FIRST + start + days - 1),
        }),
        calendar: fc.record({ closed: dates, open: dates }, { requiredKeys: [] }),
      },
      { requiredKeys: ['horizon'] },
    );
  });

const monthDayArb = fc
  .oneof(fc.nat(365), fc.constantFrom(58, 59, 60, 0, 365))
  .map((day) => dateTextOf(parseDay('2024-01-01') + day).slice(5));

const datesOf = ({ dayOfRank }: Timeline, ranges: Ranges): readonly string[] => {
  const dates: string[] = [];
  for (let k = 0; k < ranges.length; k += 2)
    for (let rank = ranges[k]; rank <= ranges[k + 1]; rank++)
      dates.push(dateTextOf(dayOfRank[rank]));
  return dates;
};

/** The open days as texts, by the calendar of the platform. */
const openDatesOf = ({
  horizon,
  calendar,
}: Pick<RegistryInput, 'horizon' | 'calendar'>): readonly string[] => {
  const dates: string[] = [];
  for (let time = Date.parse(horizon.start); time <= Date.parse(horizon.end); time += 86_400_000) {
    const date = new Date(time);
    const text = date.toISOString().slice(0, 10);
    const workday =
      date.getUTCDay() >= 1 && date.getUTCDay() <= 5 && calendar?.closed?.includes(text) !== true;
    if (workday || calendar?.open?.includes(text) === true) dates.push(text);
  }
  return dates;
};

describe('the timeline', () => {
  test('numbers the open days: Monday to Friday, closed removes, open adds and wins', () => {
    fc.assert(
      fc.property(calendarArb, (input) => {
        const timeline = timelineOf(input);
        expect(Array.from(timeline.dayOfRank, dateTextOf)).toEqual(openDatesOf(input));
      }),
    );
  });

  test('knows the open days between any two days, also beyond the horizon', () => {
    fc.assert(
      fc.property(
        calendarArb,
        fc.integer({ min: -50, max: 950 }),
        fc.integer({ min: -1, max: 300 }),
        (input, from, more) => {
          const [first, last] = [dateTextOf(FIRST + from), dateTextOf(FIRST + from + more)];
          const timeline = timelineOf(input);
          const [lo, hi] = ranksBetween(timeline, FIRST + from, FIRST + from + more);
          const between = openDatesOf(input).filter((date) => first <= date && date <= last);
          expect(datesOf(timeline, lo <= hi ? [lo, hi] : [])).toEqual(between);
        },
      ),
    );
  });

  test('knows the open days outside of date ranges', () => {
    const range = fc.tuple(fc.integer({ min: -50, max: 950 }), fc.nat(200)).map(([from, more]) => ({
      from: dateTextOf(FIRST + from),
      to: dateTextOf(FIRST + from + more),
    }));
    fc.assert(
      fc.property(calendarArb, fc.array(range, { maxLength: 4 }), (input, ranges) => {
        const timeline = timelineOf(input);
        const outside = openDatesOf(input).filter(
          (date) => !ranges.some(({ from, to }) => from <= date && date <= to),
        );
        expect(datesOf(timeline, ranksOutside(timeline, ranges))).toEqual(outside);
      }),
    );
  });

  test('knows the open days in season, over the year end and on 29 February too', () => {
    const season = fc.record({ from: monthDayArb, to: monthDayArb });
    fc.assert(
      fc.property(
        calendarArb,
        fc.array(season, { minLength: 1, maxLength: 3 }),
        (input, seasons) => {
          const timeline = timelineOf(input);
          const inSeason = openDatesOf(input).filter((date) => {
            const at = date.slice(5);
            return seasons.some(({ from, to }) =>
              from <= to ? from <= at && at <= to : !(to < at && at < from),
            );
          });
          expect(datesOf(timeline, ranksInSeason(timeline, seasons))).toEqual(inSeason);
        },
      ),
      { numRuns: 200 },
    );
  });
});
