import loadHighs from 'highs';

/** Coefficient × variable. */
export type Term = readonly [coefficient: number, variable: string];

/** The terms with each variable once, as the LP format requires. */
const addedUp = (terms: readonly Term[]): readonly Term[] => {
  const sums = new Map<string, number>();
  for (const [coefficient, variable] of terms)
    sums.set(variable, (sums.get(variable) ?? 0) + coefficient);
  return [...sums].map(([variable, coefficient]): Term => [coefficient, variable]);
};

const sumText = (terms: readonly Term[]): string =>
  addedUp(terms)
    .map(
      ([coefficient, variable]) =>
        `${coefficient < 0 ? '-' : '+'} ${Math.abs(coefficient)} ${variable}`,
    )
    .join('\n ');

/** A program of 0s and 1s: minimise a sum of variables under rows of sums. */
export class Program {
  readonly #rows: string[] = [];
  readonly #binaries = new Set<string>();

  /** Declares a variable; returns its name. */
  binary(name: string): string {
    this.#binaries.add(name);
    return name;
  }

  row(terms: readonly Term[], relation: '<=' | '>=' | '=', constant: number): void {
    this.#rows.push(`r${this.#rows.length}: ${sumText(terms)} ${relation} ${constant}`);
  }

  /** Adds the row one ≤ other. */
  implies(one: string, other: string): void {
    const terms: readonly Term[] = [
      [1, one],
      [-1, other],
    ];
    this.row(terms, '<=', 0);
  }

  /** The program in CPLEX's LP format. */
  text(objective: readonly Term[]): string {
    const [rows, binaries] = [this.#rows.join('\n '), [...this.#binaries].join('\n ')];
    return `Minimize\n obj: ${sumText(objective)}\nSubject To\n ${rows}\nBinary\n ${binaries}\nEnd\n`;
  }
}

let highs: ReturnType<typeof loadHighs> | undefined;

/** The variables that are 1 in an optimum of the program, found and proven by HiGHS. */
export const chosenIn = async (program: string): Promise<readonly string[]> => {
  highs ??= loadHighs();
  // Objectives are whole numbers, so a value within 0.5 of the bound is optimal.
  const solution = (await highs).solve(program, { mip_rel_gap: 0, mip_abs_gap: 0.5 });
  if (solution.Status !== 'Optimal') throw new Error(`HiGHS says ${solution.Status}`);
  return Object.entries(solution.Columns).flatMap(([name, { Primal }]) =>
    Primal > 0.5 ? [name] : [],
  );
};
