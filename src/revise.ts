import { isNonEmpty } from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { locatedError, misfitsOf } from './codec/codec';
import { unmergedRule } from './consolidate/bundled-visits';
import { spentOn } from './consolidate/consolidate';
import { capOf } from './consolidate/enterprise-visits';
import { reasonCode } from './occurrences/allowed-days';
import type { Occurrences } from './occurrences/occurrences';
import { permanentRandomNumbers } from './occurrences/random-number';
import type { Plan } from './output/plan';
import type { PlanDocument, Visit } from './output/plan-document';
import { visitId, visitIdAt } from './output/visit-id';
import { type Day, parseDay } from './registry/day';
import type { RegistryError } from './registry/decode-registry';
import { occurrenceAt } from './registry/occurrence-at';
import { unmergedEverywhere } from './registry/pin';
import type { Registry } from './registry/registry';
import { indexById } from './registry/sorted';
import { appliedChanges } from './revise/apply-changes';
import { type Change, Changes } from './revise/change';
import { asConsolidation, keptVisits, type Preference, type Published } from './revise/keep-visits';
import { type Revision, revisionLog } from './revise/log';
import { startDays } from './revise/start-days';
import { withRules } from './rules/rule-book';
import { stagesOf } from './stages';

export interface ReviseOptions {
  /** Default: `fewest-visits`, and as few changes as that allows; `fewest-changes`: the other way round. */
  readonly prefer?: Preference;
  /** As for `plan`. */
  readonly steps?: number;
}

/** Published visits that are still to be made, by enterprise; occurrences that are owed and servable no more are left out. */
const publishedIn = (
  occurrences: Occurrences,
  visits: ReadonlyArray<Visit & { readonly id: string }>,
  frozen: string,
  missed: ReadonlySet<string>,
): ReadonlyArray<readonly Published[]> => {
  const enterpriseAt = indexById(occurrences.rows.enterprises);
  const itemAt = indexById(occurrences.rows.items);
  const published: Published[][] = occurrences.rows.enterprises.map(() => []);
  for (const { id, enterprise, domain, date, occurrences: list } of visits) {
    const e = enterpriseAt.get(enterprise);
    if (e === undefined || date <= frozen || missed.has(id)) continue;
    const members = list
      .map(({ item, cycle }) => occurrenceAt(occurrences, e, itemAt.get(item) ?? -1, cycle))
      .filter((o) => o >= 0 && occurrences.reason[o] === reasonCode.servable)
      .sort((a, b) => a - b);
    published[e].push({ id, domain, day: parseDay(date), members });
  }
  return published;
};

/** Enterprises (indices) where rules of items alone do not decide: named by pins, or with a task for an item that is owed otherwise too. */
const specialIn = ({ rows, amendments, start, item, reason }: Occurrences): ReadonlySet<number> => {
  const enterpriseAt = indexById(rows.enterprises);
  const special = new Set<number>();
  for (const { pin, enterprise } of amendments.pins) {
    const e = enterprise === undefined ? undefined : enterpriseAt.get(enterprise);
    if (e !== undefined && pin !== 'days') special.add(e);
  }
  for (const { enterprise } of amendments.due) {
    const e = enterpriseAt.get(enterprise);
    if (e === undefined || special.has(e)) continue;
    for (let o = start[e] + 1; o < start[e + 1]; o++)
      if (item[o] === item[o - 1] && reason[o] === reasonCode.servable && reason[o - 1] === reasonCode.servable)
        special.add(e);
  }
  return special;
};

/**
 * The plan after some changes: with the fewest visits for what is still to be done, and of these as near to what is published as was found;
 * what has been done stays, and nothing that is owed is lost. With it comes the registry as it is now, for `verify` and the next
 * revision, and every published visit that is not as it was, with why. Left: what is wrong with the changes, at `changes[…]`, or with the
 * registry that they would make. O(plan)
 */
export const revise = (
  registry: Registry,
  plan: PlanDocument,
  changes: readonly Change[],
  options: ReviseOptions = {},
): E.Either<NonEmptyArray<RegistryError>, Revision> => {
  const wrong = misfitsOf(Changes.check, changes).map((misfit) =>
    locatedError({ ...misfit, keys: ['changes', ...misfit.keys] }),
  );
  if (isNonEmpty(wrong)) return E.left(wrong);
  const named = plan.visits
    // Nothing would be lost with a visit of nothing.
    .filter(({ occurrences }) => occurrences.length > 0)
    .map((visit): Visit & { readonly id: string } => {
      const { id, enterprise, occurrences: list } = visit;
      return { ...visit, id: id ?? visitId(enterprise, list[0].item, list[0].cycle) };
    });
  const applied = appliedChanges(registry, named, changes);
  if (E.isLeft(applied)) return applied;
  const { registry: now, causes, missed } = applied.right;
  const effort = options.steps === undefined ? {} : { steps: options.steps };

  const stages = stagesOf(now, {});
  const occurrences = stages.expand(now);
  const consolidated = stages.merge(effort);
  const fresh = consolidated(occurrences)();
  const published = publishedIn(occurrences, named, now.frozenThrough ?? '', missed);
  const out = unmergedEverywhere(now.pins ?? []);
  const { items, entering } = stages;
  const rules = out.size === 0 ? stages.rules : withRules(unmergedRule(({ id }) => out.has(id)))(stages.rules);
  const spent = spentOn(occurrences, indexById(occurrences.rows.items), entering);
  const { enterprises } = occurrences.rows;
  const ground = {
    ...{ occurrences, items, rules, entering },
    isCapped: (e: number): boolean => capOf(occurrences.policy, enterprises[e]) < Number.POSITIVE_INFINITY,
    special: specialIn(occurrences),
    solve: (among: Int32Array, open: ReadonlySet<number>, onSite: Int32Array) => {
      const reason = new Uint8Array(occurrences.count).fill(reasonCode.done);
      for (const o of open) reason[o] = reasonCode.servable;
      const beside = onSite.map((count, e) => count + (spent?.[e] ?? 0));
      return consolidated({ ...occurrences, reason, spent: beside })(among);
    },
  };
  const revised = keptVisits(ground, fresh, published, options.prefer ?? 'fewest-visits');
  const undated = stages.join(occurrences, asConsolidation(ground, fresh, revised));

  const { visits } = undated.columns;
  const keyOf = (e: number, i: number, cycle: number): string => `${e} ${i} ${cycle}`;
  const before = new Map<string, { readonly id?: string; readonly day?: Day }>();
  revised.forEach(({ visits: own }, e) => {
    for (const visit of own)
      before.set(keyOf(e, occurrences.item[visit.members[0]], occurrences.cycle[visit.members[0]]), visit);
  });
  const rankAt = new Map(Array.from(occurrences.timeline.dayOfRank, (day, rank) => [day, rank]));
  const taken = new Set([
    ...(now.done ?? []).flatMap(({ id }) => (id === undefined ? [] : [id])),
    ...[...before.values()].flatMap(({ id }) => (id === undefined ? [] : [id])),
  ]);
  const given = new Int32Array(visits.count).fill(-1);
  const { start, lo, hi } = undated.days.daySets;
  const ids = Array.from(given, (_, v) => {
    const first = visits.memberStart[v];
    const own = before.get(keyOf(visits.enterprise[v], visits.item[first], visits.cycle[first]));
    const set = undated.days.daySet[v];
    if (own === undefined) {
      // It has been made, on its only day.
      given[v] = lo[start[set]];
      return visitIdAt(undated.columns, v);
    }
    if (own.day !== undefined) given[v] = rankAt.get(own.day) ?? -1;
    else if (start[set + 1] === start[set] + 1 && lo[start[set]] === hi[start[set]]) given[v] = lo[start[set]];
    if (own.id !== undefined) return own.id;
    let id = visitIdAt(undated.columns, v);
    for (let turn = 2; taken.has(id); turn++) id = `${visitIdAt(undated.columns, v)}/${turn}`;
    taken.add(id);
    return id;
  });
  const spreadOf = permanentRandomNumbers(occurrences.policy.seed);
  const columns = { ...undated.columns, visits: { ...visits, ids } };
  const { rank, stays } = startDays(columns, undated.days, given, (e) => spreadOf(enterprises[e].id));
  const found: Plan = stages.dateAround({ ...undated, columns }, rank, stays);
  return E.right({
    plan: found,
    registry: now,
    changes: revisionLog(named, found, now.frozenThrough ?? '', causes, missed),
  });
};
