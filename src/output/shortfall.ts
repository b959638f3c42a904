import type { Codec } from '../codec/codec';
import { arrayOf, optional, struct } from '../codec/shapes';
import { atLeast0, finite, id, text } from '../codec/values';

/**
 * A proof that one team has minutes above capacity in some weeks, on whatever
 * days the plan's visits are.
 */
export interface Shortfall {
  readonly department: string;
  /** The area of a squad with minutes of its own; absent: the department's own team. */
  readonly area?: string;
  /**
   * ISO weeks, for example `2026-W14`, ascending; empty where single visits
   * are too long for any week.
   */
  readonly weeks: readonly string[];
  /**
   * Minutes of the team, travel included. A visit whose days all lie in these weeks
   * counts whole. Any other visit counts only its minutes above the team's capacity in the
   * largest of the visit's weeks.
   */
  readonly needed: number;
  /** The team's capacity in these weeks, in minutes. */
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
