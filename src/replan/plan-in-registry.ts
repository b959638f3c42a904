import { startsOf } from '../columns/starts';
import { reasonCode } from '../occurrences/allowed-days';
import type { Occurrences } from '../occurrences/occurrences';
import { permanentRandomNumbers } from '../occurrences/random-number';
import { someOf } from '../output/date-order';
import type { PlanColumns } from '../output/plan-columns';
import type { Summary } from '../output/plan-document';
import { closeBefore } from '../plan/close-before';
import { firstRanks, type VisitsWithDays } from '../plan/dates';
import { itemIndexIn } from '../registry/item-methods';
import { occurrenceAt } from '../registry/occurrence-at';
import { indexById } from '../registry/sorted';
import { onSiteOf, ruledItems } from '../rules/ruled-items';
import { commonDays, type VisitDays } from '../schedule/visit-days';

/**
 * The plan's rows with the present data of the registry;
 * rows that the registry lacks are unchanged. Items keep the methods that the plan has.
 */
export const rowsNow = (
  old: PlanColumns['rows'],
  now: PlanColumns['rows'],
): PlanColumns['rows'] => {
  const updated = <A extends { readonly id: string }>(
    before: readonly A[],
    after: readonly A[],
  ): readonly A[] => {
    const indexOf = indexById(after);
    return before.map((row) => after[indexOf.get(row.id) ?? -1] ?? row);
  };
  return {
    departments: updated(old.departments, now.departments),
    // An item has one row for each of its methods.
    items: updated(old.items, now.items).map(({ method: _, grades: __, ...item }, i) => {
      const { method, grades } = old.items[i];
      return {
        ...item,
        ...(method === undefined ? {} : { method }),
        ...(grades === undefined ? {} : { grades }),
      };
    }),
    enterprises: updated(old.enterprises, now.enterprises),
  };
};

/**
 * Index of the occurrence of each member of the plan's visits; −1 where the registry does not
 * owe it or it cannot be served.
 */
export const membersOf = (occurrences: Occurrences, { rows, visits }: PlanColumns): Int32Array => {
  const { enterprises } = occurrences.rows;
  const enterpriseAt = indexById(enterprises);
  const itemAt = itemIndexIn(occurrences.rows.items);
  const { reason } = occurrences;
  const member = new Int32Array(visits.item.length).fill(-1);
  for (let v = 0; v < visits.count; v++) {
    const e = enterpriseAt.get(rows.enterprises[visits.enterprise[v]].id);
    if (e === undefined) continue;
    for (let m = visits.memberStart[v]; m < visits.memberStart[v + 1]; m++) {
      const item = itemAt(rows.items[visits.item[m]].id, enterprises[e]);
      const o = occurrenceAt(occurrences, e, item, visits.cycle[m]);
      if (o >= 0 && (reason[o] === reasonCode.servable || reason[o] === reasonCode.done))
        member[m] = o;
    }
  }
  return member;
};

/** Close visits of each enterprise of a plan before merging. O(occurrences). */
export const closeBeforeNow = (occurrences: Occurrences, columns: PlanColumns): Int32Array => {
  const { rows, policy } = occurrences;
  const { enterprise, memberStart } = columns.visits;
  const visits = {
    ...{ enterprises: columns.rows.enterprises.length, enterprise, memberStart },
    member: membersOf(occurrences, columns),
  };
  const onSite = onSiteOf(policy, ruledItems(rows.items, policy, rows.departments));
  return closeBefore(occurrences, visits, onSite);
};

/** The summary without the figures of close visits, which a registry without spacing lacks. */
export const withoutClose = ({
  closeVisits: _,
  closeBound: __,
  closeBefore: ___,
  ...summary
}: Summary): Summary => summary;

/** Visits that can get dates, with their first ranks. */
export interface Movable extends VisitsWithDays {
  /** Index of each visit in the plan. */
  readonly of: Int32Array;
}

/**
 * The visits that can get dates. An enterprise starts from the plan's days if all of its visits are
 * allowed on them, with on-site visits on as many days as possible; else from new first days.
 */
export const movableOf = (occurrences: Occurrences, columns: PlanColumns): Movable => {
  const { rows, visits } = columns;
  const { timeline, policy } = occurrences;
  const rankOfDay = new Map(Array.from(timeline.dayOfRank, (day, rank) => [day, rank]));
  const member = membersOf(occurrences, columns);
  const isKnown = (v: number): boolean =>
    !member.subarray(visits.memberStart[v], visits.memberStart[v + 1]).includes(-1);
  const known = Int32Array.from(Array.from({ length: visits.count }, (_, v) => v).filter(isKnown));
  const knownVisits = someOf(visits, known);
  const knownMembers = new Int32Array(knownVisits.item.length);
  known.forEach((v, at) => {
    knownMembers.set(
      member.subarray(visits.memberStart[v], visits.memberStart[v + 1]),
      knownVisits.memberStart[at],
    );
  });
  const all = commonDays(
    { memberStart: knownVisits.memberStart, member: knownMembers },
    occurrences,
  );
  const { start, lo, hi } = all.daySets;
  const hasDays = (at: number): boolean => start[all.daySet[at] + 1] > start[all.daySet[at]];
  const kept = Int32Array.from(Array.from(known, (_, at) => at).filter(hasDays));
  const days: VisitDays = { daySet: kept.map((at) => all.daySet[at]), daySets: all.daySets };
  const own = someOf(knownVisits, kept);

  const allows = (v: number, rank: number | undefined): rank is number => {
    if (rank === undefined) return false;
    for (let r = start[days.daySet[v]]; r < start[days.daySet[v] + 1]; r++)
      if (lo[r] <= rank && rank <= hi[r]) return true;
    return false;
  };
  const enterpriseStart = startsOf(own.enterprise, rows.enterprises.length);
  const movable = { columns: { ...columns, visits: own }, days };
  const rank = firstRanks(movable, permanentRandomNumbers(policy.seed));
  for (let e = 0; e < rows.enterprises.length; e++) {
    const [first, last] = [enterpriseStart[e], enterpriseStart[e + 1]];
    const given: number[] = [];
    for (let v = first; v < last; v++) {
      const at = rankOfDay.get(own.day[v]);
      if (allows(v, at)) given.push(at);
    }
    const daysOnSite = (ranks: ArrayLike<number>): number =>
      new Set(Array.from(ranks).filter((_, k) => own.onSite[first + k] === 1)).size;
    if (
      given.length === last - first &&
      daysOnSite(given) >= daysOnSite(rank.subarray(first, last))
    )
      rank.set(given, first);
  }
  return { ...movable, rank, of: kept.map((at) => known[at]) };
};
