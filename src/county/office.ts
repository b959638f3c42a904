import type { Criteria } from '../registry/criteria';
import type { Frequency } from '../registry/frequency';
import type { Season } from '../registry/range';

/** Whom a department's items are about: a group of enterprises, with its own frequency. */
export interface Sector {
  readonly name: string;
  readonly who: Criteria;
  /** Of the sector's first items; the others are drawn at random at low rates (双随机). */
  readonly often: Frequency;
  /** Of its first papers; absent: as often as the checks, but once a year at most. */
  readonly papers?: Frequency;
  /** How many checks, and how many papers, are owed as often as that. */
  readonly core: number;
  /** Most checks, and most papers, of the sector: few for a sector that is most of the county. */
  readonly most: number;
  readonly object?: string;
  /** Instead of the department's. */
  readonly topic?: string;
  readonly season?: readonly Season[];
}

/** A department as its items are composed: every sector is checked for every subject. */
export interface Office {
  /** Prefix of its item ids, and its own id. */
  readonly code: string;
  readonly name: string;
  readonly level: string;
  /** Share of the county's items, in parts of the sum of all. */
  readonly weight: number;
  /**
   * Minutes of inspection that it has a day for every thousand enterprises of the county: joint
   * visits of the usual 4,433 items and 32 departments take about 92 % of it in the weeks that
   * their windows leave least choice.
   */
  readonly daily: number;
  /** Share of its items that need entering the premises. */
  readonly onSite: number;
  readonly topic: string;
  /** Subjects checked on site; those that end in 抽样 by sampling. */
  readonly checks: readonly string[];
  /** Subjects checked on documents or from afar. */
  readonly papers: readonly string[];
  readonly sectors: readonly Sector[];
}

export const words = (text: string): readonly string[] => text.split(' ');

export const tag = (...values: readonly string[]): Criteria => ({ tag: values });
export const industry = (...prefixes: readonly string[]): Criteria => ({ industry: prefixes });
export const size = (...values: readonly string[]): Criteria => ({ size: values });
export const all = (...criteria: readonly Criteria[]): Criteria => ({ all: criteria });
export const not = (criteria: Criteria): Criteria => ({ not: criteria });
export const everybody: Criteria = {};

export const yearly = (times: number): Frequency => ({ times });
export const quarterly = (times: number): Frequency => ({ times, per: 'quarter' });

/** Food business by risk grade: about once a year for A up to three to four times for D. */
export const byFoodRisk: Frequency = { times: 1.5, byGrade: { A: 1, B: 1.5, C: 2.5, D: 3.5 } };

/** Times a year, taken for an enterprise without a grade. */
export const timesAYear = ({ times, per }: Frequency): number =>
  times * (per === 'quarter' ? 4 : 1);

type Extras = Partial<Omit<Sector, 'name' | 'who' | 'often'>>;

export const sector = (
  name: string,
  who: Criteria,
  often: Frequency,
  extras: Extras = {},
): Sector => ({
  name,
  who,
  often,
  core: 2,
  most: Number.POSITIVE_INFINITY,
  ...extras,
});
