import { hasBit, isWithin, setBit, wordsFor } from '../../cover/bits';
import type { CappedProblem } from './problem';

/** Most comparisons of occasions; one that stays needlessly only lengthens the search. */
const mostCompared = 2_000_000;

/** Options that may share a visit of a domain, limits and exceptions aside. */
export interface Occasion {
  /** Index of the domain. */
  readonly host: number;
  readonly options: readonly number[];
}

/**
 * The sets of options that share a day, a domain, its equalities and its first similarity. Option k
 * is occurrence k by its own method, option n + k by its fallback. Every visit is within one of the
 * sets; limits and exceptions are ignored. A set within another one is left out, where its domain's limits
 * and exceptions imply those of the other's.
 * O(domains × days × options), and O(sets² × options ∕ 32).
 */
export const occasionsOf = (
  { hosts, implied, own, fallback, days }: CappedProblem,
  among: readonly number[],
): readonly Occasion[] => {
  const n = own.length;
  const words = wordsFor(2 * n);
  const itemOf = (option: number): number => (option < n ? own[option] : fallback[option - n]);
  const found = new Map<string, { readonly host: number; readonly row: Int32Array }>();
  const dayCount = among.reduce((most, option) => Math.max(most, 32 * days[option % n].length), 0);
  hosts.forEach(({ eligible, classOf, similarities }, host) => {
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
          if (any) found.set(`${host} ${row.join()}`, { host, row });
        }
    }
  });
  const rows = [...found.values()];
  let left = mostCompared;
  const isBelow = (a: number, b: number): boolean => {
    const [one, other] = [rows[a], rows[b]];
    if (implied[one.host * hosts.length + other.host] === 0) return false;
    if (!isWithin(one.row, 0, other.row, 0, words)) return false;
    // Of two equal ones the first stays.
    const isMutual =
      implied[other.host * hosts.length + one.host] === 1 &&
      isWithin(other.row, 0, one.row, 0, words);
    return !isMutual || b < a;
  };
  return rows
    .filter((_, at) => !rows.some((__, k) => k !== at && left > 0 && left-- > 0 && isBelow(at, k)))
    .map(({ host, row }) => ({ host, options: among.filter((option) => hasBit(row, 0, option)) }));
};
