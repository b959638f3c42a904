import { checked, functionOf } from '../codec/checked';
import type { Codec } from '../codec/codec';
import { optional, struct } from '../codec/shapes';
import { lazily } from '../columns/lazily';
import { wholeSteps } from '../consolidate/effort';
import { expanderOf } from '../occurrences/occurrences';
import { onDays } from '../output/date-order';
import { columnsOf, type Plan, planOf } from '../output/plan';
import { dateFiguresOf } from '../output/summary';
import { boundFigures, datesOf, datingTerms, shortfallsOf } from '../plan/dates';
import type { Incumbent } from '../plan/incumbents';
import { type DateOptions, dateFields, defaultDateSteps } from '../plan/steps';
import type { StopRule } from '../plan/stop-rules';
import type { Registry } from '../registry/registry';
import { closeBeforeNow, movableOf, rowsNow, withoutClose } from './plan-in-registry';

export interface ScheduleOptions extends DateOptions {
  /** Ends the search at the first of the {@link schedules} for which it holds. */
  readonly until?: StopRule;
}

const ScheduleOptions: Codec<ScheduleOptions> = struct<ScheduleOptions>('ScheduleOptions', {
  ...dateFields,
  until: optional(functionOf()),
});

/**
 * Better and better dates for the visits of a plan, as a lazy sequence, none worse than its present
 * dates, under the registry's present capacities, calendar and allowed days. The visits keep
 * their occurrences. A visit that the registry does not know, or that has no common day now, keeps
 * its date; `verify` reports it.
 * O(occurrences) before the first.
 */
export const schedules = (
  registry: Registry,
  plan: Plan,
  options: ScheduleOptions = {},
): Iterable<Incumbent> => schedulesOf(registry, plan, checked(ScheduleOptions, options));

const schedulesOf = (
  registry: Registry,
  plan: Plan,
  options: ScheduleOptions,
): Iterable<Incumbent> => ({
  *[Symbol.iterator]() {
    const occurrences = expanderOf(registry)(registry);
    const { policy, timeline } = occurrences;
    const made = columnsOf(plan);
    const columns = { ...made, rows: rowsNow(made.rows, occurrences.rows) };
    const terms = datingTerms(columns.rows, timeline.dayOfRank, policy);
    const movable = movableOf(occurrences, columns);
    const before = lazily(() => closeBeforeNow(occurrences, columns));
    const { dateSteps = defaultDateSteps, dateSeed = policy.seed, until = () => false } = options;
    const { bound, dates } = datesOf(movable, terms, {
      steps: wholeSteps(dateSteps),
      seed: dateSeed,
    });
    const { visits, lowerBound, enterprises, enterprisesProven } = plan.summary;
    const planOn = (found: Int32Array, trips: number, more: number): Plan => {
      const day = columns.visits.day.slice();
      found.forEach((d, at) => {
        day[movable.of[at]] = d;
      });
      const dated = { ...columns, visits: onDays(columns.visits, day) };
      const faults = (plan.summary.faults ?? 0) + more;
      const frame = { ...terms, closeBefore: before() };
      const figures = dateFiguresOf(dated, frame, { ...boundFigures(bound), trips, faults });
      const shortfalls = shortfallsOf(columns.rows, terms, bound);
      return planOf(
        dated,
        { ...withoutClose(plan.summary), ...figures },
        plan.certificate,
        shortfalls,
      );
    };
    for (const { days, steps: taken, overload, unevenness } of dates) {
      const incumbent: Incumbent = {
        steps: taken,
        visits,
        lowerBound,
        unserved: made.unserved.count,
        enterprises,
        enterprisesProven,
        overloadMinutes: overload,
        overloadBound: bound.minutes,
        unevenness,
        plan: lazily(() => {
          const { day, trips, faults } = days();
          return planOn(day, trips, faults);
        }),
      };
      yield incumbent;
      if (until(incumbent)) return;
    }
  },
});

/** The last of the {@link schedules}: the plan with the best dates found. */
export const schedule = (registry: Registry, plan: Plan, options: ScheduleOptions = {}): Plan => {
  let best: (() => Plan) | undefined;
  for (const incumbent of schedules(registry, plan, options)) best = incumbent.plan;
  return best === undefined ? plan : best();
};
