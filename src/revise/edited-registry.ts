import type { Department } from '../registry/department';
import { type Due, FURTHER_CYCLES } from '../registry/due';
import type { Enterprise } from '../registry/enterprise';
import type { Item } from '../registry/item';
import type { Pin } from '../registry/pin';
import type { Assignment, Registry, RegistryInput } from '../registry/registry';
import { type CausesNoted, causesNoted } from './causes';

/** A registry while changes are applied one after another; rows by id. */
export interface EditedRegistry {
  readonly horizon: RegistryInput['horizon'];
  readonly departments: Map<string, Department>;
  readonly items: Map<string, Item>;
  readonly enterprises: Map<string, Enterprise>;
  readonly assignments: Map<string, Assignment>;
  due: Due[];
  /** Gives a cycle to one more occurrence of an item at an enterprise, each time another one. */
  readonly nextCycle: (enterprise: string, item: string) => number;
  /** Each pin with the index of the change that set it; −1: the registry had it. */
  pins: Array<readonly [pin: Pin, change: number]>;
  policy: RegistryInput['policy'];
  frozenThrough: string | undefined;
  /** Ids of missed visits. */
  readonly missed: Set<string>;
  readonly causes: CausesNoted;
}

const byId = <A extends { readonly id: string }>(rows: readonly A[]): Map<string, A> =>
  new Map(rows.map((row) => [row.id, row]));

export const pairOf = (enterprise: string, item: string): string =>
  JSON.stringify([enterprise, item]);

/**
 * Cycles for occurrences of an item at an enterprise that no frequency asks for: from
 * {@link FURTHER_CYCLES} on, and after the cycles of all its rows in `due`. Every call gives the
 * next one.
 * O(rows), then O(1).
 */
const furtherCycles = (due: readonly Due[]): ((enterprise: string, item: string) => number) => {
  const next = new Map<string, number>();
  for (const { enterprise, item, cycle } of due) {
    const key = pairOf(enterprise, item);
    next.set(key, Math.max(next.get(key) ?? FURTHER_CYCLES, cycle + 1));
  }
  return (enterprise, item) => {
    const key = pairOf(enterprise, item);
    const cycle = next.get(key) ?? FURTHER_CYCLES;
    next.set(key, cycle + 1);
    return cycle;
  };
};

/** An edited registry without edits yet. O(rows). */
export const editedRegistry = (registry: Registry): EditedRegistry => ({
  horizon: registry.horizon,
  departments: byId(registry.departments),
  items: byId(registry.items),
  enterprises: byId(registry.enterprises),
  assignments: new Map(
    (registry.assignments ?? []).map((row) => [pairOf(row.enterprise, row.item), row]),
  ),
  due: [...(registry.due ?? [])],
  nextCycle: furtherCycles(registry.due ?? []),
  pins: (registry.pins ?? []).map((pin) => [pin, -1]),
  policy: registry.policy,
  frozenThrough: registry.frozenThrough,
  missed: new Set(),
  causes: causesNoted(),
});
