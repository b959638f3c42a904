import type { Codec } from '../codec/codec';
import { misfitAt } from '../codec/place';
import { optional, struct } from '../codec/shapes';
import { atMost, id, integerFrom, text } from '../codec/values';
import { DateText } from './range';

/** The first cycle that no frequency reaches in any horizon; free for extra occurrences. */
export const FURTHER_CYCLES = 10_000;

/** The last cycle that a 32-bit column can hold. */
const LAST_CYCLE = 2 ** 31 - 1;

/**
 * 临时交办、补查、复查: an item that an enterprise is owed on days of its own. A cycle that the
 * item has anyway gets these days instead of its window. From {@link FURTHER_CYCLES} on, it is one
 * more occurrence, whether or not the item is owed otherwise.
 */
export interface Due {
  readonly enterprise: string;
  readonly item: string;
  readonly cycle: number;
  /**
   * First and last day, both inclusive. Season, past inspections and quiet days do not limit them;
   * closed and exempt days do.
   */
  readonly from: DateText;
  readonly to: DateText;
  /** A remark for people; planning ignores it. */
  readonly note?: string;
}

export const Due: Codec<Due> = struct<Due>(
  'Due',
  {
    enterprise: id,
    item: id,
    cycle: atMost(LAST_CYCLE, integerFrom(0)),
    from: DateText,
    to: DateText,
    note: optional(text),
  },
  {
    also: ({ from, to }, place) => {
      if (from > to) misfitAt(place, ['to'], `a date not before ${from}`, to);
    },
  },
);
