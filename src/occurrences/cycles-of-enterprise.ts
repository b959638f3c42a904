import { withRoom } from '../columns/growable';
import type { Enterprise } from '../registry/enterprise';
import type { Narrowing } from './allowed-days';
import { reasonCode } from './allowed-days';
import { type Cadence, timesOf } from './cadences';
import { timesInUnit } from './cycles';
import { emptySet } from './day-sets';

/**
 * The turns of one enterprise: for each cadence asked for, the occurrences
 * of an obligation, as rows.
 */
export interface Turns {
  /** Day set of each window's open, in-season days. */
  base: Int32Array;
  /** Day set of the allowed days, past inspections aside, and the reason where it is empty. */
  daySet: Int32Array;
  reason: Int32Array;
  /** Length of each cycle in days, closed ones included. */
  cycleDays: Int32Array;
  rows: number;
  /**
   * Cadence c has the rows first[c] … first[c] + count[c] − 1;
   * count[c] is −1 until it is asked for.
   */
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** The cadences asked for, the first `cadences` entries. */
  readonly asked: Int32Array;
  cadences: number;
}

export const turnsOf = (cadences: number): Turns => ({
  base: new Int32Array(64),
  daySet: new Int32Array(64),
  reason: new Int32Array(64),
  cycleDays: new Int32Array(64),
  rows: 0,
  first: new Int32Array(cadences),
  count: new Int32Array(cadences).fill(-1),
  asked: new Int32Array(cadences),
  cadences: 0,
});

/** Clears the turns for the next enterprise. O(cadences asked for). */
export const clearTurns = (turns: Turns): void => {
  for (let k = 0; k < turns.cadences; k++) turns.count[turns.asked[k]] = -1;
  turns.cadences = 0;
  turns.rows = 0;
};

const reserve = (turns: Turns, rows: number): void => {
  turns.base = withRoom(turns.base, rows);
  turns.daySet = withRoom(turns.daySet, rows);
  turns.reason = withRoom(turns.reason, rows);
  turns.cycleDays = withRoom(turns.cycleDays, rows);
};

/**
 * Adds the turns of cadence `c` for an enterprise with permanent random
 * number u; returns their number.
 * O(units + turns).
 */
export const addTurns = (
  turns: Turns,
  c: number,
  cadence: Cadence,
  { grade }: Enterprise,
  u: number,
  round: number,
  narrow: Narrowing | undefined,
): number => {
  const { pattern, isProtected } = cadence;
  const times = timesOf(cadence, grade);
  const first = turns.rows;
  for (let unit = 0; unit < pattern.units; unit++) {
    const n = timesInUnit(u, times, round, pattern.units, unit);
    if (n === 0) continue;
    const { daySet, length } = pattern.cyclesIn(unit, n);
    reserve(turns, turns.rows + n);
    for (let k = 0, row = turns.rows; k < n; k++, row++) {
      const base = daySet[k];
      turns.base[row] = base;
      turns.cycleDays[row] = length[k];
      if (narrow === undefined) {
        turns.daySet[row] = base;
        turns.reason[row] = base === emptySet ? reasonCode.noOpenDay : reasonCode.servable;
      } else {
        const allowed = narrow(base, isProtected ? 'protected' : 'ordinary');
        turns.daySet[row] = allowed.id;
        turns.reason[row] = allowed.reason;
      }
    }
    turns.rows += n;
  }
  turns.first[c] = first;
  turns.count[c] = turns.rows - first;
  turns.asked[turns.cadences++] = c;
  return turns.rows - first;
};
