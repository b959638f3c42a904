import type { Frequency } from '../registry/frequency';
import type { CyclePattern, Patterns } from './cycles';

/**
 * A cadence: obligations with the same one have, at one enterprise, equally many occurrences on the
 * same days, past inspections aside.
 */
export interface Cadence {
  readonly times: number;
  readonly byGrade: Frequency['byGrade'];
  readonly pattern: CyclePattern;
  /** Whether exempt and quiet days are left in: its occurrences are protected. */
  readonly isProtected: boolean;
}

/** The times of a frequency, as a key: a number, or JSON where grades differ. */
type Times = number | string;

/** Cadences by number; equal cadences have one number. */
export interface Cadences {
  readonly list: readonly Cadence[];
  readonly find: (pattern: number, times: Times) => number | undefined;
  readonly numberOf: (item: number, frequency: Frequency) => number;
}

/**
 * The cadences of items, numbered as they are asked for. The cadences of `before` keep their
 * numbers; `before` does not change.
 */
export const cadencesOf = (
  { keyOf, patternOf }: Patterns,
  protectedItem: Uint8Array,
  before?: Cadences,
): Cadences => {
  const list = [...(before?.list ?? [])];
  const numbers = new Map<number, Map<Times, number>>();
  const find = (key: number, times: Times): number | undefined =>
    before?.find(key, times) ?? numbers.get(key)?.get(times);
  return {
    list,
    find,
    numberOf: (i, { times, per = 'year', byGrade }) => {
      const key = keyOf(i, per);
      const alike = byGrade === undefined ? times : JSON.stringify([times, byGrade]);
      const known = find(key, alike);
      if (known !== undefined) return known;
      const own = numbers.get(key) ?? new Map<Times, number>();
      numbers.set(key, own.set(alike, list.length));
      return (
        list.push({
          ...{ times, byGrade, pattern: patternOf(i, per) },
          isProtected: protectedItem[i] === 1,
        }) - 1
      );
    },
  };
};

/** Times per unit that an enterprise of a grade is owed an obligation of a cadence. */
export const timesOf = (
  { times, byGrade }: Pick<Cadence, 'times' | 'byGrade'>,
  grade: string | undefined,
): number =>
  grade !== undefined && byGrade !== undefined && Object.hasOwn(byGrade, grade)
    ? byGrade[grade]
    : times;
