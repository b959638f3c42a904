import { utc } from '@date-fns/utc';
import { addDays } from 'date-fns/addDays';
import { addMonths } from 'date-fns/addMonths';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { decodeOptions } from '../codec/checked';
import type { Codec } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { optional, struct } from '../codec/shapes';
import { atMost, integerFrom } from '../codec/values';
import { dateTextOf, parseDay } from '../registry/day';
import { type DateRange, DateText } from '../registry/range';

/** The last control that ended clean. */
export interface CleanControl {
  readonly date: DateText;
  /** Months of exemption, 1 to 120; default 10. */
  readonly months?: number;
}

const CleanControl: Codec<CleanControl> = struct<CleanControl>('CleanControl', {
  date: DateText,
  months: optional(atMost(120, integerFrom(1))),
});

const MILLISECONDS_A_DAY = 86_400_000;

/**
 * 白名单: the range of an enterprise's `exempt` after a control that ended clean, from the next day
 * to the same day of the last month. Errors: at places like `options.months`.
 * O(1).
 */
export const exemptAfter = (
  control: CleanControl,
): E.Either<NonEmptyArray<LocatedError>, DateRange> =>
  pipe(
    decodeOptions(CleanControl, control),
    E.map(({ date, months = 10 }) => {
      const start = parseDay(date) * MILLISECONDS_A_DAY;
      const textOf = (day: Date): string => dateTextOf(day.getTime() / MILLISECONDS_A_DAY);
      return {
        from: textOf(addDays(start, 1, { in: utc })),
        to: textOf(addMonths(start, months, { in: utc })),
      };
    }),
  );
