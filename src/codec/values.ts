import { type Codec, codecOf } from './codec';
import { misfit } from './place';

/** A codec of single values: those that the predicate accepts. */
export const leaf = <A>(name: string, expected: string, accepts: (value: unknown) => value is A): Codec<A> =>
  codecOf(name, (value, place) => {
    if (!accepts(value)) misfit(place, expected, value);
  });

/** Any text, also the empty one. */
export const text: Codec<string> = leaf('Text', 'a string', (value) => typeof value === 'string');

/** A name that something goes by. */
export const id: Codec<string> = leaf(
  'Id',
  'a non-empty string',
  (value): value is string => typeof value === 'string' && value !== '',
);

export const truth: Codec<boolean> = leaf('Truth', 'true or false', (value) => typeof value === 'boolean');

/** Whatever JSON can say. */
export const anything: Codec<unknown> = codecOf('Anything', () => {});

/** Finite numbers for which the predicate holds. */
export const numberThat = (name: string, expected: string, holds: (value: number) => boolean): Codec<number> =>
  leaf(name, expected, (value): value is number => typeof value === 'number' && Number.isFinite(value) && holds(value));

export const finite: Codec<number> = numberThat('Finite', 'a number', () => true);

export const atLeast0: Codec<number> = numberThat('AtLeast0', 'a number ≥ 0', (value) => value >= 0);

/** Integers that a double tells apart. */
export const integer: Codec<number> = numberThat('Integer', 'an integer within ±(2^53 − 1)', Number.isSafeInteger);

/** Integers from a least one on. */
export const integerFrom = (least: number): Codec<number> =>
  numberThat(`IntegerFrom${least}`, `an integer ≥ ${least}`, (value) => Number.isSafeInteger(value) && value >= least);

/** A limit of at least 1, or `null` for none. */
export const limitOrNull: Codec<number | null> = leaf(
  'LimitOrNull',
  'a number ≥ 1 or null',
  (value): value is number | null => value === null || (typeof value === 'number' && value >= 1 && value < Infinity),
);

/** One of some texts. */
export const oneOf = <A extends string>(name: string, ...choices: readonly A[]): Codec<A> =>
  leaf(name, `one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`, (value): value is A =>
    choices.some((choice) => choice === value),
  );
