import { domainOf } from '../registry/classify';
import type { Per } from '../registry/frequency';
import type { Item } from '../registry/item';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import type { Horizon } from '../registry/registry';
import { unitsOf } from '../registry/units';
import { type DaySetPool, intersect, type Ranges } from './day-sets';
import { ranksBetween, ranksInSeason, type Timeline } from './timeline';

/** The n cycles of one unit. */
export interface UnitCycles {
  /** Id of the open, in-season days of each cycle's window. */
  readonly daySet: Int32Array;
  /** Days of each cycle, closed ones too. */
  readonly length: Int32Array;
}

/** What the cycles of an item depend on, its times aside. */
export interface CyclePattern {
  /** Units wholly inside the horizon. */
  readonly units: number;
  /** The cycles of unit `unit` when it is owed `times` times in it. Computed once. */
  readonly cyclesIn: (unit: number, times: number) => UnitCycles;
}

/** The window's first day within a cycle and its days (model §3). */
const windowOf = (share: number, cycleDays: number): { readonly offset: number; readonly days: number } => {
  const days = Math.max(1, Math.round(share * cycleDays));
  return { offset: Math.floor((cycleDays - days) / 2), days };
};

/** Cycles by unit, window share and season; `season` is the in-season ranks. Cost O(times) per new combination. */
export const cyclePattern = (
  horizon: Horizon,
  timeline: Timeline,
  pool: DaySetPool,
  per: Per,
  windowShare: number,
  season: Ranges | undefined,
): CyclePattern => {
  const units = unitsOf(horizon, per);
  const known = units.map(() => new Map<number, UnitCycles>());
  const compute = (unit: number, times: number): UnitCycles => {
    const { first, days } = units[unit];
    const cycles: UnitCycles = { daySet: new Int32Array(times), length: new Int32Array(times) };
    for (let k = 0; k < times; k++) {
      const from = Math.floor((k * days) / times);
      cycles.length[k] = Math.floor(((k + 1) * days) / times) - from;
      const window = windowOf(windowShare, cycles.length[k]);
      const start = first + from + window.offset;
      const [lo, hi] = ranksBetween(timeline, start, start + window.days - 1);
      const open = lo <= hi ? [lo, hi] : [];
      cycles.daySet[k] = pool.idOf(season === undefined ? open : intersect(open, season));
    }
    return cycles;
  };
  return {
    units: units.length,
    cyclesIn: (unit, times) => {
      const found = known[unit].get(times) ?? compute(unit, times);
      known[unit].set(times, found);
      return found;
    },
  };
};

/** The pattern of each item, by the unit in which its frequency counts; equal ones are one. */
export const patternsOf = (
  horizon: Horizon,
  timeline: Timeline,
  pool: DaySetPool,
  policy: ResolvedPolicy,
  items: readonly Item[],
): ((item: number, per: Per) => CyclePattern) => {
  const byKey = new Map<string, CyclePattern>();
  const byItem = items.map(() => new Map<Per, CyclePattern>());
  const compute = (i: number, per: Per): CyclePattern => {
    const share = policy.domains[domainOf(policy, items[i])].window;
    const season = items[i].season;
    const key = JSON.stringify([per, share, season?.map(({ from, to }) => [from, to])]);
    const known =
      byKey.get(key) ?? cyclePattern(horizon, timeline, pool, per, share, season && ranksInSeason(timeline, season));
    byKey.set(key, known);
    return known;
  };
  return (i, per) => {
    const pattern = byItem[i].get(per) ?? compute(i, per);
    byItem[i].set(per, pattern);
    return pattern;
  };
};

/**
 * How many times an enterprise with permanent random number u owes an item in unit `unit` of a round: the times that the points
 * u + integer have passed. Over 1/times rounds everybody has exactly one turn.
 */
export const timesInUnit = (u: number, times: number, round: number, units: number, unit: number): number => {
  // Whole numbers by their meaning: in double arithmetic a huge round would lose them.
  if (Number.isInteger(times)) return times;
  const q = round * units + unit;
  return Math.floor(u + (q + 1) * times) - Math.floor(u + q * times);
};
