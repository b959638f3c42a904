import { type Consolidator, consolidator } from '../consolidate/consolidate';
import type { Consolidation } from '../consolidate/consolidation';
import { wholeSteps } from '../consolidate/effort';
import { soundVisits } from '../consolidate/sound-visits';
import type { Occurrences } from '../occurrences/occurrences';
import { onDays } from '../output/date-order';
import { type Plan, planOf } from '../output/plan';
import type { PlanColumns } from '../output/plan-columns';
import {
  type Counted,
  joinTotals,
  noTotals,
  summaryOfTotals,
  type Totals,
  totalsOf,
} from '../output/summary';
import type { RuleBook } from '../rules/rule-book';
import type { OverloadBound } from '../schedule/overload-bound';
import { commonDays, type VisitDays } from '../schedule/visit-days';
import type { PlanContext } from './context';
import {
  type DatedPlan,
  datesAround,
  datesOf,
  datesOneByOne,
  firstRanks,
  shortfallsOf,
  type VisitDates,
} from './dates';
import { doneVisitsOf, withDone, withIds } from './made-visits';
import { certificates, type Proofs, proofsOf } from './proofs';
import { inOrder, undatedColumns } from './visit-columns';

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

export const defaultDateSteps = 300_000;

/** Visits without dates, in columns, and all that is known of them. */
export interface Undated {
  readonly columns: PlanColumns;
  readonly days: VisitDays;
  readonly proofs: Proofs;
  /** Of each enterprise. */
  readonly counted: Pick<Counted, 'lowerBound' | 'perDepartment' | 'faults'>;
}

/** A plan in the making: its dates may become better. */
export interface Draft extends Omit<DatedPlan, 'days'> {
  /** No dates leave the plan's visits fewer minutes above capacity. */
  readonly overloadBound: number;
  /** O(occurrences) */
  readonly plan: () => Plan;
}

/** Finds which occurrences share a visit, and remembers what it found. */
export const merge = (
  { terms, pins }: PlanContext,
  effort: Pick<PlanOptions, 'searchSteps' | 'onProgress'>,
): Consolidator => consolidator(terms, pins, effort);

/** Checks the visits, adds those that were made, and says when each may be. O(members × rules) */
export const join = (
  { visitTerms, columns, retiredIds }: PlanContext,
  occurrences: Occurrences,
  found: Consolidation,
): Undated => {
  const done = doneVisitsOf(occurrences);
  const { consolidation, faults } = soundVisits(occurrences, visitTerms, found);
  const ordered = inOrder(
    done === undefined ? consolidation : withDone(occurrences, visitTerms, consolidation, done),
  );
  const { lowerBound, perDepartment } = ordered;
  return {
    columns: withIds(undatedColumns(columns, occurrences, ordered), ordered, done, retiredIds),
    days: commonDays(ordered, occurrences),
    proofs: proofsOf(occurrences, ordered),
    counted: { lowerBound, perDepartment, faults },
  };
};

/** Expands and merges the occurrences of enterprises, slice by slice, and joins their visits. */
export const visitPlanner = (
  context: PlanContext,
  options: PlanOptions,
): ((rows: Parameters<PlanContext['expand']>[0]) => Undated) => {
  const merged = merge(context, options);
  return (rows) => {
    const occurrences = context.expand(rows);
    return join(context, occurrences, merged(occurrences)());
  };
};

/** The plan of visits with a day each, and its figures. O(occurrences) */
const finish = (
  { datingTerms: terms }: PlanContext,
  { columns, counted, proofs }: Undated,
  { day, faults, ...figures }: Omit<VisitDates, 'trips'> & Partial<Pick<VisitDates, 'trips'>>,
  bound?: OverloadBound,
): { readonly plan: Plan; readonly totals: Totals } => {
  const dated = { ...columns, visits: onDays(columns.visits, day) };
  const own = totalsOf(dated, { ...counted, ...terms });
  const totals = { ...own, faults: own.faults + faults };
  const summary = summaryOfTotals(totals, {
    ...figures,
    ...(bound === undefined ? {} : { overloadBound: bound.minutes }),
  });
  const shortfalls = bound === undefined ? [] : shortfallsOf(dated.rows, terms, bound);
  return { plan: planOf(dated, summary, certificates(dated.rows, proofs), shortfalls), totals };
};

/**
 * Gives visits their days: drafts from first to best, at least one. `start` are ranks of the
 * visits, by default their enterprises' own days.
 */
export function* date(
  context: PlanContext,
  undated: Undated,
  { dateSteps = defaultDateSteps, dateSeed = context.seed }: DateOptions = {},
): Iterable<Draft> {
  const { columns, days } = undated;
  const rank = firstRanks(undated, context.spreadOf);
  const { bound, dates } = datesOf({ columns, days, rank }, context.datingTerms, {
    steps: wholeSteps(dateSteps),
    seed: dateSeed,
  });
  for (const { days: found, ...progress } of dates)
    yield {
      ...progress,
      overloadBound: bound.minutes,
      plan: () => finish(context, undated, found(), bound).plan,
    };
}

/** The plan with the best dates. */
export const bestPlan = (drafts: Iterable<Draft>): Plan => {
  let best: Draft | undefined;
  for (const draft of drafts) best = draft;
  if (best === undefined) throw new Error('no draft');
  return best.plan();
};

/**
 * The plan on the ranks `rank`, where visits that do not stay are on the best days around those
 * that do.
 */
export const dateAround = (
  context: PlanContext,
  undated: Undated,
  rank: Int32Array,
  stays: Uint8Array,
): Plan => {
  const { columns, days } = undated;
  const { bound, ...dates } = datesAround({ columns, days, rank }, stays, context.datingTerms);
  return finish(context, undated, dates, bound).plan;
};

/** Dates enterprises that come some at a time: greedy, without a bound. */
export interface DatingOneByOne {
  /** The plan of some more enterprises, dated in the order of their indices given. */
  readonly planOf: (undated: Undated, enterprises: Iterable<number>) => Plan;
  /** The figures of all enterprises so far. */
  readonly totals: () => Totals;
}

export const dateOneByOne = (context: PlanContext): DatingOneByOne => {
  const { columns: frame, datingTerms, spreadOf } = context;
  const dated = datesOneByOne(datingTerms);
  let totals = noTotals(frame.rows.departments, datingTerms);
  return {
    planOf: (undated, enterprises) => {
      const rank = firstRanks(undated, spreadOf);
      const found = finish(context, undated, dated({ ...undated, rank }, enterprises));
      totals = joinTotals(totals, found.totals);
      return found.plan;
    },
    totals: () => totals,
  };
};
