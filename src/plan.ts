import { flow } from 'fp-ts/function';
import type { Plan } from './output/plan';
import type { Frame } from './registry/frame';
import type { Registry } from './registry/registry';
import { incumbents } from './search/incumbents';
import type { StopRule } from './search/stop-rules';
import { columnPlanner, type FrameRows, type PlanOptions, planFrom } from './stages';

/**
 * {@link plan} for registries of one frame, such as the slices of a large one: what depends on the frame alone is prepared once, and
 * what was found out is remembered, up to about a hundred megabytes. A plan does not depend on the calls before it.
 */
export const planner = (frame: Frame, options: PlanOptions = {}): ((rows: FrameRows) => Plan) =>
  flow(columnPlanner(frame, options), planFrom);

export interface PlanUntilOptions extends PlanOptions {
  /** Ends the search early, at the first of its {@link incumbents} for which it holds; `onProgress` then speaks of the first of them. */
  readonly until?: StopRule;
}

const planUntil = (registry: Registry, until: StopRule, options: PlanOptions): Plan => {
  let last: (() => Plan) | undefined;
  for (const incumbent of incumbents(registry, options)) {
    last = incumbent.plan;
    if (until(incumbent)) break;
  }
  return last === undefined ? planner(registry, options)(registry) : last();
};

/**
 * 统筹计划: joint visits for everything that the registry owes within its horizon — as many occurrences as the caps allow, in the
 * fewest visits that were found — and a lower bound that says how near that is to the least possible. The search goes on until they are
 * proven to be the fewest or its steps are used up, or `until` a rule calls it enough. A pure function where that rule is one: the same
 * registry gives the same plan, in whatever order its rows come.
 */
export const plan = (registry: Registry, { until, ...options }: PlanUntilOptions = {}): Plan =>
  until === undefined ? planner(registry, options)(registry) : planUntil(registry, until, options);
