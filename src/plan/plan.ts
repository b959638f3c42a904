import type { Plan } from '../output/plan';
import type { Frame } from '../registry/frame';
import type { Registry } from '../registry/registry';
import { type FrameRows, planContext } from './context';
import { incumbents, type SearchOptions } from './incumbents';
import { bestPlan, date, type PlanOptions, visitPlanner } from './steps';

/**
 * {@link plan} for registries of one frame, such as the slices of a large one: what depends on the
 * frame alone is prepared once, and what was found out is remembered, up to about a hundred
 * megabytes. A plan does not depend on the calls before it.
 */
export const planner = (frame: Frame, options: PlanOptions = {}): ((rows: FrameRows) => Plan) => {
  const context = planContext(frame, options.rules);
  const visitsOf = visitPlanner(context, options);
  return (rows) => bestPlan(date(context, visitsOf(rows), options));
};

const planUntil = (registry: Registry, options: SearchOptions): Plan => {
  let last: (() => Plan) | undefined;
  for (const incumbent of incumbents(registry, options)) last = incumbent.plan;
  return last === undefined ? planner(registry, options)(registry) : last();
};

/**
 * 统筹计划: joint visits for everything that the registry owes within its horizon — as many occurrences
 * as the caps allow, in the fewest visits that were found — and a lower bound that says how near
 * that is to the least possible. The search goes on until they are proven to be the fewest or its
 * steps are used up, or `until` a rule calls it enough; then for dates that ask no department for
 * more than it has in a week, and for much the same in all weeks (model §7). A pure function where
 * that rule is one: the same registry gives the same plan, in whatever order its rows come.
 */
export const plan = (registry: Registry, options: SearchOptions = {}): Plan =>
  options.until === undefined ? planner(registry, options)(registry) : planUntil(registry, options);
