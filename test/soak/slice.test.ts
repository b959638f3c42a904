import { expect, test } from 'vitest';
import { askedFaults } from './explain-laws';
import { faultsOf } from './faults';
import { registryOf } from './generate';
import { yearFaults, yearOf } from './revise-laws';

/** What is found wrong with some seeds, with the seed that it is found with; a few faults are enough. */
const found = (from: number, count: number, faultsWith: (seed: number) => readonly string[]): readonly string[] => {
  const wrong: string[] = [];
  for (let seed = from; seed < from + count && wrong.length < 3; seed++)
    for (const fault of faultsWith(seed)) wrong.push(`seed ${seed}: ${fault}`);
  return wrong;
};

test('plans of random registries are valid, and the best of small ones', () => {
  const wrong = found(1, 1000, (seed) => {
    const input = registryOf(seed);
    // A stream takes no past visits, tasks and pins of enterprises yet.
    const isPlain = [input.done, input.due, input.pins].every((rows) => rows === undefined);
    const steps = seed % 6 === 0 ? [0, 1 + (seed % 30)] : [];
    return faultsOf(input, { orders: isPlain && seed % 6 === 1, steps, damages: seed % 3 === 0 ? 4 : 0 });
  });
  expect(wrong).toEqual([]);
});

test('years of revisions lose nothing, change nothing without a cause, and keep what can be kept', () => {
  const made = { revisions: 0 };
  expect(found(1, 25, (seed) => yearFaults(yearOf(seed, registryOf(seed)), made))).toEqual([]);
  expect(made.revisions).toBeGreaterThan(120);
});

test('explanations say what the model says', () => {
  const made = { explained: 0 };
  expect(found(1, 40, (seed) => askedFaults({ registry: registryOf(seed), seed }, made))).toEqual([]);
  expect(made.explained).toBeGreaterThan(250);
});
