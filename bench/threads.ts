// Plans a generated county on one thread and on several:
// npm run bench:threads [-- --enterprises 40000 --threads 1,2 --rounds 5]
// The threads run the built package.
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { decodeRegistry, plan, planText, type Registry } from 'inspection-consolidation';
import { generateCounty } from 'inspection-consolidation/county';
import { threadsOf } from '../src/parallel/threads';
import { machineLine } from './support/machine';
import { type Measured, medianOf, printTable, tableOf } from './support/measure';

const { values } = parseArgs({
  options: {
    enterprises: { type: 'string', default: '40000' },
    threads: { type: 'string', default: '1,2' },
    rounds: { type: 'string', default: '5' },
  },
});
const rounds = Number(values.rounds);
const worker = pathToFileURL('dist/parallel-worker.js');

const registry = pipe(
  decodeRegistry(generateCounty({ enterprises: Number(values.enterprises) })),
  E.getOrElse((errors): Registry => {
    throw new Error(`the county is refused: ${errors.length} errors`);
  }),
);
/** Times by the clock, since processor time counts all threads together. */
const measureAsync = async (name: string, work: () => unknown): Promise<Measured> => {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    globalThis.gc?.();
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return { name, rounds: times.sort((a, b) => a - b) };
};

const text = [...planText(plan(registry))].join('');
const measured = [await measureAsync('plan', () => plan(registry))];
for (const threads of values.threads.split(',').map(Number)) {
  const opened = await threadsOf({ threads }, worker);
  // The first plan warms the threads up.
  if ([...planText(await opened.plan(registry))].join('') !== text)
    throw new Error('the plans differ');
  measured.push(await measureAsync(`threads: ${threads}`, () => opened.plan(registry)));
  await opened.close();
}

console.log(machineLine());
console.log(
  `${registry.enterprises.length} enterprises; medians of ${rounds} rounds in one process, by the clock; threads stay open\n`,
);
printTable(tableOf(measured.slice(0, 2), measured));
const [, one, ...more] = measured;
for (const other of more)
  console.log(`\n${one.name} ÷ ${other.name}: ${(medianOf(one) / medianOf(other)).toFixed(2)}`);
