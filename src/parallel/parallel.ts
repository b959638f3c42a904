import type { Plan } from '../output/plan';
import type { Registry } from '../registry/registry';
import { type ThreadOptions, type ThreadPlanOptions, type Threads, threadsOf } from './threads';

/**
 * Threads of Node to plan on, for programs that plan more than once: a thread is slow while it is
 * new, for its first second or so. Needs the package tinypool. Rejected with a RangeError where
 * `threads` is no number of threads.
 */
export const openThreads = (options: ThreadOptions = {}): Promise<Threads> =>
  threadsOf(options, new URL('./parallel-worker.js', import.meta.url));

export interface ParallelOptions extends ThreadOptions, ThreadPlanOptions {}

/**
 * The plan that `plan` gives, made by several threads of Node: the same to the byte, however many
 * there are. Needs the package tinypool. The threads are started for it and end with it, so it pays
 * for tens of thousands of enterprises; see {@link openThreads}. Rejected as `openThreads`, with
 * the signal's reason when that is aborted, and with whatever fails in a thread.
 */
export const planParallel = async (
  registry: Registry,
  options: ParallelOptions = {},
): Promise<Plan> => {
  const { threads, ...planOptions } = options;
  const opened = await openThreads(threads === undefined ? {} : { threads });
  try {
    return await opened.plan(registry, planOptions);
  } finally {
    await opened.close();
  }
};
