// Plans on several threads of Node.
export type { Certificate, Plan } from '../output/plan';
export {
  openThreads,
  type ParallelOptions,
  planParallel,
} from '../parallel/parallel';
export type {
  StopSignal,
  ThreadOptions,
  ThreadPlanOptions,
  Threads,
} from '../parallel/threads';
export type { Registry } from '../registry/registry';
