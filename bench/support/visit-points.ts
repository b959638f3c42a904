import type { Facts } from '../../src/answers/verify/facts';
import type { ItemFacts } from '../../src/answers/verify/item-facts';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import type { DomainSettings } from '../../src/registry/policy';
import { type Bits, bitsOf, isWithin, maximal, membersOf } from './bits';

/**
 * A kind of visit: a host domain, one value for each property that must be equal, a band of
 * durations, a day, and one side of each pair kept apart. Occurrences admitted to it may all share
 * a visit, except for each department's minutes and the number of departments.
 */
export interface Point {
  readonly domain: string;
  readonly settings: DomainSettings;
  /** Whether its visits count against a cap. */
  readonly onSite: boolean;
  /** Occurrences admitted, ascending. */
  readonly present: readonly number[];
  /** Whether some of them are of another domain. */
  readonly hasGuests: boolean;
}

export const limitOf = (limit: number | null | undefined): number =>
  limit ?? Number.POSITIVE_INFINITY;

/** A key: equal for items that a domain's equalities let share a visit. */
const classOf = (
  settings: DomainSettings,
  { object, method, group, item, level, department }: ItemFacts,
): string =>
  JSON.stringify([
    settings.sameObject === true ? object : 0,
    settings.sameMethod === true ? (group === undefined ? [method] : [group, 0]) : 0,
    settings.sameTopic === true ? (item.topic ?? 0) : 0,
    settings.sameLevel === true ? (level ?? 0) : 0,
    settings.sameDepartment === true ? department : 0,
  ]);

/** The sets of occurrences allowed on a day, each once; a day that allows fewer is never better. */
const daysOf = (all: readonly Owed[]): readonly Bits[] => {
  const allowed = new Map<number, number[]>();
  all.forEach(({ days }, o) => {
    for (const day of days) {
      const there = allowed.get(day);
      if (there === undefined) allowed.set(day, [o]);
      else there.push(o);
    }
  });
  return maximal([...allowed.values()].map((there) => bitsOf(all.length, there)));
};

/**
 * The largest subsets without two occurrences kept apart. Pairs within one
 * department are left to its patterns.
 */
const partsWithoutApart = (
  facts: Facts,
  all: readonly Owed[],
  set: readonly number[],
): ReadonlyArray<readonly number[]> => {
  for (const a of set) {
    const strangers = facts.apart.get(all[a].item.id);
    if (strangers === undefined) continue;
    const other = set.find(
      (b) => strangers.has(all[b].item.id) && all[b].item.department !== all[a].item.department,
    );
    if (other === undefined) continue;
    const without = (out: number): readonly number[] => set.filter((o) => o !== out);
    return [a, other].flatMap((out) => partsWithoutApart(facts, all, without(out)));
  }
  return [set];
};

/**
 * The points worth a visit: none admits only a part of another of its domain. With `capped`, visits
 * off site have points of their own.
 * O(points² × occurrences / 32).
 */
export const pointsOf = (facts: Facts, all: readonly Owed[], capped: boolean): readonly Point[] => {
  const days = daysOf(all);
  const points: Point[] = [];
  for (const [domain, settings] of facts.domains) {
    const comes = ({ item }: Owed): boolean =>
      (item.domain === domain || settings.guests?.includes(item.domain) === true) &&
      item.minutes <= limitOf(settings.maxMinutes);
    const classes = new Map<string, number[]>();
    all.forEach((one, o) => {
      if (!comes(one)) return;
      const own = classOf(settings, one.item);
      classes.set(own, [...(classes.get(own) ?? []), o]);
    });
    const candidates: Bits[] = [];
    for (const members of classes.values()) {
      for (const shortest of new Set(members.map((o) => all[o].item.minutes))) {
        const longest = limitOf(settings.durationRatio) * shortest;
        const band = members.filter(
          (o) => all[o].item.minutes >= shortest && all[o].item.minutes <= longest,
        );
        const within = maximal(
          days.map((day) =>
            bitsOf(
              all.length,
              band.filter((o) => isWithin(day, o)),
            ),
          ),
        );
        for (const set of within) {
          for (const part of partsWithoutApart(facts, all, membersOf(set)))
            candidates.push(bitsOf(all.length, part));
        }
      }
    }
    const ofDomain = (sets: readonly Bits[], onSite: boolean): void => {
      for (const set of maximal(sets)) {
        const present = membersOf(set);
        const own = present.filter((o) => all[o].item.domain === domain).length;
        if (own > 0)
          points.push({ domain, settings, onSite, present, hasGuests: own < present.length });
      }
    };
    ofDomain(candidates, true);
    if (capped) {
      const atDesk = candidates.map((set) =>
        bitsOf(
          all.length,
          membersOf(set).filter((o) => !all[o].item.onSite),
        ),
      );
      ofDomain(atDesk, false);
    }
  }
  return points;
};
