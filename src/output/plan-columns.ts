import type { SortedRows } from '../registry/sorted';
import type { UnservedReason } from './plan-document';

/**
 * A plan in columns. Visits ascend by enterprise, day and first item; unserved occurrences
 * by enterprise, item and cycle.
 */
export interface PlanColumns {
  readonly rows: SortedRows;
  /** Index of each item's department in rows.departments. */
  readonly departmentOf: Int32Array;
  /** Each item's method. */
  readonly methodOf: readonly string[];
  /** Each item's group of methods, which a visit names where its methods differ. */
  readonly groupOf: readonly string[];
  /** Domains by index; whether all items of a visit have one method, and one object. */
  readonly domains: ReadonlyArray<{
    readonly name: string;
    readonly oneMethod: boolean;
    readonly oneObject: boolean;
  }>;
  readonly visits: {
    readonly count: number;
    /** The visits' ids; absent: each visit has the id of its first occurrence (`visitId`). */
    readonly ids?: readonly string[];
    /** Index into rows.enterprises. */
    readonly enterprise: Int32Array;
    readonly domain: Int32Array;
    readonly day: Int32Array;
    /** Index into rows.departments. */
    readonly lead: Int32Array;
    /** Elapsed minutes; they can exceed 32 bits. */
    readonly minutes: Float64Array;
    readonly onSite: Uint8Array;
    /**
     * Visit v serves the occurrences memberStart[v] … memberStart[v + 1] − 1, ascending by item.
     */
    readonly memberStart: Int32Array;
    readonly item: Int32Array;
    readonly cycle: Int32Array;
  };
  readonly unserved: {
    readonly count: number;
    readonly enterprise: Int32Array;
    readonly item: Int32Array;
    readonly cycle: Int32Array;
    /** Index into `unservedReasons`. */
    readonly reason: Uint8Array;
    /** Index of the kept item; −1 where there is none. */
    readonly by: Int32Array;
  };
}

/** The columns that no enterprise changes. */
export interface FrameColumns extends Omit<PlanColumns, 'rows' | 'visits' | 'unserved'> {
  readonly rows: Pick<SortedRows, 'departments' | 'items'>;
}

export const unservedReasons: readonly UnservedReason[] = [
  'no-open-day',
  'exempt',
  'recognised',
  'visit-cap',
  'quiet',
];
