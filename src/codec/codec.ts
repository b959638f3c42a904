import { isNonEmpty } from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import type { LocatedError } from './located-error';
import {
  ABSENT,
  type Key,
  type Misfit,
  misfit,
  type Place,
  pathText,
  startingPlace,
  toldOf,
  UNREADABLE,
} from './place';
import { shortJson } from './short-json';

/**
 * Looks at a value and notes in `place` everything that is wrong with it. A value without
 * a note is of the codec's type.
 */
export type Check = (value: unknown, place: Place) => void;

/**
 * A codec that checks a value without copying it: decoding returns the value itself, and every
 * error has a place. `ioTsType` makes an io-ts codec of it.
 */
export interface Codec<A> {
  readonly name: string;
  readonly check: Check;
  readonly is: (value: unknown) => value is A;
}

/**
 * The misfits that a check finds in a value, as {@link toldOf} lists them. A value that throws when
 * it is read (a getter, a revoked proxy) counts as one more misfit at the current place.
 */
export const misfitsOf = (check: Check, value: unknown): readonly Misfit[] => {
  const place = startingPlace();
  try {
    check(value, place);
  } catch {
    misfit(place, 'a value that can be read', UNREADABLE);
  }
  return toldOf(place.misfits, place.found);
};

const actualText = (value: unknown): string => {
  if (value === ABSENT) return 'nothing';
  return value === UNREADABLE ? 'an error' : shortJson(value);
};

/** A misfit in words. */
export const locatedError = ({ keys, expected, value }: Misfit): LocatedError => ({
  path: pathText(keys),
  expected,
  actual: actualText(value),
});

/** A codec with this type name and this check. */
export const codecOf = /* @__NO_SIDE_EFFECTS__ */ <A>(name: string, check: Check): Codec<A> => ({
  name,
  check,
  is: (value): value is A => misfitsOf(check, value).length === 0,
});

/**
 * The input itself, typed; or its errors in the order in which the input is read, at most 1,000 and
 * then their number ({@link toldOf}). Their paths start with `place`.
 * O(size of the input).
 */
export const decodeLocated = <A>(
  codec: Codec<A>,
  input: unknown,
  place: readonly Key[] = [],
): E.Either<NonEmptyArray<LocatedError>, A> => {
  const errors = misfitsOf(codec.check, input).map(({ keys, ...misfit }) =>
    locatedError({ ...misfit, keys: [...place, ...keys] }),
  );
  // The check has read the whole input: without misfits it is an A.
  return isNonEmpty(errors) ? E.left(errors) : E.right(input as A);
};
