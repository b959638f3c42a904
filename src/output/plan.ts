import { lazily } from '../columns/lazily';
import type { Certificate } from './certificate';
import type { PlanColumns } from './plan-columns';
import type { PlanDocument, Summary, Unserved, Visit } from './plan-document';
import { unservedRow, visitRow } from './rows';
import type { Shortfall } from './shortfall';
import { unservedViews, type VisitFilter, visitViews } from './views';

export type { Certificate };

/** The key under which a plan has its columns; the same in every copy of this module. */
const COLUMNS: unique symbol = Symbol.for('inspection-consolidation/columns');

/**
 * 统筹计划. `JSON.stringify` gives a {@link PlanDocument}. `visits` and `unserved` are
 * made when they are first read.
 */
export interface Plan extends PlanDocument {
  readonly [COLUMNS]: PlanColumns;
  /** The certificate of one enterprise; undefined for an unknown id. O(its witness). */
  readonly certificate: (enterprise: string) => Certificate | undefined;
  /** The evidence for `summary.overloadBound`, ascending by department, then area. */
  readonly shortfalls: readonly Shortfall[];
  /**
   * The visits that match a filter, in the order of `visits`; all of them without a filter. The
   * rows are new objects, made one by one. An unknown id or month has no visits.
   * O(log visits + visits of the enterprise) with an enterprise;
   * else O(the shorter of the department's and the month's visits), plus O(occurrences) for the
   * first question about a department or a month.
   */
  readonly visitsOf: (filter?: VisitFilter) => Iterable<Visit>;
  /**
   * The unserved occurrences of one enterprise, made one by one.
   * O(log unserved + unserved of the enterprise).
   */
  readonly unservedOf: (enterprise: string) => Iterable<Unserved>;
  readonly toJSON: () => PlanDocument;
}

/** The plan in columns: typed arrays for programs that read a whole county. O(1). */
export const columnsOf = (plan: Plan): PlanColumns => plan[COLUMNS];

/** Whether a plan was made here: plans that were read from JSON have no columns. */
export const isMade = (plan: PlanDocument): plan is Plan => COLUMNS in plan;

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
    [COLUMNS]: columns,
    certificate,
    shortfalls,
    visitsOf: visitViews(columns),
    unservedOf: unservedViews(columns),
    toJSON: () => ({ visits: visits(), unserved: unserved(), summary }),
  };
};
