import { hasBit, isWithin, setBit, wordsFor } from '../../cover/bits';
import type { CappedProblem } from './problem';

/** Most comparisons of occasions; one that stays needlessly only lengthens the search. */
const mostCompared = 2_000_000;

/**
 * The sets of options that share a day, a domain, its equalities and its first similarity. Option k
 * is occurrence k by its own method, option n + k by its fallback. Every visit is within one of the
 * sets; limits and exceptions are ignored. Sets within others are left out.
 * O(domains × days × options), and O(sets² × options ∕ 32).
 */
export const occasionsOf = (
  { hosts, own, fallback, days }: CappedProblem,
  among: readonly number[],
): readonly Int32Array[] => {
  const n = own.length;
  const words = wordsFor(2 * n);
  const itemOf = (option: number): number => (option < n ? own[option] : fallback[option - n]);
  const found = new Map<string, Int32Array>();
  const dayCount = among.reduce((most, option) => Math.max(most, 32 * days[option % n].length), 0);
  for (const { eligible, classOf, similarities } of hosts) {
    const classes = new Map<number, number[]>();
    for (const option of among) {
      const item = itemOf(option);
      if (eligible[item] === 0) continue;
      const known = classes.get(classOf[item]);
      if (known === undefined) classes.set(classOf[item], [option]);
      else known.push(option);
    }
    for (const members of classes.values()) {
      const [first] = similarities;
      const bands =
        first === undefined
          ? [members]
          : [...new Set(members.map((option) => first.value[itemOf(option)]))].map((least) =>
              members.filter((option) => {
                const value = first.value[itemOf(option)];
                return least <= value && (value === least || value / least <= first.ratio);
              }),
            );
      for (const band of bands)
        for (let day = 0; day < dayCount; day++) {
          const row = new Int32Array(words);
          let any = false;
          for (const option of band)
            if (hasBit(days[option % n], 0, day)) {
              setBit(row, 0, option);
              any = true;
            }
          if (any) found.set(row.join(), row);
        }
    }
  }
  const rows = [...found.values()];
  let left = mostCompared;
  return rows.filter(
    (row, at) =>
      !rows.some(
        (other, k) => k !== at && left > 0 && left-- > 0 && isWithin(row, 0, other, 0, words),
      ),
  );
};
