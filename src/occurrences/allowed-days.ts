import type { Day } from '../registry/day';
import type { Enterprise } from '../registry/enterprise';
import type { Quiet } from '../registry/policy';
import type { DateRange } from '../registry/range';
import { type DaySetPool, emptySet, intersect, type Ranges } from './day-sets';
import { applyingTo } from './matching';
import { ranksNotQuiet, ranksOutside, type Timeline } from './timeline';

/**
 * The codes of the occurrences' `reason` column: 0 for an occurrence that can be served,
 * else why it cannot, or `done`.
 */
export const reasonCode = {
  servable: 0,
  noOpenDay: 1,
  exempt: 2,
  recognised: 3,
  done: 4,
  quiet: 5,
} as const;

/** The name of every {@link reasonCode}; `undefined` where the occurrence can be served. */
export const reasonNames = [
  undefined,
  'no-open-day',
  'exempt',
  'recognised',
  'done',
  'quiet',
] as const;

/** The id of a day set, and a {@link reasonCode} where it is empty. */
export interface AllowedDays {
  readonly id: number;
  readonly reason: number;
}

/**
 * The first day on which an occurrence may follow the last inspection: the first day later than
 * last + (1 − w)·ℓ (model §3). The tolerance absorbs the rounding of w, a decimal fraction in the
 * input.
 */
export const firstDayAfter = (last: Day, windowShare: number, cycleDays: number): Day =>
  last + Math.floor((1 - windowShare) * cycleDays + 1e-9) + 1;

/**
 * How far exempt and quiet days limit an occurrence (model §3): neither where it is protected, exempt
 * days alone where it is a task with days of its own.
 */
export type Limited = 'protected' | 'task' | 'ordinary';

const limitedBy = { protected: 0, task: 1, ordinary: 2 } as const;

/**
 * The open, in-season days of a window without the enterprise's closed days. Its exempt and quiet
 * days are gone as well, as far as they limit the occurrence.
 */
export type Narrowing = (base: number, limited: Limited) => AllowedDays;

const noOpenDay: AllowedDays = { id: emptySet, reason: reasonCode.noOpenDay };

const textOf = (ranges: readonly DateRange[]): string => {
  let text = '';
  for (const { from, to } of ranges) text += from + to;
  return text;
};

/**
 * A bound on the answers that are kept, over all narrowings. It is tested when a new narrowing is
 * made, so more may be kept for a while.
 */
const mostKept = 2 ** 16;

/** Days of an enterprise that limit nothing: all others. */
interface Limits {
  readonly open: Ranges | undefined;
  readonly notExempt: Ranges | undefined;
  readonly notQuiet: Ranges | undefined;
}

/**
 * The narrowing of an enterprise; undefined where it has no closed, exempt or
 * quiet days. Enterprises often close on the same days, and items of one frequency share
 * windows, so most answers are known.
 */
export const narrowings = (
  timeline: Timeline,
  pool: DaySetPool,
  quiet: readonly Quiet[],
): ((enterprise: Enterprise) => Narrowing | undefined) => {
  const quietFor = applyingTo(quiet);
  const notQuiet = quiet.map((one) => ranksNotQuiet(timeline, one));
  const kept = new Map<string, Narrowing>();
  let answers = 0;

  const narrowing = ({ open, notExempt, notQuiet }: Limits): Narrowing => {
    const known = new Map<number, AllowedDays>();
    const compute = (base: number, limited: Limited): AllowedDays => {
      let ranges = pool.rangesOf(base);
      if (open !== undefined) ranges = intersect(ranges, open);
      if (ranges.length === 0) return noOpenDay;
      if (notExempt !== undefined && limited !== 'protected') ranges = intersect(ranges, notExempt);
      if (ranges.length === 0) return { id: emptySet, reason: reasonCode.exempt };
      if (notQuiet !== undefined && limited === 'ordinary') ranges = intersect(ranges, notQuiet);
      return {
        id: pool.idOf(ranges),
        reason: ranges.length === 0 ? reasonCode.quiet : reasonCode.servable,
      };
    };
    return (base, limited) => {
      const key = base * 3 + limitedBy[limited];
      const found = known.get(key);
      if (found !== undefined) return found;
      const days = compute(base, limited);
      known.set(key, days);
      answers++;
      return days;
    };
  };

  return (enterprise) => {
    const { closed = [], exempt = [] } = enterprise;
    const quiets = quietFor(enterprise);
    if (closed.length + exempt.length + quiets.length === 0) return undefined;
    const key = `${textOf(closed)} ${textOf(exempt)} ${quiets.join()}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const narrow = narrowing({
      open: closed.length > 0 ? ranksOutside(timeline, closed) : undefined,
      notExempt: exempt.length > 0 ? ranksOutside(timeline, exempt) : undefined,
      notQuiet:
        quiets.length > 0
          ? quiets.map((q) => notQuiet[q]).reduce((a, b) => intersect(a, b))
          : undefined,
    });
    if (++answers > mostKept) {
      kept.clear();
      answers = 0;
    }
    kept.set(key, narrow);
    return narrow;
  };
};

/**
 * The allowed days from a rank on, within the window `base`. Where none is left, the reason is
 * `noOpenDay` if no open day remains, `exempt` if all that remain are exempt, else `quiet`.
 */
export const daysFrom = (
  pool: DaySetPool,
  narrow: Narrowing | undefined,
  base: number,
  limited: Limited,
  rank: number,
): AllowedDays => {
  const idOf = (by: Limited): number => (narrow === undefined ? base : narrow(base, by).id);
  const id = pool.tailOf(idOf(limited), rank);
  if (id !== emptySet) return { id, reason: reasonCode.servable };
  const isLeft = (by: Limited): boolean => {
    const days = idOf(by);
    return days !== emptySet && pool.lastOf(days) >= rank;
  };
  if (!isLeft('protected')) return noOpenDay;
  return { id, reason: isLeft('task') ? reasonCode.quiet : reasonCode.exempt };
};
