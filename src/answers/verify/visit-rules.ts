import type { Facts } from './facts';
import type { ItemFacts } from './item-facts';
import { quoted, type ViolationKind } from './violation';

/** A rule of model §5 that some items break when they share a visit. */
export interface BrokenRule {
  readonly kind: ViolationKind;
  readonly message: string;
}

/** Minutes of every department in a visit of some items. */
export const minutesByDepartment = (items: readonly ItemFacts[]): ReadonlyMap<string, number> => {
  const minutes = new Map<string, number>();
  for (const { department, minutes: own } of items)
    minutes.set(department, (minutes.get(department) ?? 0) + own);
  return minutes;
};

/** Elapsed minutes: the largest sum of any one department, since departments work side by side. */
export const elapsedMinutes = (items: readonly ItemFacts[]): number =>
  [...minutesByDepartment(items).values()].reduce((most, minutes) => Math.max(most, minutes), 0);

const methodsAgree = (a: ItemFacts, b: ItemFacts): boolean =>
  a.method === b.method || (a.group !== undefined && a.group === b.group);

const EQUALITIES = [
  { setting: 'sameObject', kind: 'different-object', of: ({ object }: ItemFacts) => object },
  { setting: 'sameTopic', kind: 'different-topic', of: ({ item }: ItemFacts) => item.topic },
  { setting: 'sameLevel', kind: 'different-level', of: ({ level }: ItemFacts) => level },
  {
    setting: 'sameDepartment',
    kind: 'different-department',
    of: ({ department }: ItemFacts) => department,
  },
] as const;

/** A broken rule; its message is made only where it is read. */
interface Breach {
  readonly kind: ViolationKind;
  readonly message: () => string;
}

/** The broken rules, found one by one as they are read. */
function* breaches(
  facts: Facts,
  domain: string,
  items: readonly ItemFacts[],
): Generator<Breach, void> {
  const settings = facts.domains.get(domain);
  if (settings === undefined) {
    yield { kind: 'unknown-domain', message: () => `there is no domain ${quoted(domain)}` };
    return;
  }

  const seen = new Set<ItemFacts>();
  for (const item of items) {
    if (seen.has(item))
      yield {
        kind: 'item-twice',
        message: () => `item ${quoted(item.id)} occurs twice in one visit`,
      };
    seen.add(item);
    if (item.domain !== domain && !settings.guests?.includes(item.domain)) {
      const message = (): string =>
        `item ${quoted(item.id)} is of domain ${quoted(item.domain)}, which is no guest of ${quoted(domain)}`;
      yield { kind: 'not-a-guest', message };
    }
  }
  if (!items.some((item) => item.domain === domain))
    yield { kind: 'no-host', message: () => `no item is of domain ${quoted(domain)} itself` };
  if (items.length < 2) return;

  const [head, ...others] = items;
  for (const { setting, kind, of } of EQUALITIES) {
    const other =
      settings[setting] === true ? others.find((item) => of(item) !== of(head)) : undefined;
    if (other === undefined) continue;
    const side = (item: ItemFacts): string => `${quoted(of(item))} for ${quoted(item.id)}`;
    yield {
      kind,
      message: () => `${quoted(domain)} asks for ${setting}: ${side(head)}, ${side(other)}`,
    };
  }
  const stranger =
    settings.sameMethod === true ? others.find((item) => !methodsAgree(head, item)) : undefined;
  if (stranger !== undefined) {
    const side = ({ method, id }: ItemFacts): string => `${quoted(method)} for ${quoted(id)}`;
    const message = (): string =>
      `${quoted(domain)} asks for sameMethod: ${side(head)}, ${side(stranger)}`;
    yield { kind: 'different-method', message };
  }

  const ratio = settings.durationRatio ?? Number.POSITIVE_INFINITY;
  const shortest = items.reduce(
    (least, { minutes }) => Math.min(least, minutes),
    Number.POSITIVE_INFINITY,
  );
  const longest = items.reduce((most, { minutes }) => Math.max(most, minutes), 0);
  // Division, since 1.15 × 100 is less than 115 in double arithmetic.
  if (longest / shortest > ratio) {
    yield {
      kind: 'duration-ratio',
      message: () =>
        `${longest} minutes are more than ${ratio} times the shortest item's ${shortest}`,
    };
  }

  for (const item of seen) {
    const strangers = facts.apart.get(item.id);
    if (strangers === undefined) continue;
    for (const { id } of seen) {
      if (id > item.id && strangers.has(id))
        yield {
          kind: 'apart',
          message: () => `items ${quoted(item.id)} and ${quoted(id)} are kept apart`,
        };
    }
  }

  const elapsed = elapsedMinutes(items);
  const most = settings.maxMinutes ?? Number.POSITIVE_INFINITY;
  if (elapsed > most)
    yield { kind: 'too-long', message: () => `it takes ${elapsed} minutes, more than ${most}` };
  const departments = new Set(items.map(({ department }) => department)).size;
  const mostDepartments = settings.maxDepartments ?? Number.POSITIVE_INFINITY;
  if (departments > mostDepartments) {
    yield {
      kind: 'too-many-departments',
      message: () => `${departments} departments take part, more than ${mostDepartments}`,
    };
  }
}

/**
 * The rules of model §5, from "no item twice" in rule 1 to rule 6, that items break in one
 * visit of a domain; days aside.
 * O(n) for n items, and O(pairs) where items are named apart.
 */
export const brokenRules = (
  facts: Facts,
  domain: string,
  items: readonly ItemFacts[],
): readonly BrokenRule[] =>
  Array.from(breaches(facts, domain, items), ({ kind, message }) => ({ kind, message: message() }));

/** Whether items break none of the rules of {@link brokenRules}. O(n) as there. */
export const keepsRules = (facts: Facts, domain: string, items: readonly ItemFacts[]): boolean =>
  breaches(facts, domain, items).next().done === true;

/** Whether items break no rule except that a host is missing. O(n) as for {@link brokenRules}. */
export const lackOnlyHost = (
  facts: Facts,
  domain: string,
  items: readonly ItemFacts[],
): boolean => {
  for (const { kind } of breaches(facts, domain, items)) if (kind !== 'no-host') return false;
  return true;
};

/** Slightly above 1, so that rounding never separates similar durations. */
const WIDER = 1 + 1e-9;

/**
 * Bands of a duration: two durations have a band in common if neither is more
 * than `ratio` times the other.
 */
const bandsOf = (minutes: number, ratio: number | null | undefined): readonly number[] => {
  if (typeof ratio !== 'number') return [0];
  const band = Math.floor(Math.log(minutes) / Math.log(ratio * WIDER));
  return [band, band + 1];
};

/**
 * Keys of an item, for each domain whose visits it can be in. Two items can share a visit
 * of a domain only where they have one of its keys in common: then rules 2 and 3 of model
 * §5 allow them, and their durations are near each other. A domain whose `maxMinutes`
 * the item exceeds gives no key.
 * O(domains).
 */
export const meetingPlaces = ({ domains }: Facts, item: ItemFacts): readonly string[] =>
  [...domains].flatMap(([domain, settings]) => {
    if (item.domain !== domain && !settings.guests?.includes(item.domain)) return [];
    if (item.minutes > (settings.maxMinutes ?? Number.POSITIVE_INFINITY)) return [];
    const { method, group } = item;
    const agreed = EQUALITIES.map(({ setting, of }) =>
      settings[setting] === true ? (of(item) ?? null) : '',
    );
    const ofMethod =
      settings.sameMethod !== true ? '' : group === undefined ? { method } : { group };
    return bandsOf(item.minutes, settings.durationRatio).map((band) =>
      JSON.stringify([domain, ...agreed, ofMethod, band]),
    );
  });

/**
 * A key: items with equal keys are alike for all rules. An item named in an
 * `apart` pair has a key of its own.
 */
export const likenessOf = ({ apart }: Facts, item: ItemFacts): string => {
  const { id, department, level, domain, object, method, group, minutes } = item;
  const own = apart.has(id) ? id : null;
  return JSON.stringify([
    department,
    level ?? null,
    domain,
    object,
    method,
    group ?? null,
    item.item.topic ?? null,
    minutes,
    own,
  ]);
};
