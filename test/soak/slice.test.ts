import { expect, test } from 'vitest';
import type { RegistryInput } from '../../src/index';
import { askedFaults } from './explain-laws';
import { faultsOf } from './faults';
import { registryOf } from './generate';
import { yearFaults, yearOf } from './revise-laws';

/** Seeds beside the first ones, which find planted faults (bench/support/planted-faults.ts) that those do not. */
const RARE = {
  plans: [1067, 1315, 1463, 1569, 1682, 1746, 1885],
  tasks: [10, 37],
  years: [79, 36, 73],
  explanations: [56],
};

/** Seeds from 1 on, after some others. */
const seedsOf = (rare: readonly number[], count: number): readonly number[] => [
  ...rare,
  ...Array.from({ length: count }, (_, k) => k + 1),
];

/** What is wrong with the first of the seeds that something is wrong with. */
const found = (seeds: readonly number[], faultsWith: (seed: number) => readonly string[]): readonly string[] => {
  for (const seed of seeds) {
    const faults = faultsWith(seed);
    if (faults.length > 0) return faults.map((fault) => `seed ${seed}: ${fault}`);
  }
  return [];
};

const planFaults = (seed: number, input: RegistryInput): readonly string[] =>
  faultsOf(input, {
    orders: seed % 6 === 1,
    steps: seed % 6 === 0 ? [0, 1 + (seed % 30)] : [],
    damages: seed % 3 === 0 ? 4 : 0,
  });

test('plans of random registries are valid, and the best of small ones', () => {
  expect(found(seedsOf(RARE.plans, 1000), (seed) => planFaults(seed, registryOf(seed)))).toEqual([]);
});

test('tasks on white lists and recognised items are planned as the model says', () => {
  expect(found(seedsOf(RARE.tasks, 60), (seed) => planFaults(seed, registryOf(seed, 'tasks')))).toEqual([]);
});

test('years of revisions lose nothing, change nothing without a cause, and keep what can be kept', () => {
  const made = { revisions: 0 };
  expect(found(seedsOf(RARE.years, 25), (seed) => yearFaults(yearOf(seed, registryOf(seed)), made))).toEqual([]);
  expect(made.revisions).toBeGreaterThan(120);
});

test('explanations say what the model says', () => {
  const made = { explained: 0 };
  expect(
    found(seedsOf(RARE.explanations, 40), (seed) => askedFaults({ registry: registryOf(seed), seed }, made)),
  ).toEqual([]);
  expect(made.explained).toBeGreaterThan(250);
});
