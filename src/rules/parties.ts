import { type Bundle, domainFor, roleOfAll } from './bundles';
import type { Hosting } from './hosting';
import type { RuleBook } from './rule-book';

/** Occurrences of an enterprise that come together; mostly a single one. */
export interface Party {
  readonly items: Bundle;
  /** Numbers of the `apart` lists that it is in; parties of one list never share a visit. */
  readonly lists: ReadonlySet<number>;
}

/** Whether a party is no visit of any domain by itself. A single occurrence always is one. */
export const isNeedy = (book: RuleBook, { items }: Party): boolean =>
  items.length > 1 && domainFor(book, items) === undefined;

/**
 * The possible hosts of each party. A needy party has only guests, so its visit needs another party
 * with a host. The other party is never needy, since a rule that holds for a visit holds for its
 * parts; so one host is enough. `meet` tells whether parties have a day in common.
 */
export const hostingOf = (
  book: RuleBook,
  parties: readonly Party[],
  meet: (parties: readonly number[]) => boolean,
): Hosting => {
  const hostsIn = book.map((entry) => {
    let known: readonly number[] | undefined;
    return () =>
      (known ??= parties.flatMap((party, k) =>
        party.items.some(({ domain }) => domain === entry.domain) &&
        roleOfAll(entry)(party.items) === 'host'
          ? [k]
          : [],
      ));
  });
  const areApart = (some: readonly number[]): boolean => {
    const seen = new Set<number>();
    let lists = 0;
    for (const k of some)
      for (const list of parties[k].lists) {
        seen.add(list);
        lists++;
      }
    return seen.size < lists;
  };
  return {
    hostsOf: (guest) => {
      const hosts = book.flatMap((entry, d) =>
        roleOfAll(entry)(parties[guest].items) === 'guest' ? hostsIn[d]() : [],
      );
      return [...new Set(hosts)].sort((a, b) => a - b).filter((host) => meet([guest, host]));
    },
    mayHost: (host, guests) => {
      const all = [host, ...guests];
      if (areApart(all) || !meet(all)) return false;
      const items = all.flatMap((k) => parties[k].items);
      return domainFor(book, items) !== undefined;
    },
  };
};
