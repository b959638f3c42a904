import { type Bundle, domainFor, roleOfAll } from './bundles';
import type { Hosting } from './hosting';
import type { RuleBook } from './rule-book';

/** Occurrences of an enterprise that come together; most often one alone. */
export interface Party {
  readonly items: Bundle;
  /** Numbers of lists of which no two parties share a visit. */
  readonly lists: ReadonlySet<number>;
}

/** Whether a party is no visit of any domain by itself. A single occurrence always is one. */
export const isNeedy = (book: RuleBook, { items }: Party): boolean =>
  items.length > 1 && domainFor(book, items) === undefined;

/**
 * Who can host whom. A needy party is guests only, and a visit of them needs another with a host;
 * what holds of a visit holds of its parts, so that the other is needy in no case, and one is
 * enough. `meet`: whether parties have a day in common.
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
