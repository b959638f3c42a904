import { hasDay } from './allowed-days';
import type { Company as PinnedCompany } from './amendments';
import type { Facts } from './facts';
import type { ItemFacts } from './item-facts';
import type { Owed } from './owed-occurrence';
import { keepsRules, lackOnlyHost, likenessOf, meetingPlaces } from './visit-rules';

/** A visit that two occurrences could share. */
export interface CommonVisit {
  readonly domain: string;
  /** The one that makes it a visit of the domain, where the two are its guests. */
  readonly host?: Owed;
}

/** Who can share a visit. */
export interface CommonVisits {
  /** The visit that two occurrences of what an enterprise is owed could share, if there is one. */
  readonly of: (
    owed: readonly Owed[],
    pinned: PinnedCompany,
    a: Owed,
    b: Owed,
  ) => CommonVisit | undefined;
  /** Two occurrences can share a visit only where they have one of these in common. */
  readonly placesOf: (one: Owed) => readonly unknown[];
}

/** Domains whose rules two items keep to, days aside. */
interface Company {
  readonly together: readonly string[];
  /** Those in which they are guests, and need a host. */
  readonly hosted: readonly string[];
}

const companyOf = (facts: Facts, items: readonly ItemFacts[]): Company => {
  const together: string[] = [];
  const hosted: string[] = [];
  for (const domain of facts.domains.keys()) {
    if (items.some((item) => item.domain === domain)) {
      if (keepsRules(facts, domain, items)) together.push(domain);
    } else if (lackOnlyHost(facts, domain, items)) hosted.push(domain);
  }
  return { together, hosted };
};

/** Pairs of items that are remembered at once: some tens of megabytes. */
const MOST_PAIRS = 200_000;

/** Items alike are asked for again and again: their company is mostly worked out once. */
const companyWithin = (facts: Facts): ((a: ItemFacts, b: ItemFacts) => Company) => {
  const kinds = new Map<string, number>();
  const kindOf = new Map<ItemFacts, number>();
  const kindAt = (item: ItemFacts): number => {
    const known = kindOf.get(item);
    if (known !== undefined) return known;
    const likeness = likenessOf(facts, item);
    const kind = kinds.get(likeness) ?? kinds.size;
    kinds.set(likeness, kind);
    kindOf.set(item, kind);
    return kind;
  };
  const known = new Map<number, Company>();
  return (a, b) => {
    const pair = kindAt(a) * facts.items.size + kindAt(b);
    const found = known.get(pair);
    if (found !== undefined) return found;
    const company = companyOf(facts, [a, b]);
    if (known.size === MOST_PAIRS) known.clear();
    known.set(pair, company);
    return company;
  };
};

/** Whether some day is allowed to all. O(the first's days × occurrences × log days) */
const haveCommonDay = ([first, ...others]: readonly Owed[]): boolean =>
  first.days.some((day) => others.every(({ days }) => days === first.days || hasDay(days, day)));

/**
 * Every rule but that of the host holds for part of a visit when it holds for the whole, so that it
 * is enough to look at the two, and at one further occurrence where they are guests. O(domains +
 * days × log days), and O(owed × days × log days) where only a host is missing.
 */
export const commonVisitsWithin = (facts: Facts): CommonVisits => {
  const company = companyWithin(facts);
  const places = new Map<ItemFacts, readonly string[]>();
  const placesOf = ({ item, done }: Owed): readonly unknown[] => {
    const known = places.get(item) ?? meetingPlaces(facts, item);
    places.set(item, known);
    // A visit that was made is what it was.
    return done === undefined ? known : [done, ...known];
  };
  const of: CommonVisits['of'] = (owed, pinned, a, b) => {
    if (a.done !== undefined && a.done === b.done) return { domain: a.done.domain };
    if (a.item === b.item) return undefined;
    // What the two break, they break in any company.
    const two = company(a.item, b.item);
    if (two.together.length + two.hosted.length === 0) return undefined;
    // Who must come along counts too.
    const all = pinned.matters
      ? [...new Set([...pinned.groupOf(a), ...pinned.groupOf(b)])]
      : [a, b];
    if (all.some((one, i) => all.some((other, j) => j < i && pinned.forbids(one, other))))
      return undefined;
    const { together, hosted } =
      all.length === 2
        ? two
        : companyOf(
            facts,
            all.map(({ item }) => item),
          );
    if (together.length + hosted.length === 0 || !haveCommonDay(all)) return undefined;
    if (together.length > 0) return { domain: together[0] };
    /** Whether a host may come, with those that must come along. */
    const mayHost = (domain: string, one: Owed): boolean => {
      const joining = pinned.groupOf(one).filter((other) => !all.includes(other));
      const party = [...joining, ...all];
      return (
        haveCommonDay(party) &&
        keepsRules(
          facts,
          domain,
          party.map(({ item }) => item),
        ) &&
        joining.every((own) => all.every((other) => !pinned.forbids(own, other)))
      );
    };
    for (const domain of hosted) {
      const host = owed.find(
        (one) =>
          one.item.domain === domain &&
          one.done === undefined &&
          one.unserved === undefined &&
          mayHost(domain, one),
      );
      if (host !== undefined) return { domain, host };
    }
    return undefined;
  };
  return { of, placesOf };
};
