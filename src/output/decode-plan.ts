import type { Either } from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { decodeLocated } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { PlanDocument } from './plan-document';

/**
 * The input itself as a plan; or everything in it that has the wrong shape: missing and unknown
 * fields (only a summary may have more), wrong types, dates that do not exist. Whether the plan is
 * valid for a registry is not checked.
 * O(size of the input).
 */
export const decodePlan = (input: unknown): Either<NonEmptyArray<LocatedError>, PlanDocument> =>
  decodeLocated(PlanDocument, input);
