import type { Codec } from '../codec/codec';
import { struct } from '../codec/shapes';
import { id, integerFrom } from '../codec/values';

/** One of the times an item is owed: cycle 0, 1, 2, … through the horizon. */
export interface OccurrenceRef {
  readonly item: string;
  readonly cycle: number;
}

export const OccurrenceRef: Codec<OccurrenceRef> = struct<OccurrenceRef>('OccurrenceRef', {
  item: id,
  cycle: integerFrom(0),
});

/** A text for an occurrence of an enterprise; no two are the same. */
export const occurrenceKey = (enterprise: string, { item, cycle }: OccurrenceRef): string =>
  JSON.stringify([enterprise, item, cycle]);
