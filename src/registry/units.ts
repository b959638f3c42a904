import { utc } from '@date-fns/utc';
import { addMonths } from 'date-fns/addMonths';
import type { Day } from './day';
import { parseDay } from './day';
import type { Per } from './frequency';
import type { Horizon } from './registry';

/** A stretch of the horizon in which an item is owed `times` times. */
export interface Unit {
  readonly first: Day;
  /** Its length, at least 1. */
  readonly days: number;
}

const MONTHS_IN: Readonly<Record<Exclude<Per, 'horizon'>, number>> = {
  year: 12,
  'half-year': 6,
  quarter: 3,
  month: 1,
};

const MILLISECONDS_A_DAY = 86_400_000;

/**
 * The units that lie wholly inside the horizon, end to end from its start, in order; `horizon` is
 * one unit, the horizon itself. A unit that the horizon's end cuts off is left out.
 * O(units).
 */
export const unitsOf = (horizon: Horizon, per: Per): readonly Unit[] => {
  const start = parseDay(horizon.start);
  const end = parseDay(horizon.end);
  if (per === 'horizon') return [{ first: start, days: end - start + 1 }];
  // Every boundary is counted from the start. Counted month by month, 31 January would
  // stay on the 28th after February.
  const boundary = (unit: number): Day =>
    addMonths(start * MILLISECONDS_A_DAY, unit * MONTHS_IN[per], { in: utc }).getTime() /
    MILLISECONDS_A_DAY;
  const units: Unit[] = [];
  for (
    let first = start, next = boundary(1);
    next - 1 <= end;
    first = next, next = boundary(units.length + 1)
  ) {
    units.push({ first, days: next - first });
  }
  return units;
};
