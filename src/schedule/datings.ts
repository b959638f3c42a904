import { copyOfDays } from './close-visits';
import { gatherDays, type Places, tripCost } from './gather-days';
import { descend, placeAnew } from './level-weeks';
import {
  type Agenda,
  isBetter,
  overloadNow,
  type Placing,
  placingOf,
  unevennessNow,
} from './placing';
import { ruinOf } from './ruin';
import { spaceOut } from './space-out';

/** A choice of days for all visits. */
export interface Dated {
  /** The steps so far; a step tries one visit in all of its weeks. */
  readonly steps: number;
  /** Minutes above capacity (model §7). */
  readonly overload: number;
  readonly unevenness: number;
  /** Computes a rank for every visit. O(7 × teams of all visits). */
  readonly rank: () => Int32Array;
}

export interface DatingSearch {
  /** A lower bound on overload; the search for less ends there. */
  readonly bound: number;
  /** Lower bounds on the close visits of each enterprise; empty without spacing. */
  readonly closeBounds: Int32Array;
  /** The largest number of visits that are removed and placed again, after single moves end. */
  readonly steps: number;
  readonly seed: number;
}

/** Tries of ruin and recreate between one {@link Dated} and the next. */
const triesBetween = 500;
/**
 * The search ends after this many visits were placed again without gain, plus
 * this many per visit of the plan.
 */
const patienceAtLeast = 10_000;
const patiencePerVisit = 20;
const mostDescents = 10;
/**
 * Descent ends when it moves less than this share of the visits and overload stays equal; sooner
 * where overload is at its bound.
 */
const fewMoves = 0.02;
const fewMovesAtBound = 0.2;

const copyOf = (placing: Placing): Placing => ({
  ...placing,
  rank: placing.rank.slice(),
  taken: placing.taken.slice(),
  own: copyOfDays(placing.own),
  load: placing.load.slice(),
});

/** Whether `a` is worse than `b` in overload, then close visits, then unevenness. */
const isWorse = (a: Placing, b: Placing): boolean =>
  isBetter(
    overloadNow(b) - overloadNow(a),
    b.own.close[0] - a.own.close[0],
    unevennessNow(b) - unevennessNow(a),
  );

/**
 * Ranks for visits, as a lazy sequence. Each is no worse than the one before and than `start`,
 * by overload, then close visits, then unevenness, then trips. Visits are placed anew one by one,
 * then moved one by one while that helps; then the close visits of an enterprise together, and a
 * few visits of overloaded weeks at a time. Every `start` rank must be allowed for its visit.
 * On-site visits of an enterprise that share no day at the start share none later. The same
 * input gives the same sequence.
 */
export function* datings(
  agenda: Agenda,
  places: Places,
  start: Int32Array,
  { bound, closeBounds, steps: most, seed }: DatingSearch,
): Iterable<Dated> {
  const given = placingOf(agenda, start);
  let placing = copyOf(given);
  let steps = 0;
  const dated = (): Dated => {
    const frozen = copyOf(placing);
    return {
      steps,
      overload: overloadNow(frozen),
      unevenness: unevennessNow(frozen),
      rank: () => {
        const gathered = copyOf(frozen);
        gatherDays(gathered, places);
        const isNoBetter =
          !isWorse(given, gathered) && tripCost(given, places) < tripCost(gathered, places);
        return isWorse(gathered, given) || isNoBetter ? given.rank : gathered.rank;
      },
    };
  };

  placeAnew(placing);
  steps += start.length;
  if (isWorse(placing, given)) placing = copyOf(given);
  yield dated();
  for (let round = 0; round < mostDescents && start.length > 0; round++) {
    const before = overloadNow(placing);
    const moved = descend(placing);
    steps += start.length;
    if (moved > 0) yield dated();
    const share = moved / start.length;
    const overload = overloadNow(placing);
    if (
      overload <= bound + 1e-6 ? share <= fewMovesAtBound : share <= fewMoves && overload >= before
    )
      break;
  }
  if (spaceOut(placing, closeBounds) > 0) yield dated();
  const ruin = ruinOf(placing, seed);
  const patience = patienceAtLeast + patiencePerVisit * start.length;
  let overload = overloadNow(placing);
  for (let [left, idle] = [most, 0]; left > 0 && idle < patience && overload > bound + 1e-6; ) {
    const [close, uneven] = [placing.own.close[0], unevennessNow(placing)];
    const placed = ruin.tries(triesBetween);
    if (placed === 0) break;
    steps += placed;
    left -= placed;
    const change = overloadNow(placing) - overload;
    idle = change < -1e-6 ? 0 : idle + placed;
    overload += change;
    if (isBetter(change, placing.own.close[0] - close, unevennessNow(placing) - uneven))
      yield dated();
  }
}
