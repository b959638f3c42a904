import { isEmpty } from './bits';
import type { Component } from './component';
import type { Search } from './search';

/** The groups that some limit may part, as rows of bits; the heaviest first. */
const tightGroups = ({ limits, words }: Component): readonly Int32Array[] => {
  const rows = new Map<string, { readonly bits: Int32Array; readonly excess: number }>();
  for (const { sums } of limits)
    for (const { groups, members, total, most } of sums)
      for (let g = 0; g < groups; g++) {
        if (total[g] <= most) continue;
        const bits = members.slice(g * words, (g + 1) * words);
        rows.set(bits.join(), { bits, excess: total[g] / most });
      }
  return [...rows.values()].sort((a, b) => b.excess - a.excess).map(({ bits }) => bits);
};

/**
 * A lower bound on the visits of `within`, at most `enough`: the fewest visits for one tight group and all who are free of limits.
 * Others are left out, which never takes more visits as long as critical hosts stay. Where departments are limited one by one,
 * the question of one alone has far fewer answers than that of all at once. Uses up to `steps` steps per group.
 */
export const groupBound = (
  component: Component,
  search: Search,
  within: Int32Array,
  enough: number,
  steps: number,
): number => {
  const { free, critical } = component;
  let best = 0;
  for (const group of tightGroups(component)) {
    const part = within.map((word, w) => word & (group[w] | free[w] | critical[w]));
    if (isEmpty(part, 0, part.length)) continue;
    const budget = { steps, exhausted: false };
    const fewer = search.fewest(part, 0, enough, best, budget);
    if (budget.exhausted) continue;
    best = Math.max(best, fewer === undefined ? enough : fewer.count);
    if (best >= enough) return best;
  }
  return best;
};
