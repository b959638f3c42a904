/** How long a search may go on, and how long those of all questions have been. */
export interface Effort {
  /** Steps for one question at most. */
  readonly steps: number;
  /** Steps of all questions so far. */
  used: number;
}

/** For a hard question of a hundred elements that is about a second. */
export const defaultSearchSteps = 100_000;

/** More than anybody waits for. */
const mostSteps = 2 ** 40;

/** A number of steps made an integer from 0 to 2^40; what is no number is none. */
export const wholeSteps = (steps: number | undefined): number =>
  Math.min(mostSteps, Math.max(0, Math.trunc(steps ?? defaultSearchSteps) || 0));
