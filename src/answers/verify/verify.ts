import type { PlanDocument, Unserved } from '../../output/plan-document';
import { dateTextOf } from '../../registry/day';
import type { Enterprise } from '../../registry/enterprise';
import type { Registry } from '../../registry/registry';
import { hasDay } from './allowed-days';
import { capViolations, type LeftOut } from './caps';
import { type Ledger, ledgerOf, wrongReason } from './coverage';
import { capOf, type Facts, factsOf, type ItemFacts } from './facts';
import { type Owed, owedBy } from './owed';
import { type ReadVisit, readVisit } from './read-visit';
import { wrongFigures } from './summary';
import { addAll, quoted, type Violation } from './violation';
import { wrongFields, wrongLead } from './visit-fields';
import { brokenRules } from './visit-rules';

export type { Violation, ViolationKind } from './violation';

/** A visit or an unserved occurrence, and its index in the plan. */
type At<A> = readonly [row: A, index: number];

const rowsByEnterprise = <A extends { readonly enterprise: string }>(
  rows: readonly A[],
): ReadonlyMap<string, ReadonlyArray<At<A>>> => {
  const byEnterprise = new Map<string, Array<At<A>>>();
  rows.forEach((row, index) => {
    const own = byEnterprise.get(row.enterprise);
    if (own === undefined) byEnterprise.set(row.enterprise, [[row, index]]);
    else own.push([row, index]);
  });
  return byEnterprise;
};

const wrongDate = (facts: Facts, { visit: { date }, day, place }: ReadVisit): readonly Violation[] => {
  if (Number.isNaN(day)) return [{ kind: 'no-date', place, message: `${quoted(date)} is no date` }];
  if (day < facts.first || day > facts.last) {
    return [{ kind: 'outside-horizon', place, message: `${date} is outside the horizon` }];
  }
  if (hasDay(facts.openDays, day)) return [];
  return [{ kind: 'closed-day', place, message: `${date} is not an open day of the calendar` }];
};

const wrongDay = (owed: Owed, { visit: { date }, day }: ReadVisit, place: string): readonly Violation[] => {
  const { item, cycle, days, unserved, by } = owed;
  if (hasDay(days, day)) return [];
  const name = `item ${quoted(item.id)} (cycle ${cycle})`;
  if (unserved === 'recognised') {
    return [{ kind: 'recognised-item', place, message: `${name} is recognised by ${quoted(by)}, so it is not served` }];
  }
  const allowed =
    days.length === 0
      ? 'no day'
      : `${days.length} days from ${dateTextOf(days[0])} to ${dateTextOf(days[days.length - 1])}`;
  return [{ kind: 'not-allowed-day', place, message: `${name} is allowed on ${allowed}, not on ${quoted(date)}` }];
};

const visitViolations = (facts: Facts, ledger: Ledger, read: ReadVisit): readonly Violation[] => {
  const { visit, place, items } = read;
  const wrong: Violation[] = [...wrongDate(facts, read)];
  if (visit.occurrences.length === 0) wrong.push({ kind: 'empty-visit', place, message: 'it has no occurrence' });
  const owed: Owed[] = [];
  visit.occurrences.forEach(({ item, cycle }, i) => {
    const at = `${place}.occurrences[${i}]`;
    const found = ledger.find(item, cycle, at);
    if ('kind' in found) wrong.push(found);
    else {
      owed.push(found);
      addAll(wrong, ledger.enter(found, at));
      addAll(wrong, wrongDay(found, read, at));
    }
  });
  const settings = facts.domains.get(visit.domain);
  if (settings === undefined) {
    wrong.push({ kind: 'unknown-domain', place, message: `there is no domain ${quoted(visit.domain)}` });
  } else if (items.length > 0) {
    for (const { kind, message } of brokenRules(facts, visit.domain, items)) wrong.push({ kind, place, message });
    addAll(wrong, wrongFields(visit, place, settings, items));
  }
  // What an occurrence that nobody owes would lead cannot be said.
  if (owed.length > 0 && owed.length === visit.occurrences.length) addAll(wrong, wrongLead(visit, place, owed));
  return wrong;
};

const enterpriseViolations = (
  facts: Facts,
  place: string,
  enterprise: Enterprise,
  owed: readonly Owed[],
  visits: readonly ReadVisit[],
  unserved: ReadonlyArray<At<Unserved>>,
): readonly Violation[] => {
  const ledger = ledgerOf(facts, enterprise.id, owed);
  const wrong: Violation[] = [];
  for (const visit of visits) addAll(wrong, visitViolations(facts, ledger, visit));
  const leftOut: LeftOut[] = [];
  for (const [row, index] of unserved) {
    const at = `unserved[${index}]`;
    const found = ledger.find(row.item, row.cycle, at);
    if ('kind' in found) {
      wrong.push(found);
      continue;
    }
    addAll(wrong, ledger.enter(found, at));
    addAll(wrong, wrongReason(row, at, found));
    if (row.reason === 'visit-cap' && found.unserved === undefined) leftOut.push({ place: at, owed: found });
  }
  return [
    ...wrong,
    ...ledger.missing(place),
    ...capViolations(facts, place, capOf(facts, enterprise), owed, visits, leftOut),
  ];
};

/** Visits needed at least when every visit is of one department: no item occurs twice in a visit. */
const fewestOfDepartments = (visits: readonly ReadVisit[]): number => {
  const cycles = new Map<ItemFacts, number>();
  for (const { items } of visits) for (const item of items) cycles.set(item, (cycles.get(item) ?? 0) + 1);
  const most = new Map<string, number>();
  for (const [{ department }, times] of cycles) most.set(department, Math.max(times, most.get(department) ?? 0));
  return [...most.values()].reduce((sum, times) => sum + times, 0);
};

const strangers = <A>(
  name: string,
  facts: Facts,
  rows: ReadonlyMap<string, ReadonlyArray<At<A>>>,
): readonly Violation[] =>
  [...rows].flatMap(([enterprise, own]) =>
    facts.enterprises.has(enterprise)
      ? []
      : own.map(([, index]): Violation => {
          const message = `there is no enterprise ${quoted(enterprise)}`;
          return { kind: 'unknown-enterprise', place: `${name}[${index}]`, message };
        }),
  );

/**
 * Everything that a plan has wrong, read from the registry anew, without the code that plans: every occurrence exactly once
 * and for the right reason, visits as §5 wants them, caps, derived fields and figures. Empty: the plan is valid. The order is
 * that of the registry's enterprises, then the summary. It never throws, whatever the plan says.
 *
 * Whether key occurrences alone need more visits than a cap allows is decided by a search of bounded length; what it leaves
 * open is no violation. That visits are the fewest, or dates the best, is not checked.
 *
 * O(occurrences × allowed days) time, O(visits) memory.
 */
export const verify = (registry: Registry, plan: PlanDocument): readonly Violation[] => {
  const facts = factsOf(registry);
  const owedTo = owedBy(facts);
  const visits = rowsByEnterprise(plan.visits);
  const unserved = rowsByEnterprise(plan.unserved);
  const violations: Violation[] = [...strangers('visits', facts, visits), ...strangers('unserved', facts, unserved)];
  let [occurrences, perDepartment, unvisited] = [0, 0, 0];
  registry.enterprises.forEach((enterprise, index) => {
    const owed = owedTo(enterprise);
    const own = (visits.get(enterprise.id) ?? []).map(([visit, at]) => readVisit(facts, visit, at));
    const place = `enterprises[${index}]`;
    addAll(violations, enterpriseViolations(facts, place, enterprise, owed, own, unserved.get(enterprise.id) ?? []));
    occurrences += owed.length;
    perDepartment += fewestOfDepartments(own);
    unvisited += own.length === 0 ? 1 : 0;
  });
  return [...violations, ...wrongFigures(facts, plan, { occurrences, perDepartment, unvisited })];
};
