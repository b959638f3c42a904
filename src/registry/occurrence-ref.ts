import { type Codec, codecOf } from '../codec/codec';
import { misfit } from '../codec/place';
import { optional, struct } from '../codec/shapes';
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

/** An occurrence of a visit. */
export interface ServedOccurrence extends OccurrenceRef {
  /** 非现场替代: it is checked by its item's fallback. */
  readonly fallback?: true;
}

export const ServedOccurrence: Codec<ServedOccurrence> = struct<ServedOccurrence>(
  'ServedOccurrence',
  {
    item: id,
    cycle: integerFrom(0),
    fallback: optional(
      codecOf<true>('true', (value, place) => {
        if (value !== true) misfit(place, 'true', value);
      }),
    ),
  },
);

/** A text that identifies an occurrence: different occurrences have different texts. */
export const occurrenceKey = (enterprise: string, { item, cycle }: OccurrenceRef): string =>
  JSON.stringify([enterprise, item, cycle]);
