import { int32Column } from '../columns/growable';
import { accumulate } from '../columns/starts';
import { capNames, capsInForce } from '../consolidate/caps-of';
import { type Consolidation, checkedItems } from '../consolidate/consolidation';
import type { Cap } from '../consolidate/several-caps/problem';
import type { VisitTerms } from '../consolidate/sound-visits';
import { reasonCode } from '../occurrences/allowed-days';
import type { Occurrences } from '../occurrences/occurrences';
import type { UnderCaps } from '../output/certificate';

/** The proofs of enterprises under caps in columns; enterprises ascend by id. */
export interface CapProofs {
  /** The names of all caps of the frame. */
  readonly names: readonly string[];
  /** 1 for enterprises with a cap that counts more occurrences than it allows visits. */
  readonly mayBind: Int32Array;
  /** Occurrences left out, and those by fallback, with the lower bounds on both. */
  readonly leftOut: Int32Array;
  readonly leastLeftOut: Int32Array;
  readonly byFallback: Int32Array;
  readonly leastByFallback: Int32Array;
  /** Enterprise e has used up the limits start[e] … start[e + 1] − 1. */
  readonly start: Int32Array;
  /** Index into `names`. */
  readonly cap: Int32Array;
  /** Visits that the cap counts, as many as its limit. */
  readonly limit: Int32Array;
  /** Lower bound on the limit. */
  readonly least: Int32Array;
}

/**
 * The proofs of a consolidation that has all made visits.
 * O(enterprises × caps × items of an enterprise + members × caps that may bind).
 */
export const capProofsOf = (
  occurrences: Occurrences,
  consolidation: Consolidation,
  terms: VisitTerms,
): CapProofs => {
  const { rows, policy, start: starts, item, reason } = occurrences;
  const { enterpriseStart, memberStart, member, droppedStart, fallbackStart } = consolidation;
  const { leastOut, leastByFallback, raisedStart, raisedCap } = consolidation;
  const { raisedBy, raisedByLeast } = consolidation;
  const { key, fallback = new Int32Array(key.length).fill(-1) } = terms;
  const checked = checkedItems(occurrences, consolidation, () => fallback);
  const names = capNames(policy, rows.departments);
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const capsOf = capsInForce(occurrences, terms);
  const count = rows.enterprises.length;
  const mayBind = new Int32Array(count);
  const start = new Int32Array(count + 1);
  const [cap, limit, least] = [0, 1, 2].map(() => int32Column(16));

  /** The items owed to an enterprise that have days, with the number of their occurrences. */
  const itemsOf = (e: number): ReadonlyMap<number, number> => {
    const items = new Map<number, number>();
    for (let o = starts[e]; o < starts[e + 1]; o++)
      if (reason[o] === reasonCode.servable || reason[o] === reasonCode.done)
        items.set(item[o], (items.get(item[o]) ?? 0) + 1);
    return items;
  };
  const countedBy = (items: ReadonlyMap<number, number>, { counts }: Cap): number => {
    let counted = 0;
    for (const [i, times] of items)
      if (counts(i) || (key[i] === 0 && fallback[i] >= 0 && counts(fallback[i]))) counted += times;
    return counted;
  };
  const usedOf = (e: number, { counts }: Cap): number => {
    let used = 0;
    for (let v = enterpriseStart[e]; v < enterpriseStart[e + 1]; v++)
      for (let m = memberStart[v]; m < memberStart[v + 1]; m++)
        if (counts(checked[member[m]])) {
          used++;
          break;
        }
    return used;
  };
  for (let e = 0; e < count; e++) {
    const caps = capsOf(e);
    const items = caps.length === 0 ? undefined : itemsOf(e);
    caps.forEach((one, place) => {
      const counted = items === undefined ? 0 : countedBy(items, one);
      if (counted <= one.most) return;
      mayBind[e] = 1;
      const used = usedOf(e, one);
      let [most, fewest] = [one.most, one.most];
      for (let r = raisedStart[e]; r < raisedStart[e + 1]; r++)
        if (raisedCap[r] === place) {
          most += raisedBy[r];
          fewest += raisedByLeast[r];
        }
      // Where pins decide the limit, it is not known, but at least the visits that the cap counts.
      if (used < most || counted <= used) return;
      cap.push(indexOf.get(one.name) ?? -1);
      limit.push(used);
      least.push(fewest);
    });
    start[e + 1] = cap.length();
  }
  const sizes = (of: Int32Array): Int32Array => leastOut.map((_, e) => of[e + 1] - of[e]);
  const byFallback = sizes(fallbackStart);
  return {
    names,
    mayBind,
    leftOut: sizes(droppedStart),
    leastLeftOut: leastOut,
    byFallback,
    // A revision may serve more than the plan of the bounds, and check fewer by fallback.
    leastByFallback: leastByFallback.map((bound, e) => Math.min(bound, byFallback[e])),
    start,
    cap: cap.values(),
    limit: limit.values(),
    least: least.values(),
  };
};

/** What the caps of enterprise e cost; undefined where none of them may bind. O(its limits). */
export const underCaps = (proofs: CapProofs, e: number): UnderCaps | undefined => {
  const { names, mayBind, leftOut, leastLeftOut, byFallback, leastByFallback } = proofs;
  const { start, cap, limit, least } = proofs;
  if (mayBind[e] === 0) return undefined;
  return {
    leftOut: leftOut[e],
    leastLeftOut: leastLeftOut[e],
    byFallback: byFallback[e],
    leastByFallback: leastByFallback[e],
    limits: Array.from(cap.subarray(start[e], start[e + 1]), (name, k) => ({
      cap: names[name],
      limit: limit[start[e] + k],
      least: least[start[e] + k],
    })),
  };
};

/** The proofs of several slices of one frame as one, as `joinProofs`. O(enterprises + limits). */
export const joinCapProofs = (
  slices: ReadonlyArray<{ readonly places: Int32Array; readonly proofs: CapProofs }>,
): CapProofs => {
  const enterprises = slices.reduce((sum, { places }) => sum + places.length, 0);
  const column = (of: (proofs: CapProofs) => Int32Array): Int32Array => {
    const all = new Int32Array(enterprises);
    for (const { places, proofs } of slices)
      places.forEach((e, own) => {
        all[e] = of(proofs)[own];
      });
    return all;
  };
  const start = new Int32Array(enterprises + 1);
  for (const { places, proofs } of slices)
    places.forEach((e, own) => {
      start[e + 1] = proofs.start[own + 1] - proofs.start[own];
    });
  accumulate(start);
  const limits = (of: (proofs: CapProofs) => Int32Array): Int32Array => {
    const all = new Int32Array(start[enterprises]);
    for (const { places, proofs } of slices)
      places.forEach((e, own) => {
        all.set(of(proofs).subarray(proofs.start[own], proofs.start[own + 1]), start[e]);
      });
    return all;
  };
  return {
    names: slices[0]?.proofs.names ?? [],
    mayBind: column(({ mayBind }) => mayBind),
    leftOut: column(({ leftOut }) => leftOut),
    leastLeftOut: column(({ leastLeftOut }) => leastLeftOut),
    byFallback: column(({ byFallback }) => byFallback),
    leastByFallback: column(({ leastByFallback }) => leastByFallback),
    start,
    cap: limits(({ cap }) => cap),
    limit: limits(({ limit }) => limit),
    least: limits(({ least }) => least),
  };
};
