/** A smaller pivot counts as zero. */
const leastPivot = 1e-7;

/** Whether a value is a zero with rounding noise, which would fill up the inverse. */
const isZero = (value: number): boolean => Math.abs(value) < 1e-11;

/**
 * Writes the entering variable's column in the basis: inverse × its coefficients, which are `sign`
 * for each of the rows list[from … to − 1].
 * O(rows × length of the list).
 */
export const columnInto = (
  inverse: Float64Array,
  rows: number,
  list: Int32Array,
  from: number,
  to: number,
  sign: number,
  change: Float64Array,
): void => {
  for (let r = 0, at = 0; r < rows; r++, at += rows) {
    let sum = 0;
    for (let k = from; k < to; k++) sum += inverse[at + list[k]];
    change[r] = isZero(sum) ? 0 : sign * sum;
  }
};

/**
 * Ratio test: the basis place whose level first falls to 0 as the entering
 * variable grows; −1 for none.
 * O(rows).
 */
export const leavingPlace = (level: Float64Array, change: Float64Array, rows: number): number => {
  let leaving = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let r = 0; r < rows; r++) {
    if (change[r] < leastPivot) continue;
    const ratio = level[r] / change[r];
    if (ratio >= least) continue;
    least = ratio;
    leaving = r;
  }
  return leaving;
};

/**
 * Divides the leaving row of the inverse by the pivot; lists its nonzero
 * columns and returns their number.
 * O(rows).
 */
export const dividedRow = (
  inverse: Float64Array,
  rows: number,
  leaving: number,
  pivot: number,
  nonzero: Int32Array,
): number => {
  const from = leaving * rows;
  let filled = 0;
  for (let i = 0; i < rows; i++) {
    const value = inverse[from + i];
    if (value === 0) continue;
    inverse[from + i] = isZero(value) ? 0 : value / pivot;
    if (inverse[from + i] !== 0) nonzero[filled++] = i;
  }
  return filled;
};

/**
 * Eliminates the entering variable from all other rows of the inverse, and lowers their levels by
 * `ratio`; returns the number of rows changed.
 * O(rows that change × filled).
 */
export const eliminate = (
  inverse: Float64Array,
  rows: number,
  leaving: number,
  change: Float64Array,
  nonzero: Int32Array,
  filled: number,
  level: Float64Array,
  ratio: number,
): number => {
  const from = leaving * rows;
  let touched = 0;
  for (let r = 0, at = 0; r < rows; r++, at += rows) {
    const factor = change[r];
    if (factor === 0 || r === leaving) continue;
    touched++;
    level[r] = Math.max(0, level[r] - ratio * factor);
    for (let k = 0; k < filled; k++) {
      const i = nonzero[k];
      inverse[at + i] -= factor * inverse[from + i];
    }
  }
  return touched;
};
