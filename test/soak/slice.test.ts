import { afterAll, expect, test } from 'vitest';
import { firstFaults, firstSeeds, sliceParts } from './slice';

const made = { revisions: 0, explained: 0 };

test.each(sliceParts(made))('$name', (part) => {
  expect(firstFaults([...part.rare, ...firstSeeds(part)], part)).toEqual([]);
});

afterAll(() => {
  expect(made.revisions).toBeGreaterThan(120);
  expect(made.explained).toBeGreaterThan(250);
});
