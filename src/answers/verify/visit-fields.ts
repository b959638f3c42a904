import type { Visit } from '../../output/plan-document';
import type { DomainSettings } from '../../registry/policy';
import type { Facts } from './facts';
import type { ItemFacts } from './item-facts';
import type { Owed } from './owed-occurrence';
import { quoted, type Violation, type ViolationKind } from './violation';
import { elapsedMinutes, minutesByDepartment } from './visit-rules';

/** The common method, else the common group's name; `unknown` where the items have neither. */
const commonMethod = (items: readonly ItemFacts[]): { readonly name: string } | 'unknown' => {
  const [{ method, group }, ...others] = items;
  if (others.every((item) => item.method === method)) return { name: method };
  return group !== undefined && others.every((item) => item.group === group)
    ? { name: group }
    : 'unknown';
};

/** The lead that the policy names by rule for a visit of a domain (model §5). */
const namedLead = (
  { leads }: Facts['policy'],
  domain: string,
  owed: readonly Owed[],
): string | undefined => {
  const holds = (list: readonly string[] | undefined, labels: readonly (string | undefined)[]) =>
    list === undefined || labels.some((label) => label !== undefined && list.includes(label));
  const topics = owed.map(({ item }) => item.item.topic);
  const objects = owed.map(({ item }) => item.object);
  for (const lead of leads) {
    const named = lead.departments.find((id) => owed.some(({ item }) => item.department === id));
    const isFor =
      holds(lead.domains, [domain]) && holds(lead.topics, topics) && holds(lead.objects, objects);
    if (named !== undefined && isFor) return named;
  }
  return undefined;
};

/**
 * The lead where no rule names one (model §5): the department of the occurrence with the fewest
 * allowed days, frozen ones included; ties go to more minutes in the visit, then to the smaller id.
 */
const followedLead = (owed: readonly Owed[]): string => {
  const daysOf = ({ days, unfrozen = days.length }: Owed): number => unfrozen;
  const fewest = owed.reduce(
    (least, one) => Math.min(least, daysOf(one)),
    Number.POSITIVE_INFINITY,
  );
  const minutes = minutesByDepartment(owed.map(({ item }) => item));
  const spent = (department: string): number => minutes.get(department) ?? 0;
  return owed
    .filter((one) => daysOf(one) === fewest)
    .map(({ item }) => item.department)
    .reduce((a, b) => (spent(a) > spent(b) || (spent(a) === spent(b) && a <= b) ? a : b));
};

/**
 * Violations by a visit's derived fields (model §8), against its items (at least one).
 * O(n log n) for n occurrences.
 */
export const wrongFields = (
  visit: Visit,
  place: string,
  settings: DomainSettings,
  items: readonly ItemFacts[],
): readonly Violation[] => {
  const wrong: Violation[] = [];
  const expect = (kind: ViolationKind, name: string, actual: unknown, expected: unknown): void => {
    if (actual === expected) return;
    const [said, is] = [actual, expected].map((value) => JSON.stringify(value) ?? 'nothing');
    wrong.push({ kind, place, message: `${name} says ${said}, but it is ${is}` });
  };
  if (settings.sameMethod !== true) expect('wrong-method', 'method', visit.method, undefined);
  else {
    const method = commonMethod(items);
    if (method !== 'unknown') expect('wrong-method', 'method', visit.method, method.name);
  }
  if (settings.sameObject !== true) expect('wrong-object', 'object', visit.object, undefined);
  else if (items.every(({ object }) => object === items[0].object)) {
    expect('wrong-object', 'object', visit.object, items[0].object);
  }
  const departments = [...new Set(items.map(({ department }) => department))].sort((a, b) =>
    a < b ? -1 : 1,
  );
  if (
    visit.departments.length !== departments.length ||
    departments.some((id, i) => visit.departments[i] !== id)
  ) {
    expect('wrong-departments', 'departments', visit.departments, departments);
  }
  expect('wrong-minutes', 'minutes', visit.minutes, elapsedMinutes(items));
  expect(
    'wrong-on-site',
    'onSite',
    visit.onSite,
    items.some(({ onSite }) => onSite),
  );
  return wrong;
};

/** A violation where the visit's lead does not follow from its occurrences (at least one). */
export const wrongLead = (
  { policy }: Facts,
  visit: Visit,
  place: string,
  owed: readonly Owed[],
): readonly Violation[] => {
  const named = namedLead(policy, visit.domain, owed);
  const lead = named ?? followedLead(owed);
  if (visit.lead === lead) return [];
  const why = named === undefined ? 'that the others follow' : 'that the policy names';
  const message = `lead says ${quoted(visit.lead)}, but the department ${why} is ${quoted(lead)}`;
  return [{ kind: 'wrong-lead', place, message }];
};
