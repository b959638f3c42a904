import { checked } from '../codec/checked';
import type { Codec } from '../codec/codec';
import { optional, struct } from '../codec/shapes';
import { count, integerFrom } from '../codec/values';
import type { Plan } from '../output/plan';
import type { Summary } from '../output/plan-document';
import { summaryOfTotals } from '../output/summary';
import { planContext } from '../plan/context';
import { dateOneByOne, type PlanOptions, visitPlanner } from '../plan/steps';
import { type EnterpriseRecord, rowsOfRecords } from '../registry/enterprise-record';
import type { Frame } from '../registry/frame';
import { indexById } from '../registry/sorted';
import { RulesOption } from '../rules/rules-under';
import { type EnterprisePlan, enterprisePlans, type StreamRow } from './enterprise-plan';
import { ownId } from './id-set';

export interface StreamOptions extends Pick<PlanOptions, 'rules' | 'searchSteps'> {
  /** Most enterprises that are planned together; defaults to 4,096. The rows do not depend on it. */
  readonly chunk?: number;
}

export const StreamOptions: Codec<StreamOptions> = struct<StreamOptions>('StreamOptions', {
  rules: optional(RulesOption),
  searchSteps: optional(count),
  chunk: optional(integerFrom(1)),
});

/**
 * Target number of occurrences in a chunk: some ten megabytes. The first chunk is
 * smaller, so that output starts soon.
 */
const OCCURRENCES_AT_ONCE = 2 ** 17;
const FIRST_ENTERPRISES = 256;
/** Most rows of records (assignments, history and so on) in a chunk. */
const RECORDS_AT_ONCE = 2 ** 16;

const countOf = ({
  assignments = [],
  history = [],
  done = [],
  due = [],
  pins = [],
}: EnterpriseRecord): number =>
  assignments.length + history.length + done.length + due.length + pins.length;

/** A planner that takes enterprises one by one and returns their plans in chunks. */
export interface EnterprisePlanner {
  /** Takes an enterprise; returns the plans of a chunk when this enterprise completes one. */
  readonly add: (record: EnterpriseRecord) => Iterable<EnterprisePlan>;
  /** The plans of all enterprises taken and not returned yet. */
  readonly flush: () => Iterable<EnterprisePlan>;
  /** The figures of all enterprises taken; valid after `flush`. */
  readonly summary: () => Summary;
}

/** Plans enterprises in chunks, each a small registry; holds one chunk in memory. */
export const enterprisePlanner = (frame: Frame, options: StreamOptions): EnterprisePlanner => {
  const { chunk: most = 4096, ...planOptions } = options;
  const context = planContext(frame, planOptions.rules);
  const visitsOf = visitPlanner(context, planOptions);
  const { planOf, totals } = dateOneByOne(context);
  /** The plan of a chunk; its enterprises get dates in the order of the records. */
  const planChunk = (records: readonly EnterpriseRecord[]): Plan => {
    const rows = rowsOfRecords(records);
    const undated = visitsOf({ ...rows, pins: [...rows.pins, ...(frame.pins ?? [])] });
    const indexOf = indexById(undated.columns.rows.enterprises);
    return planOf(
      undated,
      records.map(({ enterprise }) => indexOf.get(enterprise.id) ?? 0),
    );
  };
  let size = Math.min(most, FIRST_ENTERPRISES);
  let waiting: EnterpriseRecord[] = [];
  let rows = 0;

  const flush = (): Iterable<EnterprisePlan> => {
    if (waiting.length === 0) return [];
    const records = waiting;
    waiting = [];
    rows = 0;
    const plan = planChunk(records);
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
    summary: () => summaryOfTotals(totals()),
  };
};

/**
 * The plan of every enterprise, in the order in which they come, then the summary. The visits
 * serve the same occurrences as the `plan` of one registry of all. Dates take into account the
 * enterprises before, not the later ones, so `plan` may find better dates. Records are read only when
 * needed. Memory: one chunk of enterprises, and at most 64 MB of ids. An id that comes twice throws
 * a TypeError with its place, if one of the two is among the first six million.
 */
export const planEnterprises = (
  frame: Frame,
  records: Iterable<EnterpriseRecord>,
  options: StreamOptions = {},
): Iterable<StreamRow> => rowsOf(frame, records, checked(StreamOptions, options));

function* rowsOf(
  frame: Frame,
  records: Iterable<EnterpriseRecord>,
  options: StreamOptions,
): Iterable<StreamRow> {
  const planner = enterprisePlanner(frame, options);
  const Id = ownId();
  let at = 0;
  for (const record of records) {
    checked(Id, record.enterprise.id, ['records', at++, 'enterprise', 'id']);
    yield* planner.add(record);
  }
  yield* planner.flush();
  yield { summary: planner.summary() };
}
