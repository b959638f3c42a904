import type { Criteria } from '../registry/criteria';
import type { Frequency } from '../registry/frequency';
import type { Season } from '../registry/range';

/** A group of enterprises that a department's items apply to, with its own frequency. */
export interface Sector {
  readonly name: string;
  readonly who: Criteria;
  /**
   * Frequency of the sector's first items; the others are checked at random at low rates (双随机).
   */
  readonly often: Frequency;
  /** Frequency of its first papers; absent: as `often`, but at most once a year. */
  readonly papers?: Frequency;
  /** Number of checks, and of papers, that have these frequencies. */
  readonly core: number;
  /** Most checks, and most papers, of the sector: few for a sector that is most of the county. */
  readonly most: number;
  readonly object?: string;
  /** A topic instead of the department's. */
  readonly topic?: string;
  readonly season?: readonly Season[];
}

/** A department, described so that its items can be generated: each subject for each sector. */
export interface Office {
  /** Prefix of its item ids, and its own id. */
  readonly code: string;
  readonly name: string;
  readonly level: string;
  /** Share of the county's items, in parts of the sum of all. */
  readonly weight: number;
  /**
   * Minutes of inspection a day per thousand enterprises of the county.
   * Joint visits of the usual 4,433 items and 32 departments take about 92 % of it in the weeks
   * where windows leave least choice.
   */
  readonly daily: number;
  /** Share of its items that are checked on the premises. */
  readonly onSite: number;
  readonly topic: string;
  /** Subjects checked on site; subjects that end in 抽样 are checked by sampling. */
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

/** Times a year for an enterprise without a grade. */
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
