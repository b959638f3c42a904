/** The unit in which a frequency counts. */
export type Per = 'year' | 'half-year' | 'quarter' | 'month' | 'horizon';

/** 检查频次: how often an item is owed. */
export interface Frequency {
  /** Times per unit, ≥ 0; fractional times fall on some units only (0.5 per year: every second year). */
  readonly times: number;
  /** Defaults to `year`. */
  readonly per?: Per;
  /** Times for enterprises of a grade, instead of `times`; 0 means never. */
  readonly byGrade?: Readonly<Record<string, number>>;
}
