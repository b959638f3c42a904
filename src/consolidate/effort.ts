/** The limit of a search, and the steps used so far. */
export interface Effort {
  /** Most steps for one question. */
  readonly steps: number;
  /** Steps of all questions so far. */
  used: number;
}

/** About a second for a hard question of a hundred elements. */
export const defaultSearchSteps = 100_000;

/** The largest number of steps; more are as many as this. */
const mostSteps = 2 ** 40;

/** A number of steps ≥ 0 as an integer of at most 2^40. */
export const wholeSteps = (steps: number = defaultSearchSteps): number =>
  Math.min(mostSteps, Math.trunc(steps));

/** The steps of a search under caps, with at least the usual ones for its limits. */
export const limitsToo = (
  steps: number,
): { readonly steps: number; readonly ofLimits: number } => ({
  steps,
  ofLimits: Math.max(steps, defaultSearchSteps),
});
