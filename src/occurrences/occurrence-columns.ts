import { resized } from '../columns/growable';

/** Columns that grow, 13 bytes per occurrence. */
export interface OccurrenceColumns {
  item: Int32Array;
  cycle: Int32Array;
  daySet: Int32Array;
  reason: Uint8Array;
  length: number;
}

export const occurrenceColumns = (capacity: number): OccurrenceColumns => ({
  item: new Int32Array(capacity),
  cycle: new Int32Array(capacity),
  daySet: new Int32Array(capacity),
  reason: new Uint8Array(capacity),
  length: 0,
});

/**
 * Makes room for `length` occurrences, more than the present capacity and at most `most`; `share`
 * is the share of enterprises that are done. There is never room for more than `most`.
 */
export const grow = (
  columns: OccurrenceColumns,
  length: number,
  share: number,
  most: number,
): void => {
  const capacity = columns.item.length;
  // The rest will be like the part done: then columns are copied once or twice, and
  // end hardly longer than needed.
  const foreseen = Math.ceil((1.05 * columns.length) / share);
  const wanted = Math.max(length, Math.min(Math.max(foreseen, 2 * capacity), 4 * capacity));
  const larger = Math.min(wanted, most);
  const reason = new Uint8Array(larger);
  reason.set(columns.reason);
  columns.reason = reason;
  columns.item = resized(columns.item, larger);
  columns.cycle = resized(columns.cycle, larger);
  columns.daySet = resized(columns.daySet, larger);
};
