import { CpModel, CpSolver, weightedSum } from 'or-tools-wasm/cp-sat';
import type { IntegerProgram } from '../support/integer-program';
import type { Solved } from '../support/solve-visits';

/** Larger than every sum that occurs. */
const LARGE = 1_000_000;

/**
 * One worker, as for all solvers; with linear relaxations, without which it is
 * far slower on these programs.
 */
const parameters = { numSearchWorkers: 1, linearizationLevel: 2 } as const;

/**
 * Solves an integer program with OR-Tools' CP-SAT, with whole values for all columns, which is
 * right for all these programs.
 */
export const byCpSat = async (
  { costs, uppers, rows }: IntegerProgram,
  seconds: number,
): Promise<Solved> => {
  const model = new CpModel();
  const columns = uppers.map((upper) => model.newIntVar(0, upper));
  for (const { terms, relation, constant } of rows) {
    const sum = weightedSum(
      terms.map(([column]) => columns[column]),
      terms.map(([, coefficient]) => coefficient),
    );
    if (relation === '<=') model.addLinearConstraint(sum, -LARGE, constant);
    else model.addLinearConstraint(sum, constant, LARGE);
  }
  model.minimize(weightedSum(columns, costs));
  const solver = new CpSolver();
  const status = await solver.solve(model, { ...parameters, maxTimeInSeconds: seconds });
  const solution = solver.response()?.solution ?? [];
  return {
    proven: status === 'OPTIMAL',
    bound: solver.bestObjectiveBound(),
    ...(solution.length === columns.length ? { values: Float64Array.from(solution, Number) } : {}),
  };
};
