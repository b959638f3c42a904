import type { DomainSettings } from '../registry/policy';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import { byText } from '../registry/sorted';
import {
  countLimit,
  equality,
  exceptionByMarks,
  type Rule,
  type RuledItem,
  similarity,
  sumLimit,
} from './rule';

/** The rules of a valid visit of one domain, its day aside. */
export interface DomainRules {
  readonly domain: string;
  /** Domains whose items may join the visit; at least one item is of `domain` itself. */
  readonly guests: readonly string[];
  readonly rules: readonly Rule[];
}

/** One entry for each domain of the policy. */
export type RuleBook = readonly DomainRules[];

/**
 * The role of an item in visits of an entry: a host gives the visit its domain, a guest
 * may join, a stranger may not.
 */
export type Role = 'host' | 'guest' | 'stranger';

/** An entry of a book that may give each item its role. */
export interface HostRules extends DomainRules {
  /** The role of an item; absent: it follows from the item's domain. */
  readonly roleOf?: (item: RuledItem) => Role;
}

export type HostBook = readonly HostRules[];

/** The role of an item in visits of an entry. */
export const roleIn =
  ({ domain, guests, roleOf }: HostRules) =>
  (item: RuledItem): Role =>
    roleOf?.(item) ??
    (item.domain === domain ? 'host' : guests.includes(item.domain) ? 'guest' : 'stranger');

const object = (item: RuledItem): string => item.object;
const method = (item: RuledItem): string => item.methodGroup;
const topic = (item: RuledItem): string | undefined => item.topic;
const level = (item: RuledItem): string | undefined => item.level;
const department = (item: RuledItem): string => item.department;
const minutes = (item: RuledItem): number => item.minutes;

/** 同一对象 */
export const sameObject: Rule = equality('sameObject', object);
/** 同一方式 */
export const sameMethod: Rule = equality('sameMethod', method);
export const sameTopic: Rule = equality('sameTopic', topic);
export const sameLevel: Rule = equality('sameLevel', level);
export const sameDepartment: Rule = equality('sameDepartment', department);
/** 时长相近: longest item minutes ≤ ratio × shortest. */
export const durationRatio = (ratio: number): Rule => similarity('durationRatio', minutes, ratio);
/**
 * With several items, limits the elapsed minutes: the sum of any one department, since departments
 * work side by side.
 */
export const maxMinutes = (most: number): Rule => sumLimit('maxMinutes', department, minutes, most);
export const maxDepartments = (most: number): Rule =>
  countLimit('maxDepartments', department, most);

/** The rule that the items of each pair (of ids) never share a visit. */
export const apart = (pairs: ReadonlyArray<readonly [string, string]>): Rule => {
  const partners = new Map<string, Set<string>>();
  const add = (a: string, b: string): void => {
    const known = partners.get(a);
    if (known === undefined) partners.set(a, new Set([b]));
    else known.add(b);
  };
  for (const [a, b] of pairs) {
    add(a, b);
    add(b, a);
  }
  const own = new Map(Array.from(partners.keys(), (id) => [id, new Set([id])]));
  const none: ReadonlySet<string> = new Set();
  return exceptionByMarks('apart', {
    borne: ({ id }) => own.get(id) ?? none,
    avoided: ({ id }) => partners.get(id) ?? none,
  });
};

const rulesOfDomain = (settings: DomainSettings): readonly Rule[] => [
  ...(settings.sameObject === true ? [sameObject] : []),
  ...(settings.sameMethod === true ? [sameMethod] : []),
  ...(settings.sameTopic === true ? [sameTopic] : []),
  ...(settings.sameLevel === true ? [sameLevel] : []),
  ...(settings.sameDepartment === true ? [sameDepartment] : []),
  ...(typeof settings.durationRatio === 'number' ? [durationRatio(settings.durationRatio)] : []),
  ...(typeof settings.maxMinutes === 'number' ? [maxMinutes(settings.maxMinutes)] : []),
  ...(typeof settings.maxDepartments === 'number' ? [maxDepartments(settings.maxDepartments)] : []),
];

/** The rules of a policy (model §5, 2–6). */
export const rulesOf = (policy: ResolvedPolicy): RuleBook => {
  const exceptions = policy.apart.length === 0 ? [] : [apart(policy.apart)];
  return Object.entries(policy.domains)
    .map(([domain, settings]) => ({
      domain,
      guests: settings.guests ?? [],
      rules: [...rulesOfDomain(settings), ...exceptions],
    }))
    .sort((a, b) => byText(a.domain, b.domain));
};

/** Rules for sharing a visit: a rule book, or a function from the policy in force to a rule book. */
export type Rules = RuleBook | ((policy: ResolvedPolicy) => RuleBook);

/** The book with more rules in every domain. */
export const withRules =
  (...more: readonly Rule[]) =>
  <Entry extends DomainRules>(book: readonly Entry[]): readonly Entry[] =>
    book.map((entry) => ({ ...entry, rules: [...entry.rules, ...more] }));
