/**
 * Goes through two ascending lists together, and calls `each` once for equal elements of both, and
 * once for every other element. Of repeated elements, the first goes with the first. `one` is the
 * element of the first list where it has one.
 * O(both).
 */
export const sideBySide = <A>(
  before: readonly A[],
  after: readonly A[],
  order: (a: A, b: A) => number,
  each: (one: A, was: A | undefined, is: A | undefined) => void,
): void => {
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const sign = i === before.length ? 1 : j === after.length ? -1 : order(before[i], after[j]);
    if (sign < 0) each(before[i], before[i], undefined);
    else if (sign > 0) each(after[j], undefined, after[j]);
    else each(before[i], before[i], after[j]);
    if (sign <= 0) i++;
    if (sign >= 0) j++;
  }
};
