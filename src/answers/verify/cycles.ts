import { civilOf, type Day, dayOf, daysInMonth } from '../../registry/day';
import type { Frequency, Per } from '../../registry/frequency';
import type { Facts } from './facts';

/** A stretch of days, both ends inclusive. */
export interface Stretch {
  readonly first: Day;
  readonly last: Day;
}

const MONTHS = { year: 12, 'half-year': 6, quarter: 3, month: 1 } as const;

/** The same day of the month, `months` later; the last day of that month where it is shorter. */
const monthsLater = (day: Day, months: number): Day => {
  const { year, month, dayOfMonth } = civilOf(day);
  const index = year * 12 + (month - 1) + months;
  const [laterYear, laterMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return dayOf(laterYear, laterMonth, Math.min(dayOfMonth, daysInMonth(laterYear, laterMonth)));
};

const unitsWithin = ({ first, last }: Stretch, per: Per): readonly Stretch[] => {
  if (per === 'horizon') return [{ first, last }];
  const units: Stretch[] = [];
  for (let j = 0; monthsLater(first, (j + 1) * MONTHS[per]) - 1 <= last; j += 1) {
    units.push({
      first: monthsLater(first, j * MONTHS[per]),
      last: monthsLater(first, (j + 1) * MONTHS[per]) - 1,
    });
  }
  return units;
};

const cyclesOfUnit = ({ first, last }: Stretch, times: number): readonly Stretch[] => {
  const length = last - first + 1;
  return Array.from({ length: times }, (_, k) => ({
    first: first + Math.floor((k * length) / times),
    last: first + Math.floor(((k + 1) * length) / times) - 1,
  }));
};

/**
 * The permanent random number u(e) of model §3, 0 ≤ u < 1: a hash of `<seed>:<enterprise>`, by
 * FNV-1a over UTF-8, then MurmurHash3's finaliser.
 */
export const permanentRandomNumber = (seed: number, enterprise: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(`${seed}:${enterprise}`))
    hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
};

/** How many times an enterprise is owed an item in each unit (model §3). */
const timesInUnits = (times: number, units: number, round: number, u: number): readonly number[] =>
  Array.from({ length: units }, (_, j) => {
    const q = round * units + j;
    return Number.isInteger(times)
      ? times
      : Math.floor(u + (q + 1) * times) - Math.floor(u + q * times);
  });

/** The cycles of a frequency, numbered 0, 1, 2, … */
export type CyclesOf = (frequency: Frequency) => readonly Stretch[];

/**
 * The cycles of frequencies for an enterprise, by its grade and permanent random number u. The same
 * `per` and counts per unit give the same array for all enterprises, so that it can serve as a key.
 */
export const cyclesWithin = ({
  first,
  last,
  policy,
}: Facts): ((grade: string | undefined, u: number) => CyclesOf) => {
  const unitsByPer = new Map<Per, readonly Stretch[]>();
  const unitsOf = (per: Per): readonly Stretch[] => {
    const units = unitsByPer.get(per) ?? unitsWithin({ first, last }, per);
    unitsByPer.set(per, units);
    return units;
  };
  const byCounts = new Map<string, readonly Stretch[]>();
  const cyclesAt = (per: Per, times: number, u: number): readonly Stretch[] => {
    const units = unitsOf(per);
    const counts = timesInUnits(times, units.length, policy.round, u);
    const key = `${per} ${counts.join(' ')}`;
    const cycles = byCounts.get(key) ?? units.flatMap((unit, j) => cyclesOfUnit(unit, counts[j]));
    byCounts.set(key, cycles);
    return cycles;
  };
  return (grade, u) => {
    const byRate = new Map<Per, Map<number, readonly Stretch[]>>();
    return ({ times, per = 'year', byGrade }) => {
      const own = grade !== undefined && byGrade !== undefined && Object.hasOwn(byGrade, grade);
      const rate = own ? byGrade[grade] : times;
      const known = byRate.get(per)?.get(rate);
      if (known !== undefined) return known;
      const cycles = cyclesAt(per, rate, u);
      byRate.set(per, (byRate.get(per) ?? new Map<number, readonly Stretch[]>()).set(rate, cycles));
      return cycles;
    };
  };
};
