// The optimum of one small enterprise, by dynamic programming over sets of occurrences.
import type { Enterprise, Pin } from '../../../src/index';
import { capOf, type Duty, type Reading, readRegistry } from './owed';
import { MOST_UNITS, pinsOf, type Unit, unitsOf, type Visits, visitsOf } from './visits';

/** The optimum of one enterprise. */
export interface Optimum {
  /** Most occurrences that can be served, served ones included. */
  readonly served: number;
  /** Fewest visits that serve as many, made visits included. */
  readonly visits: number;
  /** Most on-site visits allowed, made visits included; Infinity without a cap. */
  readonly limit: number;
  /** Most wanted visits that can be among these. */
  readonly kept: number;
}

/** Visits to keep where possible, as sets of units. */
export interface Wanted {
  readonly masks: readonly number[];
  /** Whether keeping most of them comes before fewest visits. */
  readonly first: boolean;
}

/**
 * One number for the visits and the wanted ones among them: the smaller, the better.
 * Both numbers are below its weight.
 */
interface Price {
  readonly of: (mask: number) => number;
  readonly read: (price: number) => { readonly visits: number; readonly kept: number };
}

const WEIGHT = 1000;

const priceOf = ({ masks, first }: Wanted): Price => {
  const wanted = new Set(masks);
  const [visit, kept] = first ? [1, WEIGHT] : [WEIGHT, 1];
  return {
    of: (mask) => visit - (wanted.has(mask) ? kept : 0),
    read: (price) => {
      const high = first ? -Math.floor(price / WEIGHT) : Math.ceil(price / WEIGHT);
      const low = first ? price + WEIGHT * high : WEIGHT * high - price;
      return first ? { visits: low, kept: high } : { visits: high, kept: low };
    },
  };
};

const NOTHING_WANTED: Wanted = { masks: [], first: false };

/** The occurrences of an enterprise, and its possible visits. */
export interface Problem {
  readonly duties: readonly Duty[];
  /** Absent where there are too many occurrences to list all visits. */
  readonly visits?: Visits;
  /** `impossible`: no plan keeps the pins; absent: too large. */
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

/** The least price of visits of some masks that cover a set exactly; infinite where none do. */
const leastCovering = (masks: readonly number[], all: number, price: Price): number => {
  const known = new Map<number, number>([[0, 0]]);
  const cover = (left: number): number => {
    const before = known.get(left);
    if (before !== undefined) return before;
    const lowest = left & -left;
    let best = Number.POSITIVE_INFINITY;
    for (const mask of masks)
      if (mask & lowest && (mask & ~left) === 0)
        best = Math.min(best, price.of(mask) + cover(left & ~mask));
    known.set(left, best);
    return best;
  };
  return cover(all);
};

/** The result of a number of on-site visits: most occurrences served, then the least price. */
interface Reached {
  readonly served: number;
  readonly price: number;
}

const better = (a: Reached | undefined, b: Reached | undefined): Reached | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return a.served > b.served || (a.served === b.served && a.price <= b.price) ? a : b;
};

/**
 * For every number of on-site visits, the best result for the units of one component, where all
 * units that must be served are.
 */
const reachable = (
  units: readonly Unit[],
  masks: readonly number[],
  component: number,
  price: Price,
): readonly (Reached | undefined)[] => {
  const own = masks.filter((mask) => (mask & component) === mask);
  const onSite = units.reduce((all, unit, u) => (unit.onSite ? all | (1 << u) : all), 0);
  const must = units.reduce((all, unit, u) => (unit.must ? all | (1 << u) : all), 0) & component;
  const members = units.flatMap((_, u) => (component & (1 << u) ? [u] : []));
  const sizeOf = (mask: number): number =>
    units.reduce((sum, { duties }, u) => sum + (mask & (1 << u) ? duties.length : 0), 0);
  // The least price by the set served and the number of on-site visits.
  let states = new Map<number, Map<number, number>>([[0, new Map([[0, 0]])]]);
  for (const u of members) {
    // The unit is left out, or is the first unit of its visit.
    const next = new Map<number, Map<number, number>>();
    const add = (mask: number, count: number, cost: number): void => {
      const counts = next.get(mask) ?? new Map<number, number>();
      next.set(
        mask,
        counts.set(count, Math.min(cost, counts.get(count) ?? Number.POSITIVE_INFINITY)),
      );
    };
    const first = own.filter((mask) => (mask & -mask) === 1 << u);
    for (const [mask, counts] of states)
      for (const [count, cost] of counts) {
        const isServed = (mask & (1 << u)) !== 0;
        if (isServed || (must & (1 << u)) === 0) add(mask, count, cost);
        if (isServed) continue;
        for (const visit of first)
          if ((visit & mask) === 0)
            add(mask | visit, count + (visit & onSite ? 1 : 0), cost + price.of(visit));
      }
    states = next;
  }
  const best: (Reached | undefined)[] = Array.from({ length: members.length + 1 }, () => undefined);
  for (const [mask, counts] of states)
    for (const [count, cost] of counts)
      best[count] = better(best[count], { served: sizeOf(mask), price: cost });
  return best;
};

/** The results of two components together, by their number of on-site visits. */
const together = (
  a: readonly (Reached | undefined)[],
  b: readonly (Reached | undefined)[],
): readonly (Reached | undefined)[] => {
  const sum: (Reached | undefined)[] = Array.from(
    { length: a.length + b.length - 1 },
    () => undefined,
  );
  a.forEach((one, i) => {
    b.forEach((other, j) => {
      if (one !== undefined && other !== undefined)
        sum[i + j] = better(sum[i + j], {
          served: one.served + other.served,
          price: one.price + other.price,
        });
    });
  });
  return sum;
};

const allOf = (
  units: readonly Unit[],
  masks: readonly number[],
  price: Price,
): readonly (Reached | undefined)[] =>
  componentsOf(units.length, masks)
    .map((component) => reachable(units, masks, component, price))
    .reduce(together, [{ served: 0, price: 0 }]);

/**
 * Fewest on-site visits that serve all units that must be served. 'unsaid' where a pin ties one to
 * others so that it also needs a host: the model does not say then by how much the cap gives way.
 * Undefined where no visits serve them.
 */
const fewestNecessary = ({ units, masks }: Visits): number | 'unsaid' | undefined => {
  const must = units.reduce((all, unit, u) => (unit.must ? all | (1 << u) : all), 0);
  const among = (some: readonly number[]): number =>
    allOf(units, some, priceOf(NOTHING_WANTED)).findIndex((one) => one !== undefined);
  const byThemselves = among(masks.filter((mask) => (mask & must) === mask));
  if (byThemselves >= 0) return byThemselves;
  return among(masks) >= 0 ? 'unsaid' : undefined;
};

/**
 * How many on-site visits may still be made: what is left of the limit over the whole horizon, or
 * the fewest for what must be served where that is not enough. Undefined where it is not said, or
 * not known.
 */
const limitOf = (
  reading: Reading,
  enterprise: Enterprise,
  visits: Visits,
  {
    cap,
    spent,
    byCount,
  }: {
    readonly cap: number;
    readonly spent: number;
    readonly byCount: readonly (Reached | undefined)[];
  },
): number | 'impossible' | undefined => {
  const necessary = fewestNecessary(visits);
  if (necessary === undefined) return 'impossible';
  if (necessary === 'unsaid') return undefined;
  const { frozenThrough, done: _, ...registry } = reading.registry;
  const pins = pinsOf(reading, enterprise);
  if (
    frozenThrough === undefined ||
    pins.some((pin) => pin.enterprise !== undefined && pin.pin !== 'days')
  )
    return Math.max(0, cap - spent, necessary);
  const whole = readRegistry(registry);
  const units = unitsOf(whole.owedTo(enterprise), pins);
  if (units.length > MOST_UNITS) return undefined;
  const needed = fewestNecessary(visitsOf(whole, units, { pins, separately: false }));
  if (typeof needed !== 'number') return undefined;
  const left = Math.max(0, Math.max(cap, needed) - spent);
  const isEnough = byCount.slice(0, left + 1).some((one) => one !== undefined);
  return isEnough ? left : necessary;
};

const bestOf = (
  reading: Reading,
  enterprise: Enterprise,
  duties: readonly Duty[],
  visits: Visits,
  wanted: Wanted,
): Optimum | 'impossible' | undefined => {
  const { units, masks } = visits;
  const made = new Set(duties.flatMap(({ done }) => (done === undefined ? [] : [done])));
  const spent = [...made].filter((visit) =>
    duties.some(({ done, item }) => done === visit && item.onSite),
  ).length;
  const doneDuties = duties.filter(({ done }) => done !== undefined).length;
  const open = units.reduce((sum, unit) => sum + unit.duties.length, 0);
  const cap = capOf(reading.registry, enterprise);
  const allowed = cap - spent;
  const price = priceOf(wanted);
  if (allowed >= units.filter(({ onSite }) => onSite).length) {
    const least = leastCovering(masks, 2 ** units.length - 1, price);
    if (least === Number.POSITIVE_INFINITY) return 'impossible';
    const { visits: fewest, kept } = price.read(least);
    return { served: open + doneDuties, visits: fewest + made.size, limit: cap, kept };
  }
  const byCount = allOf(units, masks, price);
  const limit = limitOf(reading, enterprise, visits, { cap, spent, byCount });
  if (limit === 'impossible' || limit === undefined) return limit;
  const [first, ...others] = byCount.slice(0, limit + 1);
  const best = others.reduce(better, first);
  if (best === undefined) return 'impossible';
  const { visits: fewest, kept } = price.read(best.price);
  return {
    served: best.served + doneDuties,
    visits: fewest + made.size,
    limit: limit + spent,
    kept,
  };
};

/** Whether a pin names an occurrence that cannot be served, or that another pin leaves no day. */
const isVoid = (pin: Pin, duties: readonly Duty[]): boolean => {
  const named =
    'occurrences' in pin
      ? pin.occurrences
      : pin.pin === 'days' && pin.cycle !== undefined
        ? [pin]
        : [];
  return named.some(({ item, cycle }) => {
    const duty = duties.find((one) => one.item.id === item && one.cycle === cycle);
    return duty === undefined || duty.done !== undefined || duty.unserved !== undefined;
  });
};

/** The problem of an enterprise, solved where it is small. */
export const problemOf = (
  reading: Reading,
  enterprise: Enterprise,
  wanted: Wanted = NOTHING_WANTED,
): Problem => {
  const duties = reading.owedTo(enterprise);
  const pins = pinsOf(reading, enterprise);
  if (pins.some((pin) => isVoid(pin, duties))) return { duties, best: 'impossible' };
  const units = unitsOf(duties, pins);
  if (units.length > MOST_UNITS) return { duties };
  const visits = visitsOf(reading, units, { pins, separately: false });
  // Occurrences that pins put together must have a possible visit, served or not.
  const isHomeless = (u: number): boolean => !visits.masks.some((mask) => (mask & (1 << u)) !== 0);
  if (units.some((_, u) => isHomeless(u))) return { duties, visits, best: 'impossible' };
  const best = bestOf(reading, enterprise, duties, visits, wanted);
  return best === undefined ? { duties, visits } : { duties, visits, best };
};

/**
 * Fewest visits of one department each for some occurrences, made visits aside;
 * undefined where there are too many.
 */
export const fewestApart = (reading: Reading, served: readonly Duty[]): number | undefined => {
  let sum = 0;
  const price = priceOf(NOTHING_WANTED);
  const departments = new Set(served.map(({ item }) => item.row.department));
  for (const department of departments) {
    const own = served.filter(({ item }) => item.row.department === department);
    if (own.length > MOST_UNITS) return undefined;
    const units = own.map(
      (duty): Unit => ({ duties: [duty], must: false, onSite: duty.item.onSite }),
    );
    const { masks } = visitsOf(reading, units, { pins: [], separately: true });
    sum += price.read(leastCovering(masks, 2 ** units.length - 1, price)).visits;
  }
  return sum;
};

/** Whether two units are in some visit together. */
export const mayMeet = ({ units, masks }: Visits, a: Duty, b: Duty): boolean => {
  const at = (duty: Duty): number => units.findIndex(({ duties }) => duties.includes(duty));
  const both = (1 << at(a)) | (1 << at(b));
  return masks.some((mask) => (mask & both) === both);
};
