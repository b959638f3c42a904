import type { RegistryInput } from '../../src/registry/registry';

/** A registry as the lines that a stream reads. */
export const registryLines = ({ enterprises, assignments, history, ...frame }: RegistryInput): readonly string[] => {
  const own = <A extends { readonly enterprise: string }>(rows: readonly A[] | undefined, id: string) =>
    rows?.filter((row) => row.enterprise === id).map(({ enterprise: _, ...row }) => row);
  return [
    frame,
    ...enterprises.map((enterprise) => ({
      enterprise,
      assignments: own(assignments, enterprise.id),
      history: own(history, enterprise.id),
    })),
  ].map((row) => JSON.stringify(row));
};
