import { checked } from '../codec/checked';
import type { Codec } from '../codec/codec';
import { optional, struct } from '../codec/shapes';
import { atMost, integer, integerFrom, leaf, truth } from '../codec/values';

/** Options of a generated county. Counts are integers ≥ 1. */
export interface CountyOptions {
  /** Defaults to 40,000; at most 10 million. */
  readonly enterprises?: number;
  /** Defaults to 4,433; at most 100,000. */
  readonly items?: number;
  /** Defaults to 32; at most 1,000. */
  readonly departments?: number;
  /** Any integer, taken modulo 2³²; defaults to 1. */
  readonly seed?: number;
  /**
   * Whether items have kinds, methods by grade and fallbacks, and a department may visit an
   * enterprise on site for routine and special checks at most twice (54号); defaults to false.
   */
  readonly national?: boolean;
  /** The only year whose public holidays are known. */
  readonly year?: 2026;
}

export interface CountySize {
  readonly enterprises: number;
  readonly items: number;
  readonly departments: number;
  readonly seed: number;
  readonly national: boolean;
}

const CountyOptions: Codec<CountyOptions> = struct<CountyOptions>('CountyOptions', {
  enterprises: optional(atMost(10_000_000, integerFrom(1))),
  items: optional(atMost(100_000, integerFrom(1))),
  departments: optional(atMost(1_000, integerFrom(1))),
  seed: optional(integer),
  national: optional(truth),
  year: optional(leaf('Year', '2026', (value): value is 2026 => value === 2026)),
});

/** The size of a county; a TypeError where an option is wrong. */
export const sizeOf = (options: CountyOptions): CountySize => {
  const { enterprises, items, departments, seed, national } = checked(CountyOptions, options);
  return {
    enterprises: enterprises ?? 40_000,
    items: items ?? 4_433,
    departments: departments ?? 32,
    seed: (seed ?? 1) >>> 0,
    national: national ?? false,
  };
};
