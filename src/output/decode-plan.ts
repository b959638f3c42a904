import type { Either } from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { decodeLocated } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { PlanDocument } from './plan-document';

/**
 * The input as a plan, or everything in it that has the wrong shape: missing and unknown fields (a
 * summary alone may carry more), wrong types, dates that are none. Whether the plan is valid for a
 * registry is another question. The plan is the input itself, unchanged. O(size of the input).
 */
export const decodePlan = (input: unknown): Either<NonEmptyArray<LocatedError>, PlanDocument> =>
  decodeLocated(PlanDocument, input);
