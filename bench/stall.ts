// Plans the slowest registries known, each in a process of its own with a limit:
// npm run bench:stall [-- --only cap --seconds 60]
// It prints processor seconds of decodeRegistry, of plan, and of the slowest other public
// function, and the peak of memory.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { plan, planText } from 'inspection-consolidation';
import { stalls } from '../test/support/stalls';
import { processorTime } from './support/clock';
import { machineLine } from './support/machine';
import { printTable } from './support/measure';
import { decodedInput, type Material, publicFunctions } from './support/public-functions';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '60' },
    functions: { type: 'string', default: '' },
    one: { type: 'string' },
  },
});

/**
 * Prints one line as each function begins, and one with its seconds when it ends, so that a
 * stopped process shows where it was.
 */
const tell = (line: object): void => console.log(JSON.stringify(line));

const timed = <A>(name: string, work: () => A): A => {
  tell({ begins: name });
  const before = processorTime();
  const result = work();
  tell({
    name,
    seconds: (processorTime() - before) / 1000,
    memory: process.resourceUsage().maxRSS / 1024,
  });
  return result;
};

/** Whether a function was asked for; `revise (tasks)` belongs to `revise`. */
const isOf = (name: string, asked: string): boolean =>
  name === asked || name.startsWith(`${asked} (`);

const runOne = (name: string): void => {
  const stall = stalls.find((one) => one.name === name);
  if (stall === undefined) throw new Error(`no stall ${name}`);
  const input = stall.registry();
  const registry = timed('decodeRegistry', () => decodedInput(input));
  const planned = timed('plan', () => plan(registry));
  const { occurrences, visits, lowerBound } = planned.summary;
  tell({ occurrences, visits, lowerBound });
  const material: Material = {
    input,
    registry,
    planned,
    written: JSON.parse([...planText(planned)].join('')),
  };
  const asked = values.functions.split(',').filter((one) => one !== '');
  for (const { name: own, run } of publicFunctions)
    if (
      own !== 'decodeRegistry' &&
      own !== 'plan' &&
      (asked.length === 0 || asked.some((one) => isOf(own, one)))
    )
      timed(own, () => run(material));
};

interface Told {
  readonly begins?: string;
  readonly name?: string;
  readonly seconds?: number;
  readonly memory?: number;
  readonly occurrences?: number;
  readonly visits?: number;
  readonly lowerBound?: number;
}

const number = (n: number | undefined, digits = 0): string =>
  n === undefined
    ? ''
    : n.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits });

const rowOf = (name: string): readonly string[] => {
  // A limit on processor time, which other processes do not change.
  const { stdout, stderr, status, signal } = spawnSync(
    'sh',
    [
      '-c',
      'ulimit -t "$0"; exec "$@"',
      values.seconds,
      process.execPath,
      fileURLToPath(import.meta.url),
      ...['--one', name, '--functions', values.functions],
    ],
    { encoding: 'utf8' },
  );
  const lines: readonly Told[] = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  const ended = lines.filter((line) => line.name !== undefined);
  const isStopped = signal !== null;
  if (!isStopped && status !== 0) console.error(stderr);
  const unfinished = lines.filter((line) => line.begins !== undefined).at(ended.length)?.begins;
  const told = (line: Told | undefined): string =>
    line === undefined ? '' : `${line.name} ${number(line.seconds, 2)}`;
  const secondsOf = (own: string): string => {
    if (own === unfinished) return isStopped ? `> ${values.seconds}` : 'fails';
    return number(ended.find((line) => line.name === own)?.seconds, 2);
  };
  const others = ended.filter((line) => line.name !== 'plan' && line.name !== 'decodeRegistry');
  const slowest = others.reduce<Told | undefined>(
    (most, line) => ((line.seconds ?? 0) > (most?.seconds ?? 0) ? line : most),
    undefined,
  );
  const stuck =
    unfinished !== undefined && unfinished !== 'plan' && unfinished !== 'decodeRegistry';
  const figures = lines.find((line) => line.occurrences !== undefined);
  return [
    name,
    number(figures?.occurrences),
    number(figures?.visits),
    number(figures?.lowerBound),
    secondsOf('decodeRegistry'),
    secondsOf('plan'),
    stuck ? `${unfinished} ${secondsOf(unfinished)}` : told(slowest),
    number(ended.at(-1)?.memory),
  ];
};

if (values.one !== undefined) runOne(values.one);
else {
  console.log(
    `${machineLine()}\nSeconds of processor; ${values.seconds} seconds at most for each registry\n`,
  );
  const names = stalls.map(({ name }) => name).filter((name) => name.includes(values.only));
  const head = [
    'registry',
    'occurrences',
    'visits',
    'bound',
    'decodeRegistry',
    'plan',
    'slowest other',
    'MB',
  ];
  printTable([
    head,
    ...names.map((name) => {
      const row = rowOf(name);
      process.stderr.write(`${row.join('  ')}\n`);
      return row;
    }),
  ]);
}
