import type { Codec } from '../codec/codec';
import { misfitAt } from '../codec/place';
import { optional, struct } from '../codec/shapes';
import { atMost, id, integerFrom, text } from '../codec/values';
import { DateText } from './range';

/** Cycles from here on are no cycles of a frequency, which has fewer in any horizon. */
export const FURTHER_CYCLES = 10_000;

/** Columns of 32 bits hold no later cycle. */
const LAST_CYCLE = 2 ** 31 - 1;

/**
 * 临时交办、补查、复查: an item that an enterprise is owed on days of its own. Where the cycle is one of the
 * item's, it has these days instead of its window; from {@link FURTHER_CYCLES} on it is one more
 * occurrence, whether or not the item is owed otherwise.
 */
export interface Due {
  readonly enterprise: string;
  readonly item: string;
  readonly cycle: number;
  /**
   * First and last day, both inclusive. Season and past inspections do not count; closed and exempt
   * days do.
   */
  readonly from: DateText;
  readonly to: DateText;
  /** For people. */
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
