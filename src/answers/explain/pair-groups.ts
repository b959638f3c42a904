import { byText } from '../../registry/sorted';
import type { Named, NamedOccurrence } from './named';

/** Occurrences of one item. */
export interface ItemCycles {
  readonly item: Named;
  /** Ascending. */
  readonly cycles: readonly number[];
}

/**
 * Pairs in short form: every occurrence of one item with every one of another; or all pairs
 * among the occurrences of one item.
 */
export type PairGroup = readonly [ItemCycles, ItemCycles] | readonly [ItemCycles];

type Pair = readonly [NamedOccurrence, NamedOccurrence];

const cyclesOf = (occurrences: readonly NamedOccurrence[]): ItemCycles => ({
  item: occurrences[0].item,
  cycles: [...new Set(occurrences.map(({ cycle }) => cycle))].sort((a, b) => a - b),
});

/** The occurrences grouped by item, in the order of each item's first occurrence. */
export const byItem = (occurrences: readonly NamedOccurrence[]): readonly ItemCycles[] => {
  const groups = new Map<string, NamedOccurrence[]>();
  for (const one of occurrences) {
    const own = groups.get(one.item.id);
    if (own === undefined) groups.set(one.item.id, [one]);
    else own.push(one);
  }
  return [...groups.values()].map(cyclesOf);
};

const grouped = (pairs: readonly Pair[]): readonly PairGroup[] => {
  const [a, b] = [cyclesOf(pairs.map(([one]) => one)), cyclesOf(pairs.map(([, other]) => other))];
  if (a.item.id === b.item.id) {
    const all = cyclesOf(pairs.flat());
    if (pairs.length === (all.cycles.length * (all.cycles.length - 1)) / 2) return [[all]];
  } else if (pairs.length === a.cycles.length * b.cycles.length) return [[a, b]];
  return pairs.map(([one, other]) => [cyclesOf([one]), cyclesOf([other])]);
};

/**
 * Different pairs in groups. A group never stands for a pair that is not given.
 * O(pairs log pairs).
 */
export const pairGroups = (pairs: readonly Pair[]): readonly PairGroup[] => {
  const groups = new Map<string, Pair[]>();
  for (const [a, b] of pairs) {
    const pair: Pair = byText(a.item.id, b.item.id) <= 0 ? [a, b] : [b, a];
    const key = JSON.stringify(pair.map(({ item }) => item.id));
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [pair]);
    else own.push(pair);
  }
  return [...groups.values()].flatMap(grouped);
};
