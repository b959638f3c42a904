/** A column of a row, with its coefficient. */
export type Term = readonly [column: number, coefficient: number];

export interface Row {
  readonly terms: readonly Term[];
  readonly relation: '<=' | '>=';
  readonly constant: number;
}

/**
 * An integer program: minimise Σ cost × value over columns from 0 to their upper bounds, with whole
 * values where required, under linear rows.
 */
export class IntegerProgram {
  readonly costs: number[] = [];
  readonly uppers: number[] = [];
  readonly whole: boolean[] = [];
  readonly rows: Row[] = [];

  /** Adds a column; returns its index. */
  column(cost: number, upper: number, whole = true): number {
    this.uppers.push(upper);
    this.whole.push(whole);
    return this.costs.push(cost) - 1;
  }

  /** Adds a row, in which each column occurs at most once. */
  row(terms: readonly Term[], relation: Row['relation'], constant: number): void {
    this.rows.push({ terms, relation, constant });
  }
}
