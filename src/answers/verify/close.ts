/**
 * Whether a number is the expected one but for its last digits, in which sums of fractions differ
 * with the order of adding; `scale` is of the largest that was added. Never for NaN.
 */
export const close = (actual: number, expected: number, scale: number = expected): boolean =>
  Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(scale));
