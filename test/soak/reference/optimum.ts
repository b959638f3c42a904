// The best plan of one small enterprise, by dynamic programming over sets of occurrences.
import type { Enterprise } from '../../../src/index';
import { capOf, type Duty, type Reading } from './owed';
import { MOST_UNITS, pinsOf, type Unit, unitsOf, type Visits, visitsOf } from './visits';

/** The best that can be done for an enterprise. */
export interface Optimum {
  /** Most occurrences that can be served, those done included. */
  readonly served: number;
  /** Fewest visits that serve as many, those made included. */
  readonly visits: number;
  /** Most on-site visits that are allowed, those made included; infinite without a cap. */
  readonly limit: number;
}

/** What an enterprise is owed, and how it may be visited. */
export interface Problem {
  readonly duties: readonly Duty[];
  /** Absent where there are too many occurrences to look at all visits. */
  readonly visits?: Visits;
  /** `impossible`: no plan is as pins want it; absent: too large. */
  readonly best?: Optimum | 'impossible';
}

/** The component of every unit: units of different components never share a visit. */
const componentsOf = (count: number, masks: readonly number[]): readonly number[] => {
  const component = Array.from({ length: count }, (_, u) => 1 << u);
  for (const mask of masks) {
    let whole = mask;
    for (let u = 0; u < count; u++) if (component[u] & mask) whole |= component[u];
    for (let u = 0; u < count; u++) if (component[u] & whole) component[u] = whole;
  }
  return [...new Set(component)];
};

const bitsOf = (mask: number): number => {
  let bits = 0;
  for (let left = mask; left !== 0; left &= left - 1) bits++;
  return bits;
};

/** Fewest visits of some masks that cover a set exactly; infinite where none do. */
const fewestCovering = (masks: readonly number[], all: number): number => {
  const known = new Map<number, number>([[0, 0]]);
  const cover = (left: number): number => {
    const before = known.get(left);
    if (before !== undefined) return before;
    const lowest = left & -left;
    let best = Number.POSITIVE_INFINITY;
    for (const mask of masks) if (mask & lowest && (mask & ~left) === 0) best = Math.min(best, 1 + cover(left & ~mask));
    known.set(left, best);
    return best;
  };
  return cover(all);
};

/** What so many on-site visits can do: most occurrences served, then fewest visits. */
interface Reached {
  readonly served: number;
  readonly visits: number;
}

const better = (a: Reached | undefined, b: Reached | undefined): Reached | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return a.served > b.served || (a.served === b.served && a.visits <= b.visits) ? a : b;
};

/** For every number of on-site visits, what they can do for the units of one component, all that must be served among them. */
const reachable = (
  units: readonly Unit[],
  masks: readonly number[],
  component: number,
): readonly (Reached | undefined)[] => {
  const own = masks.filter((mask) => (mask & component) === mask);
  const onSite = units.reduce((all, unit, u) => (unit.onSite ? all | (1 << u) : all), 0);
  const must = units.reduce((all, unit, u) => (unit.must ? all | (1 << u) : all), 0) & component;
  const members = units.flatMap((_, u) => (component & (1 << u) ? [u] : []));
  const sizeOf = (mask: number): number =>
    units.reduce((sum, { duties }, u) => sum + (mask & (1 << u) ? duties.length : 0), 0);
  // Fewest visits by what is served and how many of them are on site.
  let states = new Map<number, Map<number, number>>([[0, new Map([[0, 0]])]]);
  for (const u of members) {
    // The unit is left out, or its visit is one whose first unit it is.
    const next = new Map<number, Map<number, number>>();
    const add = (mask: number, count: number, visits: number): void => {
      const counts = next.get(mask) ?? new Map<number, number>();
      next.set(mask, counts.set(count, Math.min(visits, counts.get(count) ?? Number.POSITIVE_INFINITY)));
    };
    const first = own.filter((mask) => (mask & -mask) === 1 << u);
    for (const [mask, counts] of states)
      for (const [count, visits] of counts) {
        const isServed = (mask & (1 << u)) !== 0;
        if (isServed || (must & (1 << u)) === 0) add(mask, count, visits);
        if (isServed) continue;
        for (const visit of first)
          if ((visit & mask) === 0) add(mask | visit, count + (visit & onSite ? 1 : 0), visits + 1);
      }
    states = next;
  }
  const best: (Reached | undefined)[] = Array.from({ length: members.length + 1 }, () => undefined);
  for (const [mask, counts] of states)
    for (const [count, visits] of counts) best[count] = better(best[count], { served: sizeOf(mask), visits });
  return best;
};

/** What components can do together, by their number of on-site visits. */
const together = (
  a: readonly (Reached | undefined)[],
  b: readonly (Reached | undefined)[],
): readonly (Reached | undefined)[] => {
  const sum: (Reached | undefined)[] = Array.from({ length: a.length + b.length - 1 }, () => undefined);
  a.forEach((one, i) => {
    b.forEach((other, j) => {
      if (one !== undefined && other !== undefined)
        sum[i + j] = better(sum[i + j], { served: one.served + other.served, visits: one.visits + other.visits });
    });
  });
  return sum;
};

const allOf = (units: readonly Unit[], masks: readonly number[]): readonly (Reached | undefined)[] =>
  componentsOf(units.length, masks)
    .map((component) => reachable(units, masks, component))
    .reduce(together, [{ served: 0, visits: 0 }]);

/** Fewest on-site visits that serve what must be served; by itself, or where that cannot be with company. */
const fewestNecessary = ({ units, masks }: Visits): number => {
  const must = units.reduce((all, unit, u) => (unit.must ? all | (1 << u) : all), 0);
  const alone = units.map((unit) => unit);
  const among = (some: readonly number[]): number => allOf(alone, some).findIndex((one) => one !== undefined);
  const byThemselves = among(masks.filter((mask) => (mask & must) === mask));
  return byThemselves >= 0 ? byThemselves : among(masks);
};

const bestOf = (
  reading: Reading,
  enterprise: Enterprise,
  duties: readonly Duty[],
  visits: Visits,
): Optimum | 'impossible' => {
  const { units, masks } = visits;
  const made = new Set(duties.flatMap(({ done }) => (done === undefined ? [] : [done])));
  const spent = [...made].filter((visit) => duties.some(({ done, item }) => done === visit && item.onSite)).length;
  const doneDuties = duties.filter(({ done }) => done !== undefined).length;
  const open = units.reduce((sum, unit) => sum + unit.duties.length, 0);
  const cap = capOf(reading.registry, enterprise);
  const allowed = cap - spent;
  if (allowed >= units.filter(({ onSite }) => onSite).length) {
    const fewest = fewestCovering(masks, 2 ** units.length - 1);
    if (fewest === Number.POSITIVE_INFINITY) return 'impossible';
    return { served: open + doneDuties, visits: fewest + made.size, limit: cap };
  }
  const necessary = fewestNecessary(visits);
  if (necessary < 0) return 'impossible';
  const limit = Math.max(Math.max(0, allowed), necessary);
  const [first, ...others] = allOf(units, masks).slice(0, limit + 1);
  const best = others.reduce(better, first);
  if (best === undefined) return 'impossible';
  return { served: best.served + doneDuties, visits: best.visits + made.size, limit: limit + spent };
};

/** The problem of an enterprise, solved where it is small. */
export const problemOf = (reading: Reading, enterprise: Enterprise): Problem => {
  const duties = reading.owedTo(enterprise);
  const pins = pinsOf(reading, enterprise);
  const units = unitsOf(duties, pins);
  if (units.length > MOST_UNITS) return { duties };
  const visits = visitsOf(reading, units, { pins, separately: false });
  return { duties, visits, best: bestOf(reading, enterprise, duties, visits) };
};

/** Fewest visits of one department each for some occurrences, past visits aside; nothing where they are too many. */
export const fewestApart = (reading: Reading, served: readonly Duty[]): number | undefined => {
  let sum = 0;
  const departments = new Set(served.map(({ item }) => item.row.department));
  for (const department of departments) {
    const own = served.filter(({ item }) => item.row.department === department);
    if (own.length > MOST_UNITS) return undefined;
    const units = own.map((duty): Unit => ({ duties: [duty], must: false, onSite: duty.item.onSite }));
    const { masks } = visitsOf(reading, units, { pins: [], separately: true });
    sum += fewestCovering(masks, 2 ** units.length - 1);
  }
  return sum;
};

/** Whether two units are in some visit together. */
export const mayMeet = ({ units, masks }: Visits, a: Duty, b: Duty): boolean => {
  const at = (duty: Duty): number => units.findIndex(({ duties }) => duties.includes(duty));
  const both = (1 << at(a)) | (1 << at(b));
  return masks.some((mask) => (mask & both) === both);
};

export { bitsOf };
