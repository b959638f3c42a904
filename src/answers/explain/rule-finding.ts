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

/** A value that items have in what a rule asks to be the same. */
export interface FoundValue {
  /** `null` for items without one, which agree with one another only. */
  readonly value: string | null;
  /** Of a department. */
  readonly name?: string;
  /** The group of a method: methods of one group agree. */
  readonly group?: string;
  readonly items: readonly Named[];
}

interface Found<Rule extends string, Setting> {
  readonly rule: Rule;
  readonly setting: Setting;
  /** Whether the items keep to it; a rule that is not set always holds. */
  readonly holds: boolean;
}

/** 参与领域: whose items may join; at least one is of the domain itself. */
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

/** Pairs that never share a visit: how many the policy names, and those among these items. */
export interface ApartFinding extends Found<'apart', number> {
  readonly pairs: ReadonlyArray<readonly [Named, Named]>;
}

/** Departments work side by side: `elapsed` is the most minutes of any one. */
export interface MinutesFinding extends Found<'maxMinutes', number | null> {
  readonly departments: ReadonlyArray<{ readonly department: Named; readonly minutes: number }>;
  readonly elapsed: number;
}

export interface DepartmentsFinding extends Found<'maxDepartments', number | null> {
  readonly departments: readonly Named[];
}

/** What a domain asks of a visit, and what was found in it. */
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
 * What a domain of the policy asks of some items (at least one) in one visit, days aside: every
 * rule once, in the order of the model, with its setting and the values found, set or not. Each is
 * worked out when it is asked for. O(items + size of `apart`)
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
