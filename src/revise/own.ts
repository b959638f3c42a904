import type { Found } from './ground';
import type { OwnCheck } from './own-check';
import type { Published } from './published';

/** One enterprise after a change. */
export interface Own {
  readonly e: number;
  /** Its published visits that are still to be made, and those of them that are still valid. */
  readonly published: readonly Published[];
  readonly intact: readonly Published[];
  /** Its occurrences that can be served, ascending. */
  readonly servable: readonly number[];
  /** Its visits in the plan anew. */
  readonly fresh: Found;
  readonly check: OwnCheck;
  readonly isOnSite: (members: ArrayLike<number>) => boolean;
  /** On-site visits that it may have. */
  readonly allowed: number;
}
