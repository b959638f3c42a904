import type { Codec } from '../codec/codec';
import { misfitAt } from '../codec/place';
import { struct } from '../codec/shapes';
import { atMost, integerFrom, leaf } from '../codec/values';
import { parseDay } from './day';

/** A calendar date as `YYYY-MM-DD`. */
export type DateText = string;

/** Consecutive days, both ends inclusive. */
export interface DateRange {
  readonly from: DateText;
  readonly to: DateText;
}

/**
 * A part of every year, from one `MM-DD` to another, both inclusive. It wraps the year end
 * when `from` is later than `to`.
 */
export interface Season {
  readonly from: string;
  readonly to: string;
}

/**
 * A part of every month from one day of it to another, both inclusive, 1 to 31; it wraps the end of
 * the month when `from` is later than `to`.
 */
export interface MonthDays {
  readonly from: number;
  readonly to: number;
}

export const DateText: Codec<DateText> = leaf(
  'DateText',
  'a date (YYYY-MM-DD)',
  (value): value is DateText => typeof value === 'string' && !Number.isNaN(parseDay(value)),
);

export const DateRange: Codec<DateRange> = struct<DateRange>(
  'DateRange',
  { from: DateText, to: DateText },
  {
    // ISO dates of one length compare as texts in the order of their days.
    also: ({ from, to }, place) => {
      if (from > to) misfitAt(place, ['to'], `a date not before ${from}`, to);
    },
  },
);

// 2024 is a leap year, so 02-29 counts as a day.
const isMonthDay = (value: unknown): value is string =>
  typeof value === 'string' && value.length === 5 && !Number.isNaN(parseDay(`2024-${value}`));

const MonthDay: Codec<string> = leaf('MonthDay', 'a day of the year (MM-DD)', isMonthDay);

export const Season: Codec<Season> = struct<Season>('Season', { from: MonthDay, to: MonthDay });

const DayOfMonth = atMost(31, integerFrom(1));

export const MonthDays: Codec<MonthDays> = struct<MonthDays>('MonthDays', {
  from: DayOfMonth,
  to: DayOfMonth,
});
