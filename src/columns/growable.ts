/** An Int32Array that grows by doubling. */
export interface Int32Column {
  readonly push: (value: number) => void;
  readonly length: () => number;
  /** The values pushed, in order; they share memory with the column. */
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

/** The values, copied to the start of a longer array. */
export const resized = (values: Int32Array, capacity: number): Int32Array<ArrayBuffer> => {
  const longer = new Int32Array(capacity);
  longer.set(values);
  return longer;
};

/** The array itself where it has `length` places, else a copy at least twice as long. */
export const withRoom = <A extends ArrayBufferLike>(
  values: Int32Array<A>,
  length: number,
): Int32Array<A | ArrayBuffer> =>
  length <= values.length ? values : resized(values, Math.max(length, 2 * values.length));
