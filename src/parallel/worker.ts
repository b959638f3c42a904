// A thread of a pool: plans slice after slice.
import { deserialize } from 'node:v8';
import { kTransferable, kValue, Tinypool, type Transferable } from 'tinypool';
import {
  type FrameRows,
  type PlanOptions,
  stagesOf,
  type Undated,
  visitPlanner,
} from '../plan/stages';
import type { Frame } from '../registry/frame';
import { buffersOf, slicePlanOf } from './slice-plan';
import type { Task } from './threads';

/** What the frame of one plan makes of slices. */
interface Planner {
  readonly plan: number;
  readonly visitsOf: (rows: FrameRows) => Undated;
}

let planner: Planner | undefined;

const plannerOf = ({ plan, terms }: Task): Planner => {
  const [frame, options]: readonly [Frame, PlanOptions] = deserialize(new Uint8Array(terms));
  return { plan, visitsOf: visitPlanner(stagesOf(frame, options), options) };
};

/** A `SlicePlan`, whose memory moves to the thread that asked. */
export default (task: Task): ReturnType<typeof Tinypool.move> => {
  if (planner?.plan !== task.plan) planner = plannerOf(task);
  const plan = slicePlanOf(planner.visitsOf(task.rows));
  const moved: Transferable = { [kTransferable]: buffersOf(plan), [kValue]: plan };
  return Tinypool.move(moved);
};
