import type { Plan } from '../output/plan';
import type { PlanColumns } from '../output/plan-columns';
import type { OccurrenceRef, Visit } from '../output/plan-document';
import { visitRow } from '../output/rows';
import { visitIdAt } from '../output/visit-id';
import { parseDay } from '../registry/day';
import type { Registry } from '../registry/registry';
import { byText } from '../registry/sorted';
import type { Cause, Causes } from './draft';

/** A visit as it was published, or is now. */
export interface VisitState {
  readonly date: string;
  readonly occurrences: readonly OccurrenceRef[];
}

/** A visit that is still to be made and not as it was published, and what brought that about, in the order in which it is asked for below. */
export interface VisitChange {
  readonly kind: 'added' | 'removed' | 'moved' | 'changed';
  readonly id: string;
  readonly enterprise: string;
  readonly before?: VisitState;
  readonly after?: VisitState;
  /** What happened to its enterprise, its items, or all; `fewest-visits`: nothing did, but so there are fewer visits. */
  readonly why: ReadonlyArray<Cause | 'fewest-visits'>;
}

/** A plan after changes. */
export interface Revision {
  readonly plan: Plan;
  /** The registry as it is now. */
  readonly registry: Registry;
  /** Ascending by enterprise, then id. */
  readonly changes: readonly VisitChange[];
}

/** Whether visit v of some columns serves just these occurrences. O(its occurrences) */
const serves = ({ rows, visits }: PlanColumns, v: number, list: readonly OccurrenceRef[]): boolean => {
  const { memberStart, item, cycle } = visits;
  const first = memberStart[v];
  return (
    list.length === memberStart[v + 1] - first &&
    list.every((one, k) => one.cycle === cycle[first + k] && one.item === rows.items[item[first + k]].id)
  );
};

const stateOf = ({ date, occurrences }: Visit): VisitState => ({ date, occurrences });

/** What is different of the visits still to be made. O(occurrences) */
export const revisionLog = (
  before: readonly Visit[],
  columns: PlanColumns,
  frozen: string,
  causes: Causes,
  missed: ReadonlySet<string>,
): readonly VisitChange[] => {
  const old = new Map<string, Visit[]>();
  for (const visit of before) {
    if (visit.date <= frozen) continue;
    const own = old.get(visit.enterprise);
    if (own === undefined) old.set(visit.enterprise, [visit]);
    else own.push(visit);
  }
  /** Takes the published visit of that id from those of its enterprise; mostly it is the first that is left. */
  const take = (enterprise: string, id: string): Visit | undefined => {
    const own = old.get(enterprise) ?? [];
    const at = own.findIndex((visit) => visit.id === id);
    return at < 0 ? undefined : own.splice(at, 1)[0];
  };
  const changes: VisitChange[] = [];
  const note = (kind: VisitChange['kind'], was: Visit | undefined, is: Visit | undefined): void => {
    const one = is ?? was;
    if (one === undefined) return;
    const why = new Set<Cause | 'fewest-visits'>(causes.ofEnterprise.get(one.enterprise));
    for (const { item } of [...(was?.occurrences ?? []), ...(is?.occurrences ?? [])])
      for (const cause of causes.ofItem.get(item) ?? []) why.add(cause);
    for (const cause of causes.ofAll) why.add(cause);
    changes.push({
      kind,
      id: one.id ?? '',
      enterprise: one.enterprise,
      ...(was === undefined ? {} : { before: stateOf(was) }),
      ...(is === undefined ? {} : { after: stateOf(is) }),
      why: why.size === 0 ? ['fewest-visits'] : [...why],
    });
  };
  const { count, day, enterprise } = columns.visits;
  const rowOf = visitRow(columns);
  const lastFrozen = frozen === '' ? Number.NEGATIVE_INFINITY : parseDay(frozen);
  for (let v = 0; v < count; v++) {
    if (day[v] <= lastFrozen) continue;
    const id = visitIdAt(columns, v);
    const was = take(columns.rows.enterprises[enterprise[v]].id, id);
    if (was === undefined) note('added', undefined, rowOf(v));
    else if (!serves(columns, v, was.occurrences)) note('changed', was, rowOf(v));
    else if (parseDay(was.date) !== day[v]) note('moved', was, rowOf(v));
  }
  for (const own of old.values())
    for (const visit of own) if (!missed.has(visit.id ?? '')) note('removed', visit, undefined);
  return changes.sort((a, b) => byText(a.enterprise, b.enterprise) || byText(a.id, b.id));
};
