import type { Codec } from '../codec/codec';
import { arrayOf, optional, struct } from '../codec/shapes';
import { id, integerFrom, madeId } from '../codec/values';
import { OccurrenceRef } from '../registry/occurrence-ref';

/** A cap whose limit is used up: as many visits as that count for it. */
export interface UsedUpLimit {
  /** The id of the cap; `id/department` where each department has its own; `total`: `visitCap`. */
  readonly cap: string;
  /** The cap, or the visits that protected occurrences need (model §6). */
  readonly limit: number;
  /** Lower bound on the limit; where it is equal, the limit is proven. */
  readonly least: number;
}

/** What the caps of an enterprise cost, with lower bounds. */
export interface UnderCaps {
  /** Occurrences left out for caps. */
  readonly leftOut: number;
  /** No plan within the limits leaves out fewer. */
  readonly leastLeftOut: number;
  /** Occurrences that are checked by their fallbacks. */
  readonly byFallback: number;
  /** No plan within the limits that leaves out as few checks fewer by fallback. */
  readonly leastByFallback: number;
  /** The limits that bind, in the order of the caps. */
  readonly limits: readonly UsedUpLimit[];
}

/** A lower bound on the visits of one enterprise, with its evidence. */
export interface Certificate {
  readonly enterprise: string;
  readonly visits: number;
  /**
   * No valid plan gives the enterprise fewer visits; under caps none that leaves out as few, and
   * checks as few by fallback.
   */
  readonly lowerBound: number;
  /**
   * Occurrences of which no two can share a visit; as many as the bound where
   * it needs no other evidence.
   */
  readonly witness: readonly OccurrenceRef[];
  /** Absent where every cap allows as many visits as it counts occurrences. */
  readonly underCaps?: UnderCaps;
}

const UsedUpLimit: Codec<UsedUpLimit> = struct<UsedUpLimit>('UsedUpLimit', {
  cap: madeId,
  limit: integerFrom(0),
  least: integerFrom(0),
});

const UnderCaps: Codec<UnderCaps> = struct<UnderCaps>('UnderCaps', {
  leftOut: integerFrom(0),
  leastLeftOut: integerFrom(0),
  byFallback: integerFrom(0),
  leastByFallback: integerFrom(0),
  limits: arrayOf(UsedUpLimit),
});

export const Certificate: Codec<Certificate> = struct<Certificate>('Certificate', {
  enterprise: id,
  visits: integerFrom(0),
  lowerBound: integerFrom(0),
  witness: arrayOf(OccurrenceRef),
  underCaps: optional(UnderCaps),
});
