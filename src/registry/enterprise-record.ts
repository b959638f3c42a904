import type { Either } from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { type Codec, codecOf, decodeLocated } from '../codec/codec';
import { misfitAt, type Place } from '../codec/place';
import { arrayOf, optional, struct } from '../codec/shapes';
import { id } from '../codec/values';
import type { RegistryError } from './decode-registry';
import { Enterprise } from './enterprise';
import type { Frame } from './frame';
import { Frequency } from './frequency';
import { DateText } from './range';
import type { Assignment, PastInspection } from './registry';
import { timesCheckOf } from './times-checks';

type AssignedItem = Omit<Assignment, 'enterprise'>;
type InspectedItem = Omit<PastInspection, 'enterprise'>;

/** One enterprise and all that is on record of it, as it is written. `recordDecoder` makes an {@link EnterpriseRecord} of it. */
export interface EnterpriseRecordInput {
  readonly enterprise: Enterprise;
  readonly assignments?: readonly AssignedItem[];
  readonly history?: readonly InspectedItem[];
}

declare const decoded: unique symbol;

/** A record that fits its frame: every item exists, none is assigned twice. Only `recordDecoder` makes one. */
export type EnterpriseRecord = EnterpriseRecordInput & { readonly [decoded]: true };

const checkAssignedOnce = ({ assignments = [] }: EnterpriseRecordInput, place: Place): void => {
  const assigned = new Map<string, number>();
  assignments.forEach((row, at) => {
    const first = assigned.get(row.item);
    if (first === undefined) assigned.set(row.item, at);
    else misfitAt(place, ['assignments', at], `an item not assigned by assignments[${first}]`, row);
  });
};

const recordCodec = ({ horizon, items }: Frame): Codec<EnterpriseRecord> => {
  const itemIds = new Set(items.map((item) => item.id));
  const checkTimes = timesCheckOf(horizon);
  const checkItem = ({ item }: InspectedItem | AssignedItem, place: Place): void => {
    if (!itemIds.has(item)) misfitAt(place, ['item'], 'the id of an item', item);
  };
  const assigned = struct<AssignedItem>(
    'AssignedItem',
    { item: id, frequency: optional(Frequency) },
    {
      also: (row, place) => {
        checkItem(row, place);
        if (row.frequency !== undefined) checkTimes(row.frequency, ['frequency'], place);
      },
    },
  );
  const inspected = struct<InspectedItem>('InspectedItem', { item: id, date: DateText }, { also: checkItem });
  const { check } = struct<EnterpriseRecordInput>(
    'EnterpriseRecord',
    { enterprise: Enterprise, assignments: optional(arrayOf(assigned)), history: optional(arrayOf(inspected)) },
    { also: checkAssignedOnce },
  );
  return codecOf('EnterpriseRecord', check);
};

/**
 * Decodes one enterprise with its assignments and history within a frame: the input itself, unchanged, or everything that is
 * wrong with it, as `decodeRegistry` says it. Preparing costs O(items), decoding O(size of the input).
 */
export const recordDecoder = (
  frame: Frame,
): ((input: unknown) => Either<NonEmptyArray<RegistryError>, EnterpriseRecord>) => {
  const codec = recordCodec(frame);
  return (input) => decodeLocated(codec, input);
};
