import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultsOf } from './faults';
import { type Year, yearFaults } from './revise-laws';

const FOLDER = new URL('../cases/defects/soak/', import.meta.url);

/** Registries and years that broke a law once, each as small as it gets. */
test.each(readdirSync(FOLDER))('%s has no fault any more', (file) => {
  const year: Partial<Year> = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
  const { registry, lists = [], prefer = 'fewest-visits' } = year;
  if (registry === undefined) throw new Error(`${file} has no registry`);
  expect(faultsOf(registry, { orders: true, steps: [], damages: 0 })).toEqual([]);
  expect(yearFaults({ registry, lists, prefer })).toEqual([]);
});
