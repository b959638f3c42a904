import { isSome } from 'fp-ts/Option';
import { disjointSets } from '../columns/disjoint-sets';
import { addTo } from '../columns/grouped';
import { type Pin, unmergedEverywhere } from '../registry/pin';
import { type Bundle, domainFor, roleOfAll } from '../rules/bundles';
import { hostList, mostHostings } from '../rules/hosting';
import { hostingOf, isNeedy } from '../rules/parties';
import { firstBroken, type Rule, type RuledItem } from '../rules/rule';
import { type DomainRules, type RuleBook, rulesOf, withRules } from '../rules/rule-book';
import { ruledItems } from '../rules/ruled-items';
import { unmergedRule } from '../rules/unmerged';
import type { Bare, Note } from './bare-occurrences';

const settingOf = (rule: Rule): string => {
  switch (rule.kind) {
    case 'similarity':
      return `${rule.name} ${rule.ratio}`;
    case 'sum-limit':
    case 'count-limit':
      return `${rule.name} ${rule.most}`;
    case 'equality':
    case 'exception':
      return rule.name;
  }
};

/** The reason why items are no visit of any domain, in a few words. */
const whyApart = (book: RuleBook, items: Bundle): string => {
  const reasonIn = (entry: DomainRules): string => {
    const { domain, guests, rules } = entry;
    const alien = items.find((item) => item.domain !== domain && !guests.includes(item.domain));
    if (alien !== undefined) return `"${domain}" has no guests of "${alien.domain}"`;
    const broken = firstBroken(rules)(items);
    return isSome(broken)
      ? `"${domain}" forbids it by ${settingOf(broken.value)}`
      : `no item of "${domain}" can join them`;
  };
  return book
    .filter(
      (entry) =>
        items.some(({ domain }) => domain === entry.domain) || roleOfAll(entry)(items) === 'guest',
    )
    .map(reasonIn)
    .join(', ');
};

/** Whether some rank is in all of the sets. O(sets × the fewest ranks of one). */
const meet = (sets: ReadonlyArray<ReadonlySet<number>>): boolean => {
  const fewest = sets.reduce((a, b) => (b.size < a.size ? b : a));
  for (const rank of fewest) if (sets.every((set) => set.has(rank))) return true;
  return false;
};

/** The ranks in all of the sets. O(sets × the fewest ranks of one). */
const commonRanks = (sets: ReadonlyArray<ReadonlySet<number>>): ReadonlySet<number> => {
  const [first, ...others] = [...sets].sort((a, b) => a.size - b.size);
  return new Set([...first].filter((rank) => others.every((set) => set.has(rank))));
};

/** A pin with its index in the registry, and the indices of its occurrences that exist. */
interface Gathering {
  readonly at: number;
  readonly pin: Extract<Pin, { occurrences: unknown }>;
  readonly members: readonly number[];
}

/**
 * The groups of occurrences that pins put together: lists with a common member are one group.
 * O(members).
 */
const gathered = (
  lists: readonly Gathering[],
): ReadonlyArray<{ readonly members: readonly number[]; readonly pins: readonly Gathering[] }> => {
  const first = new Map<number, number>();
  const sets = disjointSets(lists.length);
  lists.forEach(({ members }, k) => {
    for (const o of members) {
      const known = first.get(o);
      if (known === undefined) first.set(o, k);
      else sets.join(known, k);
    }
  });
  const groups = new Map<number, { members: number[]; pins: Gathering[] }>();
  lists.forEach((list, k) => {
    const group = groups.get(sets.find(k)) ?? { members: [], pins: [] };
    groups.set(sets.find(k), group);
    group.pins.push(list);
  });
  for (const [o, k] of first) groups.get(sets.find(k))?.members.push(o);
  return [...groups.values()].map(({ members, pins }) => ({
    members: members.sort((a, b) => a - b),
    pins,
  }));
};

/**
 * Notes pins on who shares a visit that no plan can keep: alone, with other pins, or for
 * want of a host. The order of pins does not matter, except that of several pins that are
 * impossible together the first that makes them so gets the error. `daysOf` gives the days
 * that pins leave an occurrence.
 * O(pins · log pins × rules) mostly; hosts are searched within {@link mostHostings}
 * questions per enterprise.
 */
export const checkCompany = (
  pins: readonly Pin[],
  { occurrences, find }: Bare,
  daysOf: (o: number) => ReadonlySet<number>,
  isOpen: (o: number) => boolean,
  note: Note,
): void => {
  const { rows, policy, start, item } = occurrences;
  const items = ruledItems(rows.items, policy, rows.departments);
  const rules = rulesOf(policy);
  const byEnterprise = new Map<string, Array<readonly [Pin, number]>>();
  pins.forEach((pin, at) => {
    if (pin.enterprise === undefined) return;
    addTo(byEnterprise, pin.enterprise, [pin, at]);
  });
  const outEverywhere = unmergedEverywhere(pins);
  rows.enterprises.forEach(({ id: enterprise }, e) => {
    const own = byEnterprise.get(enterprise) ?? [];
    const out = new Set(
      own.map(([pin]) => (pin.pin === 'unmerged' ? (pin.item ?? '') : undefined)),
    );
    const isAllOut = own.some(([pin]) => pin.pin === 'unmerged' && pin.item === undefined);
    const isOut = ({ id }: RuledItem): boolean => isAllOut || outEverywhere.has(id) || out.has(id);
    const book = withRules(unmergedRule(isOut))(rules);
    const lists = own.flatMap(([pin, at]): readonly Gathering[] => {
      if (pin.pin === 'days' || pin.pin === 'unmerged') return [];
      return [
        {
          at,
          pin,
          members: pin.occurrences.map((one) => find(enterprise, one)).filter((o) => o >= 0),
        },
      ];
    });
    const bringing = lists.filter(({ pin, members }) => pin.pin !== 'apart' && members.length > 0);
    const itemsOf = (some: readonly number[]): Bundle => some.map((o) => items[item[o]]);

    /** Whether some other occurrence can host a group, other pins aside. */
    const hasHost = (members: readonly number[], days: ReadonlySet<number>): boolean => {
      const some = itemsOf(members);
      const domains = new Set(
        book.flatMap((entry) => (roleOfAll(entry)(some) === 'guest' ? [entry.domain] : [])),
      );
      for (let o = start[e]; o < start[e + 1] && domains.size > 0; o++)
        if (
          domains.has(items[item[o]].domain) &&
          isOpen(o) &&
          meet([daysOf(o), days]) &&
          domainFor(book, [items[item[o]], ...some]) !== undefined
        )
          return true;
      return false;
    };
    /** The requirement that occurrences put together do not meet; undefined where they meet all. */
    const wrongWith = (members: readonly number[]): string | undefined => {
      const common = commonRanks(members.map(daysOf));
      const some = itemsOf(members);
      if (common.size === 0) return 'occurrences that have a day in common';
      if (new Set(some).size < some.length) return 'occurrences of different items';
      if (domainFor(book, some) !== undefined) return undefined;
      return hasHost(members, common) ? undefined : 'occurrences that may share a visit';
    };
    const refuse = ({ at, pin }: Gathering, expected: string): void => {
      note(['pins', at, 'occurrences'], expected, pin.occurrences);
    };
    /**
     * Refuses the first pin that makes the others impossible. Pins that are
     * impossible stay so with more pins.
     */
    const refuseFirst = (all: readonly Gathering[]): void => {
      const failing = (count: number) =>
        gathered(all.slice(0, count)).find(({ members }) => wrongWith(members) !== undefined);
      let [fine, wrong] = [0, all.length];
      while (wrong - fine > 1) {
        const middle = (fine + wrong) >> 1;
        if (failing(middle) === undefined) fine = middle;
        else wrong = middle;
      }
      const group = failing(wrong);
      if (group === undefined) return;
      const pin = all[wrong - 1];
      const besides =
        group.members.length > pin.members.length ? ' with those that other pins add' : '';
      const expected = wrongWith(group.members);
      const why =
        expected?.endsWith('visit') === true ? ` (${whyApart(book, itemsOf(group.members))})` : '';
      refuse(pin, `${expected}${besides}${why}`);
    };

    const groups = gathered(bringing);
    const groupOf = new Map<number, number>();
    groups.forEach(({ members }, k) => {
      for (const o of members) groupOf.set(o, k);
    });
    const apart = lists.filter(({ pin }) => pin.pin === 'apart');
    for (const list of apart) {
      const seen = new Set<number>();
      for (const o of list.members) {
        const group = groupOf.get(o);
        if (group === undefined) continue;
        if (seen.has(group)) {
          refuse(list, 'occurrences that no other pins bring together');
          break;
        }
        seen.add(group);
      }
    }
    const possible = groups.filter(({ members, pins: own }) => {
      if (wrongWith(members) === undefined) return true;
      refuseFirst(own);
      return false;
    });

    // Groups of only guests need another group as host, and not all can have the same one.
    if (
      !possible.some(({ members }) => isNeedy(book, { items: itemsOf(members), lists: new Set() }))
    )
      return;
    const listsAt = new Map<number, number[]>();
    apart.forEach(({ members }, k) => {
      for (const o of members) addTo(listsAt, o, k);
    });
    const open: number[] = [];
    for (let o = start[e]; o < start[e + 1]; o++) if (isOpen(o) && !groupOf.has(o)) open.push(o);
    const together = [...possible.map(({ members }) => members), ...open.map((o) => [o])].sort(
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
    const pinAt = new Map(possible.map(({ members, pins: [pin] }) => [members, pin]));
    parties.forEach((party, k) => {
      const pin = pinAt.get(together[k]);
      if (pin === undefined || !isNeedy(book, party) || hosts.add(k)) return;
      refuse(
        pin,
        `occurrences that may share a visit (with a host that other pins leave them: ${whyApart(book, party.items)})`,
      );
    });
  });
};
