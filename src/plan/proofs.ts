import { accumulate } from '../columns/starts';
import type { Consolidation } from '../consolidate/consolidation';
import type { VisitTerms } from '../consolidate/sound-visits';
import type { Occurrences } from '../occurrences/occurrences';
import type { Certificate } from '../output/plan';
import { indexOfId } from '../output/views';
import type { SortedRows } from '../registry/sorted';
import { type CapProofs, capProofsOf, joinCapProofs, underCaps } from './cap-proofs';

/** The proofs of enterprises' bounds in columns; enterprises ascend by id. */
export interface Proofs {
  /** Visits of each enterprise, and the lower bound on them. */
  readonly visits: Int32Array;
  readonly lowerBound: Int32Array;
  /**
   * Enterprise e has the witness of occurrences start[e] … start[e + 1] − 1 (item and cycle), of
   * which no two can share a visit.
   */
  readonly start: Int32Array;
  /** Index into rows.items. */
  readonly item: Int32Array;
  readonly cycle: Int32Array;
  readonly caps: CapProofs;
}

/** The proofs of a consolidation. O(enterprises + witnesses), and {@link capProofsOf}. */
export const proofsOf = (
  occurrences: Occurrences,
  consolidation: Consolidation,
  terms: VisitTerms,
): Proofs => {
  const { item, cycle } = occurrences;
  const { enterpriseStart, lowerBound, witnessStart, witness } = consolidation;
  return {
    visits: lowerBound.map((_, e) => enterpriseStart[e + 1] - enterpriseStart[e]),
    lowerBound,
    start: witnessStart,
    item: witness.map((o) => item[o]),
    cycle: witness.map((o) => cycle[o]),
    caps: capProofsOf(occurrences, consolidation, terms),
  };
};

/**
 * The certificate of an enterprise; undefined for an unknown id.
 * O(log enterprises + its witness).
 */
export const certificates =
  (
    { items, enterprises }: SortedRows,
    proofs: Proofs,
  ): ((enterprise: string) => Certificate | undefined) =>
  (enterprise) => {
    const e = indexOfId(enterprises, enterprise);
    if (e < 0) return undefined;
    const from = proofs.start[e];
    const capped = underCaps(proofs.caps, e);
    return {
      enterprise,
      visits: proofs.visits[e],
      lowerBound: proofs.lowerBound[e],
      witness: Array.from(proofs.item.subarray(from, proofs.start[e + 1]), (i, k) => ({
        item: items[i].id,
        cycle: proofs.cycle[from + k],
      })),
      ...(capped === undefined ? {} : { underCaps: capped }),
    };
  };

/**
 * The proofs of several slices as one. `places` gives the index in the whole
 * of each enterprise of a slice.
 * O(enterprises + witnesses).
 */
export const joinProofs = (
  slices: ReadonlyArray<{ readonly places: Int32Array; readonly proofs: Proofs }>,
): Proofs => {
  const enterprises = slices.reduce((sum, { places }) => sum + places.length, 0);
  const visits = new Int32Array(enterprises);
  const lowerBound = new Int32Array(enterprises);
  const start = new Int32Array(enterprises + 1);
  for (const { places, proofs } of slices)
    places.forEach((e, own) => {
      visits[e] = proofs.visits[own];
      lowerBound[e] = proofs.lowerBound[own];
      start[e + 1] = proofs.start[own + 1] - proofs.start[own];
    });
  accumulate(start);
  const item = new Int32Array(start[enterprises]);
  const cycle = new Int32Array(start[enterprises]);
  for (const { places, proofs } of slices)
    places.forEach((e, own) => {
      const [from, to] = [proofs.start[own], proofs.start[own + 1]];
      item.set(proofs.item.subarray(from, to), start[e]);
      cycle.set(proofs.cycle.subarray(from, to), start[e]);
    });
  const caps = joinCapProofs(slices.map(({ places, proofs }) => ({ places, proofs: proofs.caps })));
  return { visits, lowerBound, start, item, cycle, caps };
};
