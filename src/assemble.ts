import type { Consolidation } from './consolidate/consolidate';
import { reasonCode } from './occurrences/allowed-days';
import type { Occurrences } from './occurrences/occurrences';
import { type PlanColumns, unservedReasons } from './output/plan-columns';
import { indexById } from './registry/sorted';
import type { RuledItem } from './rules/rule';
import type { RuleBook } from './rules/rule-book';

/**
 * Visits ascending by enterprise, rank and first member (members ascend, so the first ones tell visits of one day apart): a Shell sort
 * (1959) of each enterprise's. O(visits · √ visits of an enterprise)
 */
const visitsInOrder = ({ enterpriseStart, memberStart, member }: Consolidation, rank: Int32Array): Int32Array => {
  const order = new Int32Array(rank.length);
  for (let v = 0; v < order.length; v++) order[v] = v;
  for (let e = 0; e + 1 < enterpriseStart.length; e++) {
    const first = enterpriseStart[e];
    const last = enterpriseStart[e + 1];
    let gap = 1;
    while (3 * gap + 1 < last - first) gap = 3 * gap + 1;
    for (; gap >= 1; gap = Math.floor(gap / 3))
      for (let i = first + gap; i < last; i++) {
        const visit = order[i];
        const day = rank[visit];
        const o = member[memberStart[visit]];
        let at = i;
        for (; at - gap >= first; at -= gap) {
          const other = order[at - gap];
          if (rank[other] < day || (rank[other] === day && member[memberStart[other]] < o)) break;
          order[at] = other;
        }
        order[at] = visit;
      }
  }
  return order;
};

/**
 * Lead (牵头) and elapsed minutes of the visits in order. The lead is the department of the item with the fewest allowed days; ties:
 * the one with more minutes in the visit, then the smaller id. O(members)
 */
const leadsOf = (
  { rows, daySet, daySets: { size } }: Occurrences,
  departmentOf: Int32Array,
  { memberStart, member }: Consolidation,
  order: Int32Array,
  /** Items of the members, visits in order. */
  items: Int32Array,
): Pick<PlanColumns['visits'], 'lead' | 'minutes'> => {
  const leads = new Int32Array(order.length);
  const elapsed = new Float64Array(order.length);
  const minutesOf = Float64Array.from(rows.items, ({ minutes }) => minutes);
  // Minutes of each department in the visit at hand.
  const spent = new Float64Array(rows.departments.length);
  for (let position = 0, from = 0; position < order.length; position++) {
    const first = memberStart[order[position]];
    const members = memberStart[order[position] + 1] - first;
    let fewest = Number.POSITIVE_INFINITY;
    for (let k = 0; k < members; k++) {
      const i = items[from + k];
      spent[departmentOf[i]] += minutesOf[i];
      fewest = Math.min(fewest, size[daySet[member[first + k]]]);
    }
    let lead = -1;
    let most = 0;
    for (let k = 0; k < members; k++) {
      const d = departmentOf[items[from + k]];
      most = Math.max(most, spent[d]);
      if (size[daySet[member[first + k]]] !== fewest) continue;
      if (lead < 0 || spent[d] > spent[lead] || (spent[d] === spent[lead] && d < lead)) lead = d;
    }
    for (let k = 0; k < members; k++) spent[departmentOf[items[from + k]]] = 0;
    from += members;
    leads[position] = lead;
    elapsed[position] = most;
  }
  return { lead: leads, minutes: elapsed };
};

/** Everything served, visit by visit. O(occurrences + visits · √ visits of an enterprise) */
const visitColumns = (
  occurrences: Occurrences,
  departmentOf: Int32Array,
  consolidation: Consolidation,
  rank: Int32Array,
): PlanColumns['visits'] => {
  const { enterpriseStart, host, memberStart, member, onSite } = consolidation;
  const { item, cycle } = occurrences;
  const { dayOfRank } = occurrences.timeline;
  const count = host.length;
  const order = visitsInOrder(consolidation, rank);
  const enterprise = new Int32Array(count);
  for (let e = 0; e + 1 < enterpriseStart.length; e++)
    for (let v = enterpriseStart[e]; v < enterpriseStart[e + 1]; v++) enterprise[v] = e;
  const enters = new Uint8Array(count);
  const starts = new Int32Array(count + 1);
  const items = new Int32Array(member.length);
  const cycles = new Int32Array(member.length);
  for (let position = 0, at = 0; position < count; position++) {
    const v = order[position];
    enters[position] = onSite[v];
    for (let m = memberStart[v]; m < memberStart[v + 1]; m++) {
      const o = member[m];
      items[at] = item[o];
      cycles[at++] = cycle[o];
    }
    starts[position + 1] = at;
  }
  return {
    count,
    enterprise,
    domain: order.map((v) => host[v]),
    day: order.map((v) => dayOfRank[rank[v]]),
    ...leadsOf(occurrences, departmentOf, consolidation, order, items),
    onSite: enters,
    memberStart: starts,
    item: items,
    cycle: cycles,
  };
};

/** By `reasonCode`; what could be served and is not was left out because of a cap. */
const reasonOf = Uint8Array.from(['visit-cap', 'no-open-day', 'exempt', 'recognised'] as const, (name) =>
  unservedReasons.indexOf(name),
);

/** Everything not served, ascending by occurrence. O(occurrences) */
const unservedColumns = (occurrences: Occurrences, { dropped }: Consolidation): PlanColumns['unserved'] => {
  const { count: all, start, item, cycle, daySet, reason } = occurrences;
  let count = dropped.length;
  for (let o = 0; o < all; o++) if (reason[o] !== reasonCode.servable) count++;
  const enterprise = new Int32Array(count);
  // The occurrences that the columns are about.
  const of = new Int32Array(count);
  let capped = 0;
  let nextCapped = dropped[0] ?? -1;
  for (let e = 0, o = 0, at = 0; e + 1 < start.length; e++)
    for (; o < start[e + 1]; o++) {
      if (reason[o] === reasonCode.servable) {
        if (o !== nextCapped) continue;
        nextCapped = dropped[++capped] ?? -1;
      }
      enterprise[at] = e;
      of[at++] = o;
    }
  return {
    count,
    enterprise,
    item: of.map((o) => item[o]),
    cycle: of.map((o) => cycle[o]),
    reason: Uint8Array.from(of, (o) => reasonOf[reason[o]]),
    by: of.map((o) => (reason[o] === reasonCode.recognised ? daySet[o] : -1)),
  };
};

/** Puts what the stages found into the columns of a plan; `rank` is each visit's open day. O(occurrences + visits · √ visits of an enterprise) */
export const assemble = (
  occurrences: Occurrences,
  items: readonly RuledItem[],
  rules: RuleBook,
  consolidation: Consolidation,
  rank: Int32Array,
): PlanColumns => {
  const { rows } = occurrences;
  const departmentIndex = indexById(rows.departments);
  const departmentOf = Int32Array.from(items, ({ department }) => departmentIndex.get(department) ?? -1);
  const rulesFor = new Map(rules.map((entry) => [entry.domain, entry.rules]));
  const requires = (domain: string, name: string): boolean =>
    rulesFor.get(domain)?.some((rule) => rule.kind === 'equality' && rule.name === name) ?? false;
  return {
    rows,
    departmentOf,
    methodOf: items.map(({ method }) => method),
    groupOf: items.map(({ methodGroup }) => methodGroup.slice(methodGroup.indexOf(' ') + 1)),
    domains: consolidation.domains.map((name) => ({
      name,
      oneMethod: requires(name, 'sameMethod'),
      oneObject: requires(name, 'sameObject'),
    })),
    visits: visitColumns(occurrences, departmentOf, consolidation, rank),
    unserved: unservedColumns(occurrences, consolidation),
  };
};
