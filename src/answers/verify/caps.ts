import { hasDay } from './allowed-days';
import type { Company } from './amendments';
import { type Cap, TOTAL } from './caps-in-force';
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

/** An occurrence that the plan leaves unserved for a cap. */
export interface LeftOut {
  readonly place: string;
  readonly owed: Owed;
}

/** The data of one enterprise that its caps are checked against. */
export interface CappedReading {
  readonly owed: readonly Owed[];
  /** The same as if no day had passed and no visit were made. */
  readonly overHorizon: () => readonly Owed[];
  readonly ledger: Ledger;
  readonly company: Company;
  readonly visits: readonly ReadVisit[];
}

/** A cap and the plan's visits that it counts. */
interface CountedCap {
  readonly cap: Cap;
  readonly visits: readonly ReadVisit[];
  /** Whether its limit may be used up. */
  readonly binds: boolean;
}

const isIn = (cap: Cap, { items }: ReadVisit): boolean => items.some(cap.counts);

/**
 * Violations of the caps of an enterprise (model §6): visits above a limit, occurrences left out
 * needlessly, and fallbacks that no cap asks for.
 */
export const capViolations = (
  facts: Facts,
  place: string,
  caps: readonly Cap[],
  { owed, overHorizon, ledger, company, visits }: CappedReading,
  leftOut: readonly LeftOut[],
): readonly Violation[] => {
  const wrong: Violation[] = [];
  const occurrencesOf = ({ visit, place: at }: ReadVisit): readonly Owed[] =>
    visit.occurrences.flatMap(({ item, cycle }) => {
      const found = ledger.find(item, cycle, at);
      return 'kind' in found ? [] : [found];
    });
  const isOpen = (visit: ReadVisit): boolean =>
    occurrencesOf(visit).every(({ done }) => done === undefined);
  const isAlwaysServed = (one: Owed): boolean =>
    company.isKept(one) || company.groupOf(one).some(({ item }) => item.isProtected);
  const protectedIn = (some: readonly Owed[], { counts }: Cap): readonly Owed[] =>
    some.filter(
      (one) =>
        one.unserved === undefined &&
        one.done === undefined &&
        isAlwaysServed(one) &&
        counts(one.item),
    );
  const counted = caps.map((cap, c): CountedCap => {
    const own = visits.filter((visit) => isIn(cap, visit));
    const made = own.filter((visit) => !isOpen(visit)).length;
    // With pins, more visits may be needed than the rules alone require.
    const fitWithin = (most: number): boolean | undefined =>
      company.matters ? undefined : fitsInto(facts, protectedIn(owed, cap), most - made);
    const fitOverHorizon = (most: number): boolean | undefined =>
      company.matters ? undefined : fitsInto(facts, protectedIn(overHorizon(), cap), most);
    // The limits of the caps before it may ask for more visits than the fewest.
    const isFree = caps
      .slice(0, c)
      .every(
        (before) =>
          protectedIn(owed, before).length <= before.max ||
          !protectedIn(owed, before).some(({ item }) => cap.counts(item)),
      );
    // The limit holds for the horizon; it gives way only to protected occurrences that are left.
    const fewer = own.length - 1;
    if (
      own.length > cap.max &&
      isFree &&
      fitWithin(fewer) === true &&
      fitOverHorizon(fewer) === true
    ) {
      const are =
        cap.name === TOTAL ? 'visits on site are' : `visits that ${quoted(cap.name)} counts are`;
      const message = `${own.length} ${are} more than its cap ${cap.max}, and its protected occurrences need fewer`;
      wrong.push({ kind: 'over-cap', place, message });
    }
    return {
      cap,
      visits: own,
      // The limit is at least the cap. It is above it only where protected occurrences alone need
      // more visits.
      binds: own.length >= cap.max && fitOverHorizon(own.length) !== false,
    };
  });

  const mayJoin = (group: readonly Owed[], items: readonly ItemFacts[]): ReadVisit | undefined =>
    visits.find(
      (read) =>
        isOpen(read) &&
        group.every(({ days }) => hasDay(days, read.day)) &&
        counted.every(({ cap }) => !items.some(cap.counts) || isIn(cap, read)) &&
        keepsRules(facts, read.visit.domain, [...read.items, ...items]) &&
        occurrencesOf(read).every((other) => group.every((own) => !company.forbids(other, own))),
    );

  for (const { place: at, owed: one } of leftOut) {
    const name = `item ${quoted(one.item.id)} (cycle ${one.cycle})`;
    const group = company.groupOf(one);
    const items = group.map(({ item }) => item);
    if (caps.length === 0) {
      const message = `item ${quoted(one.item.id)} is left out for a visit cap, but the enterprise has none`;
      wrong.push({ kind: 'no-cap', place: at, message });
      continue;
    }
    const counting = counted.filter(({ cap }) => items.some(cap.counts));
    if (isAlwaysServed(one) || counting.length === 0) {
      const why = one.item.isProtected
        ? 'is protected'
        : company.isKept(one)
          ? 'has a visit that a pin wants'
          : isAlwaysServed(one)
            ? 'is with others of the key domain'
            : one.item.onSite
              ? 'is counted by no cap'
              : 'needs no visit on site';
      const message = `${name} ${why}, so no cap leaves it out`;
      wrong.push({ kind: 'always-served', place: at, message });
      continue;
    }
    // Guests need a host, so that a group of guests may be no visit even where the limit has room.
    const isVisit = [...facts.domains.keys()].some((domain) => keepsRules(facts, domain, items));
    if (isVisit && counting.every(({ binds }) => !binds)) {
      const [{ cap, visits: own }] = counting;
      const are =
        cap.name === TOTAL ? 'visits on site are' : `visits that ${quoted(cap.name)} counts are`;
      const message = `${name} is left out for the cap, but ${own.length} ${are} below the limit`;
      wrong.push({ kind: 'cap-does-not-bind', place: at, message });
    }
    const host = mayJoin(group, items);
    if (host !== undefined) {
      const message = `${name} is left out for the cap, but could join ${host.place} as it stands`;
      wrong.push({ kind: 'could-join', place: at, message });
    }
    const other = facts.byFallback(one.item);
    if (group.length === 1 && other !== undefined && caps.every(({ counts }) => !counts(other))) {
      const message = `${name} is left out for the cap, but its fallback ${quoted(other.method)} needs no visit that a cap counts`;
      wrong.push({ kind: 'fallback-serves', place: at, message });
    }
  }

  for (const read of visits) {
    for (const { item: id, cycle, fallback } of read.visit.occurrences) {
      if (fallback !== true) continue;
      const found = ledger.find(id, cycle, read.place);
      if ('kind' in found || found.done !== undefined) continue;
      const group = company.groupOf(found);
      const isOwn = (one: Owed): boolean =>
        facts.byFallback(one.item) !== undefined &&
        read.visit.occurrences.some(
          (other) => other.item === one.item.id && other.cycle === one.cycle && !other.fallback,
        );
      const name = `item ${quoted(id)} (cycle ${cycle})`;
      const add = (kind: 'wrong-fallback' | 'needless-fallback', why: string): void => {
        wrong.push({
          kind,
          place: read.place,
          message: `${name} is checked by its fallback, but ${why}`,
        });
      };
      if (facts.byFallback(found.item) === undefined)
        add('wrong-fallback', 'it has no other method');
      else if (caps.length === 0) add('wrong-fallback', 'the enterprise has no cap');
      else if (found.item.isProtected) add('wrong-fallback', 'it is protected');
      else if (isAlwaysServed(found))
        add('wrong-fallback', 'a pin puts it where it must be served by its own method');
      else if (group.some(isOwn))
        add('wrong-fallback', 'an occurrence that pins put with it is not');
      else {
        const counting = counted.filter(({ cap }) => cap.counts(found.item));
        const host = group.length > 1 ? undefined : mayJoin([found], [found.item]);
        if (group.length === 1 && counting.every(({ binds }) => !binds))
          add('needless-fallback', 'no cap that counts its own method is used up');
        else if (host !== undefined && host !== read)
          add('needless-fallback', `could join ${host.place} by its own method`);
      }
    }
  }
  return wrong;
};
