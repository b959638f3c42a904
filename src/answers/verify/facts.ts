import type { ServedOccurrence } from '../../output/plan-document';
import { domainOf } from '../../registry/classify';
import { civilOf, type Day, parseDay, weekdayOf } from '../../registry/day';
import type { Department } from '../../registry/department';
import type { Enterprise } from '../../registry/enterprise';
import type { Item } from '../../registry/item';
import type { DomainSettings } from '../../registry/policy';
import { policyWithDefaults, type ResolvedPolicy } from '../../registry/policy-defaults';
import type { RegistryInput } from '../../registry/registry';
import { type Amended, amendedBy } from './amendments';
import type { ItemFacts } from './item-facts';
import { type Teams, teamsOf } from './teams';

/** The registry, looked up by id; every default filled in. */
export interface Facts {
  readonly registry: RegistryInput;
  readonly policy: ResolvedPolicy;
  readonly domains: ReadonlyMap<string, DomainSettings>;
  readonly departments: ReadonlyMap<string, Department>;
  readonly teams: Teams;
  /** Items by id, with `methodByGrade` left aside. */
  readonly items: ReadonlyMap<string, ItemFacts>;
  /** An item with the method that it has at an enterprise; undefined for an unknown id. O(1). */
  readonly itemFor: (id: string, enterprise: Enterprise | undefined) => ItemFacts | undefined;
  /** The item of a visit's occurrence, by its fallback where the plan says so. O(1). */
  readonly checkedAt: (
    occurrence: ServedOccurrence,
    enterprise: Enterprise | undefined,
  ) => ItemFacts | undefined;
  /** An item by its fallback; undefined where that is no other method. O(1) after the first. */
  readonly byFallback: (item: ItemFacts) => ItemFacts | undefined;
  readonly enterprises: ReadonlyMap<string, Enterprise>;
  /** For every item named in an `apart` pair, the items it never shares a visit with. */
  readonly apart: ReadonlyMap<string, ReadonlySet<string>>;
  /** The horizon, both ends inclusive. */
  readonly first: Day;
  readonly last: Day;
  /** Open days of the horizon, ascending. */
  readonly openDays: readonly Day[];
  /** Open days that are not frozen. */
  readonly freeDays: readonly Day[];
  /** The rows of `done`, `due` and `pins` that concern an enterprise. */
  readonly amended: (enterprise: string) => Amended;
}

/** An own entry of a record whose keys come from the input. */
const ownEntry = <A>(record: Readonly<Record<string, A>>, key: string): A | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

const byId = <A extends { readonly id: string }>(rows: readonly A[]): ReadonlyMap<string, A> =>
  new Map(rows.map((row) => [row.id, row]));

const openDaysOf = ({ calendar, horizon }: RegistryInput): readonly Day[] => {
  const closed = new Set(calendar?.closed?.map(parseDay));
  const opened = new Set(calendar?.open?.map(parseDay));
  const days: Day[] = [];
  for (let day = parseDay(horizon.start); day <= parseDay(horizon.end); day += 1) {
    if (opened.has(day) || (weekdayOf(day) < 5 && !closed.has(day))) days.push(day);
  }
  return days;
};

const apartOf = (pairs: ResolvedPolicy['apart']): ReadonlyMap<string, ReadonlySet<string>> => {
  const apart = new Map<string, Set<string>>();
  for (const [a, b] of pairs) {
    apart.set(a, (apart.get(a) ?? new Set()).add(b));
    apart.set(b, (apart.get(b) ?? new Set()).add(a));
  }
  return apart;
};

/** The facts of a registry. O(size of the registry without its assignments and history). */
export const factsOf = (registry: RegistryInput): Facts => {
  const first = parseDay(registry.horizon.start);
  const policy = policyWithDefaults(registry.policy, civilOf(first).year);
  const domains = new Map(Object.entries(policy.domains));
  const departments = byId(registry.departments);
  const factsOfItem = (item: Item, method: string): ItemFacts => {
    const domain = domainOf(policy, item);
    const kind = item.kind ?? 'routine';
    const settings = ownEntry(policy.methods, method);
    const window = domains.get(domain)?.window ?? 1;
    return {
      item,
      id: item.id,
      department: item.department,
      level: departments.get(item.department)?.level,
      domain,
      object: item.object ?? 'enterprise',
      method,
      group: settings?.group,
      onSite: settings?.onSite ?? true,
      minutes: item.minutes,
      kind,
      isProtected:
        policy.protected.domains.includes(domain) || policy.protected.kinds.includes(kind),
      window,
      timing: JSON.stringify([window, item.season]),
    };
  };
  const items = new Map(
    registry.items.map((item) => [item.id, factsOfItem(item, item.method ?? 'on-site')]),
  );
  const graded = new Map(
    registry.items.map((item) => {
      const methods = Object.entries(item.methodByGrade ?? {});
      return [item.id, new Map(methods.map(([grade, by]) => [grade, factsOfItem(item, by)]))];
    }),
  );
  const itemFor: Facts['itemFor'] = (id, enterprise) =>
    (enterprise?.grade === undefined ? undefined : graded.get(id)?.get(enterprise.grade)) ??
    items.get(id);
  const backed = new Map<ItemFacts, ItemFacts>();
  const byFallback: Facts['byFallback'] = (item) => {
    const { fallback } = item.item;
    if (fallback === undefined || fallback === item.method) return undefined;
    const known = backed.get(item) ?? factsOfItem(item.item, fallback);
    backed.set(item, known);
    return known;
  };
  const openDays = openDaysOf(registry);
  const frozen =
    registry.frozenThrough === undefined ? first - 1 : parseDay(registry.frozenThrough);
  return {
    registry,
    policy,
    domains,
    departments,
    teams: teamsOf(registry.departments),
    items,
    byFallback,
    itemFor,
    checkedAt: ({ item, fallback }, enterprise) => {
      const own = itemFor(item, enterprise);
      return own !== undefined && fallback === true ? (byFallback(own) ?? own) : own;
    },
    enterprises: byId(registry.enterprises),
    apart: apartOf(policy.apart),
    first,
    last: parseDay(registry.horizon.end),
    openDays,
    freeDays: openDays.filter((day) => day > frozen),
    amended: amendedBy(registry),
  };
};

/** 频次上限 of an enterprise: its own, else its grade's; undefined where neither is given. */
export const capOf = ({ policy }: Facts, { visitCap, grade }: Enterprise): number | undefined =>
  visitCap ?? (grade === undefined ? undefined : ownEntry(policy.capByGrade, grade));
