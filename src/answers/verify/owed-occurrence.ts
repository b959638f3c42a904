import type { Day } from '../../registry/day';
import type { DoneVisit } from '../../registry/done-visit';
import type { ItemFacts } from './item-facts';

/** An occurrence as the verifier reads it from the registry. */
export interface Owed {
  readonly item: ItemFacts;
  readonly cycle: number;
  /** Allowed days, ascending; empty where the occurrence cannot be served. */
  readonly days: readonly Day[];
  /**
   * The number of its allowed days where frozen days (up to `frozenThrough`) count too; it decides
   * the lead of its visit (model §5). Absent where no open day is frozen.
   */
  readonly unfrozen?: number;
  /** The reason why it cannot be served; absent where it can, visit caps aside. */
  readonly unserved?: 'no-open-day' | 'exempt' | 'quiet' | 'recognised';
  /** The item kept instead, where it is recognised. */
  readonly by?: string;
  /** The made visit (a row of the registry's `done`) that served it. */
  readonly done?: DoneVisit;
}
