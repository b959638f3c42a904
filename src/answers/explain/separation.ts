import { byText } from '../../registry/sorted';
import type { RuledItem } from '../../rules/rule';
import type { DaySpan, Named, NamedOccurrence } from './named';
import type { Owed } from './owed';
import { commonDays, occurrenceNamed, type Reading, spanOf } from './reading';
import { findingsIn, type RuleFinding } from './rule-finding';

/**
 * Both are guests of a domain, and no occurrence of the domain can join them: rules, days, pins or
 * a made visit forbid it.
 */
export interface HostFinding {
  readonly rule: 'host';
  readonly holds: false;
  /** The number of occurrences of the domain that can be served; at least one. */
  readonly occurrences: number;
}

/** A domain that was tried, and the first rule, or the lack of a host, that forbids the visit. */
export interface HostTrial {
  readonly domain: string;
  readonly broken: RuleFinding | HostFinding;
}

/** The reason why two occurrences cannot share a visit, whoever joins them. */
export type Separation =
  /** No item comes twice in a visit. */
  | { readonly kind: 'same-item'; readonly item: Named }
  /** One or both cannot be in any visit. */
  | {
      readonly kind: 'unserved';
      readonly occurrences: ReadonlyArray<
        NamedOccurrence & {
          readonly reason: Exclude<Owed['reason'], undefined>;
          readonly by?: Named;
        }
      >;
    }
  /** Every domain that was tried forbids it; ascending by domain. */
  | { readonly kind: 'rules'; readonly trials: readonly HostTrial[] }
  /** A pin forbids it, or one of the two is in a visit made without the other. */
  | { readonly kind: 'pinned'; readonly because: 'apart' | 'unmerged' | 'done' | 'together' }
  /** Rules would allow it, but no day does. */
  | { readonly kind: 'no-common-day'; readonly a: DaySpan; readonly b: DaySpan };

/** A visit that two occurrences can share. */
export interface Possible {
  readonly kind: 'can';
  readonly domain: string;
  /** An occurrence of the domain that must be there too, where both are its guests. */
  readonly host?: NamedOccurrence;
  /** Days allowed to all occurrences of the visit. */
  readonly days: DaySpan;
}

/** Whether two occurrences can share a visit. */
export type Meeting = Possible | Separation;

/** The rules of a domain that some items break. */
export const brokenIn = (
  { policy, names }: Reading,
  domain: string,
  items: readonly RuledItem[],
): readonly RuleFinding[] =>
  [...findingsIn(policy, names, domain, items)].filter(({ holds }) => !holds);

/**
 * The first rule of a domain that two items break. Whether an item of the domain itself is present
 * is not checked.
 */
const firstBroken = (
  { policy, names }: Reading,
  domain: string,
  items: readonly [RuledItem, RuledItem],
): RuleFinding | undefined => {
  // For two guests, the rule on guests can only miss a host.
  const hosted = items.every((item) => item.domain !== domain);
  for (const finding of findingsIn(policy, names, domain, items))
    if (!finding.holds && !(hosted && finding.rule === 'guests')) return finding;
  return undefined;
};

/** Called with the number of steps of work done; a step takes some microseconds. */
export type Spend = (steps: number) => void;

const unspent: Spend = () => undefined;

/** Steps for trying one domain or host. */
const TRIED = 8;
const DAYS_A_STEP = 32;
const DOMAINS_A_STEP = 8;
const EXCEPTIONS_A_STEP = 32;

/** Steps for checking occurrences as a visit of one domain: its rules and their days. */
const stepsFor = ({ policy }: Reading, members: readonly Owed[]): number =>
  members.reduce(
    (steps, { days }) => steps + days.length / DAYS_A_STEP,
    TRIED + policy.apart.length / EXCEPTIONS_A_STEP,
  );

const hostsOf = ({ servable }: Reading, domain: string): readonly Owed[] =>
  servable.get(domain) ?? [];

/**
 * The domains to try, ascending: the domains of both items, and domains that have both as guests
 * and an occurrence of their own that can be served.
 */
export const domainsToTry = (reading: Reading, a: RuledItem, b: RuledItem): readonly string[] =>
  Object.entries(reading.policy.domains)
    .filter(
      ([domain, { guests = [] }]) =>
        domain === a.domain ||
        domain === b.domain ||
        (guests.includes(a.domain) &&
          guests.includes(b.domain) &&
          hostsOf(reading, domain).length > 0),
    )
    .map(([domain]) => domain)
    .sort(byText);

/**
 * The separation of two occurrences by an `apart` pin, an `unmerged` pin or a made visit; undefined
 * where none separates them. `together` pins are not read.
 * O(pins that name both).
 */
const pinnedApart = ({ company }: Reading, a: Owed, b: Owed): Separation | undefined => {
  const [one, other] = [company.madeVisitOf(a), company.madeVisitOf(b)];
  if (one !== other) return { kind: 'pinned', because: 'done' };
  if (one !== undefined) return undefined;
  if (company.areApart(a, b)) return { kind: 'pinned', because: 'apart' };
  return company.ownWay(a) === company.ownWay(b)
    ? undefined
    : { kind: 'pinned', because: 'unmerged' };
};

/** The occurrences given, and every one that pins put into a visit with one of them; each once. */
const withTied = ({ company }: Reading, some: readonly Owed[]): readonly Owed[] => [
  ...new Set(some.flatMap(company.tiedTo)),
];

/**
 * Whether occurrences may be a visit of a domain. Whether an item of the domain itself is present
 * is not checked.
 * O(their days + rules + pairs × pins that name both).
 */
const mayShare = (reading: Reading, domain: string, members: readonly Owed[]): boolean => {
  const guests = reading.policy.domains[domain].guests ?? [];
  const items = members.map(({ item }) => item);
  return (
    items.every((item) => item.domain === domain || guests.includes(item.domain)) &&
    new Set(items).size === items.length &&
    reading.keepsRules(domain, items) &&
    commonDays(members).length > 0 &&
    members.every((a, k) =>
      members.every((b, j) => j >= k || pinnedApart(reading, a, b) === undefined),
    )
  );
};

/**
 * An occurrence of a domain that can host the others, and the members of that visit.
 * O(occurrences of the domain × days).
 */
const hostFor = (
  reading: Reading,
  domain: string,
  members: readonly Owed[],
  spend: Spend,
): { readonly host: Owed; readonly all: readonly Owed[] } | undefined => {
  for (const host of hostsOf(reading, domain)) {
    if (reading.company.madeVisitOf(host) !== undefined) continue;
    const all = withTied(reading, [...members, host]);
    spend(stepsFor(reading, all));
    if (mayShare(reading, domain, all)) return { host, all };
  }
  return undefined;
};

/**
 * A visit that the occurrences could share, with a host where they need one, in the first domain by
 * id that allows it; undefined where none does.
 * O(domains × (occurrences of the domain + 1) × {@link mayShare}).
 */
export const possibleFor = (
  reading: Reading,
  members: readonly Owed[],
  spend: Spend = unspent,
): Possible | undefined => {
  for (const domain of Object.keys(reading.policy.domains).sort(byText)) {
    spend(stepsFor(reading, members));
    if (members.some(({ item }) => item.domain === domain)) {
      if (mayShare(reading, domain, members))
        return { kind: 'can', domain, days: spanOf(commonDays(members)) };
      continue;
    }
    if (!mayShare(reading, domain, members)) continue;
    const found = hostFor(reading, domain, members, spend);
    if (found !== undefined)
      return {
        kind: 'can',
        domain,
        host: occurrenceNamed(reading, found.host),
        days: spanOf(commonDays(found.all)),
      };
  }
  return undefined;
};

/**
 * A visit of a domain that two occurrences could share; else the rule that forbids it, or
 * `'no-day'` where they only lack a common day.
 */
const tried = (
  reading: Reading,
  domain: string,
  a: Owed,
  b: Owed,
  spend: Spend,
): Possible | HostTrial | 'no-day' => {
  spend(stepsFor(reading, [a, b]));
  const broken = firstBroken(reading, domain, [a.item, b.item]);
  if (broken !== undefined) return { domain, broken };
  const days = commonDays([a, b]);
  if (days.length === 0) return 'no-day';
  if (a.item.domain === domain || b.item.domain === domain)
    return { kind: 'can', domain, days: spanOf(days) };
  const found = hostFor(reading, domain, [a, b], spend);
  if (found === undefined)
    return {
      domain,
      broken: { rule: 'host', holds: false, occurrences: hostsOf(reading, domain).length },
    };
  return {
    kind: 'can',
    domain,
    host: occurrenceNamed(reading, found.host),
    days: spanOf(commonDays(found.all)),
  };
};

/**
 * Whether two different occurrences of an enterprise can share a visit, and if not, why. A rule
 * that holds for a visit holds for its parts (model §5). So further occurrences never help the two,
 * except a host, which is tried. For maintainers: a new kind of {@link Separation} is made here.
 * O(domains × (occurrences of the domain + days)), reported to `spend`.
 */
export const meetingOf = (reading: Reading, a: Owed, b: Owed, spend: Spend = unspent): Meeting => {
  const { names, policy } = reading;
  spend(1);
  if (a.item.id === b.item.id) return { kind: 'same-item', item: names.item(a.item.id) };
  const unserved = [a, b].flatMap((one) =>
    one.reason === undefined
      ? []
      : [
          {
            ...occurrenceNamed(reading, one),
            reason: one.reason,
            ...(one.by === undefined ? {} : { by: names.item(one.by) }),
          },
        ],
  );
  if (unserved.length > 0) return { kind: 'unserved', occurrences: unserved };
  const pinned = pinnedApart(reading, a, b);
  if (pinned !== undefined) return pinned;
  // Both are in one made visit, which stands whatever the rules say now.
  const made = reading.company.madeVisitOf(a);
  if (made !== undefined)
    return { kind: 'can', domain: made.domain, days: spanOf(commonDays([a, b])) };
  spend(Object.keys(policy.domains).length / DOMAINS_A_STEP);
  const trials: HostTrial[] = [];
  const meetings: Possible[] = [];
  let lacksDay = false;
  for (const domain of domainsToTry(reading, a.item, b.item)) {
    const result = tried(reading, domain, a, b, spend);
    if (result === 'no-day') lacksDay = true;
    else if ('kind' in result) meetings.push(result);
    else trials.push(result);
  }
  const meeting = meetings.find(({ host }) => host === undefined) ?? meetings[0];
  if (meeting !== undefined) {
    const tied = withTied(reading, [a, b]);
    return tied.length === 2
      ? meeting
      : (possibleFor(reading, tied, spend) ?? { kind: 'pinned', because: 'together' });
  }
  return lacksDay
    ? { kind: 'no-common-day', a: spanOf(a.days), b: spanOf(b.days) }
    : { kind: 'rules', trials };
};
