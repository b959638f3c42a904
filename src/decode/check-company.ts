import { addTo } from '../columns/grouped';
import { type Pin, unmergedEverywhere } from '../registry/pin';
import { type Bundle, domainFor, roleOfAll } from '../rules/bundles';
import { isNeedy } from '../rules/parties';
import type { RuledItem } from '../rules/rule';
import { rulesOf, withRules } from '../rules/rule-book';
import { ruledItems } from '../rules/ruled-items';
import { unmergedRule } from '../rules/unmerged';
import type { Bare, Note } from './bare-occurrences';
import { hostless } from './hostless';
import { commonRanks, type Gathering, gathered, meet, type PinnedGroup } from './pinned-groups';
import { whyApart } from './why-apart';

/**
 * Notes pins on who shares a visit that no plan can keep: alone, with other pins, or for
 * want of a host. The order of pins does not matter, except that of several pins that are
 * impossible together the first that makes them so gets the error. `daysOf` gives the days
 * that pins leave an occurrence.
 * O(pins · log pins × rules) mostly; {@link hostless} has a limit per enterprise.
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
    const isGuests = ({ members }: PinnedGroup): boolean =>
      isNeedy(book, { items: itemsOf(members), lists: new Set() });
    if (!possible.some(isGuests)) return;
    const others: number[] = [];
    for (let o = start[e]; o < start[e + 1]; o++) if (isOpen(o) && !groupOf.has(o)) others.push(o);
    for (const { pin, why } of hostless({ book, itemsOf, daysOf }, possible, others, apart))
      refuse(
        pin,
        `occurrences that may share a visit (with a host that other pins leave them: ${why})`,
      );
  });
};
