/**
 * Where the runs of 0, 1, … count − 1 begin in ascending values, and last where they end: run k is
 * from starts[k] to before starts[k + 1].
 */
export const startsOf = (values: Int32Array, count: number): Int32Array => {
  const starts = new Int32Array(count + 1);
  for (const value of values) starts[value + 1]++;
  for (let k = 0; k < count; k++) starts[k + 1] += starts[k];
  return starts;
};
