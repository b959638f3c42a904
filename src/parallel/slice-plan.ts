import { joinColumns, type PlanPart } from '../output/join-columns';
import type { FrameColumns, PlanColumns } from '../output/plan-columns';
import { joinCaps } from '../output/totals';
import { joinProofs } from '../plan/proofs';
import type { Undated } from '../plan/steps';
import { joinVisitDays } from '../schedule/visit-days';
import type { Slice } from './slices';

/** The result of a thread for one slice, without the columns that all slices share. */
export interface SlicePlan
  extends Pick<PlanColumns, 'visits' | 'unserved'>,
    Omit<Undated, 'columns'> {}

export const slicePlanOf = ({ columns: { visits, unserved }, ...rest }: Undated): SlicePlan => ({
  visits,
  unserved,
  ...rest,
});

/** The buffers of a slice's columns, which can be transferred between threads. */
export const buffersOf = ({
  visits,
  unserved,
  days,
  proofs,
  counted,
}: SlicePlan): ReadonlyArray<ArrayBuffer> => {
  const buffers = new Set<ArrayBuffer>();
  for (const columns of [
    visits,
    unserved,
    { daySet: days.daySet },
    days.daySets,
    proofs,
    proofs.caps,
    counted,
  ])
    for (const value of Object.values<unknown>({ ...columns }))
      if (ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer)
        buffers.add(value.buffer);
  return [...buffers];
};

/** A slice with its result. */
export interface Found {
  readonly slice: Slice;
  readonly plan: SlicePlan;
}

/** A figure of each enterprise of all slices, at its index in the county. */
const atPlaces = (found: readonly Found[], of: (plan: SlicePlan) => Int32Array): Int32Array => {
  const all = new Int32Array(found.reduce((sum, { slice: { places } }) => sum + places.length, 0));
  for (const { slice, plan } of found)
    of(plan).forEach((value, own) => {
      all[slice.places[own]] = value;
    });
  return all;
};

/**
 * The visits of all slices as one; the order of the slices does not matter. `frame` are the columns
 * that all slices have.
 * O(occurrences + enterprises · log enterprises).
 */
export const joinSlices = (frame: FrameColumns, found: readonly Found[]): Undated => {
  const parts = found.map(
    ({ slice, plan: { visits, unserved } }): PlanPart => ({
      rows: { ...frame.rows, enterprises: slice.rows.enterprises },
      visits,
      unserved,
    }),
  );
  const slices = found.map(({ slice: { places }, plan: { visits, days, proofs } }) => ({
    places,
    enterprise: visits.enterprise,
    days,
    proofs,
  }));
  return {
    columns: joinColumns(frame, parts),
    days: joinVisitDays(slices),
    proofs: joinProofs(slices),
    counted: {
      lowerBound: atPlaces(found, ({ counted }) => counted.lowerBound),
      perDepartment: atPlaces(found, ({ counted }) => counted.perDepartment),
      faults: atPlaces(found, ({ counted }) => counted.faults),
      closeBefore: atPlaces(found, ({ counted }) => counted.closeBefore),
      pairsBefore: atPlaces(found, ({ counted }) => counted.pairsBefore),
      caps: found.map(({ plan: { counted } }) => counted.caps).reduce(joinCaps, []),
    },
  };
};
