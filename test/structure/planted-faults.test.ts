import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plantedFaults } from '../../bench/support/planted-faults';

test('the text that each planted fault replaces is there once', () => {
  const stale = plantedFaults.filter(
    ({ file, right }) => readFileSync(file, 'utf8').split(right).length !== 2,
  );
  expect(stale.map(({ file, what }) => `${file}: ${what}`)).toEqual([]);
});
