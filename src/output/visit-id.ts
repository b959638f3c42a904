import type { PlanColumns } from './plan-columns';

const part = (text: string): string =>
  /[%/]/.test(text) ? text.replaceAll('%', '%25').replaceAll('/', '%2F') : text;

/**
 * The id of a visit from its enterprise and first occurrence; different visits of a plan have
 * different ids. Plans without an earlier plan use it.
 */
export const visitId = (enterprise: string, item: string, cycle: number): string =>
  `${part(enterprise)}/${part(item)}/${cycle}`;

/** The id of visit v. */
export const visitIdAt = (
  { rows, visits }: Pick<PlanColumns, 'rows' | 'visits'>,
  v: number,
): string => {
  const { ids, enterprise, memberStart, item, cycle } = visits;
  const first = memberStart[v];
  return (
    ids?.[v] ??
    visitId(rows.enterprises[enterprise[v]].id, rows.items[item[first]].id, cycle[first])
  );
};

/**
 * Gives each visit an id that no other visit has or had (`taken`): its usual id, else the usual id
 * with the first number from 2 on that makes it free.
 */
export const freeIds = (taken: Iterable<string>): ((usual: string) => string) => {
  const all = new Set(taken);
  return (usual) => {
    let id = usual;
    for (let turn = 2; all.has(id); turn++) id = `${usual}/${turn}`;
    all.add(id);
    return id;
  };
};
