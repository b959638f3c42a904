/** Numbers values from 0 by first appearance. */
export interface ValueNumbers {
  readonly numberOf: (value: unknown) => number;
  readonly count: () => number;
}

export const valueNumbers = (): ValueNumbers => {
  const known = new Map<unknown, number>();
  return {
    numberOf: (value) => {
      const number = known.get(value) ?? known.size;
      known.set(value, number);
      return number;
    },
    count: () => known.size,
  };
};

/** The number of each row's value; equal values have equal numbers. O(rows). */
export const numbered = <A>(rows: readonly A[], of: (row: A) => unknown): Int32Array => {
  const { numberOf } = valueNumbers();
  return Int32Array.from(rows, (row) => numberOf(of(row)));
};
