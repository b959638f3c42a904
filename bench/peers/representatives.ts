import { Worker } from 'node:worker_threads';
import type { RegistryInput } from '../../src/registry/registry';
import type { Optimum } from '../../test/support/exact';

/** The exact optimum of an enterprise, with its milliseconds. */
export type Timed = Optimum & { readonly time: number };

/**
 * HiGHS's answer to the direct program of the tests: a visit is identified by its first occurrence,
 * and every occurrence chooses the visit that it joins. Undefined after `seconds`: HiGHS holds its
 * thread until it is ended from outside.
 */
export const byRepresentatives = (
  registry: RegistryInput,
  seconds: number,
): Promise<Timed | undefined> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./representatives-worker.js', import.meta.url), {
      workerData: registry,
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const done = (answer: Timed | undefined): void => {
      clearTimeout(timer);
      worker.terminate().then(() => resolve(answer), reject);
    };
    worker.on('message', (message: 'ready' | Timed) => {
      if (message === 'ready') timer = setTimeout(() => done(undefined), seconds * 1000);
      else done(message);
    });
    worker.on('error', reject);
  });
