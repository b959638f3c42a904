import type { Frequency } from '../registry/frequency';
import { KEY } from '../registry/policy-defaults';
import type { CyclePattern, Patterns } from './cycles';

/**
 * Obligations of one cadence have, at one enterprise, the same occurrences: as many, on the same
 * days, past inspections aside.
 */
export interface Cadence {
  readonly times: number;
  readonly byGrade: Frequency['byGrade'];
  readonly pattern: CyclePattern;
  /** Whether exempt days count. */
  readonly exemptable: boolean;
}

/** A frequency but for its unit. */
type Times = number | string;

/** Cadences by number; equal ones have one number. */
export interface Cadences {
  readonly list: readonly Cadence[];
  readonly find: (pattern: number, times: Times) => number | undefined;
  readonly numberOf: (item: number, frequency: Frequency) => number;
}

/**
 * The cadences of items, numbered as they are asked for; those in `before` keep their numbers, and
 * it does not change.
 */
export const cadencesOf = (
  { keyOf, patternOf }: Patterns,
  domains: readonly string[],
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
        list.push({ times, byGrade, pattern: patternOf(i, per), exemptable: domains[i] !== KEY }) -
        1
      );
    },
  };
};

/** How many times an obligation of this cadence is owed a unit by an enterprise of a grade. */
export const timesOf = (
  { times, byGrade }: Pick<Cadence, 'times' | 'byGrade'>,
  grade: string | undefined,
): number =>
  grade !== undefined && byGrade !== undefined && Object.hasOwn(byGrade, grade)
    ? byGrade[grade]
    : times;
