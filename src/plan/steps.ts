import { functionOf } from '../codec/checked';
import { type Fields, optional } from '../codec/shapes';
import { count, integer } from '../codec/values';
import { type Consolidator, consolidator } from '../consolidate/consolidate';
import type { Consolidation } from '../consolidate/consolidation';
import { wholeSteps } from '../consolidate/effort';
import { soundVisits } from '../consolidate/sound-visits';
import type { Occurrences } from '../occurrences/occurrences';
import { onDays } from '../output/date-order';
import { type Plan, planOf } from '../output/plan';
import type { PlanColumns } from '../output/plan-columns';
import { summaryOfTotals } from '../output/summary';
import {
  type Counted,
  type FrameFigures,
  joinTotals,
  noTotals,
  type Totals,
  totalsOf,
} from '../output/totals';
import type { Rules } from '../rules/rule-book';
import { RulesOption } from '../rules/rules-under';
import { commonDays, type VisitDays } from '../schedule/visit-days';
import { capFiguresOf } from './cap-figures';
import { closeBefore } from './close-before';
import type { PlanContext } from './context';
import {
  boundFigures,
  type DateBounds,
  type DatedPlan,
  datesAround,
  datesOf,
  datesOneByOne,
  firstRanks,
  shortfallsOf,
  type VisitDates,
} from './dates';
import { doneVisitsOf, withDone, withIds } from './made-visits';
import { pairsBefore } from './pairs-before';
import { certificates, type Proofs, proofsOf } from './proofs';
import { inOrder, undatedColumns } from './visit-columns';

export interface PlanOptions extends DateOptions {
  /** The rules for sharing a visit; default: the policy's. */
  readonly rules?: Rules;
  /**
   * The largest number of steps of the search for fewer visits, per question; default:
   * 100,000, about a second at most.
   */
  readonly searchSteps?: number;
  /** Called from time to time with the number of enterprises done. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** Limits of the search for better dates. */
export interface DateOptions {
  /**
   * The largest number of visits placed anew, once moving single visits no longer helps and minutes
   * are above capacity; default: 300,000.
   */
  readonly dateSteps?: number;
  /** Seed of its random choices, an integer; default: the policy's seed. */
  readonly dateSeed?: number;
}

export const defaultDateSteps = 300_000;

export const dateFields: Fields<DateOptions> = {
  dateSteps: optional(count),
  dateSeed: optional(integer),
};

export const planFields: Fields<PlanOptions> = {
  ...dateFields,
  rules: optional(RulesOption),
  searchSteps: optional(count),
  onProgress: optional(functionOf()),
};

/** Visits without dates in columns, with their proofs and figures. */
export interface Undated {
  readonly columns: PlanColumns;
  readonly days: VisitDays;
  readonly proofs: Proofs;
  /** Figures of each enterprise. */
  readonly counted: Omit<Counted, keyof FrameFigures>;
}

/** A plan whose dates may still improve. */
export interface Draft extends Omit<DatedPlan, 'days'> {
  /** Lower bound on the minutes above capacity, over all dates for the plan's visits. */
  readonly overloadBound: number;
  /** Makes the plan. O(occurrences). */
  readonly plan: () => Plan;
}

/** Makes a consolidator: it finds which occurrences share a visit, and remembers answers. */
export const merge = (
  { terms, pins }: PlanContext,
  effort: Pick<PlanOptions, 'searchSteps' | 'onProgress'>,
): Consolidator => consolidator(terms, pins, effort);

/**
 * Replaces the visits of enterprises that break the model, and counts these faults. Then adds made
 * visits, ids, and the allowed days of each visit.
 * O(members × rules).
 */
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
  const undated = undatedColumns(columns, occurrences, ordered);
  const before = closeBefore(
    occurrences,
    {
      ...ordered,
      enterprise: undated.visits.enterprise,
      enterprises: occurrences.rows.enterprises.length,
    },
    visitTerms.onSite,
  );
  return {
    columns: withIds(undated, ordered, done, retiredIds),
    days: commonDays(ordered, occurrences),
    proofs: proofsOf(occurrences, ordered, visitTerms),
    counted: {
      ...{ lowerBound, perDepartment, faults, closeBefore: before },
      pairsBefore: pairsBefore(ordered),
      caps: capFiguresOf(occurrences, visitTerms, ordered),
    },
  };
};

/**
 * Makes a function that expands and merges the occurrences of a slice of
 * enterprises and joins their visits.
 */
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

/** The plan of visits with these days, and its totals. O(occurrences). */
const finish = (
  { datingTerms: terms }: PlanContext,
  { columns, counted, proofs }: Undated,
  { day, faults, ...figures }: Omit<VisitDates, 'trips'> & Partial<Pick<VisitDates, 'trips'>>,
  bound?: DateBounds,
): { readonly plan: Plan; readonly totals: Totals } => {
  const dated = { ...columns, visits: onDays(columns.visits, day) };
  const own = totalsOf(dated, { ...counted, ...terms });
  const totals = { ...own, faults: own.faults + faults };
  const summary = summaryOfTotals(totals, {
    ...figures,
    ...(bound === undefined ? {} : boundFigures(bound)),
  });
  const shortfalls = bound === undefined ? [] : shortfallsOf(dated.rows, terms, bound);
  return { plan: planOf(dated, summary, certificates(dated.rows, proofs), shortfalls), totals };
};

/** Dates visits: drafts from the first to the best, at least one. */
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

/** The plan of the last draft, which has the best dates. */
export const bestPlan = (drafts: Iterable<Draft>): Plan => {
  let best: Draft | undefined;
  for (const draft of drafts) best = draft;
  if (best === undefined) throw new Error('no draft');
  return best.plan();
};

/**
 * The plan in which visits that stay keep their ranks. Each other visit greedily gets the week
 * where it adds least, and then once more.
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

/** Dates enterprises that arrive in groups: greedily, without a bound. */
export interface DatingOneByOne {
  /** The plan of further enterprises, dated in the order of the indices given. */
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
