import type { Codec } from '../codec/codec';
import { arrayOf, struct } from '../codec/shapes';
import { id, integerFrom } from '../codec/values';
import { OccurrenceRef } from '../registry/occurrence-ref';

/** Why an enterprise gets no fewer visits. */
export interface Certificate {
  readonly enterprise: string;
  readonly visits: number;
  /** No valid plan has fewer visits for it. */
  readonly lowerBound: number;
  /**
   * Occurrences no two of which can share a visit; as many as the bound where the bound rests on
   * them alone.
   */
  readonly witness: readonly OccurrenceRef[];
}

export const Certificate: Codec<Certificate> = struct<Certificate>('Certificate', {
  enterprise: id,
  visits: integerFrom(0),
  lowerBound: integerFrom(0),
  witness: arrayOf(OccurrenceRef),
});
