import { assemble } from './assemble';
import { type Consolidation, type Consolidator, consolidator } from './consolidate/consolidate';
import { expanderOf, type Occurrences } from './occurrences/occurrences';
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

/** The stages of a plan under one frame: each is prepared once, and what it found is remembered from call to call. */
export interface Stages {
  readonly expand: (rows: FrameRows) => Occurrences;
  /** Who shares a visit. */
  readonly merge: (effort: Pick<PlanOptions, 'steps' | 'onProgress'>) => Consolidator;
  /** Days, leads and figures. */
  readonly finish: (occurrences: Occurrences, consolidation: Consolidation) => Planned;
}

export const stagesOf = (frame: Frame, { rules: given }: Pick<PlanOptions, 'rules'>): Stages => {
  const expand = expanderOf(frame);
  const { rows, policy, timeline } = expand({ enterprises: [] });
  const items = ruledItems(policy, rows.departments)(rows.items);
  const rules = given ?? rulesOf(policy);
  const spreadOf = permanentRandomNumbers(policy.seed);
  return {
    expand,
    merge: (effort) => consolidator({ rows, policy }, { ...effort, rules }),
    finish: (occurrences, consolidation) => {
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
    },
  };
};

/** Plans enterprises under one frame, slice by slice. */
export const columnPlanner = (frame: Frame, options: PlanOptions = {}): ((rows: FrameRows) => Planned) => {
  const { expand, merge, finish } = stagesOf(frame, options);
  const consolidated = merge(options);
  return (slice) => {
    const occurrences = expand(slice);
    return finish(occurrences, consolidated(occurrences)());
  };
};

/** O(weeks × departments): rows are made when they are asked for. */
export const planFrom = ({ columns, proofs, totals }: Planned): Plan =>
  planOf(columns, summaryOfTotals(totals), certificates(columns.rows, proofs));
