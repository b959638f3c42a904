import { lazily } from '../columns/lazily';
import type { Certificate } from './certificate';
import type { PlanColumns } from './plan-columns';
import type { PlanDocument, Summary, Unserved, Visit } from './plan-document';
import { unservedRow, visitRow } from './rows';
import type { Shortfall } from './shortfall';
import { unservedViews, type VisitFilter, visitViews } from './views';

export type { Certificate };

/**
 * 统筹计划. `JSON.stringify` gives a {@link PlanDocument}; rows are made when they are first asked for.
 */
export interface Plan extends PlanDocument {
  readonly columns: PlanColumns;
  /** The certificate of one enterprise; undefined for an id that does not exist. O(its witness). */
  readonly certificate: (enterprise: string) => Certificate | undefined;
  /**
   * Why no dates leave the visits fewer than `summary.overloadBound` minutes above capacity; by
   * department, then area.
   */
  readonly shortfalls: readonly Shortfall[];
  /**
   * The visits that a filter asks for, in the order of `visits` but as rows of their own, made one
   * by one; without a filter all of them. O(log visits + visits of the enterprise), else O(the
   * shorter of the department's and the month's visits); the first question for a department or a
   * month takes O(occurrences). An id or a month that does not exist has no visits.
   */
  readonly visitsOf: (filter?: VisitFilter) => Iterable<Visit>;
  /** What is not served of one enterprise, likewise. O(log unserved + those of the enterprise). */
  readonly unservedOf: (enterprise: string) => Iterable<Unserved>;
  readonly toJSON: () => PlanDocument;
}

const rowsOf = <A>(count: number, row: (index: number) => A): readonly A[] =>
  Object.freeze(Array.from({ length: count }, (_, index) => row(index)));

export const planOf = (
  columns: PlanColumns,
  summary: Summary,
  certificate: (enterprise: string) => Certificate | undefined,
  shortfalls: readonly Shortfall[] = [],
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
    shortfalls,
    visitsOf: visitViews(columns),
    unservedOf: unservedViews(columns),
    toJSON: () => ({ visits: visits(), unserved: unserved(), summary }),
  };
};
