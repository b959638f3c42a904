import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { serialize } from 'node:v8';
import type { Plan } from '../output/plan';
import { bestPlan, type FrameRows, type PlanOptions, stagesOf, visitPlanner } from '../plan/stages';
import type { Registry } from '../registry/registry';
import { sortedById } from '../registry/sorted';
import { type Found, joinSlices, type SlicePlan } from './slice-plan';
import { slicesOf } from './slices';

export interface ThreadOptions {
  /** An integer from 1 to 1,024; default: as many as the machine runs at once. */
  readonly threads?: number;
}

/** As much of an AbortSignal as is needed here. */
export interface StopSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  readonly addEventListener: (type: 'abort', listener: () => void) => void;
  readonly removeEventListener: (type: 'abort', listener: () => void) => void;
}

/** Functions cannot go from thread to thread, so rules are those of the policy. */
export interface ThreadPlanOptions extends Omit<PlanOptions, 'rules'> {
  /** An AbortSignal; when it is aborted, work ends and the promise is rejected with its reason. */
  readonly signal?: StopSignal;
}

/** Threads that stay, warm, from plan to plan. */
export interface Threads {
  /**
   * As `planParallel`. Of plans that are asked for at the same time, each slows the others down by
   * more than its own work.
   */
  readonly plan: (registry: Registry, options?: ThreadPlanOptions) => Promise<Plan>;
  /**
   * Ends the threads; plans that are not done are rejected, and so are those that are asked for
   * later. A process with open threads does not end.
   */
  readonly close: () => Promise<void>;
}

/** A slice for a thread. */
export interface Task {
  /** Which plan of the pool it is for: tasks of one have one frame. */
  readonly plan: number;
  /** The frame and the options, serialized; shared, so that no task carries them. */
  readonly terms: SharedArrayBuffer;
  readonly rows: FrameRows;
}

const MOST_THREADS = 1024;
/**
 * Several a thread, so that none waits long for the last one; but not so small that handing out
 * costs more than planning.
 */
const SLICES_PER_THREAD = 8;
const LEAST_ENTERPRISES = 64;

const threadsIn = ({
  threads = Math.min(availableParallelism(), MOST_THREADS),
}: ThreadOptions): number => {
  if (Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS) return threads;
  throw new RangeError(
    `threads: an integer from 1 to ${MOST_THREADS} expected, got ${String(threads)}`,
  );
};

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

/** Rejected as soon as the signal is aborted; `forget` ends the waiting. */
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
 * A pool whose threads are watched: it waits for ever for a thread that exits, and ends the process
 * where one fails without a task.
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
  // Nobody may be waiting.
  failed.catch(() => {});
  const watched = new WeakSet<object>();
  const fail = (error: unknown): void => {
    if (failure !== undefined) return;
    failure = { error };
    reject(error);
    // It would wait for the thread that has ended already.
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

/** How often a task is given to another thread after its own has ended. */
const mostMoves = 3;

/** The pool's error for a task whose thread has ended. */
const isEnded = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Terminating worker thread';

/** Threads that run `worker`. */
export const threadsOf = async (options: ThreadOptions, worker: URL): Promise<Threads> => {
  const threads = threadsIn(options);
  const Pool = await loadPool();
  const opened = (): Crew => crewOf(new Pool({ minThreads: threads, maxThreads: threads }));
  let crew = opened();
  let isClosed = false;
  let plans = 0;

  const plan: Threads['plan'] = async (registry, { steps, dates, onProgress, signal } = {}) => {
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
    const planOptions = steps === undefined ? {} : { steps };
    const terms = shared([frame, planOptions]);
    const abort = abortOf(signal);
    const rest = new AbortController();
    // Every task that waits listens to it.
    setMaxListeners(0, rest.signal);
    let done = 0;
    try {
      const found = slices.map(async (slice): Promise<Found> => {
        const task: Task = { plan: number, terms, rows: slice.rows };
        // Named here, not for the pool: a file that cannot be loaded then fails the task, not the
        // process.
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
            // Where the whole pool was ended, its own reason is told.
            return hasFailed() ? failed : run(moves - 1);
          }
        };
        const own = await run(mostMoves);
        done += slice.places.length;
        onProgress?.(done, enterprises.length);
        return { slice, plan: own };
      });
      // Made while the threads are at work.
      const stages = stagesOf(frame, {});
      const nobody = visitPlanner(stages, planOptions)({ enterprises: [] });
      const visits = joinSlices(
        nobody,
        await Promise.race([Promise.all(found), abort.promise, failed]),
      );
      return bestPlan(stages.date(visits, dates));
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
