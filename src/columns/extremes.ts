/**
 * The smallest number; ∞ where there are none. `Math.min(...values)` fails
 * from some 100,000 values on.
 */
export const smallestOf = (values: Iterable<number>): number => {
  let smallest = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < smallest) smallest = value;
  return smallest;
};

/** The largest number; −∞ where there are none. */
export const largestOf = (values: Iterable<number>): number => {
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > largest) largest = value;
  return largest;
};
