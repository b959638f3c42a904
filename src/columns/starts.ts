/** Sums up the lengths of runs, run k's at k + 1, into the starts of the runs. */
export const accumulate = (starts: Int32Array): void => {
  for (let k = 1; k < starts.length; k++) starts[k] += starts[k - 1];
};

/**
 * The starts of the runs of 0, 1, … count − 1 in values once they are sorted:
 * run k is starts[k] … starts[k + 1] − 1.
 */
export const startsOf = (values: Int32Array, count: number): Int32Array => {
  const starts = new Int32Array(count + 1);
  for (const value of values) starts[value + 1]++;
  accumulate(starts);
  return starts;
};
