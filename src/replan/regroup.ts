import { checked } from '../codec/checked';
import type { Codec } from '../codec/codec';
import { optional, struct } from '../codec/shapes';
import { startsOf } from '../columns/starts';
import { capsInForce } from '../consolidate/caps-of';
import type { Cap } from '../consolidate/several-caps/problem';
import { reasonCode } from '../occurrences/allowed-days';
import { allows } from '../occurrences/allows';
import { expanderOf, type Occurrences } from '../occurrences/occurrences';
import { columnsOf, type Plan, planOf } from '../output/plan';
import { type PlanColumns, unservedReasons } from '../output/plan-columns';
import { dateFiguresOf } from '../output/summary';
import { datingTerms, workloadOfPlan } from '../plan/dates';
import { type DateOptions, dateFields } from '../plan/steps';
import { leadsOf } from '../plan/visit-columns';
import { unmergedEverywhere } from '../registry/pin';
import type { Registry } from '../registry/registry';
import type { Rules } from '../rules/rule-book';
import { onSiteOf, ruledItems } from '../rules/ruled-items';
import { bookUnder, RulesOption } from '../rules/rules-under';
import { withUnmerged } from '../rules/unmerged';
import { visitChecker } from '../rules/visit-check';
import { regroupVisits } from '../schedule/regroup-visits';
import { capacityOf, loadOf } from '../schedule/workload';
import { closeBeforeNow, membersOf } from './plan-in-registry';
import { schedule } from './reschedule';

export interface RegroupOptions extends DateOptions {
  /** The rules for sharing a visit; default: the policy's. */
  readonly rules?: Rules;
}

const RegroupOptions: Codec<RegroupOptions> = struct<RegroupOptions>('RegroupOptions', {
  ...dateFields,
  rules: optional(RulesOption),
});

const MOST_ROUNDS = 4;
/** The last round is one that leaves more than this share of the minutes above capacity. */
const WORTH_ANOTHER = 0.99;

/**
 * 1 for enterprises that stay unchanged: they have pins, or an occurrence that a cap leaves out or
 * that is checked by its fallback. It might find room in a changed visit.
 */
const untouchable = (
  { rows, amendments, item }: Occurrences,
  { visits, unserved }: PlanColumns,
  member: Int32Array,
): Uint8Array => {
  const pinned = new Set(
    amendments.pins.flatMap(({ pin, enterprise }) => (pin === 'days' ? [] : [enterprise])),
  );
  const is = Uint8Array.from(rows.enterprises, ({ id }) => (pinned.has(id) ? 1 : 0));
  const cap = unservedReasons.indexOf('visit-cap');
  for (let u = 0; u < unserved.count; u++)
    if (unserved.reason[u] === cap) is[unserved.enterprise[u]] = 1;
  for (let v = 0; v < visits.count; v++)
    for (let m = visits.memberStart[v]; m < visits.memberStart[v + 1]; m++)
      if (visits.item[m] !== item[member[m]]) is[visits.enterprise[v]] = 1;
  return is;
};

/**
 * Whether every cap that counts visit v of the plan would count it with these occurrences, and no
 * other cap would. So each cap counts as many visits after moves, and certificates still hold.
 * O(caps × members)
 */
const countedAlike = (
  capsOf: (e: number) => readonly Cap[],
  { item }: Occurrences,
  { visits }: PlanColumns,
): ((v: number, some: readonly number[]) => boolean) => {
  let [last, caps]: [number, readonly Cap[]] = [-1, []];
  return (v, some) => {
    if (visits.enterprise[v] !== last) caps = capsOf(visits.enterprise[v]);
    last = visits.enterprise[v];
    if (caps.length === 0) return true;
    const own = visits.item.subarray(visits.memberStart[v], visits.memberStart[v + 1]);
    return caps.every(({ counts }) => own.some(counts) === some.some((o) => counts(item[o])));
  };
};

/**
 * The columns with members moved to other visits; each visit's members ascend.
 * `member` are occurrences.
 * O(members).
 */
const withMembers = (
  occurrences: Occurrences,
  columns: PlanColumns,
  member: Int32Array,
  visitOf: Int32Array,
  enters: Uint8Array,
): PlanColumns => {
  const { visits, departmentOf } = columns;
  const memberStart = startsOf(visitOf, visits.count);
  const next = memberStart.slice();
  const slots = new Int32Array(member.length);
  visitOf.forEach((v, m) => {
    slots[next[v]++] = m;
  });
  for (let v = 0; v < visits.count; v++)
    slots.subarray(memberStart[v], memberStart[v + 1]).sort((a, b) => member[a] - member[b]);
  const own = slots.map((m) => member[m]);
  const found = leadsOf(occurrences, departmentOf, {
    domains: columns.domains.map(({ name }) => name),
    memberStart,
    member: own,
    host: visits.domain,
  });
  // A visit with unchanged members keeps its lead, which for a made visit may
  // differ from the computed one.
  const isSame = (v: number): boolean => {
    const [first, last] = [visits.memberStart[v], visits.memberStart[v + 1]];
    if (memberStart[v + 1] - memberStart[v] !== last - first) return false;
    return slots.subarray(memberStart[v], memberStart[v + 1]).every((m) => first <= m && m < last);
  };
  const same = Uint8Array.from(visits.lead, (_, v) => (isSame(v) ? 1 : 0));
  return {
    ...columns,
    visits: {
      ...visits,
      lead: visits.lead.map((lead, v) => (same[v] === 1 ? lead : found.lead[v])),
      minutes: visits.minutes.map((minutes, v) => (same[v] === 1 ? minutes : found.minutes[v])),
      onSite: visits.onSite.map((is, v) => {
        if (same[v] === 1) return is;
        for (let m = memberStart[v]; m < memberStart[v + 1]; m++)
          if (enters[occurrences.item[own[m]]] === 1) return 1;
        return 0;
      }),
      memberStart,
      item: slots.map((m) => visits.item[m]),
      cycle: slots.map((m) => visits.cycle[m]),
    },
  };
};

/**
 * Occurrences of the members, and ranks of the visits, of a plan; undefined where the
 * plan is not of this registry.
 * O(occurrences).
 */
const placesOf = (
  occurrences: Occurrences,
  columns: PlanColumns,
): { readonly member: Int32Array; readonly rank: Int32Array } | undefined => {
  const { rows, timeline } = occurrences;
  const areSame = (['departments', 'items', 'enterprises'] as const).every(
    (list) =>
      rows[list].length === columns.rows[list].length &&
      rows[list].every(({ id }, k) => id === columns.rows[list][k].id),
  );
  if (!areSame) return undefined;
  const rankAt = new Map(Array.from(timeline.dayOfRank, (day, rank) => [day, rank]));
  const member = membersOf(occurrences, columns);
  const rank = columns.visits.day.map((day) => rankAt.get(day) ?? -1);
  return member.includes(-1) || rank.includes(-1) ? undefined : { member, rank };
};

/**
 * One round of moves: the plan after it, on its present dates; undefined where no move is better.
 */
type Round = (plan: Plan) => Plan | undefined;

const roundsOf = (registry: Registry, given: Rules | undefined): Round => {
  const occurrences = expanderOf(registry)(registry);
  const { rows, policy, timeline, amendments, item, reason } = occurrences;
  const terms = datingTerms(rows, timeline.dayOfRank, policy);
  const items = ruledItems(rows.items, policy, rows.departments);
  const enters = onSiteOf(policy, items);
  const rules = withUnmerged(bookUnder(policy, given), unmergedEverywhere(amendments.pins));
  const check = visitChecker(items, rules)(item);
  const capsOf = capsInForce(occurrences, { items, onSite: enters });
  /** Whether all visits with changed members are valid on their days. O(members × rules). */
  const areVisits = (
    moved: PlanColumns,
    before: PlanColumns['visits'],
    rank: Int32Array,
  ): boolean => {
    const member = membersOf(occurrences, moved);
    const { memberStart, domain, item: own, cycle, count } = moved.visits;
    const isAsBefore = (v: number, m: number): boolean => {
      const at = before.memberStart[v] + m - memberStart[v];
      return (
        at < before.memberStart[v + 1] &&
        before.item[at] === own[m] &&
        before.cycle[at] === cycle[m]
      );
    };
    for (let v = 0; v < count; v++) {
      const some = member.subarray(memberStart[v], memberStart[v + 1]);
      let isSame = some.length === before.memberStart[v + 1] - before.memberStart[v];
      for (let m = memberStart[v]; m < memberStart[v + 1] && isSame; m++) isSame = isAsBefore(v, m);
      if (isSame) continue;
      if (!check.isVisit(moved.domains[domain[v]].name, some)) return false;
      if (!some.every((o) => allows(occurrences, o, rank[v]))) return false;
    }
    return true;
  };
  return (plan) => {
    const made = columnsOf(plan);
    const places = placesOf(occurrences, made);
    if (places === undefined) return undefined;
    const { member, rank } = places;
    const columns: PlanColumns = { ...made, rows };
    const { visits, departmentOf, domains } = columns;
    const workload = workloadOfPlan(columns, terms);
    const stays = untouchable(occurrences, columns, member);
    const isCountedAlike = countedAlike(capsOf, occurrences, columns);
    const isMade = (v: number): boolean =>
      reason[member[visits.memberStart[v]]] === reasonCode.done;
    const team = new Int32Array(member.length);
    for (let v = 0; v < visits.count; v++)
      for (let m = visits.memberStart[v]; m < visits.memberStart[v + 1]; m++)
        team[m] = terms.teams.teamOf(
          departmentOf[visits.item[m]],
          rows.enterprises[visits.enterprise[v]].area,
        );
    const { visitOf, moves } = regroupVisits({
      weeks: terms.weeks,
      enterprise: visits.enterprise,
      rank,
      onSite: visits.onSite,
      fixed: Uint8Array.from(rank, (_, v) =>
        stays[visits.enterprise[v]] === 1 || isMade(v) ? 1 : 0,
      ),
      memberStart: visits.memberStart,
      department: visits.item.map((i) => departmentOf[i]),
      team,
      minutes: Float64Array.from(visits.item, (i) => rows.items[i].minutes),
      enters: Uint8Array.from(visits.item, (i) => enters[i]),
      travelMinutes: policy.travelMinutes,
      load: loadOf(workload, rank),
      capacity: capacityOf(workload),
      allows: (m, at) => allows(occurrences, member[m], at),
      isVisit: (v, members) => {
        const some = members.map((m) => member[m]);
        return check.isVisit(domains[visits.domain[v]].name, some) && isCountedAlike(v, some);
      },
    });
    if (moves === 0) return undefined;
    const moved = withMembers(occurrences, columns, member, visitOf, enters);
    if (!areVisits(moved, visits, rank)) {
      const faults = (plan.summary.faults ?? 0) + 1;
      return planOf(made, { ...plan.summary, faults }, plan.certificate, plan.shortfalls);
    }
    const closeBefore = closeBeforeNow(occurrences, moved);
    const figures = dateFiguresOf(moved, { ...terms, closeBefore }, {});
    return planOf(moved, { ...plan.summary, ...figures }, plan.certificate, plan.shortfalls);
  };
};

/**
 * The plan with checks moved between visits of an enterprise where that leaves fewer minutes above
 * capacity, and with better dates. Every enterprise keeps its number of visits; the result is never
 * worse than that of `schedule`. Each cap counts as many visits as before. Made visits, enterprises
 * with pins, and enterprises where a cap leaves out occurrences or asks for fallbacks stay unchanged.
 * The bound on minutes above capacity is that of the new visits. For a plan of another registry only
 * dates change.
 * O(rounds × schedule).
 */
export const regroup = (registry: Registry, plan: Plan, options: RegroupOptions = {}): Plan => {
  const { rules, ...dates } = checked(RegroupOptions, options);
  let best = schedule(registry, plan, dates);
  if (best.summary.overloadMinutes === 0) return best;
  const regrouped = roundsOf(registry, rules);
  for (let round = 0; round < MOST_ROUNDS && best.summary.overloadMinutes > 0; round++) {
    const before = best.summary.overloadMinutes;
    const moved = regrouped(best);
    if (moved === undefined) break;
    best = schedule(registry, moved, dates);
    if (best.summary.overloadMinutes > WORTH_ANOTHER * before) break;
  }
  return best;
};
