import { shortJson } from './short-json';

/** A step from a value into one of its parts: a field name or an array index. */
export type Key = string | number;

/** One error in an input, before it is put into words. */
export interface Misfit {
  readonly keys: readonly Key[];
  readonly expected: string;
  /**
   * The actual value; {@link ABSENT} where there is none, {@link UNREADABLE}
   * where reading it failed.
   */
  readonly value: unknown;
}

/** Stands for a missing value; it differs from every value that an input can hold. */
export const ABSENT: unique symbol = Symbol('absent');

/** Stands for a value that throws when it is read. */
export const UNREADABLE: unique symbol = Symbol('unreadable');

/**
 * Most misfits that are listed of one input. Nobody reads more, and their texts could
 * take more memory than the input.
 */
export const MOST_MISFITS = 1000;

/**
 * The current part of the input during a check, and the misfits so far. There is one per decoding;
 * entering a part allocates nothing.
 */
export interface Place {
  /** Steps from the input to the current part; only the first `depth` are in use. */
  readonly keys: Key[];
  depth: number;
  /** The first {@link MOST_MISFITS} misfits. */
  readonly misfits: Misfit[];
  /** Number of misfits, listed or not. */
  found: number;
}

export const startingPlace = (): Place => ({ keys: [], depth: 0, misfits: [], found: 0 });

/** Notes a misfit at the part that `steps` lead to from the current part. */
export const misfitAt = (
  place: Place,
  steps: readonly Key[],
  expected: string,
  value: unknown,
): void => {
  if (place.found++ >= MOST_MISFITS) return;
  place.misfits.push({ keys: [...place.keys.slice(0, place.depth), ...steps], expected, value });
};

/** Notes a misfit at the current part. */
export const misfit = (place: Place, expected: string, value: unknown): void =>
  misfitAt(place, [], expected, value);

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]{0,59}$/u;

/**
 * The misfits; where `found` is more than {@link MOST_MISFITS}, only the first of them and then
 * one misfit with their number.
 */
export const toldOf = (
  misfits: readonly Misfit[],
  found: number = misfits.length,
): readonly Misfit[] => {
  if (found <= MOST_MISFITS) return misfits;
  const expected = `at most ${MOST_MISFITS} errors (no others are told)`;
  return [...misfits.slice(0, MOST_MISFITS), { keys: [], expected, value: found }];
};

/**
 * The keys as a path: `items[12].minutes`. A key that is no identifier appears as
 * `["odd key"]`, cut where it is long.
 */
export const pathText = (keys: readonly Key[]): string =>
  keys
    .map((key, at) =>
      typeof key === 'string' && IDENTIFIER.test(key)
        ? at === 0
          ? key
          : `.${key}`
        : `[${shortJson(key)}]`,
    )
    .join('');
