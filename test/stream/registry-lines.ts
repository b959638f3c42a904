import type { RegistryInput } from '../../src/registry/registry';

/** A registry as the lines that a stream reads. */
export const registryLines = (registry: RegistryInput): readonly string[] => {
  const { enterprises, assignments, history, done, due, pins, ...frame } = registry;
  const own = <A extends { readonly enterprise?: string }>(
    rows: readonly A[] | undefined,
    id: string,
  ) => rows?.filter((row) => row.enterprise === id).map(({ enterprise: _, ...row }) => row);
  return [
    { ...frame, pins: pins?.filter((pin) => pin.enterprise === undefined) },
    ...enterprises.map((enterprise) => ({
      enterprise,
      assignments: own(assignments, enterprise.id),
      history: own(history, enterprise.id),
      done: own(done, enterprise.id),
      due: own(due, enterprise.id),
      pins: own(pins, enterprise.id),
    })),
  ].map((row) => JSON.stringify(row));
};
