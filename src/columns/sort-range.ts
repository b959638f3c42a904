/**
 * Sorts values[first … last − 1], of which no two may tie.
 * A Shell sort (1959); nothing is allocated.
 * O(n · √n).
 */
export const sortRange = (
  values: Int32Array,
  first: number,
  last: number,
  isBefore: (a: number, b: number) => boolean,
): void => {
  let gap = 1;
  while (3 * gap + 1 < last - first) gap = 3 * gap + 1;
  for (; gap >= 1; gap = Math.floor(gap / 3))
    for (let i = first + gap; i < last; i++) {
      const value = values[i];
      let at = i;
      for (; at - gap >= first && isBefore(value, values[at - gap]); at -= gap)
        values[at] = values[at - gap];
      values[at] = value;
    }
};
