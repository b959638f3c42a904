import { MonoidAll, MonoidAny } from 'fp-ts/boolean';
import { getMonoid } from 'fp-ts/function';
import { concatAll } from 'fp-ts/Monoid';

/** How far a search is: first that for fewer visits, then that for better dates. */
export interface Progress {
  /** Steps taken so far; they do not depend on the machine. */
  readonly steps: number;
  readonly visits: number;
  /** No plan that serves as much has fewer visits. */
  readonly lowerBound: number;
  /** Occurrences that are not served, for whatever reason. */
  readonly unserved: number;
  readonly enterprises: number;
  /** Enterprises with as many visits as their bound. */
  readonly enterprisesProven: number;
  /** Minutes above capacity; there only in the search for dates. */
  readonly overloadMinutes?: number;
  /** No dates leave these visits fewer. */
  readonly overloadBound?: number;
  /** Σ (load ∕ capacity)² over departments and weeks. */
  readonly unevenness?: number;
}

/** Whether a search may end. */
export type StopRule = (progress: Progress) => boolean;

/** Ends as soon as one of the rules holds; without rules, never. */
export const anyOf = (...rules: readonly StopRule[]): StopRule =>
  concatAll(getMonoid(MonoidAny)<Progress>())(rules);

/** Ends when all of the rules hold. */
export const allOf = (...rules: readonly StopRule[]): StopRule =>
  concatAll(getMonoid(MonoidAll)<Progress>())(rules);

/** When the visits are at most `most`; says nothing of dates. */
export const visitsAtMost =
  (most: number): StopRule =>
  ({ visits, overloadMinutes }) =>
    overloadMinutes === undefined && visits <= most;

/** When the minutes above capacity are at most `most`; says nothing of visits. */
export const overloadAtMost =
  (most: number): StopRule =>
  ({ overloadMinutes }) =>
    overloadMinutes !== undefined && overloadMinutes <= most;

/**
 * When what is searched for, visits or minutes above capacity, is above its bound by at most that
 * share of itself: 0.01 for one per cent.
 */
export const gapAtMost =
  (share: number): StopRule =>
  ({ visits, lowerBound, overloadMinutes, overloadBound = 0 }) =>
    overloadMinutes === undefined
      ? visits - lowerBound <= share * visits
      : overloadMinutes - overloadBound <= share * overloadMinutes + 1e-6;

/**
 * When at least so many steps are taken: the only limit to time that gives every machine the same
 * plan.
 */
export const stepsAtLeast =
  (least: number): StopRule =>
  ({ steps }) =>
    steps >= least;

/**
 * When the caller's clock shows `time` or more:
 * `clockAt(performance.now.bind(performance), performance.now() + 2000)`.
 */
export const clockAt =
  (clock: () => number, time: number): StopRule =>
  () =>
    clock() >= time;

/**
 * When an AbortSignal is aborted. Nobody can abort while the program only searches: see
 * docs/api.md, Watch the search.
 */
export const abortedBy =
  (signal: { readonly aborted: boolean }): StopRule =>
  () =>
    signal.aborted;
