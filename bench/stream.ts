// Streams generated counties through the API, lines in and lines out, and shows that time per
// enterprise and memory do not grow with the county:
// npm run bench:stream [-- --sizes 4000,40000,400000 --items 4433 --chunk 4096]
import { parseArgs } from 'node:util';
import * as E from 'fp-ts/Either';
import { formatError } from 'inspection-consolidation';
import { planLines } from 'inspection-consolidation/stream';
import { countyLines } from '../src/cli/county-lines';
import { machineLine } from './support/machine';
import { printTable } from './support/measure';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '4000,40000,400000' },
    items: { type: 'string', default: '4433' },
    chunk: { type: 'string', default: '4096' },
  },
});

const county = (enterprises: number): Iterable<string> =>
  countyLines({ enterprises, items: Number(values.items) });

interface Streamed {
  readonly lines: number;
  readonly characters: number;
  readonly last: string;
}

/** Reads lines to their end and keeps none. */
const drain = (lines: Iterable<string>): Streamed => {
  let [count, characters, last] = [0, 0, ''];
  for (const line of lines) {
    count++;
    characters += line.length;
    last = line;
  }
  return { lines: count, characters, last };
};

function* planned(lines: Iterable<string>): Iterable<string> {
  for (const result of planLines(lines, { chunk: Number(values.chunk) })) {
    if (E.isLeft(result))
      throw new Error(`the county is refused: ${result.left.map(formatError).join('; ')}`);
    yield result.right;
  }
}

/** The result of some work, and its milliseconds of processor time. */
const timed = <A>(work: () => A): readonly [A, number] => {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1000];
};

const millions = (n: number): string => (n / 1e6).toFixed(1);

const rowOf = (enterprises: number): readonly string[] => {
  const [given, making] = timed(() => drain(county(enterprises)));
  const [got, both] = timed(() => drain(planned(county(enterprises))));
  const { summary } = JSON.parse(got.last);
  if (got.lines !== enterprises + 1 || summary.enterprises !== enterprises)
    throw new Error('lines are missing');
  return [
    enterprises.toLocaleString('en-US'),
    millions(given.characters),
    millions(got.characters),
    ((both - making) / 1000).toFixed(1),
    ((1000 * (both - making)) / enterprises).toFixed(0),
    (process.resourceUsage().maxRSS / 1024).toFixed(0),
    summary.visits.toLocaleString('en-US'),
    summary.enterprisesProven.toLocaleString('en-US'),
  ];
};

console.log(machineLine());
console.log(
  'processor time, without that of making the lines; peak memory of the process so far; sizes ascending\n',
);
drain(planned(county(1000)));
printTable([
  ['enterprises', 'M chars in', 'M chars out', 's', 'µs each', 'peak MB', 'visits', 'proven'],
  ...values.sizes
    .split(',')
    .map(Number)
    .sort((a, b) => a - b)
    .map(rowOf),
]);
