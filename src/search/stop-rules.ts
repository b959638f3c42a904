import { MonoidAll, MonoidAny } from 'fp-ts/boolean';
import { getMonoid } from 'fp-ts/function';
import { concatAll } from 'fp-ts/Monoid';

/** How far a search is. */
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
}

/** Whether a search may end. */
export type StopRule = (progress: Progress) => boolean;

/** Ends as soon as one of the rules holds; without rules, never. */
export const anyOf = (...rules: readonly StopRule[]): StopRule => concatAll(getMonoid(MonoidAny)<Progress>())(rules);

/** Ends when all of the rules hold. */
export const allOf = (...rules: readonly StopRule[]): StopRule => concatAll(getMonoid(MonoidAll)<Progress>())(rules);

/** When the visits are at most `most`. */
export const visitsAtMost =
  (most: number): StopRule =>
  ({ visits }) =>
    visits <= most;

/** When the visits are above their bound by at most that share of themselves: 0.01 for one per cent. */
export const gapAtMost =
  (share: number): StopRule =>
  ({ visits, lowerBound }) =>
    visits - lowerBound <= share * visits;

/** When at least so many steps are taken: the only limit to time that gives every machine the same plan. */
export const stepsAtLeast =
  (least: number): StopRule =>
  ({ steps }) =>
    steps >= least;

/** When the caller's clock shows `time` or more: `clockAt(performance.now.bind(performance), performance.now() + 2000)`. */
export const clockAt =
  (clock: () => number, time: number): StopRule =>
  () =>
    clock() >= time;

/** When an AbortSignal is aborted. Nobody can abort while the program does nothing but search: see the README. */
export const abortedBy =
  (signal: { readonly aborted: boolean }): StopRule =>
  () =>
    signal.aborted;
