import { withRoom } from '../columns/growable';
import type { Triple } from './triples';

/** min Σ x over columns, at least 1 in every element's row and exactly 1 in some, at least 2 in every triple's, x ≥ 0. It starts with the columns of one row each. */
export interface Covering {
  /** Adds the column of a visit and returns its number; its elements are distinct. */
  readonly add: (elements: Int32Array, count: number) => number;
  /** What a column gains at these prices; below 0: it does not pay. */
  readonly gain: (column: number) => number;
  /** Pivots until no known column improves, or `pivots` are done. Returns the pivots done. */
  readonly optimise: (pivots: number) => number;
  /** Dual price of each row, elements first, as of the last pivot; below 0 only in exact rows and before the optimum. */
  readonly prices: Float64Array;
  /** Total of the shares of the columns, of which each row has at least 1. */
  readonly total: () => number;
  /** Share of each column, as many as there are. */
  readonly shares: () => Float64Array;
  /** Length of all columns together. */
  readonly length: () => number;
}

/** Less is no improvement. */
const tolerance = 1e-7;

/** Smaller pivots are zero. */
const leastPivot = 1e-7;

/** Fixed and different for neighbours, so that hardly any two rows leave at once: 1 to 1.0002. */
const demandOf = (row: number): number => 1 + 1e-4 * (1 + ((row * 0.6180339887498949) % 1));

/**
 * Primal simplex with an explicit inverse of the basis (Dantzig 1963). `exact`: 1 for elements that have exactly 1. A pivot is
 * O(rows² + length of all columns).
 */
export const coveringOf = (elements: number, exact: Uint8Array, cuts: readonly Triple[]): Covering => {
  const rows = elements + cuts.length;
  /** [place × rows + row]: inverse of the basis. */
  const inverse = new Float64Array(rows * rows);
  /** Column at each place of the basis; −1 − row: the surplus of that row. */
  const basis = new Int32Array(rows);
  const level = new Float64Array(rows);
  const prices = new Float64Array(rows).fill(1, 0, elements);
  const change = new Float64Array(rows);
  const nonzero = new Int32Array(rows);
  let start = new Int32Array(4 * rows + 1);
  let row = new Int32Array(16 * rows);
  let count = 0;

  const cutsOf: number[][] = Array.from({ length: elements }, () => []);
  cuts.forEach((cut, k) => {
    for (const i of cut) cutsOf[i].push(k);
  });
  const inside = new Uint8Array(cuts.length);
  const add: Covering['add'] = (list, length) => {
    start = withRoom(start, count + 2);
    let to = start[count];
    for (let k = 0; k < length; k++) {
      const own = cutsOf[list[k]];
      row = withRoom(row, to + 1 + own.length);
      row[to++] = list[k];
      // The first and the third of a cut count.
      for (const cut of own) if ((inside[cut]++ & 1) === 0) row[to++] = elements + cut;
    }
    for (let k = 0; k < length; k++) for (const cut of cutsOf[list[k]]) inside[cut] = 0;
    start[++count] = to;
    return count - 1;
  };
  const one = new Int32Array(1);
  for (let i = 0; i < elements; i++) {
    inverse[i * rows + i] = 1;
    level[i] = demandOf(i);
    one[0] = i;
    basis[i] = add(one, 1);
  }
  cuts.forEach((cut, k) => {
    const r = elements + k;
    inverse[r * rows + r] = -1;
    basis[r] = -1 - r;
    level[r] = -2;
    for (const i of cut) {
      inverse[r * rows + i] = 1;
      level[r] += demandOf(i);
    }
  });

  const pivot = (entering: number, gain: number): boolean => {
    for (let r = 0; r < rows; r++) {
      let sum = 0;
      if (entering < 0) sum = -inverse[r * rows - 1 - entering];
      else for (let k = start[entering]; k < start[entering + 1]; k++) sum += inverse[r * rows + row[k]];
      change[r] = Math.abs(sum) < 1e-11 ? 0 : sum;
    }
    let leaving = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let r = 0; r < rows; r++) {
      if (change[r] < leastPivot) continue;
      const ratio = level[r] / change[r];
      if (ratio < least) {
        least = ratio;
        leaving = r;
      }
    }
    if (leaving < 0) return false;
    const from = leaving * rows;
    let filled = 0;
    for (let i = 0; i < rows; i++) {
      const value = inverse[from + i];
      if (value === 0) continue;
      // What rounding leaves of a zero would fill the inverse.
      inverse[from + i] = Math.abs(value) < 1e-11 ? 0 : value / change[leaving];
      if (inverse[from + i] !== 0) nonzero[filled++] = i;
    }
    for (let r = 0; r < rows; r++) {
      const factor = change[r];
      if (factor === 0 || r === leaving) continue;
      level[r] = Math.max(0, level[r] - least * factor);
      const at = r * rows;
      for (let k = 0; k < filled; k++) inverse[at + nonzero[k]] -= factor * inverse[from + nonzero[k]];
    }
    level[leaving] = least;
    basis[leaving] = entering;
    for (let k = 0; k < filled; k++) prices[nonzero[k]] -= gain * inverse[from + nonzero[k]];
    return true;
  };

  const gainOf = (c: number): number => {
    let gain = -1;
    for (let k = start[c]; k < start[c + 1]; k++) gain += prices[row[k]];
    return gain;
  };

  const optimise: Covering['optimise'] = (pivots) => {
    let done = 0;
    for (; done < pivots; done++) {
      let entering = count;
      let most = tolerance;
      for (let c = 0; c < count; c++) {
        const gain = gainOf(c);
        if (gain > most) {
          most = gain;
          entering = c;
        }
      }
      for (let i = 0; i < rows; i++)
        if (-prices[i] > most && exact[i] !== 1) {
          most = -prices[i];
          entering = -1 - i;
        }
      if (entering === count || !pivot(entering, most)) break;
    }
    return done;
  };

  return {
    add,
    gain: gainOf,
    optimise,
    prices,
    total: () => {
      let total = 0;
      for (let r = 0; r < rows; r++) if (basis[r] >= 0) total += level[r];
      return total;
    },
    shares: () => {
      const shares = new Float64Array(count);
      for (let r = 0; r < rows; r++) if (basis[r] >= 0) shares[basis[r]] = level[r];
      return shares;
    },
    length: () => start[count],
  };
};
