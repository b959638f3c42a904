import * as E from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { type Codec, decodeLocated } from './codec';
import { formatError, type LocatedError } from './located-error';
import type { Key } from './place';
import { leaf } from './values';

const OPTIONS: readonly Key[] = ['options'];

/** Options, or their errors at places like `options.searchSteps`. */
export const decodeOptions = <A>(
  codec: Codec<A>,
  options: unknown,
): E.Either<NonEmptyArray<LocatedError>, A> => decodeLocated(codec, options, OPTIONS);

/**
 * The argument `name` of a public function, the options unless another is named. A TypeError is
 * thrown where it does not pass the codec: one line per error, for example
 * `options.searchSteps: expected an integer ≥ 0, got NaN`.
 */
export const checked = <A>(codec: Codec<A>, argument: A, name: readonly Key[] = OPTIONS): A => {
  const decoded = decodeLocated(codec, argument, name);
  if (E.isRight(decoded)) return decoded.right;
  throw new TypeError(decoded.left.map(formatError).join('\n'));
};

/** A codec of functions; their parameters and results are not checked. */
export const functionOf = /* @__NO_SIDE_EFFECTS__ */ <A>(): Codec<A> =>
  leaf('Function', 'a function', (value): value is A & object => typeof value === 'function');

/** A codec of objects; their fields are not checked. */
export const objectOf = /* @__NO_SIDE_EFFECTS__ */ <A extends object>(): Codec<A> =>
  leaf('Object', 'an object', (value): value is A => typeof value === 'object' && value !== null);

/** A codec of iterables; a text is none, and elements are not checked. */
export const iterableOf = /* @__NO_SIDE_EFFECTS__ */ <A>(expected: string): Codec<Iterable<A>> =>
  leaf(
    'Iterable',
    expected,
    (value): value is Iterable<A> =>
      typeof value === 'object' && value !== null && Symbol.iterator in value,
  );

/** Lines of text: one text would be read letter by letter. */
export const textLines: Codec<Iterable<string>> = iterableOf('lines of text, such as an array');
