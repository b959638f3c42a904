import * as E from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import type { LocatedError } from '../../codec/located-error';
import { shortJson } from '../../codec/short-json';
import { reasonNames } from '../../occurrences/allowed-days';
import { expanderOf, type Occurrences } from '../../occurrences/occurrences';
import type { OccurrenceRef } from '../../output/plan-document';
import { type Day, dateTextOf } from '../../registry/day';
import type { Enterprise } from '../../registry/enterprise';
import type { Policy } from '../../registry/policy';
import { policyIn, type ResolvedPolicy } from '../../registry/policy-defaults';
import type { Registry } from '../../registry/registry';
import { holds, type RuledItem } from '../../rules/rule';
import { rulesOf } from '../../rules/rule-book';
import { ruledItems } from '../../rules/ruled-items';
import { type Company, companyOf } from './company';
import {
  type DatedOccurrence,
  type DaySpan,
  type Named,
  type NamedOccurrence,
  namedOf,
} from './named';
import type { Owed } from './owed';

export type Explained<A> = E.Either<NonEmptyArray<LocatedError>, A>;

export const refused = (
  path: string,
  expected: string,
  value: unknown,
): E.Either<NonEmptyArray<LocatedError>, never> =>
  E.left([{ path, expected, actual: shortJson(value) }]);

/** Names of items and departments. */
export interface Names {
  readonly item: (id: string) => Named;
  readonly department: (id: string) => Named;
}

/** The data of one enterprise that explanations use. */
export interface Reading {
  /** The registry of this enterprise alone: its rows, and the items that it is owed. */
  readonly registry: Registry;
  /** The registry of all enterprises that pins name. */
  readonly pinned: Registry;
  readonly enterprise: Enterprise;
  readonly policy: ResolvedPolicy;
  /** The policy's caps that apply to the enterprise, by index. */
  readonly capsOf: readonly number[];
  readonly names: Names;
  /** Ascending by item and cycle. */
  readonly occurrences: readonly Owed[];
  /**
   * Number of allowed days of each occurrence, frozen days included, which decides the lead of a
   * visit; as `Occurrences.leadDays`.
   */
  readonly leadDays: () => ReadonlyMap<Owed, number>;
  /** The occurrences that can be served, by domain. */
  readonly servable: ReadonlyMap<string, readonly Owed[]>;
  readonly company: Company;
  /** Whether items keep the rules of a domain, guests and host aside. Answers are remembered. */
  readonly keepsRules: (domain: string, items: readonly RuledItem[]) => boolean;
  /** The occurrences of an item by cycle. */
  readonly cyclesOf: (item: string) => ReadonlyMap<number, Owed>;
}

const namesIn = (rows: readonly Named[]): ((id: string) => Named) => {
  const byId = new Map(rows.map((row) => [row.id, namedOf(row)]));
  return (id) => byId.get(id) ?? { id };
};

const owedIn = (occurrences: Occurrences): readonly Owed[] => {
  const { rows, policy, timeline, daySets } = occurrences;
  const items = ruledItems(rows.items, policy, rows.departments);
  const known = new Map<number, readonly Day[]>();
  const daysOf = (set: number): readonly Day[] => {
    const found = known.get(set);
    if (found !== undefined) return found;
    const days: Day[] = [];
    for (let range = daySets.start[set]; range < daySets.start[set + 1]; range++)
      for (let rank = daySets.lo[range]; rank <= daySets.hi[range]; rank++)
        days.push(timeline.dayOfRank[rank]);
    known.set(set, days);
    return days;
  };
  return Array.from({ length: occurrences.count }, (_, o): Owed => {
    const one = { item: items[occurrences.item[o]], cycle: occurrences.cycle[o] };
    const reason = reasonNames[occurrences.reason[o]];
    if (reason === undefined || reason === 'done')
      return { ...one, days: daysOf(occurrences.daySet[o]) };
    return {
      ...one,
      days: [],
      reason,
      ...(reason === 'recognised' ? { by: items[occurrences.daySet[o]].id } : {}),
    };
  });
};

const servableByDomain = (occurrences: readonly Owed[]): Reading['servable'] => {
  const byDomain = new Map<string, Owed[]>();
  for (const one of occurrences) {
    if (one.reason !== undefined) continue;
    const own = byDomain.get(one.item.domain);
    if (own === undefined) byDomain.set(one.item.domain, [one]);
    else own.push(one);
  }
  return byDomain;
};

const NO_CYCLES: ReadonlyMap<number, Owed> = new Map();

const rulesKept = (policy: ResolvedPolicy): Reading['keepsRules'] => {
  const rulesFor = new Map(rulesOf(policy).map(({ domain, rules }) => [domain, rules]));
  const known = new Map<string, boolean>();
  return (domain, items) => {
    const key = JSON.stringify([domain, ...items.map(({ id }) => id)]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const keeps = rulesFor.get(domain)?.every((rule) => holds(rule)(items)) === true;
    known.set(key, keeps);
    return keeps;
  };
};

const readAlone = (
  registry: Registry,
  { names, pinned }: Pick<Reading, 'names' | 'pinned'>,
): Reading => {
  const expanded = expanderOf(registry)(registry);
  const [enterprise] = registry.enterprises;
  const occurrences = owedIn(expanded);
  const byItem = new Map<string, Map<number, Owed>>();
  for (const one of occurrences)
    byItem.set(one.item.id, (byItem.get(one.item.id) ?? new Map()).set(one.cycle, one));
  const cyclesOf: Reading['cyclesOf'] = (item) => byItem.get(item) ?? NO_CYCLES;
  return {
    ...{ registry, pinned, enterprise, names, occurrences, cyclesOf },
    policy: expanded.policy,
    capsOf: expanded.capsOf(enterprise),
    leadDays: () => {
      const { daySet, daySets } = expanded.leadDays();
      return new Map(occurrences.map((one, o) => [one, daySets.size[daySet[o]]]));
    },
    servable: servableByDomain(occurrences),
    company: companyOf(registry, ({ item, cycle }) => cyclesOf(item).get(cycle)),
    keepsRules: rulesKept(expanded.policy),
  };
};

/**
 * The registry restricted to the rows of some enterprises; pins without an enterprise are left out.
 * O(rows).
 */
const ofEnterprises = (registry: Registry, ids: ReadonlySet<string>): Registry => {
  const isOf = (row: { readonly enterprise?: string }): boolean =>
    row.enterprise !== undefined && ids.has(row.enterprise);
  return {
    ...registry,
    enterprises: registry.enterprises.filter(({ id }) => ids.has(id)),
    assignments: (registry.assignments ?? []).filter(isOf),
    history: (registry.history ?? []).filter(isOf),
    done: (registry.done ?? []).filter(isOf),
    due: (registry.due ?? []).filter(isOf),
    pins: (registry.pins ?? []).filter(isOf),
  };
};

export const enterpriseIn = (registry: Registry, id: string): Explained<Enterprise> => {
  const enterprise = registry.enterprises.find((row) => row.id === id);
  return enterprise === undefined
    ? refused('enterprise', 'the id of an enterprise', id)
    : E.right(enterprise);
};

const restricted = (registry: Registry, enterprise: Enterprise): Reading => {
  const pinned = (registry.pins ?? []).flatMap(({ enterprise: of }) => of ?? []);
  const context = {
    names: { item: namesIn(registry.items), department: namesIn(registry.departments) },
    pinned: ofEnterprises(registry, new Set(pinned)),
  };
  const own = ofEnterprises(registry, new Set([enterprise.id]));
  const whole = {
    ...own,
    // A pin without an enterprise holds for every enterprise.
    pins: (registry.pins ?? []).filter(
      ({ enterprise: of }) => of === undefined || of === enterprise.id,
    ),
  };
  const owed = new Set(readAlone(whole, context).occurrences.map(({ item }) => item.id));
  const isOwed = (row: { readonly item: string }): boolean => owed.has(row.item);
  // Items that are not owed do not matter, and the readings below are made many times.
  const alone = {
    ...whole,
    items: whole.items.filter((item) => owed.has(item.id)),
    assignments: (whole.assignments ?? []).filter(isOwed),
    history: (whole.history ?? []).filter(isOwed),
  };
  return readAlone(alone, context);
};

/**
 * The reading of one enterprise; an error where the id is unknown.
 * O(size of the registry's frame + its occurrences × days).
 */
export const readingOf = (registry: Registry, id: string): Explained<Reading> =>
  E.map((enterprise: Enterprise) => restricted(registry, enterprise))(enterpriseIn(registry, id));

/**
 * The same enterprise under a policy that changes neither its occurrences nor their items.
 * O(size of the policy).
 */
export const underRules = (reading: Reading, changed: Policy): Reading => {
  const registry = { ...reading.registry, policy: changed };
  const policy = policyIn(registry);
  return { ...reading, registry, policy, keepsRules: rulesKept(policy) };
};

/**
 * The same enterprise under any other policy.
 * O(its occurrences × days + items that it is owed).
 */
export const underPolicy = (reading: Reading, policy: Policy): Reading =>
  readAlone({ ...reading.registry, policy }, reading);

/** The occurrence of an item and cycle; an error at `path` where it is not owed. O(1). */
export const owedAt = (
  reading: Reading,
  { item, cycle }: OccurrenceRef,
  path: string,
): Explained<Owed> => {
  const own = reading.cyclesOf(item);
  const found = own.get(cycle);
  if (found !== undefined) return E.right(found);
  const enterprise = shortJson(reading.enterprise.id);
  if (own.size === 0)
    return refused(`${path}.item`, `the id of an item that is owed to ${enterprise}`, item);
  return refused(
    `${path}.cycle`,
    `a cycle in which it is owed to ${enterprise} (0 to ${own.size - 1})`,
    cycle,
  );
};

export const spanOf = (days: readonly Day[]): DaySpan =>
  days.length === 0
    ? { count: 0 }
    : { count: days.length, first: dateTextOf(days[0]), last: dateTextOf(days[days.length - 1]) };

export const occurrenceNamed = ({ names }: Reading, { item, cycle }: Owed): NamedOccurrence => ({
  item: names.item(item.id),
  cycle,
});

export const occurrenceDated = (reading: Reading, owed: Owed): DatedOccurrence => ({
  ...occurrenceNamed(reading, owed),
  department: reading.names.department(owed.item.department),
  domain: owed.item.domain,
  minutes: owed.item.minutes,
  days: spanOf(owed.days),
  ...(owed.reason === undefined ? {} : { reason: owed.reason }),
  ...(owed.by === undefined ? {} : { by: reading.names.item(owed.by) }),
});

const inBoth = (a: readonly Day[], b: readonly Day[]): readonly Day[] => {
  if (a === b) return a;
  const other = new Set(b);
  return a.filter((day) => other.has(day));
};

/** Days allowed to all of the occurrences (at least one), ascending. O(their days). */
export const commonDays = (occurrences: readonly Owed[]): readonly Day[] =>
  occurrences.map(({ days }) => days).reduce(inBoth);
