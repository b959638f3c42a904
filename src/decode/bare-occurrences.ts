import type { Key } from '../codec/place';
import type { expanderOf, Occurrences } from '../occurrences/occurrences';
import { itemIndexIn } from '../registry/item-methods';
import { occurrenceAt } from '../registry/occurrence-at';
import type { OccurrenceRef } from '../registry/occurrence-ref';
import type { Registry } from '../registry/registry';
import { indexById } from '../registry/sorted';

/**
 * The occurrences of the enterprises that visits, tasks or pins name, before pins
 * and made visits are applied.
 */
export interface Bare {
  readonly occurrences: Occurrences;
  /** Index of an occurrence; −1 where it is not owed. */
  readonly find: (enterprise: string, one: OccurrenceRef) => number;
  /** The cycles in which an enterprise is owed an item. */
  readonly cyclesOf: (enterprise: string, item: string) => readonly number[];
  /** Ranks of an occurrence's allowed days. */
  readonly ranksOf: (o: number) => ReadonlySet<number>;
}

/** Finds the index of an occurrence by enterprise id, item and cycle. */
export const findIn = (occurrences: Occurrences): Bare['find'] => {
  const { enterprises, items } = occurrences.rows;
  const enterpriseAt = indexById(enterprises);
  const itemAt = itemIndexIn(items);
  return (enterprise, { item, cycle }) => {
    const e = enterpriseAt.get(enterprise);
    return e === undefined ? -1 : occurrenceAt(occurrences, e, itemAt(item, enterprises[e]), cycle);
  };
};

export const bareOf = (expand: ReturnType<typeof expanderOf>, registry: Registry): Bare => {
  const { done = [], due = [], pins = [], assignments = [], history = [] } = registry;
  const named = new Set([...done, ...due, ...pins].map(({ enterprise }) => enterprise));
  const ofNamed = <A extends { readonly enterprise: string }>(rows: readonly A[]): readonly A[] =>
    rows.filter(({ enterprise }) => named.has(enterprise));
  const occurrences = expand({
    enterprises: registry.enterprises.filter(({ id }) => named.has(id)),
    assignments: ofNamed(assignments),
    history: ofNamed(history),
    due,
  });
  const { enterprises, items } = occurrences.rows;
  const enterpriseAt = indexById(enterprises);
  const itemAt = itemIndexIn(items);
  return {
    occurrences,
    find: findIn(occurrences),
    cyclesOf: (enterprise, id) => {
      const e = enterpriseAt.get(enterprise) ?? -1;
      const { start, item, cycle } = occurrences;
      return e < 0
        ? []
        : Array.from(cycle.subarray(start[e], start[e + 1])).filter(
            (_, k) => item[start[e] + k] === itemAt(id, enterprises[e]),
          );
    },
    ranksOf: (o) => {
      const ranks = new Set<number>();
      const { start, lo, hi } = occurrences.daySets;
      const set = occurrences.daySet[o];
      for (let r = start[set]; r < start[set + 1]; r++)
        for (let rank = lo[r]; rank <= hi[r]; rank++) ranks.add(rank);
      return ranks;
    },
  };
};

export type Note = (keys: readonly Key[], expected: string, value: unknown) => void;
