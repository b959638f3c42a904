import { checked } from '../codec/checked';
import type { Codec } from '../codec/codec';
import { struct } from '../codec/shapes';
import type { FrameRows } from '../occurrences/frame-rows';
import type { Plan } from '../output/plan';
import type { Frame } from '../registry/frame';
import type { Registry } from '../registry/registry';
import { planContext } from './context';
import { incumbents, SearchOptions } from './incumbents';
import { bestPlan, date, type PlanOptions, planFields, visitPlanner } from './steps';

const PlannerOptions: Codec<PlanOptions> = struct<PlanOptions>('PlanOptions', planFields);

/**
 * {@link plan} for several registries of one frame, for example the slices of a large one. The work
 * that depends on the frame alone is done once, and answers are remembered, up to about a hundred
 * megabytes. A plan does not depend on earlier calls.
 */
export const planner = (frame: Frame, options: PlanOptions = {}): ((rows: FrameRows) => Plan) =>
  plannerOf(frame, checked(PlannerOptions, options));

const plannerOf = (frame: Frame, options: PlanOptions): ((rows: FrameRows) => Plan) => {
  const context = planContext(frame, options.rules);
  const visitsOf = visitPlanner(context, options);
  return (rows) => bestPlan(date(context, visitsOf(rows), options));
};

const planUntil = (registry: Registry, options: SearchOptions): Plan => {
  let last: (() => Plan) | undefined;
  for (const incumbent of incumbents(registry, options)) last = incumbent.plan;
  return last === undefined ? plannerOf(registry, options)(registry) : last();
};

/**
 * 统筹计划: the joint visits of a registry. They serve as many occurrences as the caps allow, in
 * the fewest visits found, with a lower bound that shows the distance to the minimum. The search
 * for visits ends when they are proven fewest, its steps are used up, or `until` holds. The search
 * for dates then lowers minutes above capacity, then unevenness (model §7). A pure function if
 * `until` is: the same registry gives the same plan, in any order of its rows.
 */
export const plan = (registry: Registry, options: SearchOptions = {}): Plan =>
  checked(SearchOptions, options).until === undefined
    ? plannerOf(registry, options)(registry)
    : planUntil(registry, options);
