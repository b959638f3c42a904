import { addTo } from '../columns/grouped';
import { columnsOf, type Plan } from '../output/plan';
import type { PlanColumns } from '../output/plan-columns';
import type { OccurrenceRef, ServedOccurrence, Unserved, Visit } from '../output/plan-document';
import { visitRow } from '../output/rows';
import { visitIdAt } from '../output/visit-id';
import { type Day, parseDay } from '../registry/day';
import { isFallback } from '../registry/item-methods';
import type { Pin } from '../registry/pin';
import type { Registry } from '../registry/registry';
import { byText } from '../registry/sorted';
import type { Cause, Causes } from './causes';

/** The state of a visit, as published or now. */
export interface VisitState {
  readonly date: string;
  readonly domain: string;
  readonly occurrences: readonly ServedOccurrence[];
}

/**
 * Why a visit differs from its published state: changes at its enterprise, at its items, or at all.
 * Without such a change: `fewest-visits` (the enterprise has fewer visits so), `most-served` (more
 * of its occurrences are served so), or `unfit` (the published plan does not fit the registry).
 */
export type Why = Cause | 'fewest-visits' | 'most-served' | 'unfit';

/** A future visit that differs from its published state, with the reasons. */
export interface VisitChange {
  readonly kind: 'added' | 'removed' | 'moved' | 'changed';
  readonly id: string;
  readonly enterprise: string;
  readonly before?: VisitState;
  readonly after?: VisitState;
  readonly why: readonly Why[];
}

/** A revised plan. */
export interface Revision {
  readonly kind: 'revision';
  readonly plan: Plan;
  /** The registry after the changes. */
  readonly registry: Registry;
  /** Ascending by enterprise, then id. */
  readonly changes: readonly VisitChange[];
  /**
   * Pins that time or a change has made void before they were kept;
   * the registry no longer has them.
   */
  readonly voided: readonly Pin[];
}

interface Difference {
  readonly kind: VisitChange['kind'];
  readonly was?: Visit;
  readonly is?: Visit;
}

/**
 * Whether visit v has its published domain and occurrences, by the same methods, on any day.
 * O(its occurrences).
 */
const isAsPublished = ({ rows, visits, domains }: PlanColumns, v: number, was: Visit): boolean => {
  const { memberStart, item, cycle, domain, enterprise } = visits;
  const first = memberStart[v];
  return (
    domains[domain[v]].name === was.domain &&
    was.occurrences.length === memberStart[v + 1] - first &&
    was.occurrences.every(
      (one, k) =>
        one.cycle === cycle[first + k] &&
        one.item === rows.items[item[first + k]].id &&
        (one.fallback === true) ===
          isFallback(rows.items, item[first + k], rows.enterprises[enterprise[v]]),
    )
  );
};

const stateOf = ({ date, domain, occurrences }: Visit): VisitState => ({
  date,
  domain,
  occurrences,
});

/** The rows by enterprise. O(rows). */
const byEnterprise = <A extends { readonly enterprise: string }>(
  rows: Iterable<A>,
): ReadonlyMap<string, readonly A[]> => {
  const groups = new Map<string, A[]>();
  for (const row of rows) {
    addTo(groups, row.enterprise, row);
  }
  return groups;
};

/** The differences of future visits, by enterprise. O(occurrences). */
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
 * The differences of future visits with their reasons. A cause at the enterprise or at one of the
 * visit's items comes first. Without one, a cause at another item of the enterprise counts, since
 * it changed who can share the visit.
 * O(occurrences).
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
      // Departments' capacities decide only the day of a visit that needs a new one.
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
