/** Whether this is `npm run test:long`. */
export const isLong: boolean = process.env.TEST_RUNS === 'long';

/**
 * Number of tries of a law: `quick` in `npm test`, `long` in `npm run test:long`, which
 * runs all files that call this.
 */
export const runs = (quick: number, long: number): number => (isLong ? long : quick);
