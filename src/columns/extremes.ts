/**
 * The smallest of any number of numbers; ∞ of none. `Math.min(...values)` fails from some 100,000
 * on.
 */
export const smallestOf = (values: Iterable<number>): number => {
  let smallest = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < smallest) smallest = value;
  return smallest;
};

/** The largest of any number of numbers; −∞ of none. */
export const largestOf = (values: Iterable<number>): number => {
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > largest) largest = value;
  return largest;
};
