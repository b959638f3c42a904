import { capOf, type Facts } from '../../src/answers/verify/facts';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import { brokenRules } from '../../src/answers/verify/visit-rules';
import type { Enterprise } from '../../src/registry/enterprise';
import { type Optimum, servable } from './exact';

const mayShare = (facts: Facts, group: readonly Owed[]): boolean =>
  group[0].days.some((day) => group.every(({ days }) => days.includes(day))) &&
  [...facts.domains.keys()].some(
    (domain) =>
      brokenRules(
        facts,
        domain,
        group.map(({ item }) => item),
      ).length === 0,
  );

/**
 * The optimum of one enterprise (with its cap if `enterprise` is given), by trying every partition
 * of its occurrences into visits: a table over all subsets.
 * O(3ⁿ × n) for n occurrences; meant for n ≤ 9.
 */
export const bruteForceOptimum = (
  facts: Facts,
  enterprise: Enterprise | undefined,
  owed: readonly Owed[],
): Optimum => {
  const all = servable(owed);
  const masks = 2 ** all.length;
  const members = (mask: number): readonly Owed[] => all.filter((_, o) => (mask >> o) & 1);
  const valid = Array.from(
    { length: masks },
    (_, mask) => mask > 0 && mayShare(facts, members(mask)),
  );
  const onSite = Array.from({ length: masks }, (_, mask) =>
    members(mask).some(({ item }) => item.onSite),
  );

  // fewest[mask][s]: fewest visits that serve exactly the mask with s of them on site.
  const fewest = Array.from({ length: masks }, () =>
    Array<number>(all.length + 1).fill(Number.POSITIVE_INFINITY),
  );
  fewest[0][0] = 0;
  for (let mask = 1; mask < masks; mask += 1) {
    const first = mask & -mask;
    for (let visit = mask; visit > 0; visit = (visit - 1) & mask) {
      if ((visit & first) === 0 || !valid[visit]) continue;
      const own = onSite[visit] ? 1 : 0;
      for (let s = own; s <= all.length; s += 1) {
        fewest[mask][s] = Math.min(fewest[mask][s], 1 + fewest[mask ^ visit][s - own]);
      }
    }
  }
  const maskOf = (keep: (one: Owed) => boolean): number =>
    all.reduce((mask, one, o) => mask | (keep(one) ? 1 << o : 0), 0);
  const key = maskOf(({ item }) => item.domain === 'key');
  const cap = enterprise && capOf(facts, enterprise);
  const keyAlone = fewest[key].findIndex(Number.isFinite);
  const limit = cap === undefined ? all.length : Math.max(cap, keyAlone);
  let best: Optimum = { served: -1, visits: 0 };
  for (let mask = 0; mask < masks; mask += 1) {
    if ((mask & key) !== key) continue;
    const served = members(mask).length;
    const visits = Math.min(...fewest[mask].slice(0, limit + 1));
    if (!Number.isFinite(visits)) continue;
    if (served > best.served || (served === best.served && visits < best.visits))
      best = { served, visits };
  }
  return best;
};

/**
 * For each set of occurrences (bit o: occurrence o), the fewest visits that serve exactly the set,
 * Infinity where none do; caps and pins aside. It tries every partition.
 * O(3ⁿ).
 */
export const fewestVisitsOf = (facts: Facts, occurrences: readonly Owed[]): readonly number[] => {
  const masks = 2 ** occurrences.length;
  const members = (mask: number): readonly Owed[] => occurrences.filter((_, o) => (mask >> o) & 1);
  const valid = Array.from(
    { length: masks },
    (_, mask) => mask > 0 && mayShare(facts, members(mask)),
  );
  const fewest = Array<number>(masks).fill(Number.POSITIVE_INFINITY);
  fewest[0] = 0;
  for (let mask = 1; mask < masks; mask += 1)
    for (let visit = mask; visit > 0; visit = (visit - 1) & mask)
      if ((visit & (mask & -mask)) !== 0 && valid[visit])
        fewest[mask] = Math.min(fewest[mask], 1 + fewest[mask ^ visit]);
  return fewest;
};
