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
   * Number of its allowed days with frozen ones, which decides the lead of its visit. Absent
   * where it is the number of `days`.
   */
  readonly unfrozen?: number;
  /** The reason why it cannot be served; absent where it can, visit caps aside. */
  readonly unserved?: 'no-open-day' | 'exempt' | 'quiet' | 'recognised';
  /** The item kept instead, where it is recognised. */
  readonly by?: string;
  /** The visit in which it has been served. */
  readonly done?: DoneVisit;
}
