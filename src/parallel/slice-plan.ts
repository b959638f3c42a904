import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray';
import { joinColumns } from '../output/join-columns';
import type { PlanColumns } from '../output/plan-columns';
import { joinTotals, type Totals } from '../output/summary';
import { joinProofs, type Proofs } from '../proofs';
import type { Planned } from '../stages';
import type { Slice } from './slices';

/** What a thread found for a slice, without what every thread knows. */
export interface SlicePlan extends Pick<PlanColumns, 'visits' | 'unserved'> {
  readonly proofs: Proofs;
  readonly totals: Omit<Totals, 'capacity'>;
}

export const slicePlanOf = ({ columns: { visits, unserved }, proofs, totals }: Planned): SlicePlan => {
  const { capacity, ...own } = totals;
  return { visits, unserved, proofs, totals: own };
};

/** The memory of a slice's columns, which can move from thread to thread. */
export const buffersOf = ({ visits, unserved, proofs, totals }: SlicePlan): ReadonlyArray<ArrayBuffer> => {
  const buffers = new Set<ArrayBuffer>();
  for (const columns of [visits, unserved, proofs, totals])
    for (const value of Object.values<unknown>({ ...columns }))
      if (ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
  return [...buffers];
};

/** A slice and what was found for it. */
export interface Found {
  readonly slice: Slice;
  readonly plan: SlicePlan;
}

/**
 * The plan of all slices together, in whatever order they come; `nobody` is that of no enterprises under the same frame.
 * O(occurrences + enterprises · log enterprises).
 */
export const joinSlices = (nobody: Planned, found: readonly Found[]): Planned => {
  const parts: ReadonlyNonEmptyArray<PlanColumns> = [
    nobody.columns,
    ...found.map(({ slice, plan: { visits, unserved } }) => ({
      ...nobody.columns,
      rows: { ...nobody.columns.rows, enterprises: slice.rows.enterprises },
      visits,
      unserved,
    })),
  ];
  const { capacity } = nobody.totals;
  return {
    columns: joinColumns(parts),
    proofs: joinProofs(found.map(({ slice: { places }, plan: { proofs } }) => ({ places, proofs }))),
    totals: found.map(({ plan: { totals } }): Totals => ({ ...totals, capacity })).reduce(joinTotals, nobody.totals),
  };
};
