import loadHighs, { type Highs } from 'highs';
import type { IntegerProgram } from './integer-program';
import type { Solved } from './solve-visits';

let loading: Promise<Highs> | undefined;

/** The rows of a program as a sparse matrix. */
const matrixOf = ({ rows }: IntegerProgram) => {
  const starts = new Int32Array(rows.length + 1);
  const terms = rows.flatMap(({ terms: own }, r) => {
    starts[r + 1] = starts[r] + own.length;
    return own;
  });
  return {
    starts,
    indices: Int32Array.from(terms, ([column]) => column),
    values: Float64Array.from(terms, ([, coefficient]) => coefficient),
  };
};

/**
 * Solves an integer program with HiGHS on one thread. Costs are whole numbers, so a solution less
 * than one above the bound is optimal.
 */
export const byHighs = async (program: IntegerProgram, seconds: number): Promise<Solved> => {
  loading ??= loadHighs();
  const highs = await loading;
  const { costs, uppers, whole, rows } = program;
  const { constants, infinity } = highs;
  const model = highs.createModel();
  try {
    model.options.set('output_flag', false);
    model.options.set('time_limit', seconds);
    model.options.set('mip_rel_gap', 0);
    model.options.set('mip_abs_gap', 0.99);
    model.passModel({
      numCols: costs.length,
      numRows: rows.length,
      colCost: costs,
      colLower: costs.map(() => 0),
      colUpper: uppers,
      rowLower: rows.map(({ relation, constant }) => (relation === '>=' ? constant : -infinity)),
      rowUpper: rows.map(({ relation, constant }) => (relation === '<=' ? constant : infinity)),
      matrix: {
        format: 'csr',
        numRows: rows.length,
        numCols: costs.length,
        ...matrixOf(program),
      },
      integrality: whole.map((one) =>
        one ? constants.variableType.integer : constants.variableType.continuous,
      ),
    });
    model.run();
    const proven = model.getModelStatus() === constants.modelStatus.optimal;
    const bound = Number(model.info.get('mip_dual_bound'));
    const found = model.info.get('primal_solution_status') === constants.solutionStatus.feasible;
    return {
      proven,
      bound,
      ...(found ? { values: Float64Array.from(model.getSolution().colValue) } : {}),
    };
  } catch (failure) {
    // A module that ran out of memory cannot be used again.
    loading = undefined;
    throw failure;
  } finally {
    model.dispose();
  }
};
