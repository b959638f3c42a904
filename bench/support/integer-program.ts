/** A row's coefficient of a column. */
export type Term = readonly [column: number, coefficient: number];

export interface Row {
  readonly terms: readonly Term[];
  readonly relation: '<=' | '>=';
  readonly constant: number;
}

/**
 * Minimise Σ cost × value over columns from 0 to their upper bound, whole numbers where they must
 * be, under rows of sums.
 */
export class IntegerProgram {
  readonly costs: number[] = [];
  readonly uppers: number[] = [];
  readonly whole: boolean[] = [];
  readonly rows: Row[] = [];

  /** Adds a column; gives back its index. */
  column(cost: number, upper: number, whole = true): number {
    this.uppers.push(upper);
    this.whole.push(whole);
    return this.costs.push(cost) - 1;
  }

  /** Adds a row; no column comes twice in it. */
  row(terms: readonly Term[], relation: Row['relation'], constant: number): void {
    this.rows.push({ terms, relation, constant });
  }
}
