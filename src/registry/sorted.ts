import type { Department } from './department';
import type { Enterprise } from './enterprise';
import type { Item } from './item';
import type { RegistryInput } from './registry';

/** Ascending by UTF-16 code units, the same on every machine. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sortedById = <A extends { readonly id: string }>(rows: readonly A[]): readonly A[] =>
  rows.every((row, i) => i === 0 || rows[i - 1].id <= row.id) ? rows : [...rows].sort((a, b) => byText(a.id, b.id));

/** Index of every id in rows. */
export const indexById = (rows: ReadonlyArray<{ readonly id: string }>): ReadonlyMap<string, number> =>
  new Map(rows.map((row, i) => [row.id, i]));

/** A registry's rows ascending by id, so that indices, and ties broken by them, do not depend on the order of the input. */
export interface SortedRows {
  readonly departments: readonly Department[];
  readonly items: readonly Item[];
  readonly enterprises: readonly Enterprise[];
}

/** O(n log n); O(n) where the input is sorted already. */
export const sortedRows = (registry: RegistryInput): SortedRows => ({
  departments: sortedById(registry.departments),
  items: sortedById(registry.items),
  enterprises: sortedById(registry.enterprises),
});
