// The code of a thread: it plans slice after slice.
import { deserialize } from 'node:v8';
import { kTransferable, kValue, Tinypool, type Transferable } from 'tinypool';
import type { FrameRows } from '../occurrences/frame-rows';
import { planContext } from '../plan/context';
import { type PlanOptions, type Undated, visitPlanner } from '../plan/steps';
import type { Frame } from '../registry/frame';
import { buffersOf, slicePlanOf } from './slice-plan';
import type { Task } from './threads';

/** The planner for the slices of one plan. */
interface Planner {
  readonly plan: number;
  readonly visitsOf: (rows: FrameRows) => Undated;
}

let planner: Planner | undefined;

const plannerOf = ({ plan, terms }: Task): Planner => {
  const [frame, options]: readonly [Frame, PlanOptions] = deserialize(new Uint8Array(terms));
  return { plan, visitsOf: visitPlanner(planContext(frame, options.rules), options) };
};

/** The `SlicePlan` of a task; its buffers are transferred to the calling thread. */
export default (task: Task): ReturnType<typeof Tinypool.move> => {
  if (planner?.plan !== task.plan) planner = plannerOf(task);
  const plan = slicePlanOf(planner.visitsOf(task.rows));
  const moved: Transferable = { [kTransferable]: buffersOf(plan), [kValue]: plan };
  return Tinypool.move(moved);
};
