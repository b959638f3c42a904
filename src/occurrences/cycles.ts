import type { Per } from '../registry/frequency';
import type { Item } from '../registry/item';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import type { Horizon } from '../registry/registry';
import { type Unit, unitsOf } from '../registry/units';
import { type DaySetPool, intersect, type Ranges } from './day-sets';
import { ranksBetween, ranksInSeason, type Timeline } from './timeline';

/** The n cycles of one unit. */
export interface UnitCycles {
  /** Day set of the open, in-season days of each cycle's window. */
  readonly daySet: Int32Array;
  /** Length of each cycle in days, closed ones included. */
  readonly length: Int32Array;
}

/** Everything that the cycles of an item depend on, except its times. */
export interface CyclePattern {
  /** Units wholly inside the horizon. */
  readonly units: number;
  /** The share of each cycle that is its window. */
  readonly windowShare: number;
  /** The cycles of a unit in which the item is owed `times` times. Most are computed once. */
  readonly cyclesIn: (unit: number, times: number) => UnitCycles;
}

/** The offset of the window's first day in its cycle, and its length in days (model §3). */
const windowOf = (
  share: number,
  cycleDays: number,
): { readonly offset: number; readonly days: number } => {
  const days = Math.max(1, Math.round(share * cycleDays));
  return { offset: Math.floor((cycleDays - days) / 2), days };
};

/** Most cycles of a pattern that are kept. */
const mostKept = 2 ** 12;

/**
 * The cycles for a window share and a season. `season` is the in-season ranks, `from` the
 * first rank that is not frozen.
 * O(times) per new combination of unit and times.
 */
export const cyclePattern = (
  units: readonly Unit[],
  timeline: Timeline,
  pool: DaySetPool,
  windowShare: number,
  season: Ranges | undefined,
  from = 0,
): CyclePattern => {
  const known = units.map(() => new Map<number, UnitCycles>());
  let kept = 0;
  const compute = (unit: number, times: number): UnitCycles => {
    const { first, days } = units[unit];
    const cycles: UnitCycles = { daySet: new Int32Array(times), length: new Int32Array(times) };
    for (let k = 0; k < times; k++) {
      const offset = Math.floor((k * days) / times);
      cycles.length[k] = Math.floor(((k + 1) * days) / times) - offset;
      const window = windowOf(windowShare, cycles.length[k]);
      const start = first + offset + window.offset;
      const [opening, hi] = ranksBetween(timeline, start, start + window.days - 1);
      const lo = Math.max(opening, from);
      const open = lo <= hi ? [lo, hi] : [];
      cycles.daySet[k] = pool.idOf(season === undefined ? open : intersect(open, season));
    }
    return cycles;
  };
  return {
    units: units.length,
    windowShare,
    cyclesIn: (unit, times) => {
      const found = known[unit].get(times);
      if (found !== undefined) return found;
      const cycles = compute(unit, times);
      kept += times;
      if (kept > mostKept) {
        for (const unitCycles of known) unitCycles.clear();
        kept = times;
      }
      known[unit].set(times, cycles);
      return cycles;
    },
  };
};

/** The patterns of items, by the unit of their frequency. */
export interface Patterns {
  /**
   * A key: equal keys mean equal patterns, and that both items are protected or neither is.
   */
  readonly keyOf: (item: number, per: Per) => number;
  readonly patternOf: (item: number, per: Per) => CyclePattern;
}

const pers: readonly Per[] = ['year', 'half-year', 'quarter', 'month', 'horizon'];

export const patternsOf = (
  horizon: Horizon,
  timeline: Timeline,
  pool: DaySetPool,
  policy: ResolvedPolicy,
  domains: readonly string[],
  items: readonly Item[],
  protectedItem: Uint8Array,
  from = 0,
): Patterns => {
  const units = new Map<Per, readonly Unit[]>();
  const unitsFor = (per: Per): readonly Unit[] => {
    const known = units.get(per) ?? unitsOf(horizon, per);
    units.set(per, known);
    return known;
  };
  const kinds = new Map<string, number>();
  const kindOf = items.map(({ season }, i) => {
    const share = policy.domains[domains[i]].window;
    const text = JSON.stringify([
      share,
      protectedItem[i],
      season?.map(({ from, to }) => [from, to]),
    ]);
    const kind = kinds.get(text) ?? kinds.size;
    kinds.set(text, kind);
    return kind;
  });
  const keyOf = (i: number, per: Per): number => kindOf[i] * pers.length + pers.indexOf(per);
  const known = new Map<number, CyclePattern>();
  return {
    keyOf,
    patternOf: (i, per) => {
      const key = keyOf(i, per);
      const found = known.get(key);
      if (found !== undefined) return found;
      const { season } = items[i];
      const share = policy.domains[domains[i]].window;
      const inSeason = season && ranksInSeason(timeline, season);
      const pattern = cyclePattern(unitsFor(per), timeline, pool, share, inSeason, from);
      known.set(key, pattern);
      return pattern;
    },
  };
};

/**
 * How many times an enterprise with permanent random number u is owed an item in unit `unit` of a
 * round (model §3). Over 1/times rounds every enterprise has exactly one turn.
 */
export const timesInUnit = (
  u: number,
  times: number,
  round: number,
  units: number,
  unit: number,
): number => {
  // Whole times need no sum: in double arithmetic a huge round would lose them.
  if (Number.isInteger(times)) return times;
  const q = round * units + unit;
  return Math.floor(u + (q + 1) * times) - Math.floor(u + q * times);
};
