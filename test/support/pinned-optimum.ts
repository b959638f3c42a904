import { capOf, type Facts } from '../../src/answers/verify/facts';
import type { ItemFacts } from '../../src/answers/verify/item-facts';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import { keepsRules } from '../../src/answers/verify/visit-rules';
import { dateTextOf } from '../../src/registry/day';
import type { Enterprise } from '../../src/registry/enterprise';
import type { OccurrenceRef } from '../../src/registry/occurrence-ref';
import type { Pin } from '../../src/registry/pin';
import type { Optimum } from './exact';

/** The optimum among plans that keep the pins; undefined where there is none. */
export type PinnedOptimum = Optimum | undefined;

const isRef = ({ item, cycle }: Owed, one: OccurrenceRef): boolean =>
  item.id === one.item && cycle === one.cycle;

/** The days of an occurrence that its pins allow. */
const daysUnder = (pins: readonly Pin[], one: Owed): readonly number[] =>
  one.days.filter((day) => {
    const date = dateTextOf(day);
    return pins.every((pin) => {
      if (pin.pin === 'visit')
        return !pin.occurrences.some((ref) => isRef(one, ref)) || pin.date === date;
      if (pin.pin !== 'days' || pin.item !== one.item.id) return true;
      if (pin.cycle !== undefined && pin.cycle !== one.cycle) return true;
      return (pin.from ?? '') <= date && date <= (pin.to ?? '9999');
    });
  });

/**
 * The optimum of one enterprise with pins, by a table over all partitions of its occurrences into
 * visits. `owed` ignores pins. Always served are occurrences of the key domain, groups with such a
 * one or of a `visit` pin, and all that are off site.
 * O(3ⁿ × n); meant for n ≤ 9.
 */
export const pinnedOptimum = (
  facts: Facts,
  enterprise: Enterprise,
  owed: readonly Owed[],
  pins: readonly Pin[],
): PinnedOptimum => {
  const all = owed.filter(({ unserved }) => unserved === undefined);
  const n = all.length;
  const days = all.map((one) => daysUnder(pins, one));
  if (days.some((some) => some.length === 0)) return undefined;
  const bitsOf = (refs: readonly OccurrenceRef[]): number =>
    all.reduce((bits, one, o) => bits | (refs.some((ref) => isRef(one, ref)) ? 1 << o : 0), 0);
  const groups = all.map((_, o) => 1 << o);
  const kept = pins.reduce(
    (bits, pin) => bits | (pin.pin === 'visit' ? bitsOf(pin.occurrences) : 0),
    0,
  );
  // Groups that share an occurrence become one, until nothing changes.
  for (let changed = true; changed; ) {
    changed = false;
    for (const pin of pins) {
      if (pin.pin !== 'visit' && pin.pin !== 'together') continue;
      const bits = bitsOf(pin.occurrences);
      const whole = groups.reduce((sum, group) => (group & bits ? sum | group : sum), bits);
      for (let o = 0; o < n; o += 1)
        if ((whole >> o) & 1 && groups[o] !== whole) {
          groups[o] = whole;
          changed = true;
        }
    }
  }
  const apart = pins.flatMap((pin) => (pin.pin === 'apart' ? [bitsOf(pin.occurrences)] : []));
  const isOut = ({ id }: ItemFacts): boolean =>
    pins.some((pin) => pin.pin === 'unmerged' && (pin.item === undefined || pin.item === id));
  const masks = 2 ** n;
  const membersOf = (mask: number): number[] =>
    groups.map((_, o) => o).filter((o) => (mask >> o) & 1);
  const sizeOf = (mask: number): number => membersOf(mask).length;
  const isVisit = (mask: number): boolean => {
    const members = membersOf(mask);
    const items = members.map((o) => all[o].item);
    return (
      members.length > 0 &&
      members.every((o) => (groups[o] & ~mask) === 0) &&
      apart.every((list) => sizeOf(list & mask) < 2) &&
      new Set(items).size === items.length &&
      (items.every((item) => !isOut(item)) ||
        (items.every(isOut) && new Set(items.map(({ department }) => department)).size === 1)) &&
      days[members[0]].some((day) => members.every((o) => days[o].includes(day))) &&
      [...facts.domains.keys()].some((domain) => keepsRules(facts, domain, items))
    );
  };
  const valid = Array.from({ length: masks }, (_, mask) => isVisit(mask));
  const entering = all.reduce((bits, { item }, o) => bits | (item.onSite ? 1 << o : 0), 0);

  /** fewest[mask][s]: fewest allowed visits that serve exactly the mask, s of them on site. */
  const parted = (may: (visit: number) => boolean): number[][] => {
    const fewest = Array.from({ length: masks }, () =>
      Array<number>(n + 1).fill(Number.POSITIVE_INFINITY),
    );
    fewest[0][0] = 0;
    for (let mask = 1; mask < masks; mask += 1) {
      const first = mask & -mask;
      for (let visit = mask; visit > 0; visit = (visit - 1) & mask) {
        if ((visit & first) === 0 || !valid[visit] || !may(visit)) continue;
        const own = (visit & entering) === 0 ? 0 : 1;
        for (let s = own; s <= n; s += 1)
          fewest[mask][s] = Math.min(fewest[mask][s], 1 + fewest[mask ^ visit][s - own]);
      }
    }
    return fewest;
  };
  const fewest = parted(() => true);
  if (!fewest[masks - 1].some(Number.isFinite)) return undefined;

  const isProtected = (group: number): boolean =>
    (group & kept) !== 0 || membersOf(group).some((o) => all[o].item.domain === 'key');
  const isNeedy = (group: number): boolean => !valid[group];
  const union = (keep: (group: number) => boolean): number =>
    groups.reduce((bits, group) => bits | (keep(group) ? group : 0), 0);
  const must = union((group) => isProtected(group) || (group & entering) === 0);
  const cap = capOf(facts, enterprise);
  let limit = n;
  if (cap !== undefined) {
    // Protected groups alone, and hosts for protected groups that are only guests.
    const base = union((group) =>
      isProtected(group)
        ? (group & entering) !== 0 || isNeedy(group)
        : isNeedy(group) && (group & entering) === 0,
    );
    const alone = parted((visit) => {
      const others = visit & ~base;
      if (others === 0) return true;
      return (
        others === groups[membersOf(others)[0]] &&
        membersOf(visit & base).some((o) => isNeedy(groups[o]))
      );
    });
    let least = n;
    for (let mask = 0; mask < masks; mask += 1)
      if ((mask & base) === base) {
        const inside = alone[mask].findIndex(Number.isFinite);
        if (inside >= 0) least = Math.min(least, inside);
      }
    limit = Math.max(cap, least);
  }
  let best: Optimum = { served: -1, visits: 0 };
  for (let mask = 0; mask < masks; mask += 1) {
    if ((mask & must) !== must) continue;
    const visits = Math.min(...fewest[mask].slice(0, limit + 1));
    if (!Number.isFinite(visits)) continue;
    const served = sizeOf(mask);
    if (served > best.served || (served === best.served && visits < best.visits))
      best = { served, visits };
  }
  return best;
};

/**
 * The fewest visits of one department each for some occurrences, on days that their pins allow;
 * pins on who shares a visit are ignored.
 */
export const departmentsAlone = (
  facts: Facts,
  served: readonly Owed[],
  pins: readonly Pin[],
): number => {
  const owed = served.map((one) => ({ ...one, days: daysUnder(pins, one) }));
  const settings = [...facts.domains].map(
    ([id, own]) => [id, { ...own, sameDepartment: true }] as const,
  );
  const separate = { ...facts, domains: new Map(settings) };
  const masks = 2 ** owed.length;
  const membersOf = (mask: number): readonly Owed[] => owed.filter((_, o) => (mask >> o) & 1);
  const isVisit = (mask: number): boolean => {
    const members = membersOf(mask);
    const items = members.map(({ item }) => item);
    return (
      members[0].days.some((day) => members.every(({ days }) => days.includes(day))) &&
      [...separate.domains.keys()].some((domain) => keepsRules(separate, domain, items))
    );
  };
  const fewest = Array<number>(masks).fill(Number.POSITIVE_INFINITY);
  fewest[0] = 0;
  const valid = Array.from({ length: masks }, (_, mask) => mask > 0 && isVisit(mask));
  for (let mask = 1; mask < masks; mask += 1)
    for (let visit = mask; visit > 0; visit = (visit - 1) & mask)
      if ((visit & mask & -mask) !== 0 && valid[visit])
        fewest[mask] = Math.min(fewest[mask], 1 + fewest[mask ^ visit]);
  return fewest[masks - 1];
};
