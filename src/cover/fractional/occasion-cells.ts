import type { CountLimits, Packing, SumLimits } from '../question';

/** Elements of an occasion that share one sum limit, or have none. */
export interface Cell {
  readonly members: Int32Array;
  /** Room under the sum limit; Infinity: all fit. */
  readonly room: number;
  /** Its group under the count limit, from 0; −1 where it is not counted. */
  readonly group: number;
}

export interface OccasionCells {
  readonly cells: readonly Cell[];
  /** Elements too heavy for a visit with others. */
  readonly alone: readonly number[];
  /** The largest number of groups in a visit, and the number of all groups. */
  readonly most: number;
  readonly groups: number;
}

/**
 * The cells of an occasion with these elements, under one limit of each kind.
 * O(elements²) at worst.
 */
export const cellsOf = (
  { blockOf }: Packing,
  members: readonly number[],
  occasion: number,
  sums: SumLimits | undefined,
  counts: CountLimits | undefined,
): OccasionCells => {
  // Sums of fractional weights may be slightly too small.
  const capacity =
    sums === undefined ? Number.POSITIVE_INFINITY : sums.mostAt[occasion] * (1 + 1e-9);
  const alone = members.filter(
    (i) => blockOf[i] >= 0 && sums !== undefined && sums.weight[i] > capacity,
  );
  const several = members.filter((i) => !alone.includes(i));
  const total = new Map<number, number>();
  const room = new Map<number, number>();
  if (sums !== undefined)
    for (const i of several) {
      if (blockOf[i] < 0) continue;
      const group = sums.groupOf[i];
      total.set(group, (total.get(group) ?? 0) + Math.max(0, sums.weight[i]));
      room.set(group, (room.get(group) ?? capacity) - Math.min(0, sums.weight[i]));
    }
  const sumOf = (i: number): number => {
    if (sums === undefined || blockOf[i] < 0) return -1;
    const group = sums.groupOf[i];
    return (total.get(group) ?? 0) > (room.get(group) ?? capacity) ? group : -1;
  };
  const most =
    counts === undefined
      ? Number.POSITIVE_INFINITY
      : Math.max(1, Math.ceil(counts.mostAt[occasion]));
  const numberOf = new Map<number, number>();
  const countOf = new Map<number, number>();
  let nested = counts !== undefined;
  if (counts !== undefined)
    for (const i of several) {
      if (blockOf[i] < 0) continue;
      const group = counts.groupOf[i];
      if (!numberOf.has(group)) numberOf.set(group, numberOf.size);
      const sum = sumOf(i);
      if (sum >= 0 && (countOf.get(sum) ?? group) !== group) nested = false;
      if (sum >= 0) countOf.set(sum, group);
    }
  const counted = nested && numberOf.size > most;
  const cells = new Map<
    string,
    { readonly members: number[]; readonly room: number; readonly group: number }
  >();
  for (const i of several) {
    const sum = sumOf(i);
    const group = counted && blockOf[i] >= 0 ? (numberOf.get(counts?.groupOf[i] ?? 0) ?? -1) : -1;
    const key = `${sum} ${group}`;
    const cell = cells.get(key) ?? {
      members: [],
      room: room.get(sum) ?? Number.POSITIVE_INFINITY,
      group,
    };
    cells.set(key, cell);
    cell.members.push(i);
  }
  return {
    cells: [...cells.values()].map((cell) => ({ ...cell, members: Int32Array.from(cell.members) })),
    alone,
    most: counted ? most : Number.POSITIVE_INFINITY,
    groups: counted ? numberOf.size : 0,
  };
};
