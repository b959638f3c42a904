import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { serialize } from 'node:v8';
import { checked, objectOf } from '../codec/checked';
import type { Codec } from '../codec/codec';
import { type Fields, optional, struct } from '../codec/shapes';
import { atMost, integerFrom } from '../codec/values';
import type { FrameRows } from '../occurrences/frame-rows';
import type { Plan } from '../output/plan';
import { planContext } from '../plan/context';
import { bestPlan, date, type PlanOptions, planFields } from '../plan/steps';
import type { Registry } from '../registry/registry';
import { sortedById } from '../registry/sorted';
import { type Found, joinSlices, type SlicePlan } from './slice-plan';
import { slicesOf } from './slices';

export interface ThreadOptions {
  /** An integer from 1 to 1,024; default: the number that the machine runs at once. */
  readonly threads?: number;
}

/** The part of an AbortSignal that is used here. */
export interface StopSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  readonly addEventListener: (type: 'abort', listener: () => void) => void;
  readonly removeEventListener: (type: 'abort', listener: () => void) => void;
}

/**
 * Options of `plan` without `rules`: functions cannot be sent to a thread,
 * so the rules are the policy's.
 */
export interface ThreadPlanOptions extends Omit<PlanOptions, 'rules'> {
  /** An AbortSignal; when it aborts, work ends and the promise is rejected with its reason. */
  readonly signal?: StopSignal;
}

/** Open threads, kept from plan to plan. */
export interface Threads {
  /**
   * As `planParallel`. Plans computed at the same time slow one another down
   * by more than their own work.
   */
  readonly plan: (registry: Registry, options?: ThreadPlanOptions) => Promise<Plan>;
  /**
   * Ends the threads; unfinished and later plans are rejected.
   * A process with open threads does not end.
   */
  readonly close: () => Promise<void>;
}

/** A slice sent to a thread. */
export interface Task {
  /** Number of the plan it belongs to; all tasks of one plan have one frame. */
  readonly plan: number;
  /** The frame and the options, serialized in shared memory, so that no task carries a copy. */
  readonly terms: SharedArrayBuffer;
  readonly rows: FrameRows;
}

const MOST_THREADS = 1024;

export const threadFields: Fields<ThreadOptions> = {
  threads: optional(atMost(MOST_THREADS, integerFrom(1))),
};

const { rules: _, ...ownFields } = planFields;

export const threadPlanFields: Fields<ThreadPlanOptions> = {
  ...ownFields,
  signal: optional(objectOf()),
};

const ThreadOptions: Codec<ThreadOptions> = struct<ThreadOptions>('ThreadOptions', threadFields);

const ThreadPlanOptions: Codec<ThreadPlanOptions> = struct<ThreadPlanOptions>(
  'ThreadPlanOptions',
  threadPlanFields,
);

/**
 * Several slices per thread keep all threads busy to the end. Slices below the least size would
 * cost more to send than to plan.
 */
const SLICES_PER_THREAD = 8;
const LEAST_ENTERPRISES = 64;

const loadPool = async (): Promise<typeof import('tinypool').Tinypool> => {
  try {
    return (await import('tinypool')).Tinypool;
  } catch (cause) {
    throw new Error('planning on threads needs the package tinypool: npm install tinypool@2', {
      cause,
    });
  }
};

const shared = (value: unknown): SharedArrayBuffer => {
  const bytes = serialize(value);
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
};

/** A promise that is rejected when the signal aborts; `forget` stops listening. */
const abortOf = (
  signal: StopSignal | undefined,
): { readonly promise: Promise<never>; readonly forget: () => void } => {
  let forget = (): void => {};
  const promise = new Promise<never>((_, reject) => {
    const abort = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', abort);
    forget = () => signal?.removeEventListener('abort', abort);
  });
  return { promise, forget };
};

type Pool = import('tinypool').Tinypool;

/**
 * A pool whose threads are watched. The pool itself would wait forever for a thread that exits, and
 * would end the process where a thread fails without a task.
 */
interface Crew {
  readonly pool: Pool;
  /** Rejected when the pool can do no more work. */
  readonly failed: Promise<never>;
  readonly hasFailed: () => boolean;
  /** Watches threads that are new in the pool. */
  readonly watch: () => void;
}

const crewOf = (pool: Pool): Crew => {
  let failure: { readonly error: unknown } | undefined;
  let reject: (reason: unknown) => void = () => {};
  const failed = new Promise<never>((_, fail) => {
    reject = fail;
  });
  // Without this, a failure that nobody awaits would end the process.
  failed.catch(() => {});
  const watched = new WeakSet<object>();
  const fail = (error: unknown): void => {
    if (failure !== undefined) return;
    failure = { error };
    reject(error);
    // Not awaited: it would wait for the thread that has ended already.
    void pool.destroy();
  };
  pool.on('error', fail);
  return {
    pool,
    failed,
    hasFailed: () => failure !== undefined,
    watch: () => {
      for (const thread of pool.threads) {
        if (watched.has(thread)) continue;
        watched.add(thread);
        // A thread that the pool ends is no longer one of its threads.
        thread.once('exit', () => {
          if (pool.threads.includes(thread))
            fail(new Error('a thread ended before its work was done'));
        });
      }
    },
  };
};

/** Most times that a task moves to another thread after its own has ended. */
const mostMoves = 3;

/** Whether an error is the pool's own for a task whose thread has ended. */
const isEnded = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Terminating worker thread';

/** Opens threads that run `worker`. */
export const threadsOf = async (options: ThreadOptions, worker: URL): Promise<Threads> => {
  const { threads = Math.min(availableParallelism(), MOST_THREADS) } = checked(
    ThreadOptions,
    options,
  );
  const Pool = await loadPool();
  const opened = (): Crew => crewOf(new Pool({ minThreads: threads, maxThreads: threads }));
  let crew = opened();
  let isClosed = false;
  let plans = 0;

  const plan: Threads['plan'] = async (registry, options = {}) => {
    const { searchSteps, onProgress, signal, ...dates } = checked(ThreadPlanOptions, options);
    if (isClosed) throw new Error('the threads are closed');
    if (signal?.aborted === true) throw signal.reason;
    if (crew.hasFailed()) crew = opened();
    const { pool, failed, hasFailed, watch } = crew;
    const number = plans++;
    const {
      enterprises: unsorted,
      assignments = [],
      history = [],
      done: made = [],
      due = [],
      ...frame
    } = registry;
    const enterprises = sortedById(unsorted);
    const size = Math.max(
      LEAST_ENTERPRISES,
      Math.ceil(enterprises.length / (threads * SLICES_PER_THREAD)),
    );
    const slices = slicesOf({ enterprises, assignments, history, done: made, due }, size);
    const planOptions = searchSteps === undefined ? {} : { searchSteps };
    const terms = shared([frame, planOptions]);
    const abort = abortOf(signal);
    const rest = new AbortController();
    // Every waiting task adds a listener.
    setMaxListeners(0, rest.signal);
    let done = 0;
    try {
      const found = slices.map(async (slice): Promise<Found> => {
        const task: Task = { plan: number, terms, rows: slice.rows };
        // The file is named per task, not for the pool, so that a file that cannot be loaded fails
        // the task and not the process.
        const run = async (moves: number): Promise<SlicePlan> => {
          const planned: Promise<SlicePlan> = pool.run(task, {
            filename: worker,
            signal: rest.signal,
          });
          watch();
          try {
            return await planned;
          } catch (error) {
            if (!isEnded(error) || moves === 0 || isClosed || rest.signal.aborted) throw error;
            // Where the whole pool has failed, its own error is the reason.
            return hasFailed() ? failed : run(moves - 1);
          }
        };
        const own = await run(mostMoves);
        done += slice.places.length;
        onProgress?.(done, enterprises.length);
        return { slice, plan: own };
      });
      // Computed while the threads work.
      const context = planContext(frame);
      const visits = joinSlices(
        context.columns,
        await Promise.race([Promise.all(found), abort.promise, failed]),
      );
      return bestPlan(date(context, visits, dates));
    } catch (error) {
      rest.abort();
      throw error;
    } finally {
      abort.forget();
    }
  };
  return {
    plan,
    close: async () => {
      isClosed = true;
      if (!crew.hasFailed()) await crew.pool.destroy();
    },
  };
};
