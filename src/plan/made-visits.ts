import { startsOf } from '../columns/starts';
import {
  type Consolidation,
  consolidationBuilder,
  visitsOfRow,
} from '../consolidate/consolidation';
import type { VisitTerms } from '../consolidate/sound-visits';
import { reasonCode } from '../occurrences/allowed-days';
import type { Occurrences } from '../occurrences/occurrences';
import type { PlanColumns } from '../output/plan-columns';
import { freeIds, visitIdAt } from '../output/visit-id';
import { itemIndexIn } from '../registry/item-methods';
import { occurrenceAt } from '../registry/occurrence-at';
import { indexById } from '../registry/sorted';

/** The made visits in columns, ascending by enterprise. */
export interface DoneVisits {
  /** Enterprise e has the visits start[e] … start[e + 1] − 1. */
  readonly start: Int32Array;
  readonly members: ReadonlyArray<readonly number[]>;
  /** The occurrences of each that were checked by their fallbacks. */
  readonly byFallback: ReadonlyArray<readonly number[]>;
  readonly domain: readonly string[];
  /** Id of the department that led it. */
  readonly lead: readonly string[];
  readonly id: ReadonlyArray<string | undefined>;
}

/**
 * The made visits of the enterprises; undefined where there are none.
 * O(done visits · log occurrences of an enterprise).
 */
export const doneVisitsOf = (occurrences: Occurrences): DoneVisits | undefined => {
  const { rows, amendments } = occurrences;
  const enterpriseAt = indexById(rows.enterprises);
  const itemAt = itemIndexIn(rows.items);
  const visits = amendments.done
    .flatMap((visit) => {
      const e = enterpriseAt.get(visit.enterprise);
      return e === undefined ? [] : [{ e, visit }];
    })
    .map(({ e, visit }) => {
      const found = visit.occurrences
        .map(({ item, cycle, fallback }) => ({
          o: occurrenceAt(occurrences, e, itemAt(item, rows.enterprises[e]), cycle),
          fallback,
        }))
        .filter(({ o }) => o >= 0)
        .sort((a, b) => a.o - b.o);
      return {
        ...{ e, visit },
        members: found.map(({ o }) => o),
        byFallback: found.flatMap(({ o, fallback }) => (fallback === true ? [o] : [])),
      };
    })
    .filter(({ members }) => members.length > 0)
    .sort((a, b) => a.e - b.e || a.members[0] - b.members[0]);
  if (visits.length === 0) return undefined;
  return {
    start: startsOf(
      Int32Array.from(visits, ({ e }) => e),
      rows.enterprises.length,
    ),
    members: visits.map(({ members }) => members),
    byFallback: visits.map(({ byFallback }) => byFallback),
    domain: visits.map(({ visit }) => visit.domain),
    lead: visits.map(({ visit }) => visit.lead),
    id: visits.map(({ visit }) => visit.id),
  };
};

/**
 * A consolidation with the made visits added. Every plan contains a made visit, and in the baseline
 * it counts once per department.
 * O(occurrences).
 */
export const withDone = (
  occurrences: Pick<Occurrences, 'item' | 'rows'>,
  { items, ...terms }: Pick<VisitTerms, 'items' | 'onSite' | 'fallback'>,
  planned: Consolidation,
  done: DoneVisits,
): Consolidation => {
  const domainAt = new Map(planned.domains.map((domain, d) => [domain, d]));
  const departmentAt = indexById(occurrences.rows.departments);
  const { add, build } = consolidationBuilder(planned.domains, occurrences, terms);
  const hasOther = (o: number): boolean => (terms.fallback?.[occurrences.item[o]] ?? -1) >= 0;
  for (let e = 0; e + 1 < done.start.length; e++) {
    const own = visitsOfRow(planned, e);
    const [from, to] = [done.start[e], done.start[e + 1]];
    const members = done.members.slice(from, to);
    const made = done.byFallback.slice(from, to).flat().filter(hasOther);
    const departmentsIn = (some: readonly number[]): readonly number[] => [
      ...new Set(some.map((o) => departmentAt.get(items[occurrences.item[o]].department) ?? -1)),
    ];
    const isOnSite = (some: readonly number[]): boolean =>
      some.some((o) => terms.onSite[occurrences.item[o]] === 1);
    add({
      ...own,
      visits: [
        ...members.map((some, k) => ({
          host: domainAt.get(done.domain[from + k]) ?? 0,
          members: some,
        })),
        ...own.visits,
      ],
      byFallback: [...Array.from(own.byFallback ?? []), ...made].sort((a, b) => a - b),
      leastByFallback: (own.leastByFallback ?? 0) + made.length,
      lowerBound: own.lowerBound + members.length,
      witness: [...Array.from(own.witness), ...members.map(([first]) => first)].sort(
        (a, b) => a - b,
      ),
      perDepartment: members.reduce(
        (sum, some) => sum + departmentsIn(some).length,
        own.perDepartment,
      ),
      alone: [
        ...Array.from(own.alone ?? []),
        ...members.filter(isOnSite).flatMap(departmentsIn),
      ].sort((a, b) => a - b),
    });
  }
  return build(planned.steps);
};

/**
 * The columns with the leads and ids of made visits. No other visit gets one
 * of these ids, or a retired one.
 * O(visits + retired ids).
 */
export const withIds = (
  columns: PlanColumns,
  { memberStart, member }: Pick<Consolidation, 'memberStart' | 'member'>,
  done: DoneVisits | undefined,
  retired: readonly string[],
): PlanColumns => {
  if (done === undefined && retired.length === 0) return columns;
  const departmentAt = indexById(columns.rows.departments);
  const doneAt = new Map(done?.members.map(([first], k) => [first, k]));
  const placeOf = (v: number): number => doneAt.get(member[memberStart[v]]) ?? -1;
  const lead = columns.visits.lead.map(
    (own, v) => departmentAt.get(done?.lead[placeOf(v)] ?? '') ?? own,
  );
  const given = Array.from(lead, (_, v) => done?.id[placeOf(v)]);
  const free = freeIds([...retired, ...given.filter((id) => id !== undefined)]);
  const ids = given.map((id, v) => id ?? free(visitIdAt(columns, v)));
  return { ...columns, visits: { ...columns.visits, lead, ids } };
};

/**
 * Numbers of made visits and of unservable occurrences, which no search changes.
 * O(occurrences).
 */
export const settledBefore = (
  occurrences: Occurrences,
): { readonly visits: number; readonly unserved: number } => {
  let unserved = 0;
  for (const r of occurrences.reason)
    if (r !== reasonCode.servable && r !== reasonCode.done) unserved++;
  return { visits: doneVisitsOf(occurrences)?.members.length ?? 0, unserved };
};
