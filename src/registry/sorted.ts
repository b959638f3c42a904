import type { Department } from './department';
import type { Enterprise } from './enterprise';
import type { ItemByMethod } from './item-methods';

/** Compares texts by UTF-16 code units, which gives the same order on every machine. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The rows ascending by id. O(n log n); O(n) where they are sorted already. */
export const sortedById = <A extends { readonly id: string }>(rows: readonly A[]): readonly A[] =>
  rows.every((row, i) => i === 0 || rows[i - 1].id <= row.id)
    ? rows
    : [...rows].sort((a, b) => byText(a.id, b.id));

/** Each id's index in `rows`. O(rows). */
export const indexById = (
  rows: ReadonlyArray<{ readonly id: string }>,
): ReadonlyMap<string, number> => {
  const index = new Map<string, number>();
  for (let i = 0; i < rows.length; i++) index.set(rows[i].id, i);
  return index;
};

/**
 * A registry's rows ascending by id. So indices, and ties decided by index, do not
 * depend on the order of the input.
 */
export interface SortedRows {
  readonly departments: readonly Department[];
  /** As `itemsByMethod` lists them. */
  readonly items: readonly ItemByMethod[];
  readonly enterprises: readonly Enterprise[];
}
