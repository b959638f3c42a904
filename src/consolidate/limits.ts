import { setBit } from './bits';
import type { RuleTable } from './rule-table';

/** A limit of a host over the occurrences of a component. */
export interface Limit {
  /** Number of groups. */
  readonly groups: number;
  /** Group of each occurrence. */
  readonly groupOf: Int32Array;
  /** [group]: its occurrences, as a row of bits. */
  readonly members: Int32Array;
  readonly most: number;
}

/** At most `most` weight in any one group. */
export interface WeightLimit extends Limit {
  readonly weight: Float64Array;
  /** Weight of each group's occurrences. */
  readonly total: Float64Array;
}

/** The limits of a host that can bind at all among a component's occurrences. */
export interface HostLimits {
  readonly sums: readonly WeightLimit[];
  /** At most `most` different groups. */
  readonly counts: readonly Limit[];
}

const grouped = (group: Int32Array, item: Int32Array, words: number): Omit<Limit, 'most'> => {
  const known = new Map<number, number>();
  const groupOf = Int32Array.from(item, (i) => {
    const g = known.get(group[i]) ?? known.size;
    known.set(group[i], g);
    return g;
  });
  const members = new Int32Array(known.size * words);
  groupOf.forEach((g, i) => {
    setBit(members, g * words, i);
  });
  return { groups: known.size, groupOf, members };
};

/** The limits of every host over occurrences given by their items; those that never bind are left out. */
export const limitsOf = ({ hosts }: RuleTable, item: Int32Array, words: number): readonly HostLimits[] =>
  hosts.map(({ eligible, sums, counts }) => ({
    sums: sums.flatMap(({ group, weight: all, most }) => {
      const parts = grouped(group, item, words);
      const weight = Float64Array.from(item, (i) => all[i]);
      const total = new Float64Array(parts.groups);
      item.forEach((i, k) => {
        if (eligible[i] === 1) total[parts.groupOf[k]] += weight[k];
      });
      return total.some((sum) => sum > most) ? [{ ...parts, weight, total, most }] : [];
    }),
    counts: counts.flatMap(({ group, most }) => {
      const parts = grouped(group, item, words);
      return parts.groups > most ? [{ ...parts, most }] : [];
    }),
  }));

/** Whether no limit can keep occurrence i out of a visit, whoever else is in it. */
export const isFree = (limits: readonly HostLimits[], i: number): boolean =>
  limits.every(
    ({ sums, counts }) => counts.length === 0 && sums.every(({ groupOf, total, most }) => total[groupOf[i]] <= most),
  );
