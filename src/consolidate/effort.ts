/** The limit of a search, and the steps used so far. */
export interface Effort {
  /** Most steps for one question. */
  readonly steps: number;
  /** Steps of all questions so far. */
  used: number;
}

/** About a second for a hard question of a hundred elements. */
export const defaultSearchSteps = 100_000;

/** The largest number of steps that is accepted. */
const mostSteps = 2 ** 40;

/** A number of steps as an integer from 0 to 2^40; 0 for a value that is no number. */
export const wholeSteps = (steps: number | undefined): number =>
  Math.min(mostSteps, Math.max(0, Math.trunc(steps ?? defaultSearchSteps) || 0));
