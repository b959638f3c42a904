import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { PlanDocument, Visit } from '../../output/plan-document';
import { parseDay } from '../../registry/day';
import type { Registry } from '../../registry/registry';
import { byText } from '../../registry/sorted';
import type { LeadExplanation, VisitExplanation, VisitRef } from './explanation';
import { namedOf, type OtherMethod, type UsedUpCap } from './named';
import type { Owed } from './owed';
import { placeOf, visitIn } from './plan-rows';
import {
  commonDays,
  type Explained,
  enterpriseIn,
  occurrenceDated,
  occurrenceNamed,
  owedAt,
  type Reading,
  readingOf,
  refused,
  spanOf,
} from './reading';
import { findingsIn } from './rule-finding';
import { itemByFallback, usedUpCapsOf } from './used-up-caps';

/** The number of an occurrence's allowed days. */
type DaysOf = (one: Owed) => number;

const daysLeft: DaysOf = ({ days }) => days.length;

/** The occurrences with the fewest allowed days; the others follow them. */
const tightest = (occurrences: readonly Owed[], daysOf: DaysOf): readonly Owed[] => {
  const fewest = occurrences.reduce(
    (least, one) => Math.min(least, daysOf(one)),
    Number.POSITIVE_INFINITY,
  );
  return occurrences.filter((one) => daysOf(one) === fewest);
};

/** The department that the policy's `leads` name for a visit of a domain (model §5). */
const namedLead = (
  { policy }: Reading,
  domain: string,
  occurrences: readonly Owed[],
): string | undefined => {
  const items = occurrences.map(({ item }) => item);
  const isOneOf = (list: readonly string[] | undefined, label: string | undefined): boolean =>
    list === undefined || (label !== undefined && list.includes(label));
  for (const { departments, domains, topics, objects } of policy.leads) {
    const named = departments.find((id) => items.some(({ department }) => department === id));
    const isFor =
      isOneOf(domains, domain) &&
      items.some(({ topic }) => isOneOf(topics, topic)) &&
      items.some(({ object }) => isOneOf(objects, object));
    if (named !== undefined && isFor) return named;
  }
  return undefined;
};

const leadOf = (
  reading: Reading,
  domain: string,
  occurrences: readonly Owed[],
  planned: string,
): LeadExplanation => {
  const { names } = reading;
  const days = reading.leadDays();
  const daysOf: DaysOf = (one) => days.get(one) ?? daysLeft(one);
  const first = tightest(occurrences, daysOf);
  const minutesOf = new Map<string, number>();
  for (const { item } of occurrences)
    minutesOf.set(item.department, (minutesOf.get(item.department) ?? 0) + item.minutes);
  const named = minutesOf.size === 1 ? undefined : namedLead(reading, domain, occurrences);
  const ids =
    named === undefined ? [...new Set(first.map(({ item }) => item.department))] : [named];
  const candidates = ids
    .map((id) => ({ department: names.department(id), minutes: minutesOf.get(id) ?? 0 }))
    .sort((a, b) => b.minutes - a.minutes || byText(a.department.id, b.department.id));
  const [winner, second] = candidates;
  const because =
    minutesOf.size === 1
      ? 'only-department'
      : named !== undefined
        ? 'policy'
        : second === undefined
          ? 'fewest-days'
          : winner.minutes > second.minutes
            ? 'minutes'
            : 'id';
  return {
    department: winner.department,
    because,
    candidates,
    ...(occurrences.every((one) => daysOf(one) === daysLeft(one))
      ? {}
      : { fewest: daysOf(first[0]) }),
    ...(winner.department.id === planned ? {} : { planned: names.department(planned) }),
  };
};

const membersOf = (reading: Reading, { occurrences }: Visit): Explained<readonly Owed[]> => {
  const members: Owed[] = [];
  for (let k = 0; k < occurrences.length; k++) {
    const owed = owedAt(reading, occurrences[k], `visit.occurrences[${k}]`);
    if (E.isLeft(owed)) return owed;
    members.push(owed.right);
  }
  return members.length === 0 ? refused('visit.occurrences', 'at least one', []) : E.right(members);
};

/**
 * The method of an occurrence in a visit, where it is not the own one of its item; `caps` are given
 * for a check by fallback, and only for it.
 * O(items)
 */
const otherMethodOf = (
  { registry, enterprise: { grade } }: Reading,
  { item: { id, method } }: Owed,
  caps: readonly UsedUpCap[] | undefined,
): OtherMethod | undefined => {
  const row = registry.items.find((one) => one.id === id);
  if (caps !== undefined && row?.fallback !== undefined)
    return {
      method: row.fallback,
      because: 'fallback',
      ...(caps.length === 0 ? {} : { caps }),
    };
  return grade !== undefined && method !== (row?.method ?? 'on-site')
    ? { method, because: 'grade', grade }
    : undefined;
};

const explained = (
  reading: Reading,
  plan: PlanDocument,
  visit: Visit,
  members: readonly Owed[],
): Explained<VisitExplanation> => {
  const { policy, names } = reading;
  if (!Object.hasOwn(policy.domains, visit.domain))
    return refused('visit.domain', 'a domain that the policy has settings for', visit.domain);
  const isByFallback = visit.occurrences.map(({ fallback }) => fallback === true);
  const capsOf = isByFallback.includes(true) ? usedUpCapsOf(reading, plan) : undefined;
  const others = members.map((one, k) =>
    otherMethodOf(reading, one, isByFallback[k] ? capsOf?.(visit.occurrences[k]) : undefined),
  );
  const items = members.map(({ item }, k) =>
    isByFallback[k] ? itemByFallback(reading, item) : item,
  );
  const rules = [...findingsIn(policy, names, visit.domain, items)];
  const first = tightest(members, daysLeft);
  const common = commonDays(members);
  return E.right({
    kind: 'visit',
    enterprise: namedOf(reading.enterprise),
    visit: placeOf(visit),
    onSite: visit.onSite,
    departments: [...new Set(items.map(({ department }) => department))]
      .sort(byText)
      .map(names.department),
    occurrences: members.map((owed, k) => {
      const otherMethod = others[k];
      return {
        ...occurrenceDated(reading, owed),
        ...(otherMethod === undefined ? {} : { otherMethod }),
      };
    }),
    rules,
    date: {
      by: first.map((owed) => occurrenceNamed(reading, owed)),
      fewest: first[0].days.length,
      common: spanOf(common),
      allowed: common.includes(parseDay(visit.date)),
    },
    lead: leadOf(reading, visit.domain, members, visit.lead),
  });
};

/**
 * Why the occurrences of a visit came together: the setting of each rule of its domain with the
 * values found, the occurrences whose allowed days limit the date, and who leads and why.
 *
 * The visit is named by a row of the plan, by its id, or by its enterprise and date, with one of
 * its items where there are several that day. The explanation uses this registry and its policy,
 * even where the plan was made from another registry or by a program's own rules. Errors: an
 * unknown visit, enterprise, item or domain, an occurrence that is not owed.
 * O(size of the registry's frame + the enterprise's occurrences × days).
 */
export const explainVisit = (
  registry: Registry,
  plan: PlanDocument,
  visit: Visit | VisitRef | string,
): Explained<VisitExplanation> =>
  pipe(
    typeof visit === 'string'
      ? E.right<never, unknown>(undefined)
      : enterpriseIn(registry, visit.enterprise),
    E.chain(() => visitIn(plan, visit)),
    E.bindTo('row'),
    E.bind('reading', ({ row }) => readingOf(registry, row.enterprise)),
    E.bind('members', ({ row, reading }) => membersOf(reading, row)),
    E.chain(({ row, reading, members }) => explained(reading, plan, row, members)),
  );
