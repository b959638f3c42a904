import { dateTextOf, parseDay } from '../registry/day';
import type { DateText } from '../registry/range';
import type { Calendar, Horizon } from '../registry/registry';

/**
 * Days of a year, ascending: `MM-DD` or `MM-DD..MM-DD` (both ends inclusive), separated by blanks.
 */
type YearDays = string;

interface NamedDays {
  /** Holidays as the notice counts them, so weekends may be among them. */
  readonly off: YearDays;
  /** Weekend days worked for them (调休). */
  readonly on: YearDays;
}

/**
 * The State Council's yearly notices (国务院办公厅关于部分节假日安排的通知). The last days of a
 * year that the next year's notice names are listed under their own year. Where a notice changes an
 * earlier one, the later one is listed.
 */
export const chinaDays: Readonly<Partial<Record<number, NamedDays>>> = {
  2004: {
    off: '01-01 01-22..01-28 05-01..05-07 10-01..10-07',
    on: '01-17 01-18 05-08 05-09 10-09 10-10',
  },
  // 31 December by the notice for 2006.
  2005: {
    off: '01-01..01-03 02-09..02-15 05-01..05-07 10-01..10-07',
    on: '02-05 02-06 04-30 05-08 10-08 10-09 12-31',
  },
  // 30 and 31 December by the notice for 2007.
  2006: {
    off: '01-01..01-03 01-29..02-04 05-01..05-07 10-01..10-07',
    on: '01-28 02-05 04-29 04-30 09-30 10-08 12-30 12-31',
  },
  // 29 to 31 December by the notice for 2008.
  2007: {
    off: '01-01..01-03 02-18..02-24 05-01..05-07 10-01..10-07 12-30..12-31',
    on: '02-17 02-25 04-28 04-29 09-29 09-30 12-29',
  },
  2008: {
    off: '01-01 02-06..02-12 04-04..04-06 05-01..05-03 06-07..06-09 09-13..09-15 09-29..10-05',
    on: '02-02 02-03 05-04 09-27 09-28',
  },
  2009: {
    off: '01-01..01-03 01-25..01-31 04-04..04-06 05-01..05-03 05-28..05-30 10-01..10-08',
    on: '01-04 01-24 02-01 05-31 09-27 10-10',
  },
  2010: {
    off: '01-01..01-03 02-13..02-19 04-03..04-05 05-01..05-03 06-14..06-16 09-22..09-24 10-01..10-07',
    on: '02-20 02-21 06-12 06-13 09-19 09-25 09-26 10-09',
  },
  // 31 December by the notice for 2012.
  2011: {
    off: '01-01..01-03 02-02..02-08 04-03..04-05 04-30..05-02 06-04..06-06 09-10..09-12 10-01..10-07',
    on: '01-30 02-12 04-02 10-08 10-09 12-31',
  },
  2012: {
    off: '01-01..01-03 01-22..01-28 04-02..04-04 04-29..05-01 06-22..06-24 09-30..10-07',
    on: '01-21 01-29 03-31 04-01 04-28 09-29',
  },
  2013: {
    off: '01-01..01-03 02-09..02-15 04-04..04-06 04-29..05-01 06-10..06-12 09-19..09-21 10-01..10-07',
    on: '01-05 01-06 02-16 02-17 04-07 04-27 04-28 06-08 06-09 09-22 09-29 10-12',
  },
  2014: {
    off: '01-01 01-31..02-06 04-05 04-07 05-01..05-03 06-02 09-08 10-01..10-07',
    on: '01-26 02-08 05-04 09-28 10-11',
  },
  // 3 to 6 September by the notice for the 70th anniversary of victory.
  2015: {
    off: '01-01..01-03 02-18..02-24 04-05..04-06 05-01 06-20 06-22 09-03..09-05 09-27 10-01..10-07',
    on: '01-04 02-15 02-28 09-06 10-10',
  },
  2016: {
    off: '01-01 02-07..02-13 04-04 05-01..05-02 06-09..06-11 09-15..09-17 10-01..10-07',
    on: '02-06 02-14 06-12 09-18 10-08 10-09',
  },
  2017: {
    off: '01-01..01-02 01-27..02-02 04-02..04-04 05-01 05-28..05-30 10-01..10-08',
    on: '01-22 02-04 04-01 05-27 09-30',
  },
  // 29 to 31 December by the notice for 2019.
  2018: {
    off: '01-01 02-15..02-21 04-05..04-07 04-29..05-01 06-18 09-24 10-01..10-07 12-30..12-31',
    on: '02-11 02-24 04-08 04-28 09-29 09-30 12-29',
  },
  // May as changed by the notice of March.
  2019: {
    off: '01-01 02-04..02-10 04-05 05-01..05-04 06-07 09-13 10-01..10-07',
    on: '02-02 02-03 04-28 05-05 09-29 10-12',
  },
  // The Spring Festival as extended in January to 2 February.
  2020: {
    off: '01-01 01-24..02-02 04-04..04-06 05-01..05-05 06-25..06-27 10-01..10-08',
    on: '01-19 04-26 05-09 06-28 09-27 10-10',
  },
  2021: {
    off: '01-01..01-03 02-11..02-17 04-03..04-05 05-01..05-05 06-12..06-14 09-19..09-21 10-01..10-07',
    on: '02-07 02-20 04-25 05-08 09-18 09-26 10-09',
  },
  // 31 December by the notice for 2023.
  2022: {
    off: '01-01..01-03 01-31..02-06 04-03..04-05 04-30..05-04 06-03..06-05 09-10..09-12 10-01..10-07 12-31',
    on: '01-29 01-30 04-02 04-24 05-07 10-08 10-09',
  },
  2023: {
    off: '01-01..01-02 01-21..01-27 04-05 04-29..05-03 06-22..06-24 09-29..10-06',
    on: '01-28 01-29 04-23 05-06 06-25 10-07 10-08',
  },
  2024: {
    off: '01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07',
    on: '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
  },
  2025: {
    off: '01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08',
    on: '01-26 02-08 04-27 09-28 10-11',
  },
  // Without the notice for 2027, which may name last days of 2026.
  2026: {
    off: '01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07',
    on: '01-04 02-14 02-28 05-09 09-20 10-10',
  },
};

const daysOf = (year: number, days: YearDays): readonly DateText[] =>
  days.split(' ').flatMap((part) => {
    const [from, to = from] = part.split('..').map((monthDay) => parseDay(`${year}-${monthDay}`));
    return Array.from({ length: to - from + 1 }, (_, i) => dateTextOf(from + i));
  });

/**
 * The table's days within a horizon, ascending; years that the table lacks have none.
 * O(years + days named in them).
 */
export const calendarFrom = ({ start, end }: Horizon): Required<Calendar> => {
  const closed: DateText[] = [];
  const open: DateText[] = [];
  const isWithin = (date: DateText): boolean => start <= date && date <= end;
  for (let year = Number(start.slice(0, 4)); year <= Number(end.slice(0, 4)); year++) {
    const days = chinaDays[year];
    if (days === undefined) continue;
    closed.push(...daysOf(year, days.off).filter(isWithin));
    open.push(...daysOf(year, days.on).filter(isWithin));
  }
  return { closed, open };
};
