import { flow } from 'fp-ts/function';
import { assemble } from './assemble';
import { consolidator } from './consolidate/consolidate';
import { expanderOf } from './occurrences/occurrences';
import { permanentRandomNumbers } from './occurrences/random-number';
import { type Plan, planOf } from './output/plan';
import type { PlanColumns } from './output/plan-columns';
import { summaryOfTotals, type Totals, totalsOf } from './output/summary';
import { certificates, type Proofs, proofsOf } from './proofs';
import type { Frame } from './registry/frame';
import type { Registry } from './registry/registry';
import { type RuleBook, rulesOf } from './rules/rule-book';
import { ruledItems } from './rules/ruled-items';
import { chooseDays } from './schedule/choose-days';

export interface PlanOptions {
  /** When occurrences may share a visit; default: the policy's rules. */
  readonly rules?: RuleBook;
  /** How long the search for fewer visits goes on for any one question, in steps; default: 100,000, at most about a second. */
  readonly steps?: number;
  /** Told now and then how many enterprises are done. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** Enterprises and what is on record of them; the records name no enterprises but these. */
export type FrameRows = Pick<Registry, 'enterprises' | 'assignments' | 'history'>;

/** All that a plan is made of, in columns. */
export interface Planned {
  readonly columns: PlanColumns;
  readonly proofs: Proofs;
  readonly totals: Totals;
}

/** Plans enterprises under one frame: each stage is prepared once, and what it found is remembered from call to call. */
export const columnPlanner = (frame: Frame, options: PlanOptions = {}): ((rows: FrameRows) => Planned) => {
  const expand = expanderOf(frame);
  const { rows, policy, timeline } = expand({ enterprises: [] });
  const items = ruledItems(policy, rows.departments)(rows.items);
  const rules = options.rules ?? rulesOf(policy);
  const merge = consolidator({ rows, policy }, { ...options, rules });
  const spreadOf = permanentRandomNumbers(policy.seed);
  return (slice) => {
    const occurrences = expand(slice);
    const consolidation = merge(occurrences);
    const rank = chooseDays({
      ...consolidation,
      daySet: occurrences.daySet,
      daySets: occurrences.daySets,
      spread: Float64Array.from(occurrences.rows.enterprises, ({ id }) => spreadOf(id)),
    });
    const columns = assemble(occurrences, items, rules, consolidation, rank);
    const totals = totalsOf(columns, {
      lowerBound: consolidation.lowerBound,
      perDepartment: consolidation.perDepartment,
      openDays: timeline.dayOfRank,
      travelMinutes: policy.travelMinutes,
    });
    return { columns, proofs: proofsOf(occurrences, consolidation), totals };
  };
};

/** O(weeks × departments): rows are made when they are asked for. */
export const planFrom = ({ columns, proofs, totals }: Planned): Plan =>
  planOf(columns, summaryOfTotals(totals), certificates(columns.rows, proofs));

/**
 * {@link plan} for registries of one frame, such as the slices of a large one: what depends on the frame alone is prepared once, and
 * what was found out is remembered, up to some tens of megabytes. A plan does not depend on the calls before it.
 */
export const planner = (frame: Frame, options: PlanOptions = {}): ((rows: FrameRows) => Plan) =>
  flow(columnPlanner(frame, options), planFrom);

/**
 * 统筹计划: joint visits for everything that the registry owes within its horizon — as many occurrences as the caps allow, in the
 * fewest visits that were found — and a lower bound that says how near that is to the least possible. A pure function: the
 * same registry gives the same plan, in whatever order its rows come.
 */
export const plan = (registry: Registry, options: PlanOptions = {}): Plan => planner(registry, options)(registry);
