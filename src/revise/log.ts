import type { Plan } from '../output/plan';
import type { OccurrenceRef, Visit } from '../output/plan-document';
import type { Registry } from '../registry/registry';
import type { Cause, Causes } from './draft';

/** A visit as it was published, or is now. */
export interface VisitState {
  readonly date: string;
  readonly occurrences: readonly OccurrenceRef[];
}

/** A visit that is not as it was published, and what brought that about, in the order in which it is asked for below. */
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

const stateOf = ({ date, occurrences }: Visit): VisitState => ({ date, occurrences });

/** What is different of the visits still to be made. O(occurrences) */
export const revisionLog = (
  before: readonly Visit[],
  { visits }: Plan,
  frozen: string,
  causes: Causes,
  missed: ReadonlySet<string>,
): readonly VisitChange[] => {
  const old = new Map(before.filter(({ date }) => date > frozen).map((visit) => [visit.id ?? '', visit]));
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
  for (const visit of visits) {
    if (visit.date <= frozen) continue;
    const was = old.get(visit.id ?? '');
    old.delete(visit.id ?? '');
    if (was === undefined) note('added', undefined, visit);
    else if (JSON.stringify(was.occurrences) !== JSON.stringify(visit.occurrences)) note('changed', was, visit);
    else if (was.date !== visit.date) note('moved', was, visit);
  }
  for (const visit of old.values()) if (!missed.has(visit.id ?? '')) note('removed', visit, undefined);
  const key = ({ enterprise, id }: VisitChange): string => `${enterprise}\n${id}`;
  return changes.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
};
