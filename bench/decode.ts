/**
 * Compares decoding a county's registry with `JSON.parse` of its text: median and spread of
 * seven rounds each, in one process, on seeded data (40,000 enterprises, 4,433 items, 200,000
 * assignments, 200,000 past inspections).
 */
import { isRight } from 'fp-ts/Either';
import type { RegistryInput } from '../src/registry/registry';
import { decodeRegistry } from '../src/registry/registry-codec';
import { randomFrom } from './support/random';

const ROUNDS = 7;

const syntheticRegistry = (enterprises: number, items: number, rows: number): RegistryInput => {
  const random = randomFrom(1);
  const below = (bound: number): number => Math.floor(random() * bound);
  const pick = <A>(choices: readonly A[]): A => choices[below(choices.length)];
  const list = <A>(length: number, make: (at: number) => A): A[] =>
    Array.from({ length }, (_, at) => make(at));
  const date = (): string =>
    `2025-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`;
  // Each enterprise has consecutive items, so that no assignment comes twice.
  const each = Math.ceil(rows / enterprises);
  return {
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: list(32, (at) => ({ id: `D${at}`, name: `Department ${at}`, dailyMinutes: 2400 })),
    items: list(items, (at) => ({
      id: `I-${at}`,
      name: `Item ${at}`,
      department: `D${below(32)}`,
      method: pick(['on-site', 'documents']),
      topic: pick(['fire', 'food', 'labour']),
      minutes: 10 + below(80),
      frequency: { times: 1, per: 'year', byGrade: { A: 1, D: 3 } },
      appliesTo: { all: [{ industry: [`C${10 + below(40)}`] }, { not: { size: ['micro'] } }] },
    })),
    enterprises: list(enterprises, (at) => ({
      id: `E-${at}`,
      name: `Enterprise ${at} of the county`,
      industry: `C${1000 + below(4000)}`,
      size: pick(['large', 'medium', 'small', 'micro']),
      grade: pick(['A', 'B', 'C', 'D']),
      area: pick(['Haichang', 'Xiashi', 'Haizhou']),
      tags: list(below(3), () => pick(['hazardous-chemicals', 'boiler', 'crowded'])),
      objects: list(below(2), () => 'kitchen'),
      closed: list(below(2), () => ({ from: '2026-02-15', to: '2026-02-23' })),
    })),
    assignments: list(rows, (at) => ({
      enterprise: `E-${at % enterprises}`,
      item: `I-${((at % enterprises) + Math.floor(at / enterprises) * Math.floor(items / each)) % items}`,
    })),
    history: list(rows, () => ({
      enterprise: `E-${below(enterprises)}`,
      item: `I-${below(items)}`,
      date: date(),
    })),
  };
};

interface Timing {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

const timed = <A>(rounds: number, prepare: () => A, work: (prepared: A) => void): Timing => {
  const milliseconds = Array.from({ length: rounds }, () => {
    const prepared = prepare();
    const start = performance.now();
    work(prepared);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return {
    median: milliseconds[rounds >> 1],
    least: milliseconds[0],
    most: milliseconds[rounds - 1],
  };
};

const line = (name: string, { median, least, most }: Timing): string =>
  `${name.padEnd(16)}${median.toFixed(0).padStart(6)} ms  (${least.toFixed(0)}–${most.toFixed(0)})`;

const text = JSON.stringify(syntheticRegistry(40_000, 4_433, 200_000));
let sink: unknown;
const parse = (source: string): void => {
  sink = JSON.parse(source);
};
const decode = (input: unknown): void => {
  const result = decodeRegistry(input);
  if (!isRight(result))
    throw new Error(`the synthetic registry is refused: ${JSON.stringify(result.left[0])}`);
  sink = result.right;
};
// Every round decodes a newly parsed registry: strings that were looked up before are found faster.
const afresh = (): unknown => JSON.parse(text);
timed(2, () => text, parse);
const parsing = timed(ROUNDS, () => text, parse);
timed(2, afresh, decode);
const decoding = timed(ROUNDS, afresh, decode);

console.log(
  `node ${process.version}, ${process.arch}; ${(text.length / 1e6).toFixed(1)} MB of JSON`,
);
console.log(line('JSON.parse', parsing));
console.log(line('decodeRegistry', decoding));
console.log(`ratio           ${(decoding.median / parsing.median).toFixed(2)}`);
if (sink === undefined) throw new Error('nothing was decoded');
