import { type Codec, codecOf } from './codec';
import { misfit } from './place';
import { MOST_CHARACTERS } from './text-length';

/** A codec of the values that the predicate accepts. */
export const leaf = /* @__NO_SIDE_EFFECTS__ */ <A>(
  name: string,
  expected: string,
  accepts: (value: unknown) => value is A,
): Codec<A> =>
  codecOf(name, (value, place) => {
    if (!accepts(value)) misfit(place, expected, value);
  });

/**
 * Most UTF-16 code units of a text that is composed of several others,
 * for example the id of a visit.
 */
const MOST_MADE_CHARACTERS = 20_000_000;

const textUpTo = /* @__NO_SIDE_EFFECTS__ */ (
  most: number,
  name: string,
  expected: string,
  accepts: (value: string) => boolean,
): Codec<string> =>
  codecOf(name, (value, place) => {
    if (typeof value !== 'string' || !accepts(value)) misfit(place, expected, value);
    else if (value.length > most) misfit(place, `at most ${most} characters`, value);
  });

/** Any text, the empty one included. */
export const text: Codec<string> = textUpTo(MOST_CHARACTERS, 'Text', 'a string', () => true);

/** A non-empty text that identifies an entity. */
export const id: Codec<string> = textUpTo(
  MOST_CHARACTERS,
  'Id',
  'a non-empty string',
  (value) => value !== '',
);

/** An id composed of other ids, hence longer. */
export const madeId: Codec<string> = textUpTo(
  MOST_MADE_CHARACTERS,
  'MadeId',
  'a non-empty string',
  (value) => value !== '',
);

export const truth: Codec<boolean> = leaf(
  'Truth',
  'true or false',
  (value) => typeof value === 'boolean',
);

/** Any value. */
export const anything: Codec<unknown> = codecOf('Anything', () => {});

/** A codec of the finite numbers that the predicate accepts. */
export const numberThat = /* @__NO_SIDE_EFFECTS__ */ (
  name: string,
  expected: string,
  holds: (value: number) => boolean,
): Codec<number> =>
  leaf(
    name,
    expected,
    (value): value is number => typeof value === 'number' && Number.isFinite(value) && holds(value),
  );

export const finite: Codec<number> = numberThat('Finite', 'a number', () => true);

export const atLeast0: Codec<number> = numberThat(
  'AtLeast0',
  'a number ≥ 0',
  (value) => value >= 0,
);

/** Integers that a double represents exactly. */
export const integer: Codec<number> = numberThat(
  'Integer',
  'an integer within ±(2^53 − 1)',
  Number.isSafeInteger,
);

/** Integers ≥ `least`. */
export const integerFrom = /* @__NO_SIDE_EFFECTS__ */ (least: number): Codec<number> =>
  numberThat(
    `IntegerFrom${least}`,
    `an integer ≥ ${least}`,
    (value) => Number.isSafeInteger(value) && value >= least,
  );

/** A number of things. */
export const count: Codec<number> = integerFrom(0);

/** The numbers of a codec that are ≤ `most`. */
export const atMost = /* @__NO_SIDE_EFFECTS__ */ (
  most: number,
  { name, check }: Codec<number>,
): Codec<number> =>
  codecOf(`${name}AtMost${most}`, (value, place) => {
    const before = place.found;
    check(value, place);
    if (place.found === before && Number(value) > most) misfit(place, `at most ${most}`, value);
  });

/**
 * Most minutes of one check or one journey, some two years. Their sums stay
 * finite, and sums of integers exact.
 */
export const MOST_MINUTES = 1_000_000;

/**
 * Largest limit on minutes (capacity of a day, length of a visit) and
 * largest ratio of two durations.
 */
export const MOST_LIMIT = 1_000_000_000;

const LEAST_CAPACITY = 0.001;

/** Minutes of capacity a day: 0, or at least 0.001, so that (load / capacity)² stays finite. */
export const dailyCapacity: Codec<number> = codecOf('DailyCapacity', (value, place) => {
  if (typeof value === 'number' && value > 0 && value < LEAST_CAPACITY)
    misfit(place, `0 or at least ${LEAST_CAPACITY}`, value);
  else atMost(MOST_LIMIT, atLeast0).check(value, place);
});

/** A limit of at least 1, or `null` for none. */
export const limitOrNull: Codec<number | null> = codecOf('LimitOrNull', (value, place) => {
  if (value === null) return;
  if (typeof value !== 'number' || !(value >= 1 && value < Infinity))
    misfit(place, 'a number ≥ 1 or null', value);
  else if (value > MOST_LIMIT) misfit(place, `at most ${MOST_LIMIT}, or null`, value);
});

/** A codec of these texts. */
export const oneOf = /* @__NO_SIDE_EFFECTS__ */ <A extends string>(
  name: string,
  ...choices: readonly A[]
): Codec<A> =>
  leaf(
    name,
    `one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`,
    (value): value is A => choices.some((choice) => choice === value),
  );
