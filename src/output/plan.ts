import type { SortedRows } from '../registry/sorted';
import type { PlanDocument, Summary, Unserved, UnservedReason, Visit } from './plan-document';
import { unservedRow, visitRow } from './rows';

/** A plan in columns: visits ascending by enterprise id, day and first item; unserved ascending by enterprise, item and cycle. */
export interface PlanColumns {
  readonly rows: SortedRows;
  /** Index of each item's department in rows.departments. */
  readonly departmentOf: Int32Array;
  /** Each item's method, and what it says where methods differ within a group. */
  readonly methodOf: readonly string[];
  readonly groupOf: readonly string[];
  /** Domains by index, and whether their visits are of one method and of one object. */
  readonly domains: ReadonlyArray<{ readonly name: string; readonly oneMethod: boolean; readonly oneObject: boolean }>;
  readonly visits: {
    readonly count: number;
    /** Index into rows.enterprises. */
    readonly enterprise: Int32Array;
    readonly domain: Int32Array;
    readonly day: Int32Array;
    /** Index into rows.departments. */
    readonly lead: Int32Array;
    /** Elapsed minutes. */
    readonly minutes: Int32Array;
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

export const unservedReasons: readonly UnservedReason[] = ['no-open-day', 'exempt', 'recognised', 'visit-cap'];

/** Why an enterprise gets no fewer visits. */
export interface Certificate {
  readonly enterprise: string;
  readonly visits: number;
  /** No valid plan has fewer visits for it. */
  readonly lowerBound: number;
  /** Occurrences no two of which can share a visit; as many as the bound where the bound rests on them alone. */
  readonly witness: ReadonlyArray<{ readonly item: string; readonly cycle: number }>;
}

/** 统筹计划. `JSON.stringify` gives a {@link PlanDocument}; rows are made when they are first asked for. */
export interface Plan extends PlanDocument {
  readonly columns: PlanColumns;
  /** The certificate of one enterprise; undefined for an id that does not exist. O(log enterprises + its witness). */
  readonly certificate: (enterprise: string) => Certificate | undefined;
  readonly toJSON: () => PlanDocument;
}

const lazily = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const rowsOf = <A>(count: number, row: (index: number) => A): readonly A[] =>
  Object.freeze(Array.from({ length: count }, (_, index) => row(index)));

export const planOf = (
  columns: PlanColumns,
  summary: Summary,
  certificate: (enterprise: string) => Certificate | undefined,
): Plan => {
  const visits = lazily(() => rowsOf<Visit>(columns.visits.count, visitRow(columns)));
  const unserved = lazily(() => rowsOf<Unserved>(columns.unserved.count, unservedRow(columns)));
  return {
    get visits() {
      return visits();
    },
    get unserved() {
      return unserved();
    },
    summary,
    columns,
    certificate,
    toJSON: () => ({ visits: visits(), unserved: unserved(), summary }),
  };
};
