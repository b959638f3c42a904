import { addTo } from '../columns/grouped';
import { columnsOf, type Plan } from '../output/plan';
import type { PlanColumns } from '../output/plan-columns';
import type { OccurrenceRef, Unserved, Visit } from '../output/plan-document';
import { visitRow } from '../output/rows';
import { visitIdAt } from '../output/visit-id';
import { type Day, parseDay } from '../registry/day';
import type { Pin } from '../registry/pin';
import type { Registry } from '../registry/registry';
import { byText } from '../registry/sorted';
import type { Cause, Causes } from './causes';

/** A visit as it was published, or is now. */
export interface VisitState {
  readonly date: string;
  readonly domain: string;
  readonly occurrences: readonly OccurrenceRef[];
}

/**
 * Why a visit is not as it was published: what happened to its enterprise, its items or all; where
 * nothing did, `fewest-visits`: so the enterprise has fewer visits, `most-served`: so more of its
 * occurrences are served, or `unfit`: what was published does not fit the registry.
 */
export type Why = Cause | 'fewest-visits' | 'most-served' | 'unfit';

/** A visit that is still to be made and not as it was published, and why. */
export interface VisitChange {
  readonly kind: 'added' | 'removed' | 'moved' | 'changed';
  readonly id: string;
  readonly enterprise: string;
  readonly before?: VisitState;
  readonly after?: VisitState;
  readonly why: readonly Why[];
}

/** A plan after changes. */
export interface Revision {
  readonly kind: 'revision';
  readonly plan: Plan;
  /** The registry as it is now. */
  readonly registry: Registry;
  /** Ascending by enterprise, then id. */
  readonly changes: readonly VisitChange[];
  /**
   * Pins that time or a change has made void while they were not kept yet: the registry does not
   * have them any more.
   */
  readonly voided: readonly Pin[];
}

interface Difference {
  readonly kind: VisitChange['kind'];
  readonly was?: Visit;
  readonly is?: Visit;
}

/** Whether visit v of some columns is as it was published. O(its occurrences) */
const isAsPublished = ({ rows, visits, domains }: PlanColumns, v: number, was: Visit): boolean => {
  const { memberStart, item, cycle, domain } = visits;
  const first = memberStart[v];
  return (
    domains[domain[v]].name === was.domain &&
    was.occurrences.length === memberStart[v + 1] - first &&
    was.occurrences.every(
      (one, k) => one.cycle === cycle[first + k] && one.item === rows.items[item[first + k]].id,
    )
  );
};

const stateOf = ({ date, domain, occurrences }: Visit): VisitState => ({
  date,
  domain,
  occurrences,
});

/** Rows by enterprise. O(rows) */
const byEnterprise = <A extends { readonly enterprise: string }>(
  rows: Iterable<A>,
): ReadonlyMap<string, readonly A[]> => {
  const groups = new Map<string, A[]>();
  for (const row of rows) {
    addTo(groups, row.enterprise, row);
  }
  return groups;
};

/** What is different of the visits still to be made, by enterprise. O(occurrences) */
const differencesIn = (
  before: readonly Visit[],
  columns: PlanColumns,
  lastFrozen: Day,
  missed: ReadonlySet<string>,
): ReadonlyMap<string, readonly Difference[]> => {
  const old = new Map(before.map((visit) => [visit.id ?? '', visit]));
  const found = new Map<string, Difference[]>();
  const note = (difference: Difference, { enterprise }: Visit): void => {
    addTo(found, enterprise, difference);
  };
  const rowOf = visitRow(columns);
  const { count, day } = columns.visits;
  for (let v = 0; v < count; v++) {
    const id = visitIdAt(columns, v);
    const was = old.get(id);
    old.delete(id);
    if (day[v] <= lastFrozen) continue;
    if (was === undefined) {
      const is = rowOf(v);
      note({ kind: 'added', is }, is);
    } else if (!isAsPublished(columns, v, was)) note({ kind: 'changed', was, is: rowOf(v) }, was);
    else if (parseDay(was.date) !== day[v]) note({ kind: 'moved', was, is: rowOf(v) }, was);
  }
  for (const [id, was] of old) if (!missed.has(id)) note({ kind: 'removed', was }, was);
  return found;
};

/**
 * What is different of the visits still to be made, and why. A cause of the enterprise or of one of
 * the visit's items comes first; where there is none, one of another item of the enterprise, which
 * has changed whom the visit can be with. O(occurrences)
 */
export const revisionLog = (
  before: readonly Visit[],
  unservedBefore: readonly Unserved[],
  plan: Plan,
  frozenThrough: string | undefined,
  causes: Causes,
  missed: ReadonlySet<string>,
): readonly VisitChange[] => {
  const { visitsOf, unservedOf } = plan;
  const columns = columnsOf(plan);
  const lastFrozen =
    frozenThrough === undefined ? Number.NEGATIVE_INFINITY : parseDay(frozenThrough);
  const differences = differencesIn(before, columns, lastFrozen, missed);
  if (differences.size === 0) return [];
  const concerned = <A extends { readonly enterprise: string }>(
    rows: readonly A[],
  ): ReadonlyMap<string, readonly A[]> =>
    byEnterprise(rows.filter(({ enterprise }) => differences.has(enterprise)));
  const published = concerned(before);
  const leftOut = concerned(unservedBefore);
  const departmentOf = new Map(columns.rows.items.map(({ id, department }) => [id, department]));
  const ofItems = (list: readonly OccurrenceRef[]): ReadonlySet<Cause> =>
    new Set(list.flatMap(({ item }) => [...(causes.ofItem.get(item) ?? [])]));
  const changes: VisitChange[] = [];
  for (const [enterprise, own] of differences) {
    const now = [...visitsOf({ enterprise })];
    const [then, left] = [published.get(enterprise) ?? [], [...unservedOf(enterprise)]];
    const all = [...now, ...then].flatMap(({ occurrences }) => occurrences);
    const others = ofItems([...all, ...left, ...(leftOut.get(enterprise) ?? [])]);
    const otherwise: Why =
      now.length < then.length
        ? 'fewest-visits'
        : left.length < (leftOut.get(enterprise) ?? []).length
          ? 'most-served'
          : 'unfit';
    for (const { kind, was, is } of own) {
      const list = [...(was?.occurrences ?? []), ...(is?.occurrences ?? [])];
      const why = new Set<Why>([
        ...(causes.ofEnterprise.get(enterprise) ?? []),
        ...ofItems(list),
        ...causes.ofAll,
      ]);
      if (why.size === 0) for (const cause of others) why.add(cause);
      if (why.size === 0) why.add(otherwise);
      // Who has time when decides only when a visit is that has to have a new day.
      if (is !== undefined && is.date !== was?.date)
        for (const { item } of is.occurrences)
          for (const cause of causes.ofDepartment.get(departmentOf.get(item) ?? '') ?? [])
            why.add(cause);
      changes.push({
        ...{ kind, id: (is ?? was)?.id ?? '', enterprise },
        ...(was === undefined ? {} : { before: stateOf(was) }),
        ...(is === undefined ? {} : { after: stateOf(is) }),
        why: [...why],
      });
    }
  }
  return changes.sort((a, b) => byText(a.enterprise, b.enterprise) || byText(a.id, b.id));
};
