import { isNonEmpty } from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { locatedError } from '../codec/codec';
import { toldOf } from '../codec/place';
import {
  recordDecoder as decodeRecord,
  type EnterpriseRecord,
  rowsOfRecords,
} from '../registry/enterprise-record';
import type { Frame } from '../registry/frame';
import type { Registry } from '../registry/registry';
import { decodeRegistry as decodeEntities, type RegistryError } from '../registry/registry-codec';
import { amendmentChecks, amendmentMisfits } from './check-amendments';

/**
 * The input as a registry, or what is wrong with it (the first 1,000 errors, then their number):
 * wrong types, unknown and missing fields, numbers out of range, dates that are none, references to
 * nothing, ids or assignments that come twice, domains without settings, more times than days; and,
 * once nothing of that is, past visits of what is not owed and pins that contradict the model or
 * one another. First come the errors of single entities in the order of the fields in the model,
 * then those between entities. The registry is the input itself, unchanged; it must not be changed
 * afterwards. O(size of the input), and O(occurrences × days) of the enterprises that visits, tasks
 * and pins on record name.
 */
export const decodeRegistry = (
  input: unknown,
): E.Either<NonEmptyArray<RegistryError>, Registry> => {
  const decoded = decodeEntities(input);
  if (E.isLeft(decoded)) return decoded;
  const errors = toldOf(amendmentMisfits(decoded.right)).map(locatedError);
  return isNonEmpty(errors) ? E.left(errors) : decoded;
};

/**
 * {@link decodeRegistry} of one enterprise and what is on record of it, within a frame: the input
 * itself, unchanged, or what is wrong with it, at places such as `done[0].lead`. Preparing costs
 * O(items), decoding O(size of the input), and O(occurrences × days) where there are past visits,
 * tasks or pins.
 */
export const recordDecoder = (
  frame: Frame,
): ((input: unknown) => E.Either<NonEmptyArray<RegistryError>, EnterpriseRecord>) => {
  const decode = decodeRecord(frame);
  const misfitsOf = amendmentChecks(frame);
  return (input) => {
    const record = decode(input);
    if (E.isLeft(record)) return record;
    const rows = rowsOfRecords([record.right]);
    // Pins of the record come first, so that its own are told at their places.
    const pins = rows.pins.length === 0 ? [] : [...rows.pins, ...(frame.pins ?? [])];
    // Frame and record have been checked, and so each reference between them.
    const errors = toldOf(misfitsOf({ ...frame, ...rows, pins } as Registry)).map(locatedError);
    return isNonEmpty(errors) ? E.left(errors) : record;
  };
};
