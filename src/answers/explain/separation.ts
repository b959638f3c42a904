import type { DoneVisit } from '../../registry/done-visit';
import type { OccurrenceRef } from '../../registry/occurrence-ref';
import { byText } from '../../registry/sorted';
import type { RuledItem } from '../../rules/rule';
import type { DaySpan, Named, NamedOccurrence } from './explanation';
import { commonDays, type Owed, occurrenceNamed, type Reading, spanOf } from './reading';
import { findingsOf, type RuleFinding } from './rule-finding';

/** Both are guests of a domain, and no occurrence of the domain itself could be with them: none keeps to its rules on a common day. */
export interface HostFinding {
  readonly rule: 'host';
  readonly holds: false;
  /** Occurrences of the domain that can be served, at least one. */
  readonly occurrences: number;
}

/** A domain whose visits the two could share, and the first of its rules that forbids it. */
export interface HostTrial {
  readonly domain: string;
  readonly broken: RuleFinding | HostFinding;
}

/** Why two occurrences cannot share a visit, whoever joined them. */
export type Separation =
  /** No item comes twice in a visit. */
  | { readonly kind: 'same-item'; readonly item: Named }
  /** One or both can be in no visit at all. */
  | {
      readonly kind: 'unserved';
      readonly occurrences: ReadonlyArray<
        NamedOccurrence & { readonly reason: Exclude<Owed['reason'], undefined>; readonly by?: Named }
      >;
    }
  /** Every domain that could be tried forbids it; ascending by domain. */
  | { readonly kind: 'rules'; readonly trials: readonly HostTrial[] }
  /** People want it so, or one of the two has been visited already. */
  | { readonly kind: 'pinned'; readonly because: 'apart' | 'unmerged' | 'done' }
  /** Rules would allow it, but no day does. */
  | { readonly kind: 'no-common-day'; readonly a: DaySpan; readonly b: DaySpan };

/** A visit that two occurrences can share. */
export interface Possible {
  readonly kind: 'can';
  readonly domain: string;
  /** Where both are guests of the domain: one of it that has to be there too. */
  readonly host?: NamedOccurrence;
  /** Days allowed to all of these. */
  readonly days: DaySpan;
}

/** Whether two occurrences can share a visit. */
export type Meeting = Possible | Separation;

/** All findings of two or three items in a visit of a domain that do not hold. */
export const brokenIn = (
  { policy, names }: Reading,
  domain: string,
  items: readonly RuledItem[],
): readonly RuleFinding[] => findingsOf(policy, names, domain, items).filter(({ holds }) => !holds);

const hostsOf = ({ servable }: Reading, domain: string): readonly Owed[] => servable.get(domain) ?? [];

/**
 * Domains whose visits two items could share: those that one of them is of, and those that have both as guests and an occurrence of their
 * own that can be served. Ascending.
 */
export const domainsToTry = (reading: Reading, a: RuledItem, b: RuledItem): readonly string[] =>
  Object.entries(reading.policy.domains)
    .filter(
      ([domain, { guests = [] }]) =>
        domain === a.domain ||
        domain === b.domain ||
        (guests.includes(a.domain) && guests.includes(b.domain) && hostsOf(reading, domain).length > 0),
    )
    .map(([domain]) => domain)
    .sort(byText);

const isIn = ({ item: { id }, cycle }: Owed, list: readonly OccurrenceRef[]): boolean =>
  list.some((one) => one.item === id && one.cycle === cycle);

/** The visit in which an occurrence has been served. */
const madeVisitOf = ({ registry: { done = [] } }: Reading, one: Owed): DoneVisit | undefined =>
  done.find(({ occurrences }) => isIn(one, occurrences));

/** What pins and past visits say against a common visit of two. O(pins × their occurrences + past visits) */
const pinnedApart = (reading: Reading, a: Owed, b: Owed): Separation | undefined => {
  const made = [a, b].map((one) => madeVisitOf(reading, one));
  if (made[0] !== made[1]) return { kind: 'pinned', because: 'done' };
  if (made[0] !== undefined) return undefined;
  const { pins = [] } = reading.registry;
  if (pins.some((pin) => pin.pin === 'apart' && isIn(a, pin.occurrences) && isIn(b, pin.occurrences)))
    return { kind: 'pinned', because: 'apart' };
  const ownWay = ({ item }: Owed): string =>
    pins.some((pin) => pin.pin === 'unmerged' && (pin.item === undefined || pin.item === item.id))
      ? item.department
      : '';
  return ownWay(a) === ownWay(b) ? undefined : { kind: 'pinned', because: 'unmerged' };
};

/** The visit of a domain that two occurrences could share, or what forbids it; `'no-day'`: only that no day is common to them. */
const tried = (reading: Reading, domain: string, a: Owed, b: Owed): Possible | HostTrial | 'no-day' => {
  const hosted = a.item.domain !== domain && b.item.domain !== domain;
  // Of two guests the domain can ask only that there be a host, which is looked at below.
  const [broken] = brokenIn(reading, domain, [a.item, b.item]).filter(({ rule }) => !hosted || rule !== 'guests');
  if (broken !== undefined) return { domain, broken };
  const days = commonDays([a, b]);
  if (days.length === 0) return 'no-day';
  if (!hosted) return { kind: 'can', domain, days: spanOf(days) };
  const hosts = hostsOf(reading, domain);
  const host = hosts.find(
    (one) =>
      commonDays([a, b, one]).length > 0 &&
      brokenIn(reading, domain, [a.item, b.item, one.item]).length === 0 &&
      [a, b].every((other) => pinnedApart(reading, one, other) === undefined),
  );
  if (host === undefined) return { domain, broken: { rule: 'host', holds: false, occurrences: hosts.length } };
  return { kind: 'can', domain, host: occurrenceNamed(reading, host), days: spanOf(commonDays([a, b, host])) };
};

/**
 * Whether two different occurrences of an enterprise can share a visit, and if not, why: the one place that knows, to which a further kind
 * of {@link Separation} would be added. All rules but that of the host hold for a part of a visit where they hold for the whole, so that
 * two that cannot meet here meet in no company (model §5). O(domains × (occurrences of the domain + days))
 */
export const meetingOf = (reading: Reading, a: Owed, b: Owed): Meeting => {
  const { names } = reading;
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
  // Both have been, in one visit: it could be, whatever the rules say now.
  const made = madeVisitOf(reading, a);
  if (made !== undefined) return { kind: 'can', domain: made.domain, days: spanOf(commonDays([a, b])) };
  const trials: HostTrial[] = [];
  const meetings: Possible[] = [];
  let lacksDay = false;
  for (const domain of domainsToTry(reading, a.item, b.item)) {
    const result = tried(reading, domain, a, b);
    if (result === 'no-day') lacksDay = true;
    else if ('kind' in result) meetings.push(result);
    else trials.push(result);
  }
  const meeting = meetings.find(({ host }) => host === undefined) ?? meetings[0];
  if (meeting !== undefined) return meeting;
  return lacksDay ? { kind: 'no-common-day', a: spanOf(a.days), b: spanOf(b.days) } : { kind: 'rules', trials };
};
