import { hasDay } from './allowed-days';
import type { Company } from './amendments';
import type { Ledger } from './coverage';
import type { Facts } from './facts';
import type { ItemFacts } from './item-facts';
import type { Owed } from './owed-occurrence';
import type { ReadVisit } from './read-visit';
import { quoted, type Violation } from './violation';
import { keepsRules, lackOnlyHost } from './visit-rules';

/** The steps that the search below has. Past them the question stays open; this is no violation. */
const STEPS = 20_000;

/** The largest number of occurrences that is searched; more would have too many pairs. */
const LARGEST = 400;

interface Group {
  readonly items: readonly ItemFacts[];
  /** Days allowed to all items' occurrences. */
  readonly days: readonly number[];
  /** Domains in which they break no rule, except that a host may be missing. */
  readonly domains: readonly string[];
}

/**
 * Whether the occurrences fit into at most `most` visits without any others; `undefined` where there
 * are too many occurrences, or the steps do not suffice. Occurrences of which no two can share a
 * visit open one group each. Every other occurrence joins a group or opens one; occurrences with
 * few days come first.
 * O(occurrences²) for the first groups, then exponential in the worst case; at most {@link STEPS}
 * groups are tried.
 */
export const fitsInto = (
  facts: Facts,
  occurrences: readonly Owed[],
  most: number,
): boolean | undefined => {
  if (occurrences.length > LARGEST) return undefined;
  const order = [...occurrences].sort(
    (a, b) => a.days.length - b.days.length || a.days[0] - b.days[0],
  );
  const joined = (group: Group, { item, days }: Owed): Group | undefined => {
    const common = group.days.filter((day) => hasDay(days, day));
    const items = [...group.items, item];
    if (common.length === 0) return undefined;
    const domains = group.domains.filter((domain) => lackOnlyHost(facts, domain, items));
    return domains.length === 0 ? undefined : { items, days: common, domains };
  };
  const names = [...facts.domains.keys()];
  const alone = ({ item, days }: Owed): Group => ({
    items: [item],
    days,
    domains: names.filter((domain) => lackOnlyHost(facts, domain, [item])),
  });
  const isVisit = ({ domains, items }: Group): boolean =>
    domains.some((domain) => keepsRules(facts, domain, items));

  // A quick no: occurrences of which no two can share a visit need one visit each.
  const strangers: Owed[] = [];
  for (const one of order) {
    if (strangers.every((other) => joined(alone(other), one) === undefined)) strangers.push(one);
  }
  if (strangers.length > most) return false;

  // The strangers open the groups, so that hopeless branches end early.
  const rest = order.filter((one) => !strangers.includes(one));
  let steps = 0;
  const place = (index: number, groups: readonly Group[]): boolean | undefined => {
    if (index === rest.length) return groups.every(isVisit);
    let open = false;
    for (let g = 0; g < groups.length; g += 1) {
      if (steps >= STEPS) return undefined;
      steps += 1;
      const group = joined(groups[g], rest[index]);
      if (group === undefined) continue;
      const answer = place(index + 1, groups.with(g, group));
      if (answer === true) return true;
      open ||= answer === undefined;
    }
    if (groups.length < most) {
      const answer = place(index + 1, [...groups, alone(rest[index])]);
      if (answer === true) return true;
      open ||= answer === undefined;
    }
    return open ? undefined : false;
  };
  return place(0, strangers.map(alone));
};

/** An occurrence that the plan leaves unserved for the cap. */
export interface LeftOut {
  readonly place: string;
  readonly owed: Owed;
}

const onSiteVisits = (visits: readonly ReadVisit[]): readonly ReadVisit[] =>
  visits.filter(({ items }) => items.some(({ onSite }) => onSite));

/** The data of one enterprise that a cap is checked against. */
export interface CappedReading {
  readonly owed: readonly Owed[];
  /** The same as if no day had passed and no visit were made. */
  readonly overHorizon: () => readonly Owed[];
  readonly ledger: Ledger;
  readonly company: Company;
  readonly visits: readonly ReadVisit[];
}

/** Violations of a cap (model §6): visits above the limit, and occurrences left out needlessly. */
export const capViolations = (
  facts: Facts,
  place: string,
  cap: number | undefined,
  { owed, overHorizon, ledger, company, visits }: CappedReading,
  leftOut: readonly LeftOut[],
): readonly Violation[] => {
  if (cap === undefined) {
    return leftOut.map(({ place: at, owed: { item } }) => {
      const message = `item ${quoted(item.id)} is left out for a visit cap, but the enterprise has none`;
      return { kind: 'no-cap', place: at, message };
    });
  }
  const wrong: Violation[] = [];
  const onSite = onSiteVisits(visits);
  const occurrencesOf = ({ visit, place: at }: ReadVisit): readonly Owed[] =>
    visit.occurrences.flatMap(({ item, cycle }) => {
      const found = ledger.find(item, cycle, at);
      return 'kind' in found ? [] : [found];
    });
  const open = onSite.filter((visit) =>
    occurrencesOf(visit).every(({ done }) => done === undefined),
  );
  const made = onSite.length - open.length;
  const isAlwaysServed = (one: Owed): boolean =>
    company.isKept(one) || company.groupOf(one).some(({ item }) => item.isProtected);
  const protectedOnSite = (some: readonly Owed[]): readonly Owed[] =>
    some.filter(
      (one) =>
        one.unserved === undefined &&
        one.done === undefined &&
        isAlwaysServed(one) &&
        one.item.onSite,
    );
  // With pins, more visits may be needed than the rules alone require.
  const fitWithin = (most: number): boolean | undefined =>
    company.matters ? undefined : fitsInto(facts, protectedOnSite(owed), most - made);
  const fitOverHorizon = (most: number): boolean | undefined =>
    company.matters ? undefined : fitsInto(facts, protectedOnSite(overHorizon()), most);
  // The limit holds for the horizon; it gives way only to protected occurrences that are left.
  const fewer = onSite.length - 1;
  if (onSite.length > cap && fitWithin(fewer) === true && fitOverHorizon(fewer) === true) {
    const message = `${onSite.length} visits on site are more than its cap ${cap}, and its protected occurrences need fewer`;
    wrong.push({ kind: 'over-cap', place, message });
  }
  if (leftOut.length === 0) return wrong;
  // The limit is at least the cap. It is above it only where protected occurrences alone need more
  // visits.
  const binds = onSite.length >= cap && fitOverHorizon(onSite.length) !== false;
  for (const { place: at, owed: one } of leftOut) {
    const name = `item ${quoted(one.item.id)} (cycle ${one.cycle})`;
    const group = company.groupOf(one);
    if (isAlwaysServed(one) || group.every(({ item }) => !item.onSite)) {
      const why = one.item.isProtected
        ? 'is protected'
        : company.isKept(one)
          ? 'has a visit that a pin wants'
          : isAlwaysServed(one)
            ? 'is with others of the key domain'
            : 'needs no visit on site';
      wrong.push({
        kind: 'always-served',
        place: at,
        message: `${name} ${why}, so no cap leaves it out`,
      });
      continue;
    }
    // Guests need a host, so that a group of guests may be no visit even where the limit has room.
    const isVisit = [...facts.domains.keys()].some((domain) => {
      return keepsRules(
        facts,
        domain,
        group.map(({ item }) => item),
      );
    });
    if (!binds && isVisit) {
      const message = `${name} is left out for the cap, but ${onSite.length} visits on site are below the limit`;
      wrong.push({ kind: 'cap-does-not-bind', place: at, message });
    }
    const host = open.find(
      (read) =>
        group.every(({ days }) => hasDay(days, read.day)) &&
        keepsRules(facts, read.visit.domain, [...read.items, ...group.map(({ item }) => item)]) &&
        occurrencesOf(read).every((other) => group.every((own) => !company.forbids(other, own))),
    );
    if (host !== undefined) {
      const message = `${name} is left out for the cap, but could join ${host.place} as it stands`;
      wrong.push({ kind: 'could-join', place: at, message });
    }
  }
  return wrong;
};
