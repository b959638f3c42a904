import { checked } from '../codec/checked';
import type { Codec } from '../codec/codec';
import { struct } from '../codec/shapes';
import type { Plan } from '../output/plan';
import type { Registry } from '../registry/registry';
import {
  type ThreadOptions,
  type ThreadPlanOptions,
  type Threads,
  threadFields,
  threadPlanFields,
  threadsOf,
} from './threads';

/**
 * Opens threads of Node for programs that plan more than once: a new thread is slow
 * for its first second or so. It needs the package tinypool. Rejected with a TypeError
 * where an option is wrong.
 */
export const openThreads = (options: ThreadOptions = {}): Promise<Threads> =>
  threadsOf(options, new URL('./parallel-worker.js', import.meta.url));

export interface ParallelOptions extends ThreadOptions, ThreadPlanOptions {}

const ParallelOptions: Codec<ParallelOptions> = struct<ParallelOptions>('ParallelOptions', {
  ...threadFields,
  ...threadPlanFields,
});

/**
 * The plan that `plan` gives, computed on several threads of Node: the same bytes for any number
 * of threads. It needs the package tinypool. The threads start and end with the call, which pays
 * for tens of thousands of enterprises; else use {@link openThreads}. Rejected with the errors of
 * `openThreads`, with the signal's reason when it aborts, and with any error of a thread.
 */
export const planParallel = async (
  registry: Registry,
  options: ParallelOptions = {},
): Promise<Plan> => {
  const { threads, ...planOptions } = checked(ParallelOptions, options);
  const opened = await openThreads(threads === undefined ? {} : { threads });
  try {
    return await opened.plan(registry, planOptions);
  } finally {
    await opened.close();
  }
};
