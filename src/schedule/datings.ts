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

/** Days of all visits, better ones as the search goes on. */
export interface Dated {
  /** Visits that were tried on all of their weeks so far. */
  readonly steps: number;
  /** Minutes above capacity (model §7). */
  readonly overload: number;
  readonly unevenness: number;
  /** A rank for every visit, made when it is asked for. O(7 × teams of all visits). */
  readonly rank: () => Int32Array;
}

export interface DatingSearch {
  /** No days leave less overload: there the search for less ends. */
  readonly bound: number;
  /** How many visits are taken out and placed again once none moves by itself. */
  readonly steps: number;
  readonly seed: number;
}

/** Tries to place some visits anew between one {@link Dated} and the next. */
const triesBetween = 500;
/**
 * The search ends when so many visits were placed anew in vain, and so many more for each visit of
 * the plan.
 */
const patienceAtLeast = 10_000;
const patiencePerVisit = 20;
const mostDescents = 10;
/**
 * Descending ends when it moves fewer than this share of visits and overload stays; where that is
 * at its bound, sooner.
 */
const fewMoves = 0.02;
const fewMovesAtBound = 0.2;

const copyOf = (placing: Placing): Placing => ({
  ...placing,
  rank: placing.rank.slice(),
  taken: placing.taken.slice(),
  load: placing.load.slice(),
});

/** Whether the first is worse in overload, then unevenness, then trips and crowded days. */
const isWorse = (a: Placing, b: Placing, places: Places): boolean => {
  const [over, uneven] = [overloadNow(b) - overloadNow(a), unevennessNow(b) - unevennessNow(a)];
  if (isBetter(over, uneven)) return true;
  return !isBetter(-over, -uneven) && tripCost(b, places) < tripCost(a, places);
};

/**
 * Ranks for visits, lazily, each no worse than the one before and none worse than `start`, by
 * overload, then unevenness, then trips: visits placed anew one by one, moved one by one while that
 * helps, at last a few at a time. Every `start` day must be one that its visit may be on; as many
 * on-site visits of an enterprise as there share no day share none afterwards. The same input gives
 * the same.
 */
export function* datings(
  agenda: Agenda,
  places: Places,
  start: Int32Array,
  { bound, steps: most, seed }: DatingSearch,
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
        return isWorse(gathered, given, places) ? given.rank : gathered.rank;
      },
    };
  };

  placeAnew(placing);
  steps += start.length;
  if (
    isBetter(
      overloadNow(given) - overloadNow(placing),
      unevennessNow(given) - unevennessNow(placing),
    )
  )
    placing = copyOf(given);
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
  const ruin = ruinOf(placing, seed);
  const patience = patienceAtLeast + patiencePerVisit * start.length;
  let overload = overloadNow(placing);
  for (let [left, idle] = [most, 0]; left > 0 && idle < patience && overload > bound + 1e-6; ) {
    const uneven = unevennessNow(placing);
    const placed = ruin.tries(triesBetween);
    if (placed === 0) break;
    steps += placed;
    left -= placed;
    const change = overloadNow(placing) - overload;
    idle = change < -1e-6 ? 0 : idle + placed;
    overload += change;
    if (isBetter(change, unevennessNow(placing) - uneven)) yield dated();
  }
}
