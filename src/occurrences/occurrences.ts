import type { Amendments } from '../registry/amendments';
import type { Enterprise } from '../registry/enterprise';
import type { Frame } from '../registry/frame';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import type { Registry } from '../registry/registry';
import { type SortedRows, sortedById } from '../registry/sorted';
import { amended } from './amended';
import type { DaySets } from './day-sets';
import { expand } from './expand';
import type { FrameRows } from './frame-rows';
import { type PreparedFrame, prepare } from './prepared-frame';
import type { Timeline } from './timeline';

/** Allowed days of every occurrence: ids of day sets, and the sets. */
export type LeadDays = Pick<Occurrences, 'daySet' | 'daySets'>;

/** Every occurrence of a registry in columns, ascending by enterprise id, item id and cycle. */
export interface Occurrences {
  readonly rows: SortedRows;
  readonly policy: ResolvedPolicy;
  readonly timeline: Timeline;
  readonly count: number;
  /** Enterprise e (index into rows.enterprises) has the occurrences start[e] … start[e + 1] − 1. */
  readonly start: Int32Array;
  /** Index into rows.items. */
  readonly item: Int32Array;
  readonly cycle: Int32Array;
  /**
   * Id of the allowed days in `daySets`; for a recognised occurrence, the index of the kept item.
   */
  readonly daySet: Int32Array;
  /** A `reasonCode`; 0 can be served. A done occurrence has its day as `daySet`. */
  readonly reason: Uint8Array;
  readonly daySets: DaySets;
  /** The policy's caps that apply to an enterprise, by index. */
  readonly capsOf: (enterprise: Enterprise) => readonly number[];
  /**
   * The occurrences of some of the enterprises as if no day had passed and no visit were made;
   * absent where no day is frozen.
   * O(their occurrences), and O(frame) the first time.
   */
  readonly wholeHorizon?: (enterprises: readonly Enterprise[]) => Occurrences;
  /**
   * The allowed days that decide the lead of a visit. They include frozen days, so that a lead
   * does not change as time passes.
   * O(1); where days are frozen, as expensive as the occurrences.
   */
  readonly leadDays: () => LeadDays;
  /** The registry's rows about single occurrences; some may name enterprises that are not here. */
  readonly amendments: Amendments;
}

/** Most day sets that are kept from one call to the next. */
const mostKept = 2 ** 16;

/**
 * {@link occurrencesOf} for several registries of one frame, for example the slices of a large one.
 * The work that depends on the frame alone is done once. The rows name only their own enterprises.
 * Equal day sets have one number within a call, perhaps another in the next.
 */
export const expanderOf = (
  frame: Frame,
  alreadyPrepared: PreparedFrame = prepare(frame),
): ((rows: FrameRows) => Occurrences) => {
  let prepared = alreadyPrepared;
  const { frozenThrough, ...unfrozen } = frame;
  let known: ReturnType<typeof expanderOf> | undefined;
  const expandUnfrozen = (rows: FrameRows): Occurrences => {
    known ??= expanderOf(unfrozen);
    return known(rows);
  };
  return (rows) => {
    if (prepared.pool.count() > mostKept) prepared = prepare(frame);
    const { departments, items, policy, timeline, pool, capsOf } = prepared;
    const enterprises = sortedById(rows.enterprises);
    const { start, columns } = amended(
      prepared,
      enterprises,
      { ...rows, pins: rows.pins ?? prepared.pins },
      expand(prepared, enterprises, rows),
    );
    const count = columns.length;
    const daySet = columns.daySet.subarray(0, count);
    const daySets = pool.columns();
    return {
      rows: { departments, items, enterprises },
      policy,
      capsOf,
      timeline,
      count,
      start,
      item: columns.item.subarray(0, count),
      cycle: columns.cycle.subarray(0, count),
      daySet,
      reason: columns.reason.subarray(0, count),
      daySets,
      leadDays: () => {
        if (frozenThrough === undefined) return { daySet, daySets };
        return expandUnfrozen(rows);
      },
      ...(frozenThrough === undefined
        ? {}
        : {
            wholeHorizon: (some: readonly Enterprise[]) =>
              expandUnfrozen({ ...rows, enterprises: some, done: [] }),
          }),
      amendments: { done: rows.done ?? [], due: rows.due ?? [], pins: rows.pins ?? prepared.pins },
    };
  };
};

/**
 * Every occurrence that a registry owes within its horizon, with its allowed days, or the reason
 * why it has none (model §3, and recognition of model §6). Equal day sets are stored once. Throws a
 * RangeError beyond 2^27 occurrences.
 * O(occurrences + obligations + size of all criteria ∕ 32 per enterprise).
 */
export const occurrencesOf = (registry: Registry): Occurrences => expanderOf(registry)(registry);
