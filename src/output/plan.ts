import type { PlanColumns } from './plan-columns';
import type { PlanDocument, Summary, Unserved, Visit } from './plan-document';
import { unservedRow, visitRow } from './rows';

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
  /** The certificate of one enterprise; undefined for an id that does not exist. O(its witness). */
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
