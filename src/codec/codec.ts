import { isNonEmpty } from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import { identity } from 'fp-ts/function';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import * as t from 'io-ts';
import { formatError, type LocatedError } from './located-error';
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
 * An io-ts codec that checks a value without copying it: decoding returns the value itself,
 * encoding is the identity, and every error has a place. It composes with io-ts. The combinators
 * of `shapes.ts` compose faster.
 */
export interface Codec<A> extends t.Type<A, A, unknown> {
  readonly check: Check;
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

// io-ts writes array indices as text.
const keyOf = (text: string): Key => (/^(0|[1-9]\d{0,9})$/.test(text) ? Number(text) : text);

const validationError = (
  problem: Misfit,
  context: t.Context,
  codec: t.Decoder<unknown, unknown>,
): t.ValidationError => {
  const outer = context.map(({ key }) => key).filter((key) => key !== '');
  const value =
    problem.value === ABSENT || problem.value === UNREADABLE ? undefined : problem.value;
  return {
    value,
    context: [
      ...context,
      ...problem.keys.map((key, at) => ({
        key: String(key),
        type: codec,
        actual: at === problem.keys.length - 1 ? value : undefined,
      })),
    ],
    message: formatError(
      locatedError({ ...problem, keys: [...outer.map(keyOf), ...problem.keys] }),
    ),
  };
};

/** A codec with this type name and this check. */
export const codecOf = <A>(name: string, check: Check): Codec<A> => {
  const type: t.Type<A, A, unknown> = new t.Type<A, A, unknown>(
    name,
    (value): value is A => misfitsOf(check, value).length === 0,
    (value, context) => {
      if (type.is(value)) return t.success(value);
      return t.failures(
        misfitsOf(check, value).map((problem) => validationError(problem, context, type)),
      );
    },
    identity,
  );
  return Object.assign(type, { check });
};

/**
 * The input itself, typed; or its errors in the order in which the input is read, at most 1,000 and
 * then their number ({@link toldOf}).
 * O(size of the input).
 */
export const decodeLocated = <A>(
  codec: Codec<A>,
  input: unknown,
): E.Either<NonEmptyArray<LocatedError>, A> => {
  const errors = misfitsOf(codec.check, input).map(locatedError);
  // The check has read the whole input: without misfits it is an A.
  return isNonEmpty(errors) ? E.left(errors) : E.right(input as A);
};
