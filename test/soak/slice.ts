import type { RegistryInput } from '../../src/index';
import { askedFaults } from './explain-laws';
import { faultsOf } from './faults';
import { registryOf } from './generate';
import { yearFaults, yearOf } from './revise-laws';

/** A part of the soak's slice in CI: seeds, and a check of each. */
export interface SlicePart {
  readonly name: string;
  /**
   * Seeds that find planted faults (bench/support/planted-faults.ts) which
   * the first seeds do not find.
   */
  readonly rare: readonly number[];
  /** Number of seeds, from 1 on. */
  readonly first: number;
  /** Number of seeds that `npm test` tries. */
  readonly quick: number;
  readonly faultsWith: (seed: number) => readonly string[];
}

const planFaults = (seed: number, input: RegistryInput): readonly string[] =>
  faultsOf(input, {
    orders: seed % 6 === 1,
    steps: seed % 6 === 0 ? [0, 1 + (seed % 30)] : [],
    damages: seed % 3 === 0 ? 4 : 0,
  });

/** Numbers of revisions and explanations so far. */
export interface Made {
  revisions: number;
  explained: number;
}

/** The parts of the slice, the quickest first; `made` counts their work. */
export const sliceParts = (made: Made): readonly SlicePart[] => [
  {
    name: 'tasks on white lists and recognised items are planned as the model says',
    rare: [10, 37],
    first: 60,
    quick: 12,
    faultsWith: (seed) => planFaults(seed, registryOf(seed, 'tasks')),
  },
  {
    name: 'explanations say what the model says',
    rare: [56],
    first: 40,
    quick: 8,
    faultsWith: (seed) => askedFaults({ registry: registryOf(seed), seed }, made),
  },
  {
    name: 'years of revisions lose nothing, change nothing without a cause, and keep what can be kept',
    rare: [24, 36, 73, 79],
    first: 25,
    quick: 2,
    faultsWith: (seed) => yearFaults(yearOf(seed, registryOf(seed)), made),
  },
  {
    name: 'plans of random registries are valid, and the best of small ones',
    rare: [1067, 1315, 1463, 1569, 1682, 1746, 1885, 13479],
    first: 1000,
    quick: 90,
    faultsWith: (seed) => planFaults(seed, registryOf(seed)),
  },
];

/** Faults of the first seed that has any. */
export const firstFaults = (
  seeds: readonly number[],
  { faultsWith }: SlicePart,
): readonly string[] => {
  for (const seed of seeds) {
    const faults = faultsWith(seed);
    if (faults.length > 0) return faults.map((fault) => `seed ${seed}: ${fault}`);
  }
  return [];
};

/** The seeds from 1 to `first`. */
export const firstSeeds = (first: number): readonly number[] =>
  Array.from({ length: first }, (_, k) => k + 1);
