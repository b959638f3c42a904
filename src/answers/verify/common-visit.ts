import { hasDay } from './allowed-days';
import type { Company as PinnedCompany } from './amendments';
import type { Facts } from './facts';
import type { ItemFacts } from './item-facts';
import type { Owed } from './owed-occurrence';
import { keepsRules, lackOnlyHost, likenessOf, meetingPlaces } from './visit-rules';

/** A visit that two occurrences could share. */
export interface CommonVisit {
  readonly domain: string;
  /** A third occurrence, of the domain itself, where the two are only its guests. */
  readonly host?: Owed;
}

/** Tells which occurrences can share a visit. */
export interface CommonVisits {
  /** A visit that two occurrences of an enterprise could share; undefined where there is none. */
  readonly of: (
    owed: readonly Owed[],
    pinned: PinnedCompany,
    a: Owed,
    b: Owed,
  ) => CommonVisit | undefined;
  /**
   * Keys of an occurrence: two occurrences can share a visit only where they have a key in common.
   */
  readonly placesOf: (one: Owed) => readonly unknown[];
}

/** Domains in whose visits some items can come together, days aside. */
interface Company {
  /** Domains in which the items keep all rules. */
  readonly together: readonly string[];
  /** Domains in which all items are guests and lack only a host. */
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

/** The largest number of answers for pairs of items that is kept: some tens of megabytes. */
const MOST_PAIRS = 200_000;

/** More than there are kinds of items. */
const MOST_KINDS = 2 ** 26;

/** Computes {@link companyOf} two items once for all pairs that the rules cannot tell apart. */
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
    const pair = kindAt(a) * MOST_KINDS + kindAt(b);
    const found = known.get(pair);
    if (found !== undefined) return found;
    const company = companyOf(facts, [a, b]);
    if (known.size === MOST_PAIRS) known.clear();
    known.set(pair, company);
    return company;
  };
};

/** Whether some day is allowed to all. O(the first's days × occurrences × log days). */
const haveCommonDay = ([first, ...others]: readonly Owed[]): boolean =>
  first.days.some((day) => others.every(({ days }) => days === first.days || hasDay(days, day)));

/**
 * Tells which occurrences can share a visit. A rule that holds for a visit holds for any
 * part of it, except that a host is needed. So the two are checked, and where they are
 * guests one further occurrence.
 * O(domains + days × log days); O(owed × days × log days) where only a host is missing.
 */
export const commonVisitsWithin = (facts: Facts): CommonVisits => {
  const company = companyWithin(facts);
  const places = new Map<ItemFacts, readonly string[]>();
  const placesOf = ({ item, done }: Owed): readonly unknown[] => {
    const known = places.get(item) ?? meetingPlaces(facts, item);
    places.set(item, known);
    // Occurrences of one made visit did share it, so the visit is one more key of each.
    return done === undefined ? known : [done, ...known];
  };
  const of: CommonVisits['of'] = (owed, pinned, a, b) => {
    if (a.done !== undefined && a.done === b.done) return { domain: a.done.domain };
    if (a.item === b.item) return undefined;
    // A rule that two items break is broken in every larger visit.
    const two = company(a.item, b.item);
    if (two.together.length + two.hosted.length === 0) return undefined;
    // Occurrences that pins put with the two count too.
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
    /** Whether an occurrence may join as host, with all that pins put with it. */
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
