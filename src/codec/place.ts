import { shortJson } from './short-json';

/** A step from a value into one of its parts: a field's name or an element's index. */
export type Key = string | number;

/** One thing wrong with an input, before it is put into words. */
export interface Misfit {
  readonly keys: readonly Key[];
  readonly expected: string;
  /** What came; {@link ABSENT} where nothing did, {@link UNREADABLE} where reading failed. */
  readonly value: unknown;
}

/** Stands for a value that is not there, as distinct from every value that could be. */
export const ABSENT: unique symbol = Symbol('absent');

/** Stands for a value that throws when it is read. */
export const UNREADABLE: unique symbol = Symbol('unreadable');

/**
 * So many misfits are told of an input: nobody reads more, and their texts could take more memory
 * than the input.
 */
export const MOST_MISFITS = 1000;

/**
 * Where a check is within its input, and what it has found so far. One is made per decoding;
 * entering a part allocates nothing.
 */
export interface Place {
  /** Steps from the input to the current part; only the first `depth` count. */
  readonly keys: Key[];
  depth: number;
  /** The first {@link MOST_MISFITS}. */
  readonly misfits: Misfit[];
  /** How many there are. */
  found: number;
}

export const startingPlace = (): Place => ({ keys: [], depth: 0, misfits: [], found: 0 });

/** Notes that what some steps further lead to is not what was expected. */
export const misfitAt = (
  place: Place,
  steps: readonly Key[],
  expected: string,
  value: unknown,
): void => {
  if (place.found++ >= MOST_MISFITS) return;
  place.misfits.push({ keys: [...place.keys.slice(0, place.depth), ...steps], expected, value });
};

/** Notes that the current part is not what was expected. */
export const misfit = (place: Place, expected: string, value: unknown): void =>
  misfitAt(place, [], expected, value);

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]{0,59}$/u;

/** The misfits, and last how many there are where that is more than are told. */
export const toldOf = (
  misfits: readonly Misfit[],
  found: number = misfits.length,
): readonly Misfit[] => {
  if (found <= MOST_MISFITS) return misfits;
  const expected = `at most ${MOST_MISFITS} errors (no others are told)`;
  return [...misfits.slice(0, MOST_MISFITS), { keys: [], expected, value: found }];
};

/** `items[12].minutes`; keys that are no identifiers appear as `["odd key"]`, long ones cut. */
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
