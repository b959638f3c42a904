import { afterAll, expect, test } from 'vitest';
import { firstFaults, firstSeeds, sliceParts } from './slice';

const made = { revisions: 0, explained: 0 };

for (const part of sliceParts(made))
  test(part.name, () => {
    expect(firstFaults([...part.rare, ...firstSeeds(part)], part)).toEqual([]);
  });

afterAll(() => {
  expect(made.revisions).toBeGreaterThan(120);
  expect(made.explained).toBeGreaterThan(250);
});
