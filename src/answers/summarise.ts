import type { PlanDocument, Summary, UnservedReason, Visit } from '../output/plan-document';
import type { RegistryInput } from '../registry/registry';
import { type Workload, workload } from './workload';

/** What some of a plan's visits amount to. */
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

/** A plan in figures, from whichever side it is looked at. A joint visit counts for each of its departments. */
export interface Report {
  readonly summary: Summary;
  readonly total: Tally;
  readonly byDomain: readonly Tally[];
  readonly byDepartment: readonly Tally[];
  /** Groups are `YYYY-MM`. */
  readonly byMonth: readonly Tally[];
  readonly unserved: Readonly<Record<UnservedReason, number>>;
  /** Minutes, visits and trips by department, area and week; only for those who give the registry. */
  readonly workload?: { readonly before?: Workload; readonly after: Workload };
}

export interface SummariseOptions {
  /** Whose plan it is. */
  readonly registry: RegistryInput;
  /** A plan to set the workload beside, such as that of `separately(registry)`. */
  readonly before?: PlanDocument;
}

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

/** Tallies by group, ascending by group. */
const tallies = (visits: readonly Visit[], groupsOf: (visit: Visit) => readonly string[]): readonly Tally[] => {
  const groups = new Map<string, Visit[]>();
  for (const visit of visits)
    for (const group of groupsOf(visit)) {
      const members = groups.get(group);
      if (members === undefined) groups.set(group, [visit]);
      else members.push(visit);
    }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, members]) => tally(group, members));
};

const workloads = (plan: PlanDocument, { registry, before }: SummariseOptions): NonNullable<Report['workload']> => ({
  ...(before === undefined ? {} : { before: workload(registry, before) }),
  after: workload(registry, plan),
});

/** Totals of a plan by domain, department and month, the unserved by reason, and the workload. O(occurrences). */
export const summarise = (plan: PlanDocument, options?: SummariseOptions): Report => {
  const { visits, unserved, summary } = plan;
  const counts = { 'no-open-day': 0, exempt: 0, 'visit-cap': 0, recognised: 0 };
  for (const { reason } of unserved) counts[reason]++;
  return {
    summary,
    total: tally('total', visits),
    byDomain: tallies(visits, ({ domain }) => [domain]),
    byDepartment: tallies(visits, ({ departments }) => departments),
    byMonth: tallies(visits, ({ date }) => [date.slice(0, 7)]),
    unserved: counts,
    ...(options === undefined ? {} : { workload: workloads(plan, options) }),
  };
};
