import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../src/output/plan';
import { columnsOf } from '../../src/output/plan';
import { planText } from '../../src/output/plan-text';
import { type ThreadOptions, type ThreadPlanOptions, threadsOf } from '../../src/parallel/threads';
import { plan } from '../../src/plan/plan';
import type { Registry } from '../../src/registry/registry';
import { generateCounty } from '../../src/subpaths/county';
import { randomPins, underWay, withoutRefused } from '../support/amended';
import { decoded } from '../support/decoded';
import { runs } from '../support/runs';

// A thread runs JavaScript alone; from here it finds the packages that it imports.
const folder = mkdtempSync(fileURLToPath(new URL('../../node_modules/.threads-', import.meta.url)));
const workerFile = join(folder, 'worker.mjs');

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/parallel/worker.ts', import.meta.url))],
    outfile: workerFile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['tinypool'],
    logLevel: 'error',
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const registry = decoded(
  generateCounty({ enterprises: runs(70, 300), items: runs(300, 800), departments: 12, seed: 5 }),
);

const planned = async (
  { threads, ...options }: Required<ThreadOptions> & ThreadPlanOptions,
  county: Registry = registry,
): Promise<Plan> => {
  const opened = await threadsOf({ threads }, pathToFileURL(workerFile));
  try {
    return await opened.plan(county, options);
  } finally {
    await opened.close();
  }
};

const textOf = (made: Plan): string => [...planText(made)].join('');

test('any number of threads gives the same plan', async () => {
  const whole = plan(registry);
  for (const threads of [1, 2, 3]) {
    const made = await planned({ threads });
    expect(textOf(made)).toBe(textOf(whole));
    expect(columnsOf(made)).toEqual(columnsOf(whole));
    for (const { id } of registry.enterprises)
      expect(made.certificate(id)).toEqual(whole.certificate(id));
    expect([...made.visitsOf({ month: '2026-05' })]).toEqual([
      ...whole.visitsOf({ month: '2026-05' }),
    ]);
  }
  expect(whole.visits.length).toBeGreaterThan(registry.enterprises.length);
});

test('enterprises of no industry, few and none', async () => {
  const plain = decoded({
    ...registry,
    enterprises: registry.enterprises.map(({ industry, ...rest }) => rest),
  });
  expect(textOf(await planned({ threads: 2 }, plain))).toBe(textOf(plan(plain)));
  for (const count of [0, 1]) {
    const few = decoded({
      ...registry,
      enterprises: registry.enterprises.slice(0, count),
      assignments: [],
      history: [],
    });
    expect(textOf(await planned({ threads: 2 }, few))).toBe(textOf(plan(few)));
  }
});

test('past visits, tasks and pins reach the threads', async () => {
  const early = underWay(registry, 3);
  const now = decoded(withoutRefused({ ...early, pins: randomPins(early, 4, 40) }));
  expect(now.done?.length).toBeGreaterThan(10);
  expect(now.pins?.length).toBeGreaterThan(10);
  expect(textOf(await planned({ threads: 2 }, now))).toBe(textOf(plan(now)));
});

test('progress goes up to all enterprises', async () => {
  const told: (readonly [number, number])[] = [];
  await planned({ threads: 2, onProgress: (done, of) => told.push([done, of]) });
  const done = told.map(([count]) => count);
  expect(done.length).toBeGreaterThan(1);
  expect(done).toEqual([...new Set(done)].sort((a, b) => a - b));
  expect(told.at(-1)).toEqual([registry.enterprises.length, registry.enterprises.length]);
});

test('the steps reach the threads', async () => {
  const searchSteps = 1;
  expect(textOf(await planned({ threads: 2, searchSteps }))).toBe(
    textOf(plan(registry, { searchSteps })),
  );
});

test('a signal ends it', async () => {
  const reason = new Error('enough');
  await expect(planned({ threads: 2, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const controller = new AbortController();
  const running = planned({
    threads: 2,
    signal: controller.signal,
    onProgress: () => controller.abort(reason),
  });
  await expect(running).rejects.toBe(reason);
});

test('what fails in a thread or on the way there is the reason of the rejection', async () => {
  const enterprises = [...registry.enterprises];
  const broken = decoded({ ...registry, enterprises });
  // Changed after it was checked.
  enterprises.push(JSON.parse('{ "id": "x", "closed": [{ "from": null, "to": null }] }'));
  await expect(planned({ threads: 2 }, broken)).rejects.toThrow(TypeError);
  const nowhere = new URL('nowhere.mjs', pathToFileURL(workerFile));
  const opened = await threadsOf({ threads: 2 }, nowhere);
  await expect(opened.plan(registry)).rejects.toThrow(/nowhere\.mjs/);
  await opened.close();
});

test('threads that stay plan one registry after another, and after a failure', async () => {
  const other = decoded(
    generateCounty({ enterprises: runs(20, 150), items: 300, departments: 5, seed: 6 }),
  );
  const opened = await threadsOf({ threads: 2 }, pathToFileURL(workerFile));
  const controller = new AbortController();
  const ended = opened.plan(registry, {
    signal: controller.signal,
    onProgress: () => controller.abort('enough'),
  });
  await expect(ended).rejects.toBe('enough');
  for (const county of [other, registry, other])
    expect(textOf(await opened.plan(county))).toBe(textOf(plan(county)));
  const [one, two] = await Promise.all([opened.plan(other), opened.plan(registry)]);
  expect([textOf(one), textOf(two)]).toEqual([textOf(plan(other)), textOf(plan(registry))]);
  await opened.close();
});

test.each([0, -1, 1.5, Number.NaN, 1025, Number.POSITIVE_INFINITY])(
  '%s threads are refused',
  async (threads) => {
    await expect(planned({ threads })).rejects.toThrow(
      /^options\.threads: expected (an integer ≥ 1|at most 1024), got /,
    );
  },
);

/** A worker that does something else than planning. */
const strangeWorker = (name: string, text: string): URL => {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, text);
  return pathToFileURL(file);
};

test.each([
  ['exits at work', 'export default () => process.exit(3);', /a thread ended/],
  ['exits while it loads', 'process.exit(0);', /a thread ended/],
  [
    'exits some time later',
    'setTimeout(() => process.exit(1), 50); export default () => new Promise(() => {});',
    /ended/,
  ],
  ['throws while it loads', 'throw new Error("no licence");', /no licence/],
  [
    'throws beside its work',
    'setTimeout(() => { throw new Error("beside"); }, 20); export default () => new Promise(() => {});',
    /beside/,
  ],
])(
  'a thread that %s is a rejection, and closing does not wait for it',
  async (name, text, reason) => {
    const opened = await threadsOf({ threads: 2 }, strangeWorker(name.replaceAll(' ', '-'), text));
    for (const attempt of [1, 2])
      await expect(opened.plan(registry), `attempt ${attempt}`).rejects.toThrow(reason);
    await opened.close();
  },
  20_000,
);

test('a thread that fails between plans does not end the process', async () => {
  // The first task is answered with nonsense, what follows has no task to fail with.
  const text =
    'export default () => { setTimeout(() => { throw new Error("idle"); }, 50); return {}; };';
  const opened = await threadsOf({ threads: 1 }, strangeWorker('idle', text));
  await expect(opened.plan(registry)).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await expect(opened.plan(registry)).rejects.toThrow();
  await opened.close();
}, 20_000);

test('threads that are closed at work reject the plan', async () => {
  const opened = await threadsOf({ threads: 2 }, pathToFileURL(workerFile));
  const running = expect(opened.plan(registry)).rejects.toThrow('Terminating worker thread');
  await opened.close();
  await running;
});

test('closed threads plan no more', async () => {
  const opened = await threadsOf({ threads: 2 }, pathToFileURL(workerFile));
  await opened.close();
  await expect(opened.plan(registry)).rejects.toThrow('the threads are closed');
  await opened.close();
});
