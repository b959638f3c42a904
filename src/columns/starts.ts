/**
 * The starts of the runs of 0, 1, … count − 1 in ascending values:
 * run k is starts[k] … starts[k + 1] − 1.
 */
export const startsOf = (values: Int32Array, count: number): Int32Array => {
  const starts = new Int32Array(count + 1);
  for (const value of values) starts[value + 1]++;
  for (let k = 0; k < count; k++) starts[k + 1] += starts[k];
  return starts;
};
