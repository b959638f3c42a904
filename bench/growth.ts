// How time and memory grow with the county and with one enterprise:
// npm run bench:growth [-- --sizes 4000,40000,400000 --items 100,300,1000,3000,10000]
// Each size has a process of its own, for its own peak of memory.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { decodeRegistry, plan, type Registry, type RegistryInput } from 'inspection-consolidation';
import { generateCounty } from 'inspection-consolidation/county';
import { countyLines } from '../src/cli/county-lines';
import { processorTime } from './support/clock';
import { largeEnterprise } from './support/large-enterprise';
import { machineLine } from './support/machine';
import { printTable } from './support/measure';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '4000,40000,400000' },
    items: { type: 'string', default: '100,300,1000,3000,10000' },
    county: { type: 'string' },
    enterprise: { type: 'string' },
    memory: { type: 'string' },
  },
});

const decoded = (input: RegistryInput): Registry =>
  pipe(
    decodeRegistry(input),
    E.getOrElse((errors): Registry => {
      throw new Error(`the registry is refused: ${errors.length} errors`);
    }),
  );

/** Prints one line: visits, bound, occurrences, milliseconds of processor time. */
const report = (registry: Registry, warm: Registry): void => {
  plan(warm);
  globalThis.gc?.();
  const start = processorTime();
  const { visits, lowerBound, occurrences } = plan(registry).summary;
  console.log(JSON.stringify([visits, lowerBound, occurrences, processorTime() - start]));
};

/** The registry of the lines that `stream` reads, made with less garbage than at once. */
const registryOf = (lines: Iterable<string>): Registry => {
  const [frame, ...records] = Array.from(lines, (line) => JSON.parse(line));
  const of = (name: 'assignments' | 'history') =>
    records.flatMap(({ enterprise: { id }, ...rows }) =>
      (rows[name] ?? []).map((row: object) => ({ ...row, enterprise: id })),
    );
  return decoded({
    ...frame,
    enterprises: records.map(({ enterprise }) => enterprise),
    assignments: of('assignments'),
    history: of('history'),
  });
};

/** Prints one line: bytes at the peak of a plan, less the bytes held before. */
const reportMemory = (enterprises: number): void => {
  const registry = registryOf(countyLines({ enterprises }));
  globalThis.gc?.();
  const before = process.resourceUsage().maxRSS;
  const planned = plan(registry);
  const peak = (process.resourceUsage().maxRSS - before) * 1024;
  console.log(JSON.stringify([planned.summary.occurrences, peak]));
};

const own = fileURLToPath(import.meta.url);
const run = (...args: readonly string[]): readonly number[] => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', '--max-old-space-size=16000', own, ...args],
    {
      encoding: 'utf8',
    },
  );
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
};

const number = (n: number, digits = 0): string =>
  n.toLocaleString('en-US', { maximumFractionDigits: digits });

if (values.county !== undefined)
  report(
    decoded(generateCounty({ enterprises: Number(values.county) })),
    decoded(generateCounty({ enterprises: 4000, seed: 2 })),
  );
else if (values.memory !== undefined) reportMemory(Number(values.memory));
else if (values.enterprise !== undefined)
  report(decoded(largeEnterprise(Number(values.enterprise), 1)), decoded(largeEnterprise(60, 2)));
else {
  console.log(machineLine());
  console.log(
    'Times of the processor, after a smaller plan to warm up; peak memory above the registry’s\n',
  );
  printTable([
    [
      'enterprises',
      'occurrences',
      'visits',
      'bound',
      'ms',
      'ms an enterprise',
      'peak B an occurrence',
    ],
    ...values.sizes.split(',').map((size) => {
      const [visits, bound, occurrences, time] = run('--county', size);
      const [, peak] = run('--memory', size);
      return [
        number(Number(size)),
        ...[occurrences, visits, bound, time].map((figure) => number(figure)),
        number(time / Number(size), 3),
        number(peak / occurrences),
      ];
    }),
  ]);
  console.log('\nOne enterprise\n');
  printTable([
    ['items', 'occurrences', 'visits', 'bound', 'ms'],
    ...values.items.split(',').map((items) => {
      const [visits, bound, occurrences, time] = run('--enterprise', items);
      return [
        number(Number(items)),
        ...[occurrences, visits, bound, time].map((figure) => number(figure)),
      ];
    }),
  ]);
}
