/**
 * How often a law is tried: the first number in `npm test`, which one waits for, the second in
 * `npm run test:long`, which runs all files that ask this.
 */
export const runs = (quick: number, long: number): number =>
  process.env.TEST_RUNS === 'long' ? long : quick;
