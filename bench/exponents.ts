// How the time of every public function grows with each dimension of the input, the others fixed:
// npm run bench:exponents [-- --only items,apart --seconds 60]
// The exponent is log2(time at eight times the size / time at four times);
// · where the latter is below 20 ms.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { plan, planText } from 'inspection-consolidation';
import { registryOfShape, type Shape } from '../test/support/stalls';
import { processorTime } from './support/clock';
import { machineLine } from './support/machine';
import { printTable } from './support/measure';
import { decodedInput, publicFunctions } from './support/public-functions';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '120' },
    one: { type: 'string' },
    size: { type: 'string', default: '1' },
  },
});

const usual: Partial<Shape> = {
  items: 60,
  frequency: { times: 2 },
  departments: 6,
  domains: 1,
  durations: 60,
};

/** For each dimension, the shape at `size` times its usual size. */
const dimensions: Readonly<Record<string, (size: number) => Partial<Shape>>> = {
  items: (size) => ({ items: 60 * size }),
  departments: (size) => ({ items: 240, departments: 4 * size }),
  domains: (size) => ({ items: 120, domains: size }),
  objects: (size) => ({ items: 240, objects: 5 * size }),
  durations: (size) => ({ items: 240, durations: 30 * size }),
  cycles: (size) => ({ items: 20, frequency: { times: 3 * size } }),
  days: (size) => ({ items: 20, days: 365 * size }),
  closed: (size) => ({ closed: 10 * size }),
  seasons: (size) => ({ seasons: size }),
  apart: (size) => ({ apart: 100 * size }),
  criteria: (size) => ({ criteria: 100 * size }),
  history: (size) => ({ history: 100 * size }),
  due: (size) => ({ due: 20 * size }),
  together: (size) => ({
    items: 120,
    together: 10 * size,
    maxMinutes: null,
    durationRatio: null,
    domains: 0,
  }),
  separated: (size) => ({ separated: 100 * size }),
  narrowed: (size) => ({ narrowed: 50 * size }),
  enterprises: (size) => ({ enterprises: 25 * size }),
  cap: (size) => ({ items: 240, visitCap: 4 * size }),
};

/** Prints a line per function with its milliseconds. */
const runOne = (dimension: string, size: number): void => {
  const input = registryOfShape({ ...usual, ...dimensions[dimension](size) });
  const registry = decodedInput(input);
  const planned = plan(registry);
  const material = {
    input,
    registry,
    planned,
    written: JSON.parse([...planText(planned)].join('')),
  };
  for (const { name, run } of publicFunctions) {
    run(material);
    const before = processorTime();
    run(material);
    console.log(JSON.stringify([name, processorTime() - before]));
  }
};

const timesOf = (dimension: string, size: number): ReadonlyMap<string, number> => {
  const own = fileURLToPath(import.meta.url);
  const { stdout } = spawnSync(
    'sh',
    [
      '-c',
      'ulimit -t "$0"; exec "$@"',
      values.seconds,
      process.execPath,
      own,
      '--one',
      dimension,
      '--size',
      `${size}`,
    ],
    { encoding: 'utf8' },
  );
  return new Map(
    stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)),
  );
};

if (values.one !== undefined) runOne(values.one, Number(values.size));
else {
  console.log(`${machineLine()}\n`);
  const asked = Object.keys(dimensions).filter(
    (name) => values.only === '' || values.only.split(',').includes(name),
  );
  const columns = asked.map((name) => {
    const [, , fourfold, eightfold] = [1, 2, 4, 8].map((size) => timesOf(name, size));
    process.stderr.write(`${name}\n`);
    return publicFunctions.map(({ name: own }) => {
      const [four, eight] = [fourfold.get(own), eightfold.get(own)];
      if (four === undefined || eight === undefined) return 'stopped';
      return eight < 20 ? '·' : Math.log2(eight / Math.max(1, four)).toFixed(1);
    });
  });
  printTable([
    ['', ...asked],
    ...publicFunctions.map(({ name }, f) => [name, ...columns.map((one) => one[f])]),
  ]);
}
