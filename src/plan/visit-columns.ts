import { sortRange } from '../columns/sort-range';
import { type Consolidation, checkedItems } from '../consolidate/consolidation';
import { reasonCode } from '../occurrences/allowed-days';
import type { Occurrences } from '../occurrences/occurrences';
import { type FrameColumns, type PlanColumns, unservedReasons } from '../output/plan-columns';
import { fallbacksOf } from '../registry/item-methods';
import { byText, indexById } from '../registry/sorted';
import type { RuledItem } from '../rules/rule';
import type { RuleBook } from '../rules/rule-book';
import { namedLead } from './named-lead';

/**
 * The consolidation with each enterprise's visits ascending by first member, which is unique. So
 * the order does not depend on the search.
 * O(members + visits · √ visits of an enterprise).
 */
export const inOrder = (consolidation: Consolidation): Consolidation => {
  const { enterpriseStart, memberStart, member, host, onSite } = consolidation;
  const order = host.map((_, v) => v);
  const isBefore = (a: number, b: number): boolean =>
    member[memberStart[a]] < member[memberStart[b]];
  for (let e = 0; e + 1 < enterpriseStart.length; e++)
    sortRange(order, enterpriseStart[e], enterpriseStart[e + 1], isBefore);
  const starts = new Int32Array(memberStart.length);
  const members = new Int32Array(member.length);
  order.forEach((v, position) => {
    let at = starts[position];
    for (let m = memberStart[v]; m < memberStart[v + 1]; m++) members[at++] = member[m];
    starts[position + 1] = at;
  });
  return {
    ...consolidation,
    host: order.map((v) => host[v]),
    onSite: Uint8Array.from(order, (v) => onSite[v]),
    memberStart: starts,
    member: members,
  };
};

/**
 * Lead (牵头) and elapsed minutes of the visits (model §5). The policy's `leads` name the lead. Where
 * they name none, the lead is the department of the item with the fewest allowed days; ties go to
 * more minutes in the visit, then to the smaller id.
 * O(members), and one more expansion where days are frozen.
 */
export const leadsOf = (
  { rows, policy, item, leadDays }: Occurrences,
  departmentOf: Int32Array,
  {
    domains,
    memberStart,
    member,
    host,
  }: Pick<Consolidation, 'domains' | 'memberStart' | 'member' | 'host'>,
): Pick<PlanColumns['visits'], 'lead' | 'minutes'> => {
  const {
    daySet,
    daySets: { size },
  } = leadDays();
  const leads = new Int32Array(host.length);
  const elapsed = new Float64Array(host.length);
  const minutesOf = Float64Array.from(rows.items, ({ minutes }) => minutes);
  // Minutes of each department in the current visit.
  const spent = new Float64Array(rows.departments.length);
  const named = namedLead(policy.leads, rows, domains);
  const items = named === undefined ? new Int32Array(0) : member.map((o) => item[o]);
  for (let v = 0; v < host.length; v++) {
    const [first, last] = [memberStart[v], memberStart[v + 1]];
    let fewest = Number.POSITIVE_INFINITY;
    for (let m = first; m < last; m++) {
      const i = item[member[m]];
      spent[departmentOf[i]] += minutesOf[i];
      fewest = Math.min(fewest, size[daySet[member[m]]]);
    }
    let lead = -1;
    let most = 0;
    for (let m = first; m < last; m++) {
      const d = departmentOf[item[member[m]]];
      most = Math.max(most, spent[d]);
      if (size[daySet[member[m]]] !== fewest) continue;
      if (lead < 0 || spent[d] > spent[lead] || (spent[d] === spent[lead] && d < lead)) lead = d;
    }
    const byRule = named?.(host[v], items, first, last, (d) => spent[d] > 0) ?? -1;
    for (let m = first; m < last; m++) spent[departmentOf[item[member[m]]]] = 0;
    leads[v] = byRule >= 0 ? byRule : lead;
    elapsed[v] = most;
  }
  return { lead: leads, minutes: elapsed };
};

/** The visits in columns; each day is 0 until `onDays` sets it. Cost as {@link leadsOf}. */
const visitColumns = (
  occurrences: Occurrences,
  checked: Int32Array,
  departmentOf: Int32Array,
  consolidation: Consolidation,
): PlanColumns['visits'] => {
  const { enterpriseStart, host, memberStart, member, onSite } = consolidation;
  const { cycle } = occurrences;
  const enterprise = new Int32Array(host.length);
  for (let e = 0; e + 1 < enterpriseStart.length; e++)
    enterprise.fill(e, enterpriseStart[e], enterpriseStart[e + 1]);
  return {
    count: host.length,
    enterprise,
    domain: host,
    day: new Int32Array(host.length),
    ...leadsOf(occurrences, departmentOf, consolidation),
    onSite,
    memberStart,
    item: member.map((o) => checked[o]),
    cycle: member.map((o) => cycle[o]),
  };
};

/** Reasons by `reasonCode`; a servable occurrence that is not served was left out for a cap. */
const reasonOf = Uint8Array.from(
  ['visit-cap', 'no-open-day', 'exempt', 'recognised', undefined, 'quiet'] as const,
  (name) => (name === undefined ? 0 : unservedReasons.indexOf(name)),
);

/** The unserved occurrences in columns, ascending. O(occurrences). */
const unservedColumns = (
  occurrences: Occurrences,
  { dropped }: Consolidation,
): PlanColumns['unserved'] => {
  const { count: all, start, item, cycle, daySet, reason } = occurrences;
  let count = dropped.length;
  for (let o = 0; o < all; o++)
    if (reason[o] !== reasonCode.servable && reason[o] !== reasonCode.done) count++;
  const enterprise = new Int32Array(count);
  // Index of each unserved occurrence.
  const of = new Int32Array(count);
  let capped = 0;
  let nextCapped = dropped[0] ?? -1;
  for (let e = 0, o = 0, at = 0; e + 1 < start.length; e++)
    for (; o < start[e + 1]; o++) {
      if (reason[o] === reasonCode.done) continue;
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

/** The columns that depend on the frame alone. O(items). */
export const frameColumns = (
  rows: FrameColumns['rows'],
  items: readonly RuledItem[],
  rules: RuleBook,
): FrameColumns => {
  const departmentIndex = indexById(rows.departments);
  return {
    rows,
    departmentOf: Int32Array.from(items, ({ department }) => departmentIndex.get(department) ?? -1),
    methodOf: items.map(({ method }) => method),
    groupOf: items.map(({ methodGroup }) => methodGroup.slice(methodGroup.indexOf(' ') + 1)),
    domains: [...rules]
      .sort((a, b) => byText(a.domain, b.domain))
      .map(({ domain, rules: own }) => {
        const requires = (name: string): boolean =>
          own.some((rule) => rule.kind === 'equality' && rule.name === name);
        return {
          name: domain,
          oneMethod: requires('sameMethod'),
          oneObject: requires('sameObject'),
        };
      }),
  };
};

/**
 * The columns of a plan; visits of an enterprise are together. Each day is 0 until `onDays` sets
 * it.
 * O(occurrences), and {@link leadsOf}.
 */
export const undatedColumns = (
  frame: FrameColumns,
  occurrences: Occurrences,
  consolidation: Consolidation,
): PlanColumns => ({
  ...frame,
  rows: occurrences.rows,
  visits: visitColumns(
    occurrences,
    checkedItems(occurrences, consolidation, () => fallbacksOf(frame.rows.items)),
    frame.departmentOf,
    consolidation,
  ),
  unserved: unservedColumns(occurrences, consolidation),
});
