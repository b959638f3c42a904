import type { Codec } from '../codec/codec';
import { optional, recordOf, struct } from '../codec/shapes';
import { atLeast0, oneOf } from '../codec/values';

/** The unit of time that a frequency counts in. */
export type Per = 'year' | 'half-year' | 'quarter' | 'month' | 'horizon';

/** 检查频次: how often an item is owed. */
export interface Frequency {
  /**
   * Times per unit, ≥ 0. A fractional number falls on some units only:
   * 0.5 per year is every second year.
   */
  readonly times: number;
  /** Defaults to `year`. */
  readonly per?: Per;
  /** Times for enterprises of a grade, instead of `times`; 0 means never. */
  readonly byGrade?: Readonly<Record<string, number>>;
}

export const Per: Codec<Per> = oneOf<Per>(
  'Per',
  'year',
  'half-year',
  'quarter',
  'month',
  'horizon',
);

export const Frequency: Codec<Frequency> = struct<Frequency>('Frequency', {
  times: atLeast0,
  per: optional(Per),
  byGrade: optional(recordOf(atLeast0)),
});
