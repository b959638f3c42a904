import type { Item } from '../registry/item';
import type { Lead } from '../registry/policy';
import { indexById, type SortedRows } from '../registry/sorted';

/**
 * 牵头 by rule (model §5): finds the department that `leads` names for a visit of a domain (an index
 * into `domains`) with the items item[from] … item[to − 1]; −1 where no entry names one.
 * `takesPart` says of a department whether it is in the visit. O(members × leads) a visit
 */
export type NamedLead = (
  domain: number,
  item: Int32Array,
  from: number,
  to: number,
  takesPart: (department: number) => boolean,
) => number;

/** Prepares {@link NamedLead}; undefined where the policy has no `leads`. O(items × leads) */
export const namedLead = (
  leads: readonly Lead[],
  { items, departments }: Pick<SortedRows, 'items' | 'departments'>,
  domains: readonly string[],
): NamedLead | undefined => {
  if (leads.length === 0) return undefined;
  const departmentIndex = indexById(departments);
  const flags = <A>(rows: readonly A[], holds: (row: A) => boolean): Uint8Array =>
    Uint8Array.from(rows, (row) => (holds(row) ? 1 : 0));
  /** 1 for items with a label of the list; undefined where the entry states no list. */
  const labelled = (
    list: readonly string[] | undefined,
    labelOf: (item: Item) => string | undefined,
  ): Uint8Array | undefined =>
    list &&
    flags(items, (item) => list.includes(labelOf(item) ?? '') && labelOf(item) !== undefined);
  const entries = leads.map((lead) => ({
    departments: lead.departments.map((id) => departmentIndex.get(id) ?? -1),
    domain: lead.domains && flags(domains, (name) => lead.domains?.includes(name) === true),
    labels: [
      labelled(lead.topics, ({ topic }) => topic),
      labelled(lead.objects, ({ object = 'enterprise' }) => object),
    ].filter((flag) => flag !== undefined),
  }));
  return (domain, item, from, to, takesPart) => {
    const isLabelled = (flag: Uint8Array): boolean => {
      for (let m = from; m < to; m++) if (flag[item[m]] === 1) return true;
      return false;
    };
    for (const entry of entries) {
      if (entry.domain !== undefined && entry.domain[domain] === 0) continue;
      const lead = entry.departments.find(takesPart);
      if (lead !== undefined && entry.labels.every(isLabelled)) return lead;
    }
    return -1;
  };
};
