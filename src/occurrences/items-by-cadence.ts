import type { Matcher } from './matching';

/**
 * The items of each group by cadence. A group: items with the same `appliesTo` and object. A
 * cadence: the same times, cycles and windows. A bunch: the items of one group and one cadence.
 * Group g has the bunches start[g] … start[g + 1] − 1; bunch b has the items item[itemStart[b]] …
 * item[itemStart[b + 1] − 1], ascending, all of cadence[b].
 */
export interface Bunches {
  readonly start: Int32Array;
  readonly cadence: Int32Array;
  readonly itemStart: Int32Array;
  readonly item: Int32Array;
}

/** The bunches of all groups. O(items + groups). */
export const bunchesOf = (
  { groups, groupOf }: Matcher,
  cadenceOf: Int32Array,
  cadences: number,
): Bunches => {
  const members = new Map<number, number[]>();
  const keysOfGroup = Array.from({ length: groups }, (): number[] => []);
  groupOf.forEach((group, i) => {
    if (group < 0) return;
    const key = group * cadences + cadenceOf[i];
    const own = members.get(key);
    if (own !== undefined) own.push(i);
    else {
      members.set(key, [i]);
      keysOfGroup[group].push(key);
    }
  });
  const start = new Int32Array(groups + 1);
  const cadence: number[] = [];
  const itemStart = [0];
  const item: number[] = [];
  keysOfGroup.forEach((keys, group) => {
    for (const key of keys) {
      for (const i of members.get(key) ?? []) item.push(i);
      itemStart.push(item.length);
      cadence.push(key - group * cadences);
    }
    start[group + 1] = cadence.length;
  });
  return {
    start,
    cadence: Int32Array.from(cadence),
    itemStart: Int32Array.from(itemStart),
    item: Int32Array.from(item),
  };
};
