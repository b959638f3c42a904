/**
 * Options of a generated county. Counts are made integers from 1 to their limit; a value
 * that is no number counts as 1.
 */
export interface CountyOptions {
  /** Defaults to 40,000; at most 10 million. */
  readonly enterprises?: number;
  /** Defaults to 4,433; at most 100,000. */
  readonly items?: number;
  /** Defaults to 32; at most 1,000. */
  readonly departments?: number;
  /** Any integer, taken modulo 2³²; defaults to 1. */
  readonly seed?: number;
  /** The only year whose public holidays are known. */
  readonly year?: 2026;
}

export interface CountySize {
  readonly enterprises: number;
  readonly items: number;
  readonly departments: number;
  readonly seed: number;
}

const count = (value: number | undefined, usual: number, most: number): number => {
  const n = value ?? usual;
  return n >= 1 ? Math.min(most, Math.trunc(n)) : 1;
};

export const sizeOf = ({ enterprises, items, departments, seed }: CountyOptions): CountySize => ({
  enterprises: count(enterprises, 40_000, 10_000_000),
  items: count(items, 4_433, 100_000),
  departments: count(departments, 32, 1_000),
  seed: (seed ?? 1) >>> 0,
});
