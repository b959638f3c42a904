import { MonoidAll, MonoidAny } from 'fp-ts/boolean';
import { getMonoid } from 'fp-ts/function';
import { concatAll } from 'fp-ts/Monoid';

/** The progress of a search: first for fewer visits, then for better dates. */
export interface Progress {
  /** Steps taken so far; they do not depend on the machine. */
  readonly steps: number;
  readonly visits: number;
  /** Lower bound on the visits of plans that serve as many occurrences. */
  readonly lowerBound: number;
  /** Unserved occurrences, for any reason. */
  readonly unserved: number;
  readonly enterprises: number;
  /** Enterprises whose visits equal their bound. */
  readonly enterprisesProven: number;
  /** Minutes above capacity; present only in the search for dates. */
  readonly overloadMinutes?: number;
  /** Lower bound on `overloadMinutes`, over all dates for these visits. */
  readonly overloadBound?: number;
  /** Σ (load ∕ capacity)² over departments and weeks. */
  readonly unevenness?: number;
}

/** Whether a search may end. */
export type StopRule = (progress: Progress) => boolean;

/** Ends a search as soon as one of the rules holds; without rules, never. */
export const anyOf = (...rules: readonly StopRule[]): StopRule =>
  concatAll(getMonoid(MonoidAny)<Progress>())(rules);

/** Ends a search when all of the rules hold. */
export const allOf = (...rules: readonly StopRule[]): StopRule =>
  concatAll(getMonoid(MonoidAll)<Progress>())(rules);

/** Ends the search for visits at `most` visits or fewer; never ends the search for dates. */
export const visitsAtMost =
  (most: number): StopRule =>
  ({ visits, overloadMinutes }) =>
    overloadMinutes === undefined && visits <= most;

/**
 * Ends the search for dates at `most` minutes above capacity or fewer;
 * never ends the search for visits.
 */
export const overloadAtMost =
  (most: number): StopRule =>
  ({ overloadMinutes }) =>
    overloadMinutes !== undefined && overloadMinutes <= most;

/**
 * Ends a search when its figure (visits, then minutes above capacity) exceeds its bound by at most
 * this share of itself: 0.01 is one per cent.
 */
export const gapAtMost =
  (share: number): StopRule =>
  ({ visits, lowerBound, overloadMinutes, overloadBound = 0 }) =>
    overloadMinutes === undefined
      ? visits - lowerBound <= share * visits
      : overloadMinutes - overloadBound <= share * overloadMinutes + 1e-6;

/**
 * Ends a search after `least` steps: the only limit of time that gives
 * the same plan on every machine.
 */
export const stepsAtLeast =
  (least: number): StopRule =>
  ({ steps }) =>
    steps >= least;

/**
 * Ends a search when the caller's clock shows `time` or more:
 * `clockAt(performance.now.bind(performance), performance.now() + 2000)`.
 */
export const clockAt =
  (clock: () => number, time: number): StopRule =>
  () =>
    clock() >= time;

/**
 * Ends a search when an AbortSignal aborts. It cannot abort while the program only searches: see
 * docs/api.md, Watch the search.
 */
export const abortedBy =
  (signal: { readonly aborted: boolean }): StopRule =>
  () =>
    signal.aborted;
