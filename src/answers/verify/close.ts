/**
 * Whether a number equals the expected one up to rounding. Sums of fractions differ in their last
 * digits with the order of adding; `scale` is the size of the largest number added. False for NaN.
 */
export const close = (actual: number, expected: number, scale: number = expected): boolean =>
  Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(scale));
