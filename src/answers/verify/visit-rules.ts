import type { Facts, ItemFacts } from './facts';
import { quoted, type ViolationKind } from './violation';

/** A rule of §5 that some items break when they share a visit. */
export interface BrokenRule {
  readonly kind: ViolationKind;
  readonly message: string;
}

/** Minutes of every department in a visit of some items. */
export const minutesByDepartment = (items: readonly ItemFacts[]): ReadonlyMap<string, number> => {
  const minutes = new Map<string, number>();
  for (const { department, minutes: own } of items) minutes.set(department, (minutes.get(department) ?? 0) + own);
  return minutes;
};

/** Departments work side by side: the largest sum of any one of them. */
export const elapsedMinutes = (items: readonly ItemFacts[]): number =>
  [...minutesByDepartment(items).values()].reduce((most, minutes) => Math.max(most, minutes), 0);

const methodsAgree = (a: ItemFacts, b: ItemFacts): boolean =>
  a.method === b.method || (a.group !== undefined && a.group === b.group);

const EQUALITIES = [
  { setting: 'sameObject', kind: 'different-object', of: ({ object }: ItemFacts) => object },
  { setting: 'sameTopic', kind: 'different-topic', of: ({ item }: ItemFacts) => item.topic },
  { setting: 'sameLevel', kind: 'different-level', of: ({ level }: ItemFacts) => level },
  { setting: 'sameDepartment', kind: 'different-department', of: ({ department }: ItemFacts) => department },
] as const;

/**
 * Which of rules 1 (no item twice) to 6 items break in one visit of a domain; days aside. None: they may share it.
 * O(n) for n items, and O(pairs) where items are named apart.
 */
export const brokenRules = (facts: Facts, domain: string, items: readonly ItemFacts[]): readonly BrokenRule[] => {
  const settings = facts.domains.get(domain);
  if (settings === undefined) return [{ kind: 'unknown-domain', message: `there is no domain ${quoted(domain)}` }];
  const broken: BrokenRule[] = [];
  const found = (kind: ViolationKind, message: string): void => {
    broken.push({ kind, message });
  };

  const seen = new Set<ItemFacts>();
  for (const item of items) {
    if (seen.has(item)) found('item-twice', `item ${quoted(item.id)} occurs twice in one visit`);
    seen.add(item);
    if (item.domain !== domain && !settings.guests?.includes(item.domain)) {
      const message = `item ${quoted(item.id)} is of domain ${quoted(item.domain)}, which is no guest of ${quoted(domain)}`;
      found('not-a-guest', message);
    }
  }
  if (!items.some((item) => item.domain === domain)) found('no-host', `no item is of domain ${quoted(domain)} itself`);
  if (items.length < 2) return broken;

  const [head, ...others] = items;
  for (const { setting, kind, of } of EQUALITIES) {
    const other = settings[setting] === true ? others.find((item) => of(item) !== of(head)) : undefined;
    if (other === undefined) continue;
    const sides = `${quoted(of(head))} for ${quoted(head.id)}, ${quoted(of(other))} for ${quoted(other.id)}`;
    found(kind, `${quoted(domain)} asks for ${setting}: ${sides}`);
  }
  const stranger = settings.sameMethod === true ? others.find((item) => !methodsAgree(head, item)) : undefined;
  if (stranger !== undefined) {
    const sides = `${quoted(head.method)} for ${quoted(head.id)}, ${quoted(stranger.method)} for ${quoted(stranger.id)}`;
    found('different-method', `${quoted(domain)} asks for sameMethod: ${sides}`);
  }

  const ratio = settings.durationRatio ?? Number.POSITIVE_INFINITY;
  const shortest = items.reduce((least, { minutes }) => Math.min(least, minutes), Number.POSITIVE_INFINITY);
  const longest = items.reduce((most, { minutes }) => Math.max(most, minutes), 0);
  if (longest > ratio * shortest) {
    found('duration-ratio', `${longest} minutes are more than ${ratio} times the shortest item's ${shortest}`);
  }

  for (const item of seen) {
    const strangers = facts.apart.get(item.id);
    if (strangers === undefined) continue;
    for (const { id } of seen) {
      if (id > item.id && strangers.has(id))
        found('apart', `items ${quoted(item.id)} and ${quoted(id)} are kept apart`);
    }
  }

  const elapsed = elapsedMinutes(items);
  const most = settings.maxMinutes ?? Number.POSITIVE_INFINITY;
  if (elapsed > most) found('too-long', `it takes ${elapsed} minutes, more than ${most}`);
  const departments = new Set(items.map(({ department }) => department)).size;
  const mostDepartments = settings.maxDepartments ?? Number.POSITIVE_INFINITY;
  if (departments > mostDepartments) {
    found('too-many-departments', `${departments} departments take part, more than ${mostDepartments}`);
  }
  return broken;
};
