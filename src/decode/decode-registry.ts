import { isNonEmpty } from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { locatedError } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { toldOf } from '../codec/place';
import {
  recordDecoder as decodeRecord,
  type EnterpriseRecord,
  rowsOfRecords,
} from '../registry/enterprise-record';
import type { Frame } from '../registry/frame';
import type { Registry } from '../registry/registry';
import { decodeRegistry as decodeEntities } from '../registry/registry-codec';
import { amendmentChecks, amendmentMisfits } from './check-amendments';

/**
 * The input itself as a registry; or its errors, the first 1,000 and then their number. Errors are:
 * wrong types, unknown and missing fields, numbers out of range, dates that do not exist, unknown
 * ids, duplicate ids and assignments, domains without settings, more times than days. Where there
 * are none of these: made visits of occurrences that are not owed, and pins that contradict the
 * model or one another. Errors of single entities come first, in the order of the fields in the
 * model, then errors between entities. The input must not change afterwards.
 * O(size of the input), and O(occurrences × days) of the enterprises that made
 * visits, tasks and pins name.
 */
export const decodeRegistry = (input: unknown): E.Either<NonEmptyArray<LocatedError>, Registry> => {
  const decoded = decodeEntities(input);
  if (E.isLeft(decoded)) return decoded;
  const errors = toldOf(amendmentMisfits(decoded.right)).map(locatedError);
  return isNonEmpty(errors) ? E.left(errors) : decoded;
};

/**
 * {@link decodeRegistry} for the record of one enterprise within a frame: the record itself, or its
 * errors, at places like `done[0].lead`.
 * O(items) to prepare, then O(size of the input), and O(occurrences × days) where there
 * are made visits, tasks or pins.
 */
export const recordDecoder = (
  frame: Frame,
): ((input: unknown) => E.Either<NonEmptyArray<LocatedError>, EnterpriseRecord>) => {
  const decode = decodeRecord(frame);
  const misfitsOf = amendmentChecks(frame);
  return (input) => {
    const record = decode(input);
    if (E.isLeft(record)) return record;
    const rows = rowsOfRecords([record.right]);
    // The record's pins come first, so that their indices are right in errors.
    const pins = rows.pins.length === 0 ? [] : [...rows.pins, ...(frame.pins ?? [])];
    // Frame and record have been checked, and all references between them.
    const errors = toldOf(misfitsOf({ ...frame, ...rows, pins } as Registry)).map(locatedError);
    return isNonEmpty(errors) ? E.left(errors) : record;
  };
};
