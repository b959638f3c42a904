import type { ResolvedPolicy } from '../../registry/policy-defaults';
import { byText } from '../../registry/sorted';
import { holds, type Rule, type RuledItem } from '../../rules/rule';
import {
  durationRatio,
  maxDepartments,
  maxMinutes,
  sameDepartment,
  sameLevel,
  sameMethod,
  sameObject,
  sameTopic,
} from '../../rules/rule-book';
import type { Named } from './named';
import type { Names } from './reading';

export type EqualityName =
  | 'sameObject'
  | 'sameMethod'
  | 'sameTopic'
  | 'sameLevel'
  | 'sameDepartment';

/** One value of a property that a rule wants to be the same, with the items that have it. */
export interface FoundValue {
  /** `null` for items without a value, which agree only with one another. */
  readonly value: string | null;
  /** The department's name, where the value is a department. */
  readonly name?: string;
  /** The method's group, where the value is a method; methods of one group agree. */
  readonly group?: string;
  readonly items: readonly Named[];
}

interface Found<Rule extends string, Setting> {
  readonly rule: Rule;
  readonly setting: Setting;
  /** Whether the items keep the rule; a rule that is not set always holds. */
  readonly holds: boolean;
}

/** 参与领域: the domains whose items may join; at least one item must be of the domain itself. */
export interface GuestsFinding extends Found<'guests', readonly string[]> {
  readonly domains: ReadonlyArray<{ readonly domain: string; readonly items: readonly Named[] }>;
}

/** 同一对象, 同一方式, … */
export interface EqualityFinding extends Found<EqualityName, boolean> {
  /** In the order of their first items. */
  readonly values: readonly FoundValue[];
}

/** 时长相近 */
export interface RatioFinding extends Found<'durationRatio', number | null> {
  readonly longest: { readonly item: Named; readonly minutes: number };
  readonly shortest: { readonly item: Named; readonly minutes: number };
}

/** Pairs that never share a visit: the number in the policy, and the pairs among these items. */
export interface ApartFinding extends Found<'apart', number> {
  readonly pairs: ReadonlyArray<readonly [Named, Named]>;
}

/** `elapsed` is the largest sum of any one department, since departments work side by side. */
export interface MinutesFinding extends Found<'maxMinutes', number | null> {
  readonly departments: ReadonlyArray<{ readonly department: Named; readonly minutes: number }>;
  readonly elapsed: number;
}

export interface DepartmentsFinding extends Found<'maxDepartments', number | null> {
  readonly departments: readonly Named[];
}

/** A rule of a domain, with its setting and the values found in a visit. */
export type RuleFinding =
  | GuestsFinding
  | EqualityFinding
  | RatioFinding
  | ApartFinding
  | MinutesFinding
  | DepartmentsFinding;

type Reader = (item: RuledItem) => Omit<FoundValue, 'items'>;

const groupsBy = <K>(
  items: readonly RuledItem[],
  keyOf: (item: RuledItem) => K,
): ReadonlyArray<readonly [K, RuledItem[]]> => {
  const groups = new Map<K, RuledItem[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups];
};

const METHOD_GROUP = 'group ';

const equalities = (
  names: Names,
): ReadonlyArray<{
  readonly setting: EqualityName;
  readonly rule: Rule;
  readonly read: Reader;
}> => [
  { setting: 'sameObject', rule: sameObject, read: ({ object }) => ({ value: object }) },
  {
    setting: 'sameMethod',
    rule: sameMethod,
    read: ({ method, methodGroup }) => ({
      value: method,
      ...(methodGroup.startsWith(METHOD_GROUP)
        ? { group: methodGroup.slice(METHOD_GROUP.length) }
        : {}),
    }),
  },
  { setting: 'sameTopic', rule: sameTopic, read: ({ topic }) => ({ value: topic ?? null }) },
  { setting: 'sameLevel', rule: sameLevel, read: ({ level }) => ({ value: level ?? null }) },
  {
    setting: 'sameDepartment',
    rule: sameDepartment,
    read: ({ department }) => {
      const { id, name } = names.department(department);
      return { value: id, ...(name === undefined ? {} : { name }) };
    },
  },
];

const most = (a: RuledItem, b: RuledItem): RuledItem => (b.minutes > a.minutes ? b : a);
const least = (a: RuledItem, b: RuledItem): RuledItem => (b.minutes < a.minutes ? b : a);

const pairsOf = (
  apart: ResolvedPolicy['apart'],
  items: readonly RuledItem[],
): ReadonlyArray<readonly [string, string]> => {
  const there = new Set(items.map(({ id }) => id));
  const found = new Map<string, readonly [string, string]>();
  for (const [a, b] of apart)
    if (there.has(a) && there.has(b))
      found.set(JSON.stringify([a, b].sort(byText)), a < b ? [a, b] : [b, a]);
  return [...found.values()].sort(([a, b], [c, d]) => byText(a, c) || byText(b, d));
};

/**
 * The rules of a domain applied to some items (at least one) in one visit, days aside:
 * every rule once, in the order of the model, with its setting and the values found, set or not.
 * Each is computed when it is read.
 * O(items + size of `apart`).
 */
export function* findingsIn(
  { domains, apart }: ResolvedPolicy,
  names: Names,
  domain: string,
  items: readonly RuledItem[],
): Generator<RuleFinding> {
  const settings = domains[domain];
  const named = (of: readonly RuledItem[]): readonly Named[] => of.map(({ id }) => names.item(id));
  const byDomain = groupsBy(items, (item) => item.domain);
  const guests = settings.guests ?? [];
  const keeps = (rule: Rule | undefined): boolean => rule === undefined || holds(rule)(items);
  yield {
    rule: 'guests',
    setting: guests,
    holds:
      byDomain.some(([own]) => own === domain) &&
      byDomain.every(([own]) => own === domain || guests.includes(own)),
    domains: byDomain.map(([own, of]) => ({ domain: own, items: named(of) })),
  };
  for (const { setting, rule, read } of equalities(names)) {
    const values = groupsBy(items, (item) => JSON.stringify(read(item)));
    yield {
      rule: setting,
      setting: settings[setting] === true,
      holds: settings[setting] !== true || holds(rule)(items),
      values: values.map(([, of]) => ({ ...read(of[0]), items: named(of) })),
    };
  }
  const [ratio, minutes, departments] = [
    settings.durationRatio ?? null,
    settings.maxMinutes ?? null,
    settings.maxDepartments ?? null,
  ];
  const [longest, shortest] = [items.reduce(most), items.reduce(least)];
  yield {
    rule: 'durationRatio',
    setting: ratio,
    holds: keeps(ratio === null ? undefined : durationRatio(ratio)),
    longest: { item: names.item(longest.id), minutes: longest.minutes },
    shortest: { item: names.item(shortest.id), minutes: shortest.minutes },
  };
  const together = pairsOf(apart, items);
  yield {
    rule: 'apart',
    setting: apart.length,
    holds: together.length === 0,
    pairs: together.map(([a, b]) => [names.item(a), names.item(b)]),
  };
  const byDepartment = groupsBy(items, ({ department }) => department)
    .map(([id, own]) => ({
      department: names.department(id),
      minutes: own.reduce((sum, { minutes: spent }) => sum + spent, 0),
    }))
    .sort((a, b) => byText(a.department.id, b.department.id));
  yield {
    rule: 'maxMinutes',
    setting: minutes,
    holds: keeps(minutes === null ? undefined : maxMinutes(minutes)),
    departments: byDepartment,
    elapsed: byDepartment.reduce((longestSum, { minutes: sum }) => Math.max(longestSum, sum), 0),
  };
  yield {
    rule: 'maxDepartments',
    setting: departments,
    holds: keeps(departments === null ? undefined : maxDepartments(departments)),
    departments: byDepartment.map(({ department }) => department),
  };
}
