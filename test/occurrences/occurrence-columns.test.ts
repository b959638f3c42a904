import { expect, test } from 'vitest';
import { grow, occurrenceColumns } from '../../src/occurrences/occurrence-columns';

test('columns grow to the length asked for, and never beyond the most', () => {
  for (const share of [0.01, 0.5, 1])
    for (const length of [9, 20, 99, 100]) {
      const columns = occurrenceColumns(8);
      columns.length = 8;
      columns.item.set([1, 2, 3]);
      grow(columns, length, share, 100);
      const { item, cycle, daySet, reason } = columns;
      for (const column of [item, cycle, daySet, reason]) {
        expect(column.length).toBeGreaterThanOrEqual(length);
        expect(column.length).toBeLessThanOrEqual(100);
      }
      expect([...item.subarray(0, 4)]).toEqual([1, 2, 3, 0]);
    }
});
