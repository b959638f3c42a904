/** An Int32Array that grows by doubling. */
export interface Int32Column {
  readonly push: (value: number) => void;
  readonly length: () => number;
  /** What was pushed, in order; shares memory with the column. */
  readonly values: () => Int32Array;
}

export const int32Column = (capacity = 1024): Int32Column => {
  let values = new Int32Array(capacity);
  let length = 0;
  return {
    push: (value) => {
      if (length === values.length) {
        const larger = new Int32Array(length * 2);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    length: () => length,
    values: () => values.subarray(0, length),
  };
};
