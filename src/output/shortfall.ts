import type { Codec } from '../codec/codec';
import { arrayOf, optional, struct } from '../codec/shapes';
import { atLeast0, finite, id, text } from '../codec/values';

/**
 * Why some minutes above capacity cannot be avoided, whatever days the visits of a plan are on: one
 * team in some weeks.
 */
export interface Shortfall {
  readonly department: string;
  /** Of a squad that has its own minutes for the area. */
  readonly area?: string;
  /**
   * ISO weeks, such as `2026-W14`, ascending; none where single visits are too long for any week.
   */
  readonly weeks: readonly string[];
  /**
   * Minutes of the team, with travel, in visits that may be in no other weeks, each counted up to
   * what the team has in the longest of its weeks; and, of all visits, what is above that.
   */
  readonly needed: number;
  /** Minutes that the team has in these weeks. */
  readonly available: number;
  /** needed − available, above 0. */
  readonly short: number;
}

export const Shortfall: Codec<Shortfall> = struct<Shortfall>('Shortfall', {
  department: id,
  area: optional(text),
  weeks: arrayOf(text),
  needed: finite,
  available: atLeast0,
  short: finite,
});
