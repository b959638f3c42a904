import { checked, functionOf } from '../codec/checked';
import type { Codec } from '../codec/codec';
import { optional, struct } from '../codec/shapes';
import { lazily } from '../columns/lazily';
import type { Consolidation } from '../consolidate/consolidation';
import { wholeSteps } from '../consolidate/effort';
import type { Plan } from '../output/plan';
import type { Registry } from '../registry/registry';
import { planContext } from './context';
import { settledBefore } from './made-visits';
import { mergedConsolidations, type Piece } from './merge-consolidations';
import { type Draft, date, join, merge, type PlanOptions, planFields } from './steps';
import type { Progress, StopRule } from './stop-rules';

/** The best plan so far. */
export interface Incumbent extends Progress {
  /** Makes the plan. O(occurrences). */
  readonly plan: () => Plan;
}

export interface SearchOptions extends PlanOptions {
  /**
   * Ends the search for fewer visits at the first incumbent for which it holds, and then the
   * search for dates in the same way.
   */
  readonly until?: StopRule;
}

export const SearchOptions: Codec<SearchOptions> = struct<SearchOptions>('SearchOptions', {
  ...planFields,
  until: optional(functionOf()),
});

/** Steps for a question in the first round of search, and the factor from round to round. */
const stepsAtFirst = 1000;
const growth = 10;

/** Approximate steps between one incumbent and the next. */
const stepsBetween = 64_000;

/** Steps for a question in each round. */
const efforts = (most: number): readonly number[] => {
  const rounds: number[] = [];
  for (let steps = stepsAtFirst; steps < most; steps *= growth) rounds.push(steps);
  return most > 0 ? [...rounds, most] : rounds;
};

/** The pieces found, newest first; a later piece replaces rows of earlier ones. */
interface Pieces {
  readonly piece: Piece;
  readonly older: Pieces | undefined;
}

const oldestFirst = (newest: Pieces): readonly Piece[] => {
  const pieces: Piece[] = [];
  for (let at: Pieces | undefined = newest; at !== undefined; at = at.older) pieces.push(at.piece);
  return pieces.reverse();
};

/** The present result for one enterprise. */
interface Outcome {
  readonly visits: number;
  readonly lowerBound: number;
  readonly dropped: number;
  readonly settled: boolean;
}

const outcomesOf = ({
  enterpriseStart,
  droppedStart,
  lowerBound,
  settled,
}: Consolidation): readonly Outcome[] =>
  Array.from(lowerBound, (bound, row) => ({
    visits: enterpriseStart[row + 1] - enterpriseStart[row],
    lowerBound: bound,
    dropped: droppedStart[row + 1] - droppedStart[row],
    settled: settled[row] === 1,
  }));

/** Whether b is no worse than a, by the objective of model §6, then by its bound. */
const isNoWorse = (b: Outcome, a: Outcome): boolean =>
  (b.dropped - a.dropped || b.visits - a.visits || a.lowerBound - b.lowerBound) <= 0;

const firstPlan = (drafts: Iterable<Draft>): Plan => {
  for (const draft of drafts) return draft.plan();
  throw new Error('no draft');
};

/** A draft as an incumbent; its figures of visits come from `progress`. */
export const withDates = (
  progress: Progress,
  { plan, steps, overload, overloadBound, unevenness }: Draft,
): Incumbent => ({
  ...progress,
  steps: progress.steps + steps,
  overloadMinutes: overload,
  overloadBound,
  unevenness,
  plan: lazily(plan),
});

/**
 * The search for a plan as a lazy sequence of plans with their bounds, none worse than the
 * one before. The first plan is made without search. Then enterprises whose plan may be
 * improved are searched, some at a time, in rounds of ten times the steps, up to `searchSteps`
 * for each question. Then dates are improved. The last plan is at least as good as
 * `plan(registry, options)`. Nothing is computed before the next plan is asked for; the sequence
 * can be iterated again. `onProgress` is called for the first plan only.
 */
export const incumbents = (registry: Registry, options: SearchOptions = {}): Iterable<Incumbent> =>
  found(registry, checked(SearchOptions, options));

const found = (registry: Registry, options: SearchOptions): Iterable<Incumbent> => ({
  *[Symbol.iterator]() {
    const { onProgress, until = () => false } = options;
    const most = wholeSteps(options.searchSteps);
    const context = planContext(registry, options.rules);
    const occurrences = context.expand(registry);

    const everybody = Int32Array.from(occurrences.rows.enterprises, (_, e) => e);
    const first = merge(context, {
      searchSteps: 0,
      ...(onProgress === undefined ? {} : { onProgress }),
    })(occurrences)(everybody);
    let pieces: Pieces = { piece: { among: everybody, consolidation: first }, older: undefined };
    const outcomes = [...outcomesOf(first)];
    const given = settledBefore(occurrences);
    let progress: Progress = {
      steps: first.steps,
      visits: given.visits,
      lowerBound: given.visits,
      unserved: given.unserved,
      enterprises: everybody.length,
      enterprisesProven: 0,
    };
    const count = ({ visits, lowerBound, dropped }: Outcome, sign: 1 | -1): void => {
      progress = {
        ...progress,
        visits: progress.visits + sign * visits,
        lowerBound: progress.lowerBound + sign * lowerBound,
        unserved: progress.unserved + sign * dropped,
        enterprisesProven: progress.enterprisesProven + (visits === lowerBound ? sign : 0),
      };
    };
    for (const outcome of outcomes) count(outcome, 1);
    const draftsOf = (found: Pieces): Iterable<Draft> => {
      const consolidation = mergedConsolidations(oldestFirst(found), occurrences, context.terms);
      return date(context, join(context, occurrences, consolidation), options);
    };
    const incumbent = (): Incumbent => {
      const now = pieces;
      return { ...progress, plan: lazily(() => firstPlan(draftsOf(now))) };
    };
    yield incumbent();

    let isOver = until(progress);
    for (const steps of efforts(most)) {
      const open = everybody.filter((e) => !outcomes[e].settled);
      if (isOver || open.length === 0) break;
      const search = merge(context, { searchSteps: steps })(occurrences);
      const chunk = Math.max(1, Math.floor(stepsBetween / steps));
      for (let from = 0; from < open.length && !isOver; from += chunk) {
        const among = open.slice(from, from + chunk);
        const consolidation = search(among);
        const found = outcomesOf(consolidation);
        progress = { ...progress, steps: progress.steps + consolidation.steps };
        const better = among.map((e, row) => {
          if (!isNoWorse(found[row], outcomes[e])) return -1;
          count(outcomes[e], -1);
          count(found[row], 1);
          outcomes[e] = found[row];
          return e;
        });
        pieces = { piece: { among: better, consolidation }, older: pieces };
        yield incumbent();
        isOver = until(progress);
      }
    }
    for (const draft of draftsOf(pieces)) {
      const found = withDates(progress, draft);
      yield found;
      if (until(found)) return;
    }
  },
});
