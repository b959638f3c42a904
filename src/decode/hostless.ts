import { addTo } from '../columns/grouped';
import type { Bundle } from '../rules/bundles';
import { hostList, mostHostings } from '../rules/hosting';
import { hostingOf, isNeedy } from '../rules/parties';
import type { RuleBook } from '../rules/rule-book';
import { commonRanks, type Gathering, meet, type PinnedGroup } from './pinned-groups';
import { whyApart } from './why-apart';

/** The rules of one enterprise, with the items and days of its occurrences. */
interface PinnedEnterprise {
  readonly book: RuleBook;
  readonly itemsOf: (members: readonly number[]) => Bundle;
  /** The ranks of the days that pins leave an occurrence. */
  readonly daysOf: (o: number) => ReadonlySet<number>;
}

/**
 * The pins of groups of only guests that get no host, and why the groups are no visits alone. Hosts
 * are among the groups and the `others`, occurrences in no group; the pins of `apart` separate
 * them. They are searched within {@link mostHostings} steps.
 */
export const hostless = (
  { book, itemsOf, daysOf }: PinnedEnterprise,
  groups: readonly PinnedGroup[],
  others: readonly number[],
  apart: readonly Gathering[],
): ReadonlyArray<{ readonly pin: Gathering; readonly why: string }> => {
  const listsAt = new Map<number, number[]>();
  apart.forEach(({ members }, k) => {
    for (const o of members) addTo(listsAt, o, k);
  });
  const together = [...groups.map(({ members }) => members), ...others.map((o) => [o])].sort(
    (a, b) => a[0] - b[0],
  );
  const parties = together.map((members) => ({
    items: itemsOf(members),
    lists: new Set(members.flatMap((o) => listsAt.get(o) ?? [])),
  }));
  const days = together.map((members) => commonRanks(members.map(daysOf)));
  const hosts = hostList(
    hostingOf(book, parties, (some) => meet(some.map((k) => days[k]))),
    { steps: mostHostings },
  );
  const pinAt = new Map(groups.map(({ members, pins: [pin] }) => [members, pin]));
  return parties.flatMap((party, k) => {
    const pin = pinAt.get(together[k]);
    return pin === undefined || !isNeedy(book, party) || hosts.add(k)
      ? []
      : [{ pin, why: whyApart(book, party.items) }];
  });
};
