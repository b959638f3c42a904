import { startsOf } from '../columns/starts';
import { type Consolidator, consolidator, keyItems } from '../consolidate/consolidate';
import type { Consolidation } from '../consolidate/consolidation';
import { wholeSteps } from '../consolidate/effort';
import { completeBook } from '../consolidate/rule-table';
import { soundVisits, type VisitTerms } from '../consolidate/sound-visits';
import { reasonCode } from '../occurrences/allowed-days';
import type { ExpandedRows } from '../occurrences/expanded-rows';
import { expanderOf, type Occurrences } from '../occurrences/occurrences';
import { permanentRandomNumbers } from '../occurrences/random-number';
import { onDays } from '../output/date-order';
import { type Plan, planOf } from '../output/plan';
import type { PlanColumns } from '../output/plan-columns';
import { type Counted, summaryOf, summaryOfTotals, type Totals, totalsOf } from '../output/summary';
import type { Frame } from '../registry/frame';
import type { RuledItem } from '../rules/rule';
import { type RuleBook, rulesOf } from '../rules/rule-book';
import { onSiteOf, ruledItems } from '../rules/ruled-items';
import { visitChecker } from '../rules/visit-check';
import { chooseDays } from '../schedule/choose-days';
import type { OverloadBound } from '../schedule/overload-bound';
import { commonDays, type VisitDays } from '../schedule/visit-days';
import {
  type DatedPlan,
  datesAround,
  datesOf,
  datesOneByOne,
  datingTerms,
  shortfallsOf,
  type VisitDates,
} from './dates';
import { doneVisitsOf, withDone, withIds } from './made-visits';
import { certificates, type Proofs, proofsOf } from './proofs';
import { assemble, inOrder } from './visit-columns';

export interface PlanOptions extends DateOptions {
  /** When occurrences may share a visit; default: the policy's rules. */
  readonly rules?: RuleBook;
  /**
   * How long the search for fewer visits goes on for any one question, in steps; default: 100,000,
   * at most about a second.
   */
  readonly searchSteps?: number;
  /** Told now and then how many enterprises are done. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** Enterprises and what is on record of them; the records name no enterprises but these. */
export type FrameRows = ExpandedRows;

/** Visits without dates, in columns, and all that is known of them. */
export interface Undated {
  readonly columns: PlanColumns;
  readonly days: VisitDays;
  readonly proofs: Proofs;
  /** Of each enterprise. */
  readonly counted: Pick<Counted, 'lowerBound' | 'perDepartment' | 'faults'>;
}

/** How long the search for better dates goes on. */
export interface DateOptions {
  /**
   * Visits that are taken out and placed again once none moves by itself, while minutes are above
   * capacity; default: 300,000.
   */
  readonly dateSteps?: number;
  /** An integer that names the random choices of that; default: the policy's seed. */
  readonly dateSeed?: number;
}

/** A plan in the making: its dates may become better. */
export interface Draft extends Omit<DatedPlan, 'days'> {
  /** No dates leave the plan's visits fewer minutes above capacity. */
  readonly overloadBound: number;
  /** O(occurrences) */
  readonly plan: () => Plan;
}

/**
 * The stages of a plan under one frame: each is prepared once, and what it found is remembered from
 * call to call.
 */
export interface Stages {
  readonly expand: (rows: FrameRows) => Occurrences;
  /** Who shares a visit. */
  readonly merge: (effort: Pick<PlanOptions, 'searchSteps' | 'onProgress'>) => Consolidator;
  /** What the visits are, and when they may be. */
  readonly join: (occurrences: Occurrences, consolidation: Consolidation) => Undated;
  /**
   * When they are: drafts from first to best, at least one. `start` are ranks of the visits, by
   * default their enterprises' own days.
   */
  readonly date: (undated: Undated, options?: DateOptions, start?: Int32Array) => Iterable<Draft>;
  /**
   * The plan on `start` ranks, where visits that do not stay are on the best days around those that
   * do.
   */
  readonly dateAround: (undated: Undated, start: Int32Array, stays: Uint8Array) => Plan;
  /**
   * Items and rules, as visits are merged by them; `entering` is 1 for items that need entering the
   * premises.
   */
  readonly items: readonly RuledItem[];
  readonly rules: RuleBook;
  readonly entering: Uint8Array;
  /**
   * The same once for enterprises that come some at a time, in the order of their indices given:
   * greedy, without a bound.
   */
  readonly dateOneByOne: () => (
    undated: Undated,
    enterprises: Iterable<number>,
  ) => { readonly plan: Plan; readonly totals: Totals };
}

export const defaultDateSteps = 300_000;

/**
 * Ranks to start from: on its own day each on-site visit of an enterprise, and enterprises by their
 * permanent random numbers.
 */
const firstRanks = (
  { columns: { rows, visits }, days }: Undated,
  spreadOf: (id: string) => number,
): Int32Array => {
  const enterpriseStart = startsOf(visits.enterprise, rows.enterprises.length);
  const spread = Float64Array.from(rows.enterprises, ({ id }) => spreadOf(id));
  return chooseDays({ ...days, enterpriseStart, onSite: visits.onSite, spread });
};

export const stagesOf = (frame: Frame, { rules: given }: Pick<PlanOptions, 'rules'>): Stages => {
  const expand = expanderOf(frame);
  const { rows, policy, timeline, amendments } = expand({ enterprises: [] });
  const items = ruledItems(rows.items, policy, rows.departments);
  const entering = onSiteOf(policy, items);
  const rules = given ?? rulesOf(policy);
  const visitTerms: VisitTerms = {
    items,
    checker: visitChecker(items, completeBook(items)(rules)),
    onSite: entering,
    key: keyItems(items),
  };
  const spreadOf = permanentRandomNumbers(policy.seed);
  const terms = datingTerms(rows, timeline.dayOfRank, policy.travelMinutes);
  /** The plan of visits with a day each. O(occurrences) */
  const finished = (
    { columns, counted, proofs }: Undated,
    bound: OverloadBound,
    dates: VisitDates,
  ): Plan => {
    const { day, ...figures } = dates;
    const dated = { ...columns, visits: onDays(columns.visits, day) };
    const summary = summaryOf(
      dated,
      { ...counted, ...terms },
      { overloadBound: bound.minutes, ...figures },
    );
    return planOf(
      dated,
      summary,
      certificates(dated.rows, proofs),
      shortfallsOf(dated.rows, terms, bound),
    );
  };
  return {
    expand,
    items,
    rules,
    entering,
    merge: (effort) => consolidator({ rows, policy, amendments }, { ...effort, rules }),
    join: (occurrences, found) => {
      const done = doneVisitsOf(occurrences);
      const { consolidation, faults } = soundVisits(occurrences, visitTerms, found);
      const ordered = inOrder(
        done === undefined
          ? consolidation
          : withDone(occurrences, items, entering, consolidation, done),
      );
      const columns = assemble(occurrences, items, rules, ordered);
      return {
        columns: withIds(columns, ordered, done, frame.retiredIds ?? []),
        days: commonDays(ordered, occurrences),
        proofs: proofsOf(occurrences, ordered),
        counted: { lowerBound: ordered.lowerBound, perDepartment: ordered.perDepartment, faults },
      };
    },
    *date(undated, { dateSteps = defaultDateSteps, dateSeed = policy.seed } = {}, start) {
      const { columns, days } = undated;
      const rank = start ?? firstRanks(undated, spreadOf);
      const { bound, dates } = datesOf({ columns, days, rank }, terms, {
        steps: wholeSteps(dateSteps),
        seed: dateSeed,
      });
      for (const { days: found, ...progress } of dates)
        yield {
          ...progress,
          overloadBound: bound.minutes,
          plan: () => finished(undated, bound, found()),
        };
    },
    dateAround: (undated, rank, stays) => {
      const { bound, ...dates } = datesAround(
        { columns: undated.columns, days: undated.days, rank },
        stays,
        terms,
      );
      return finished(undated, bound, dates);
    },
    dateOneByOne: () => {
      const dated = datesOneByOne(terms);
      return (undated, enterprises) => {
        const { day, faults } = dated(
          { ...undated, rank: firstRanks(undated, spreadOf) },
          enterprises,
        );
        const columns = { ...undated.columns, visits: onDays(undated.columns.visits, day) };
        const own = totalsOf(columns, { ...undated.counted, ...terms });
        const totals = { ...own, faults: own.faults + faults };
        return {
          plan: planOf(
            columns,
            summaryOfTotals(totals),
            certificates(columns.rows, undated.proofs),
          ),
          totals,
        };
      };
    },
  };
};

/**
 * Visits that have been made, and occurrences that cannot be served: what no search changes.
 * O(occurrences)
 */
export const settledBefore = (
  occurrences: Occurrences,
): { readonly visits: number; readonly unserved: number } => {
  let unserved = 0;
  for (const r of occurrences.reason)
    if (r !== reasonCode.servable && r !== reasonCode.done) unserved++;
  return { visits: doneVisitsOf(occurrences)?.members.length ?? 0, unserved };
};

/** What the visits of enterprises are, slice by slice. */
export const visitPlanner = (
  { expand, merge, join }: Stages,
  options: PlanOptions,
): ((rows: FrameRows) => Undated) => {
  const consolidated = merge(options);
  return (slice) => {
    const occurrences = expand(slice);
    return join(occurrences, consolidated(occurrences)());
  };
};

/** The plan with the best dates. */
export const bestPlan = (drafts: Iterable<Draft>): Plan => {
  let best: Draft | undefined;
  for (const draft of drafts) best = draft;
  if (best === undefined) throw new Error('no draft');
  return best.plan();
};
