import type { SortedRows } from '../registry/sorted';
import type { UnservedReason } from './plan-document';

/**
 * A plan in columns: visits ascending by enterprise id, day and first item; unserved ascending by
 * enterprise, item and cycle.
 */
export interface PlanColumns {
  readonly rows: SortedRows;
  /** Index of each item's department in rows.departments. */
  readonly departmentOf: Int32Array;
  /** Each item's method, and what it says where methods differ within a group. */
  readonly methodOf: readonly string[];
  readonly groupOf: readonly string[];
  /** Domains by index, and whether their visits are of one method and of one object. */
  readonly domains: ReadonlyArray<{
    readonly name: string;
    readonly oneMethod: boolean;
    readonly oneObject: boolean;
  }>;
  readonly visits: {
    readonly count: number;
    /**
     * Of visits that an earlier plan had; absent: each has that of its first occurrence
     * (`visitId`).
     */
    readonly ids?: readonly string[];
    /** Index into rows.enterprises. */
    readonly enterprise: Int32Array;
    readonly domain: Int32Array;
    readonly day: Int32Array;
    /** Index into rows.departments. */
    readonly lead: Int32Array;
    /** Elapsed minutes; they may be more than 32 bits hold. */
    readonly minutes: Float64Array;
    readonly onSite: Uint8Array;
    /** Visit v serves item[memberStart[v]] … , ascending by item. */
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
    /** The kept item, −1 where there is none. */
    readonly by: Int32Array;
  };
}

export const unservedReasons: readonly UnservedReason[] = [
  'no-open-day',
  'exempt',
  'recognised',
  'visit-cap',
];
