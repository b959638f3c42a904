import { afterAll, expect, test } from 'vitest';
import { runs } from '../support/runs';
import { firstFaults, firstSeeds, sliceParts } from './slice';

const made = { revisions: 0, explained: 0 };

for (const part of sliceParts(made))
  test(part.name, () => {
    expect(firstFaults([...part.rare, ...firstSeeds(runs(part.quick, part.first))], part)).toEqual(
      [],
    );
  });

afterAll(() => {
  expect(made.revisions).toBeGreaterThan(runs(40, 120));
  expect(made.explained).toBeGreaterThan(runs(80, 250));
});
