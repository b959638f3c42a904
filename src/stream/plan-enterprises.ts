import type { Summary } from '../output/plan-document';
import { joinTotals, summaryOfTotals } from '../output/summary';
import { type PlanOptions, stagesOf, visitPlanner } from '../plan/stages';
import { type EnterpriseRecord, rowsOfRecords } from '../registry/enterprise-record';
import type { Frame } from '../registry/frame';
import { indexById } from '../registry/sorted';
import { type EnterprisePlan, enterprisePlans, type StreamRow } from './enterprise-plan';

export interface StreamOptions extends Omit<PlanOptions, 'onProgress' | 'dates'> {
  /**
   * Most enterprises that are planned at once; the rows do not depend on it. Made an integer ≥ 1;
   * defaults to 4,096.
   */
  readonly chunk?: number;
}

/**
 * Chunks are to have about as many occurrences, which take some ten megabytes, and to be written
 * soon at first.
 */
const OCCURRENCES_AT_ONCE = 2 ** 17;
const FIRST_ENTERPRISES = 256;
/** What is on record of a chunk is not to be more either. */
const RECORDS_AT_ONCE = 2 ** 16;

const countOf = ({
  assignments = [],
  history = [],
  done = [],
  due = [],
  pins = [],
}: EnterpriseRecord): number =>
  assignments.length + history.length + done.length + due.length + pins.length;

/** Enterprises in, their plans out some time later. */
export interface EnterprisePlanner {
  /** Takes an enterprise; gives the plans of the enterprises so far that are planned by now. */
  readonly add: (record: EnterpriseRecord) => Iterable<EnterprisePlan>;
  /** The plans of all that were taken and not given yet. */
  readonly flush: () => Iterable<EnterprisePlan>;
  /** The figures of all that were taken; after a flush. */
  readonly summary: () => Summary;
}

/** Plans enterprises in chunks, each a small registry; holds one chunk. */
export const enterprisePlanner = (frame: Frame, options: StreamOptions = {}): EnterprisePlanner => {
  const { chunk = 4096, ...planOptions } = options;
  const most = Math.max(1, Math.trunc(chunk) || 1);
  const stages = stagesOf(frame, planOptions);
  const visitsOf = visitPlanner(stages, planOptions);
  const dated = stages.dateOneByOne();
  /** The plan of a chunk, whose enterprises get dates in the order of the records. */
  const planChunk = (records: readonly EnterpriseRecord[]): ReturnType<typeof dated> => {
    const rows = rowsOfRecords(records);
    const undated = visitsOf({ ...rows, pins: [...rows.pins, ...(frame.pins ?? [])] });
    const indexOf = indexById(undated.columns.rows.enterprises);
    return dated(
      undated,
      records.map(({ enterprise }) => indexOf.get(enterprise.id) ?? 0),
    );
  };
  let totals = planChunk([]).totals;
  let size = Math.min(most, FIRST_ENTERPRISES);
  let waiting: EnterpriseRecord[] = [];
  let rows = 0;

  const flush = (): Iterable<EnterprisePlan> => {
    if (waiting.length === 0) return [];
    const records = waiting;
    waiting = [];
    rows = 0;
    const { plan, totals: own } = planChunk(records);
    totals = joinTotals(totals, own);
    const each = Math.max(1, plan.summary.occurrences / records.length);
    size = Math.min(most, Math.max(1, Math.floor(OCCURRENCES_AT_ONCE / each)));
    return enterprisePlans(
      plan,
      records.map(({ enterprise }) => enterprise.id),
    );
  };
  return {
    add: (record) => {
      waiting.push(record);
      rows += countOf(record);
      return waiting.length >= size || rows >= RECORDS_AT_ONCE ? flush() : [];
    },
    flush,
    summary: () => summaryOfTotals(totals),
  };
};

/**
 * The plan of every enterprise in the order in which they come, then the summary: together the
 * visits of `plan` for the registry of them all. Dates take account of the enterprises that came
 * before, not of those to come, so `plan` may find better ones. Ids must differ. Holds one chunk of
 * enterprises at a time, however many there are; nothing is read before it is needed.
 */
export function* planEnterprises(
  frame: Frame,
  records: Iterable<EnterpriseRecord>,
  options: StreamOptions = {},
): Iterable<StreamRow> {
  const planner = enterprisePlanner(frame, options);
  for (const record of records) yield* planner.add(record);
  yield* planner.flush();
  yield { summary: planner.summary() };
}
