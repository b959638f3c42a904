import { checked, objectOf } from '../codec/checked';
import type { Codec } from '../codec/codec';
import { optional, struct } from '../codec/shapes';
import { columnsOf, isMade } from '../output/plan';
import type { PlanDocument, Summary, UnservedReason, Visit } from '../output/plan-document';
import type { Item } from '../registry/item';
import type { RegistryInput } from '../registry/registry';
import { type Workload, workload } from './workload';

/** Figures of a group of visits. */
export interface Tally {
  /** Id or name of the group. */
  readonly group: string;
  readonly visits: number;
  /** Visits with two or more departments. */
  readonly joint: number;
  readonly onSite: number;
  readonly occurrences: number;
  /** Elapsed minutes, summed over visits. */
  readonly minutes: number;
}

/** Figures of one department's visits, joint ones included. */
export interface DepartmentTally extends Omit<Tally, 'occurrences' | 'minutes'> {
  /**
   * Occurrences of the department's own items. Absent where the items of a joint visit are unknown,
   * since the plan was read from a file and no registry is given.
   */
  readonly occurrences?: number;
  /** Minutes of the department's own items; absent where `occurrences` is. */
  readonly minutes?: number;
}

/**
 * A plan in figures by domain, department and month. A joint visit counts for each of its
 * departments, with the department's own items.
 */
export interface Report {
  readonly summary: Summary;
  readonly total: Tally;
  readonly byDomain: readonly Tally[];
  readonly byDepartment: readonly DepartmentTally[];
  /** Groups are `YYYY-MM`. */
  readonly byMonth: readonly Tally[];
  readonly unserved: Readonly<Record<UnservedReason, number>>;
  /** Minutes, visits and trips by department, area and week; only with a registry. */
  readonly workload?: { readonly before?: Workload; readonly after: Workload };
}

export interface SummariseOptions {
  /** The registry of the plan. */
  readonly registry: RegistryInput;
  /** A plan whose workload is given too, for comparison; for example `separately(registry)`. */
  readonly before?: PlanDocument;
}

const SummariseOptions: Codec<SummariseOptions> = struct<SummariseOptions>('SummariseOptions', {
  registry: objectOf(),
  before: optional(objectOf()),
});

const tally = (group: string, visits: readonly Visit[]): Tally => {
  let [joint, onSite, occurrences, minutes] = [0, 0, 0, 0];
  for (const visit of visits) {
    joint += visit.departments.length > 1 ? 1 : 0;
    onSite += visit.onSite ? 1 : 0;
    occurrences += visit.occurrences.length;
    minutes += visit.minutes;
  }
  return { group, visits: visits.length, joint, onSite, occurrences, minutes };
};

type ItemOf = (id: string) => Pick<Item, 'department' | 'minutes'> | undefined;

/** The items by id, from the registry, else from a plan that holds them. O(items). */
const itemsOf = (plan: PlanDocument, registry: RegistryInput | undefined): ItemOf => {
  const items = registry?.items ?? (isMade(plan) ? columnsOf(plan).rows.items : []);
  const byId = new Map(items.map((item) => [item.id, item]));
  return (id) => byId.get(id);
};

const departmentTally = (
  department: string,
  visits: readonly Visit[],
  itemOf: ItemOf,
): DepartmentTally => {
  const { group, joint, onSite, visits: count } = tally(department, visits);
  let known = true;
  let [occurrences, minutes] = [0, 0];
  for (const visit of visits) {
    if (visit.departments.length === 1) {
      occurrences += visit.occurrences.length;
      minutes += visit.minutes;
      continue;
    }
    for (const one of visit.occurrences) {
      const item = itemOf(one.item);
      known &&= item !== undefined;
      if (item?.department !== department) continue;
      occurrences++;
      minutes += item.minutes;
    }
  }
  return { group, visits: count, joint, onSite, ...(known ? { occurrences, minutes } : {}) };
};

/** A row for the visits of each group, ascending by group. */
const grouped = <A>(
  visits: readonly Visit[],
  groupsOf: (visit: Visit) => readonly string[],
  say: (group: string, visits: readonly Visit[]) => A,
): readonly A[] => {
  const groups = new Map<string, Visit[]>();
  for (const visit of visits)
    for (const group of groupsOf(visit)) {
      const members = groups.get(group);
      if (members === undefined) groups.set(group, [visit]);
      else members.push(visit);
    }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, members]) => say(group, members));
};

const workloads = (
  plan: PlanDocument,
  { registry, before }: SummariseOptions,
): NonNullable<Report['workload']> => ({
  ...(before === undefined ? {} : { before: workload(registry, before) }),
  after: workload(registry, plan),
});

/**
 * Totals of a plan by domain, department and month, the unserved by reason, and the workload.
 * O(occurrences).
 */
export const summarise = (plan: PlanDocument, options?: SummariseOptions): Report => {
  if (options !== undefined) checked(SummariseOptions, options);
  const { visits, unserved, summary } = plan;
  const counts = { 'no-open-day': 0, exempt: 0, quiet: 0, 'visit-cap': 0, recognised: 0 };
  for (const { reason } of unserved) counts[reason]++;
  const itemOf = itemsOf(plan, options?.registry);
  return {
    summary,
    total: tally('total', visits),
    byDomain: grouped(visits, ({ domain }) => [domain], tally),
    byDepartment: grouped(
      visits,
      ({ departments }) => departments,
      (group, own) => departmentTally(group, own, itemOf),
    ),
    byMonth: grouped(visits, ({ date }) => [date.slice(0, 7)], tally),
    unserved: counts,
    ...(options === undefined ? {} : { workload: workloads(plan, options) }),
  };
};
