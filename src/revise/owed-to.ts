import { findIn } from '../decode/bare-occurrences';
import { expanderOf, type Occurrences } from '../occurrences/occurrences';
import type { DoneVisit } from '../registry/done-visit';
import type { Due } from '../registry/due';
import type { OccurrenceRef } from '../registry/occurrence-ref';
import type { Registry } from '../registry/registry';

/** Looks up the occurrences of some enterprises. */
export interface OwedLookup {
  readonly reason: Occurrences['reason'];
  /** Index of an occurrence; −1 where it is not owed. */
  readonly find: (enterprise: string, one: OccurrenceRef) => number;
}

/**
 * A lookup for the named enterprises, of all items or some, without pins.
 * O(occurrences of these enterprises).
 */
export const owedTo = (
  registry: Registry,
  input: { readonly due: readonly Due[]; readonly done: readonly DoneVisit[] },
  named: ReadonlySet<string>,
  isOf: (item: string) => boolean = () => true,
): OwedLookup => {
  const isNamed = ({ enterprise }: { readonly enterprise: string }): boolean =>
    named.has(enterprise);
  const concerns = (row: { readonly enterprise: string; readonly item: string }): boolean =>
    isNamed(row) && isOf(row.item);
  const occurrences = expanderOf({
    ...registry,
    items: registry.items.filter(({ id }) => isOf(id)),
    pins: [],
  })({
    enterprises: registry.enterprises.filter(({ id }) => named.has(id)),
    assignments: (registry.assignments ?? []).filter(concerns),
    history: (registry.history ?? []).filter(concerns),
    due: input.due.filter(concerns),
    done: input.done.filter(isNamed),
  });
  return { reason: occurrences.reason, find: findIn(occurrences) };
};
