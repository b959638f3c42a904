import type { Consolidation } from './consolidate/consolidate';
import { reasonCode } from './occurrences/allowed-days';
import type { Occurrences } from './occurrences/occurrences';
import { type PlanColumns, unservedReasons } from './output/plan-columns';
import { indexById } from './registry/sorted';
import type { RuledItem } from './rules/rule';
import type { RuleBook } from './rules/rule-book';

/** 牵头: the department of the item with the fewest allowed days; ties: the one with more minutes in the visit, then the smaller id. */
const leadOf = (
  departments: Int32Array,
  minutes: Int32Array,
  allowedDays: Int32Array,
): { readonly lead: number; readonly elapsed: number } => {
  const minutesOf = new Map<number, number>();
  departments.forEach((d, k) => {
    minutesOf.set(d, (minutesOf.get(d) ?? 0) + minutes[k]);
  });
  const fewest = allowedDays.reduce((least, days) => Math.min(least, days), Number.POSITIVE_INFINITY);
  let lead = -1;
  departments.forEach((d, k) => {
    if (allowedDays[k] !== fewest || d === lead) return;
    const more = (minutesOf.get(d) ?? 0) - (minutesOf.get(lead) ?? -1);
    if (lead < 0 || more > 0 || (more === 0 && d < lead)) lead = d;
  });
  let elapsed = 0;
  for (const total of minutesOf.values()) elapsed = Math.max(elapsed, total);
  return { lead, elapsed };
};

const reasonIndex = (name: (typeof unservedReasons)[number]): number => unservedReasons.indexOf(name);

const reasonOf = new Map<number, number>([
  [reasonCode.noOpenDay, reasonIndex('no-open-day')],
  [reasonCode.exempt, reasonIndex('exempt')],
  [reasonCode.recognised, reasonIndex('recognised')],
]);

/** Everything not served, ascending by occurrence. */
const unservedColumns = (occurrences: Occurrences, { dropped }: Consolidation): PlanColumns['unserved'] => {
  const { count, start, item, cycle, daySet, reason } = occurrences;
  const capped = new Set(dropped);
  const out = Int32Array.from({ length: count }, (_, o) => o).filter(
    (o) => reason[o] !== reasonCode.servable || capped.has(o),
  );
  let e = 0;
  return {
    count: out.length,
    enterprise: out.map((o) => {
      while (start[e + 1] <= o) e++;
      return e;
    }),
    item: out.map((o) => item[o]),
    cycle: out.map((o) => cycle[o]),
    reason: Uint8Array.from(out, (o) => reasonOf.get(reason[o]) ?? reasonIndex('visit-cap')),
    by: out.map((o) => (reason[o] === reasonCode.recognised ? daySet[o] : -1)),
  };
};

/** Puts what the stages found into the columns of a plan; `rank` is each visit's open day. O(occurrences · log of an enterprise's visits). */
export const assemble = (
  occurrences: Occurrences,
  items: readonly RuledItem[],
  rules: RuleBook,
  consolidation: Consolidation,
  rank: Int32Array,
): PlanColumns => {
  const { rows, timeline, daySets } = occurrences;
  const { enterpriseStart, host, memberStart, member, onSite, domains } = consolidation;
  const departmentIndex = indexById(rows.departments);
  const departmentOf = Int32Array.from(items, ({ department }) => departmentIndex.get(department) ?? -1);
  const minutesOf = Int32Array.from(items, ({ minutes }) => minutes);

  const count = host.length;
  const enterprise = new Int32Array(count);
  const order = Int32Array.from(host.keys());
  for (let e = 0; e + 1 < enterpriseStart.length; e++) {
    enterprise.fill(e, enterpriseStart[e], enterpriseStart[e + 1]);
    // Two visits on one day: members ascend, so the first ones tell them apart.
    order
      .subarray(enterpriseStart[e], enterpriseStart[e + 1])
      .sort((a, b) => rank[a] - rank[b] || member[memberStart[a]] - member[memberStart[b]]);
  }
  const visits = {
    count,
    enterprise,
    domain: order.map((v) => host[v]),
    day: order.map((v) => timeline.dayOfRank[rank[v]]),
    lead: new Int32Array(count),
    minutes: new Int32Array(count),
    onSite: Uint8Array.from(order, (v) => onSite[v]),
    memberStart: new Int32Array(count + 1),
    item: new Int32Array(member.length),
    cycle: new Int32Array(member.length),
  };
  let at = 0;
  order.forEach((v, position) => {
    const members = member.subarray(memberStart[v], memberStart[v + 1]);
    const its = members.map((o) => occurrences.item[o]);
    const { lead, elapsed } = leadOf(
      its.map((i) => departmentOf[i]),
      its.map((i) => minutesOf[i]),
      members.map((o) => daySets.size[occurrences.daySet[o]]),
    );
    visits.lead[position] = lead;
    visits.minutes[position] = elapsed;
    for (const o of members) {
      visits.item[at] = occurrences.item[o];
      visits.cycle[at++] = occurrences.cycle[o];
    }
    visits.memberStart[position + 1] = at;
  });

  const rulesFor = new Map(rules.map((entry) => [entry.domain, entry.rules]));
  const requires = (domain: string, name: string): boolean =>
    rulesFor.get(domain)?.some((rule) => rule.kind === 'equality' && rule.name === name) ?? false;
  return {
    rows,
    departmentOf,
    methodOf: items.map(({ method }) => method),
    groupOf: items.map(({ methodGroup }) => methodGroup.slice(methodGroup.indexOf(' ') + 1)),
    domains: domains.map((name) => ({
      name,
      oneMethod: requires(name, 'sameMethod'),
      oneObject: requires(name, 'sameObject'),
    })),
    visits,
    unserved: unservedColumns(occurrences, consolidation),
  };
};
