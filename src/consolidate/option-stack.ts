/** A growing list of possible visits, used as a stack by the search. */
export interface OptionStack {
  /** Occurrences of option k: the row k × words. */
  bits: Int32Array;
  /** Host of option k. */
  host: Int32Array;
  /** Number of occurrences of option k. */
  size: Int32Array;
  count: number;
}

const doubled = (column: Int32Array): Int32Array => {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
};

export const optionStack = (words: number): OptionStack => ({
  bits: new Int32Array(64 * words),
  host: new Int32Array(64),
  size: new Int32Array(64),
  count: 0,
});

/** Pushes the row of `bits` at `row`. */
export const pushOption = (
  stack: OptionStack,
  words: number,
  host: number,
  bits: Int32Array,
  row: number,
  size: number,
): void => {
  if (stack.count === stack.host.length) {
    stack.bits = doubled(stack.bits);
    stack.host = doubled(stack.host);
    stack.size = doubled(stack.size);
  }
  for (let w = 0; w < words; w++) stack.bits[stack.count * words + w] = bits[row + w];
  stack.host[stack.count] = host;
  stack.size[stack.count++] = size;
};

/** Whether option b contains all of option a. */
export const containsOption = ({ bits }: OptionStack, words: number, b: number, a: number): boolean => {
  for (let w = 0; w < words; w++) if ((bits[a * words + w] & ~bits[b * words + w]) !== 0) return false;
  return true;
};

/** Sorts the options from `floor` up by size, largest first, in stable order; those of size 0 are dropped. */
export const sortOptions = (stack: OptionStack, words: number, floor: number): void => {
  const { bits, host, size } = stack;
  const order = Array.from({ length: stack.count - floor }, (_, k) => floor + k)
    .filter((k) => size[k] > 0)
    .sort((a, b) => size[b] - size[a] || a - b);
  const sortedBits = new Int32Array(order.length * words);
  order.forEach((k, at) => {
    for (let w = 0; w < words; w++) sortedBits[at * words + w] = bits[k * words + w];
  });
  const sortedHost = order.map((k) => host[k]);
  const sortedSize = order.map((k) => size[k]);
  bits.set(sortedBits, floor * words);
  host.set(sortedHost, floor);
  size.set(sortedSize, floor);
  stack.count = floor + order.length;
};
