import type { Either } from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { type Codec, codecOf, decodeLocated } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { misfit, misfitAt, type Place } from '../codec/place';
import { arrayOf, isPlainObject, optional, struct } from '../codec/shapes';
import { id } from '../codec/values';
import { UNKNOWN_DOMAIN } from './domain-checks';
import { DoneVisit } from './done-visit';
import { Due } from './due';
import { Enterprise } from './enterprise';
import type { Frame } from './frame';
import { Frequency } from './frequency';
import { Pin } from './pin';
import { policyWithDefaults } from './policy-defaults';
import { DateText } from './range';
import type { Assignment, PastInspection, Registry } from './registry';
import { timesCheckOf } from './times-checks';

/** A row of one enterprise's record: without the enterprise, which the record names. */
type Own<Row> = Row extends unknown ? Omit<Row, 'enterprise'> : never;

/**
 * One enterprise with its assignments, history and other rows, as written. `recordDecoder` makes an
 * {@link EnterpriseRecord} of it.
 */
export interface EnterpriseRecordInput {
  readonly enterprise: Enterprise;
  readonly assignments?: readonly Own<Assignment>[];
  readonly history?: readonly Own<PastInspection>[];
  readonly done?: readonly Own<DoneVisit>[];
  readonly due?: readonly Own<Due>[];
  readonly pins?: readonly Own<Pin>[];
}

declare const decoded: unique symbol;

/**
 * A record that fits its frame: every item exists, and none is assigned twice.
 * Only `recordDecoder` makes one.
 */
export type EnterpriseRecord = EnterpriseRecordInput & { readonly [decoded]: true };

/** The sections of a registry that its records make up. */
export type RecordRows = Required<
  Pick<Registry, 'enterprises' | 'assignments' | 'history' | 'done' | 'due' | 'pins'>
>;

/** The rows of these records, as a registry lists them. O(rows). */
export const rowsOfRecords = (records: readonly EnterpriseRecordInput[]): RecordRows => {
  const all = <Row>(
    of: (record: EnterpriseRecordInput) => readonly Own<Row>[] | undefined,
  ): readonly Row[] =>
    records.flatMap((record) =>
      // The row without its enterprise, plus the enterprise, is the row.
      (of(record) ?? []).map((row) => ({ ...row, enterprise: record.enterprise.id }) as Row),
    );
  return {
    enterprises: records.map(({ enterprise }) => enterprise),
    assignments: all<Assignment>(({ assignments }) => assignments),
    history: all<PastInspection>(({ history }) => history),
    done: all<DoneVisit>(({ done }) => done),
    due: all<Due>(({ due }) => due),
    pins: all<Pin>(({ pins }) => pins),
  };
};

const checkAssignedOnce = ({ assignments = [] }: EnterpriseRecordInput, place: Place): void => {
  const assigned = new Map<string, number>();
  assignments.forEach((row, at) => {
    const first = assigned.get(row.item);
    if (first === undefined) assigned.set(row.item, at);
    else misfitAt(place, ['assignments', at], `an item not assigned by assignments[${first}]`, row);
  });
};

/** The codec of a registry's row without its enterprise. */
const ownRow = <Row extends object>(
  { name, check }: Codec<Row>,
  also: (row: Row, place: Place) => void,
) =>
  codecOf<Own<Row>>(`Own${name}`, (value, place) => {
    if (!isPlainObject(value)) return misfit(place, 'an object', value);
    if (value.enterprise !== undefined)
      return misfitAt(
        place,
        ['enterprise'],
        'no such field (the record names it)',
        value.enterprise,
      );
    const before = place.found;
    const row: unknown = { ...value, enterprise: 'its own' };
    check(row, place);
    if (place.found === before) also(row as Row, place);
  });

const recordCodec = ({ horizon, items, departments, policy }: Frame): Codec<EnterpriseRecord> => {
  const itemIds = new Set(items.map((item) => item.id));
  const departmentIds = new Set(departments.map((department) => department.id));
  const { domains } = policyWithDefaults(policy, 0);
  const checkTimes = timesCheckOf(horizon);
  const checkItem = (
    { item }: { readonly item?: string },
    place: Place,
    ...steps: readonly (string | number)[]
  ) => {
    if (item !== undefined && !itemIds.has(item))
      misfitAt(place, [...steps, 'item'], 'the id of an item', item);
  };
  const checkItems = (
    occurrences: ReadonlyArray<{ readonly item: string }>,
    place: Place,
  ): void => {
    occurrences.forEach((one, k) => {
      checkItem(one, place, 'occurrences', k);
    });
  };
  const assigned = struct<Own<Assignment>>(
    'AssignedItem',
    { item: id, frequency: optional(Frequency) },
    {
      also: (row, place) => {
        checkItem(row, place);
        if (row.frequency !== undefined) checkTimes(row.frequency, ['frequency'], place);
      },
    },
  );
  const inspected = struct<Own<PastInspection>>(
    'InspectedItem',
    { item: id, date: DateText },
    { also: checkItem },
  );
  const done = ownRow(DoneVisit, ({ lead, domain, occurrences }, place) => {
    if (!departmentIds.has(lead)) misfitAt(place, ['lead'], 'the id of a department', lead);
    if (!Object.hasOwn(domains, domain)) misfitAt(place, ['domain'], UNKNOWN_DOMAIN, domain);
    checkItems(occurrences, place);
  });
  const due = ownRow(Due, checkItem);
  const pinned = ownRow(Pin, (pin, place) => {
    if ('occurrences' in pin) checkItems(pin.occurrences, place);
    else checkItem(pin, place);
  });
  const { check } = struct<EnterpriseRecordInput>(
    'EnterpriseRecord',
    {
      enterprise: Enterprise,
      assignments: optional(arrayOf(assigned)),
      history: optional(arrayOf(inspected)),
      done: optional(arrayOf(done)),
      due: optional(arrayOf(due)),
      pins: optional(arrayOf(pinned)),
    },
    { also: checkAssignedOnce },
  );
  return codecOf('EnterpriseRecord', check);
};

/**
 * A decoder of enterprise records within a frame: it returns the record itself, or its errors,
 * worded as by `decodeRegistry`.
 * O(items) to prepare, then O(size of the input).
 */
export const recordDecoder = (
  frame: Frame,
): ((input: unknown) => Either<NonEmptyArray<LocatedError>, EnterpriseRecord>) => {
  const codec = recordCodec(frame);
  return (input) => decodeLocated(codec, input);
};
