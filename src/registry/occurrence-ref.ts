import type { Codec } from '../codec/codec';
import { struct } from '../codec/shapes';
import { id, integerFrom } from '../codec/values';

/** One occurrence of an enterprise: an item and a cycle 0, 1, 2, … through the horizon. */
export interface OccurrenceRef {
  readonly item: string;
  readonly cycle: number;
}

export const OccurrenceRef: Codec<OccurrenceRef> = struct<OccurrenceRef>('OccurrenceRef', {
  item: id,
  cycle: integerFrom(0),
});

/** A text that identifies an occurrence: different occurrences have different texts. */
export const occurrenceKey = (enterprise: string, { item, cycle }: OccurrenceRef): string =>
  JSON.stringify([enterprise, item, cycle]);
