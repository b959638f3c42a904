// The optimum of one small enterprise, by dynamic programming over sets of occurrences.
import type { Enterprise, Pin } from '../../../src/index';
import { type CapInForce, capsInForce } from './caps';
import { type Duty, type Reading, readRegistry } from './owed';
import {
  type Choice,
  MOST_UNITS,
  pinsOf,
  type Unit,
  unitsOf,
  type Visits,
  visitsOf,
} from './visits';

/** The optimum of one enterprise. */
export interface Optimum {
  /** Most occurrences that can be served, served ones included. */
  readonly served: number;
  /** Of these plans, the fewest occurrences by fallback, made ones aside. */
  readonly fallback: number;
  /** Of these plans, the fewest visits, made visits included. */
  readonly visits: number;
  /** Most visits that each cap may count, made visits included. */
  readonly limits: readonly number[];
  /** Most wanted visits that can be among these. */
  readonly kept: number;
}

/** Visits to keep where possible. */
export interface Wanted {
  readonly visits: ReadonlyArray<Pick<Choice, 'mask' | 'fallen'>>;
  /** Whether keeping most of them comes before fewest visits. */
  readonly first: boolean;
}

/**
 * One number for the visits and the wanted ones among them: the smaller, the better.
 * Both numbers are below its weight.
 */
interface Price {
  readonly of: (visit: Pick<Choice, 'mask' | 'fallen'>) => number;
  readonly read: (price: number) => { readonly visits: number; readonly kept: number };
}

const WEIGHT = 1000;

const priceOf = ({ visits, first }: Wanted): Price => {
  const textOf = ({ mask, fallen }: Pick<Choice, 'mask' | 'fallen'>): string => `${mask} ${fallen}`;
  const wanted = new Set(visits.map(textOf));
  const [visit, kept] = first ? [1, WEIGHT] : [WEIGHT, 1];
  return {
    of: (one) => visit - (wanted.has(textOf(one)) ? kept : 0),
    read: (price) => {
      const high = first ? -Math.floor(price / WEIGHT) : Math.ceil(price / WEIGHT);
      const low = first ? price + WEIGHT * high : WEIGHT * high - price;
      return first ? { visits: low, kept: high } : { visits: high, kept: low };
    },
  };
};

const NOTHING_WANTED: Wanted = { visits: [], first: false };

/** The occurrences of an enterprise, and its possible visits. */
export interface Problem {
  readonly duties: readonly Duty[];
  /** Absent where there are too many occurrences to list all visits. */
  readonly visits?: Visits;
  /** `impossible`: no plan keeps the pins; absent: too large. */
  readonly best?: Optimum | 'impossible';
}

/** The cost of leaving a unit out; infinite where it must be served. */
type CostOut = (unit: Unit) => number;

/** Most sets of units with the room of each cap that are remembered. */
const MOST_STATES = 150_000;

/** The numbers of more states than are tried. */
const TOO_MANY = Number.NaN;

/**
 * The least cost of visits that cover all units, or leave some out, where each cap has room for so
 * many visits: dynamic programming over the units left and the room left. Infinite where none do.
 */
const leastCost = (
  { units, choices }: Pick<Visits, 'units' | 'choices'>,
  caps: readonly CapInForce[],
  room: readonly number[],
  costOf: (choice: Choice) => number,
  costOut: CostOut,
): number => {
  // A cap that counts no more units than it has room for never binds.
  const binding = caps.flatMap((cap, c) => {
    const counted = choices.reduce(
      (all, { mask, items }) => (items.some(cap.counts) ? all | mask : all),
      0,
    );
    return units.filter((_, u) => counted & (1 << u)).length > room[c] ? [c] : [];
  });
  const byFirst = units.map((_, u) =>
    choices
      .filter(({ mask }) => (mask & -mask) === 1 << u)
      .map((choice) => ({
        mask: choice.mask,
        cost: costOf(choice),
        counted: binding.map((c) => (choice.items.some(caps[c].counts) ? 1 : 0)),
      })),
  );
  const known = new Map<string, number>();
  const solve = (left: number, rooms: readonly number[]): number => {
    if (left === 0) return 0;
    const key = `${left} ${rooms.join()}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MOST_STATES) return TOO_MANY;
    const u = 31 - Math.clz32(left & -left);
    const out = costOut(units[u]);
    let best = out === Number.POSITIVE_INFINITY ? out : out + solve(left & ~(1 << u), rooms);
    for (const { mask, cost, counted } of byFirst[u]) {
      if ((mask & ~left) !== 0 || counted.some((one, c) => one > rooms[c])) continue;
      best = Math.min(
        best,
        cost +
          solve(
            left & ~mask,
            rooms.map((one, c) => one - counted[c]),
          ),
      );
    }
    known.set(key, best);
    return best;
  };
  return solve(
    2 ** units.length - 1,
    binding.map((c) => room[c]),
  );
};

const costOfMust: CostOut = ({ must }) => (must ? Number.POSITIVE_INFINITY : 0);

/**
 * The limits of some caps (model §6): each is the cap, or the fewest visits that it counts in a plan
 * of the units alone that must be served, within the limits before it. Where no such plan is, since
 * a pin ties one of these units to others so that it needs a host, the model does not say by how
 * much the caps give way: 'unsaid'. Undefined where no visits serve them; NaN where it is too large.
 */
const limitsOf = (
  { units, choices }: Visits,
  caps: readonly CapInForce[],
  given: readonly number[],
): readonly number[] | 'unsaid' | undefined => {
  const must = units.filter((unit) => unit.must);
  const among = units.reduce((all, unit, u) => (unit.must ? all | (1 << u) : all), 0);
  const alone = choices.filter(({ mask }) => (mask & among) === mask);
  const of = (some: readonly Choice[], room: readonly number[], c: number): number =>
    leastCost(
      { units, choices: some },
      caps,
      room,
      ({ items }) => (c >= 0 && items.some(caps[c].counts) ? 1 : 0),
      costOfMust,
    );
  const free = caps.map(() => units.length);
  if (of(alone, free, -1) === Number.POSITIVE_INFINITY)
    return of(choices, free, -1) === Number.POSITIVE_INFINITY ? undefined : 'unsaid';
  const limits: number[] = [];
  given.forEach((max, c) => {
    const needed = must.length <= max ? 0 : of(alone, [...limits, ...free.slice(c)], c);
    limits.push(Math.max(max, needed));
  });
  return limits;
};

/**
 * How many visits each cap may still count: what is left of the limit over the whole horizon; where
 * no plan keeps that, as many as are needed for what must be served. Undefined where it is not said,
 * or not known.
 */
const roomOf = (
  reading: Reading,
  enterprise: Enterprise,
  visits: Visits,
  caps: readonly CapInForce[],
  spent: readonly number[],
): readonly number[] | 'impossible' | undefined => {
  const after = (limits: readonly number[]): readonly number[] =>
    limits.map((limit, c) => Math.max(0, limit - spent[c]));
  const here = limitsOf(visits, caps, after(caps.map(({ max }) => max)));
  if (here === undefined) return 'impossible';
  if (here === 'unsaid') return undefined;
  const { frozenThrough, done: _, ...registry } = reading.registry;
  const pins = pinsOf(reading, enterprise);
  if (
    frozenThrough === undefined ||
    pins.some((pin) => pin.enterprise !== undefined && pin.pin !== 'days')
  )
    return here;
  const whole = readRegistry(registry);
  const units = unitsOf(whole.owedTo(enterprise), pins);
  if (units.length > MOST_UNITS) return undefined;
  const needed = limitsOf(
    visitsOf(whole, units, { pins, separately: false }),
    caps,
    caps.map(({ max }) => max),
  );
  if (typeof needed !== 'object' || needed.some(Number.isNaN)) return undefined;
  const left = after(needed);
  const isEnough = leastCost(visits, caps, left, () => 0, costOfMust) === 0;
  if (isEnough) return left;
  const given = limitsOf(visits, caps, left);
  return typeof given === 'object' ? given : undefined;
};

const [OUT, FALLBACK] = [1e11, 1e7];

const bestOf = (
  reading: Reading,
  enterprise: Enterprise,
  duties: readonly Duty[],
  visits: Visits,
  wanted: Wanted,
): Optimum | 'impossible' | undefined => {
  const { units } = visits;
  const caps = capsInForce(reading, enterprise);
  const made = new Set(duties.flatMap(({ done }) => (done === undefined ? [] : [done])));
  const itemsMade = [...made].map((visit) =>
    duties.filter(({ done }) => done === visit).map(({ item }) => item),
  );
  const spent = caps.map(({ counts }) => itemsMade.filter((items) => items.some(counts)).length);
  const price = priceOf(wanted);
  const costOf = (choice: Choice): number => FALLBACK * choice.fallbacks + price.of(choice);
  const resultOf = (cost: number, limits: readonly number[]): Optimum => {
    const out = Math.round(cost / OUT);
    const fallback = Math.round((cost - OUT * out) / FALLBACK);
    const { visits: fewest, kept } = price.read(cost - OUT * out - FALLBACK * fallback);
    const served =
      units.reduce((sum, unit) => sum + unit.duties.length, 0) +
      itemsMade.reduce((sum, items) => sum + items.length, 0);
    return { served: served - out, fallback, visits: fewest + made.size, limits, kept };
  };
  const never: CostOut = () => Number.POSITIVE_INFINITY;
  const isOpen = ({ counts }: CapInForce, c: number): boolean =>
    units.filter(
      ({ duties: own, others = [] }) => own.some(({ item }) => counts(item)) || others.some(counts),
    ).length +
      spent[c] <=
    caps[c].max;
  if (caps.every(isOpen)) {
    const least = leastCost(visits, [], [], costOf, never);
    if (Number.isNaN(least)) return undefined;
    if (least === Number.POSITIVE_INFINITY) return 'impossible';
    return resultOf(
      least,
      caps.map(({ max }) => max),
    );
  }
  const room = roomOf(reading, enterprise, visits, caps, spent);
  if (room === 'impossible' || room === undefined || room.some(Number.isNaN))
    return room === 'impossible' ? room : undefined;
  const least = leastCost(visits, caps, room, costOf, ({ must, duties: own }) =>
    must ? Number.POSITIVE_INFINITY : OUT * own.length,
  );
  if (Number.isNaN(least)) return undefined;
  if (least === Number.POSITIVE_INFINITY) return 'impossible';
  return resultOf(
    least,
    room.map((one, c) => one + spent[c]),
  );
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
  const isCapped = capsInForce(reading, enterprise).length > 0;
  const units = unitsOf(duties, pins, isCapped ? reading.byFallback : undefined);
  const forms = units.length + units.filter(({ others }) => others !== undefined).length;
  if (forms > MOST_UNITS) return { duties };
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
    const units = own.map((duty): Unit => ({ duties: [duty], must: false }));
    const visits = visitsOf(reading, units, { pins: [], separately: true });
    const never: CostOut = () => Number.POSITIVE_INFINITY;
    const least = leastCost(visits, [], [], price.of, never);
    if (Number.isNaN(least)) return undefined;
    sum += price.read(least).visits;
  }
  return sum;
};

/** Whether two units are in some visit together. */
export const mayMeet = ({ units, masks }: Visits, a: Duty, b: Duty): boolean => {
  const at = (duty: Duty): number => units.findIndex(({ duties }) => duties.includes(duty));
  const both = (1 << at(a)) | (1 << at(b));
  return masks.some((mask) => (mask & both) === both);
};
