import type { Codec } from '../codec/codec';
import { arrayOf, struct } from '../codec/shapes';
import { id, integerFrom } from '../codec/values';
import { OccurrenceRef } from '../registry/occurrence-ref';

/** A lower bound on the visits of one enterprise, with its evidence. */
export interface Certificate {
  readonly enterprise: string;
  readonly visits: number;
  /** No valid plan gives the enterprise fewer visits. */
  readonly lowerBound: number;
  /**
   * Occurrences of which no two can share a visit; as many as the bound where
   * it needs no other evidence.
   */
  readonly witness: readonly OccurrenceRef[];
}

export const Certificate: Codec<Certificate> = struct<Certificate>('Certificate', {
  enterprise: id,
  visits: integerFrom(0),
  lowerBound: integerFrom(0),
  witness: arrayOf(OccurrenceRef),
});
