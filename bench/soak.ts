// A seeded search for faults: draws registries, plans them in every way and holds each plan to the model's reference in `test/soak`:
// npm run soak -- --minutes 30 --from 1 [--count 1000]
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isRight } from 'fp-ts/Either';
import { decodeRegistry } from 'inspection-consolidation';
import { type Extras, extrasFor, faultsOf } from '../test/soak/faults';
import { registryOf } from '../test/soak/generate';
import { type Fault, kindOf } from '../test/soak/plan-laws';
import { shrunk } from '../test/soak/shrink';
import { machineLine } from './support/machine';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    count: { type: 'string' },
    from: { type: 'string', default: '1' },
    out: { type: 'string', default: 'out/soak' },
    cases: { type: 'string', default: '3' },
  },
});
const from = Number(values.from);
const count = values.count === undefined ? Number.POSITIVE_INFINITY : Number(values.count);
const until =
  performance.now() + (values.count === undefined ? Number(values.minutes) * 60_000 : Number.POSITIVE_INFINITY);

/** Seeds with a fault of a kind, in order. */
const seedsOf = new Map<string, number[]>();
const numbers = { registries: 0, enterprises: 0, refused: 0 };

/** What is tried with a seed beside its plan: of some seeds everything, of the others least. */
const extrasOf = (seed: number): Extras => ({
  orders: seed % 8 === 0,
  steps: seed % 4 === 0 ? [0, 1 + (seed % 30)] : [],
});

const fileOf = (kind: string, seed: number): string => `${kind.replaceAll(/[^a-z]+/gi, '-')}-${seed}.json`;

/** Notes the faults of a seed; of the first seeds of a kind, writes a small case. */
const note = <A>(
  seed: number,
  value: A,
  faults: readonly Fault[],
  check: (value: A, kind: string) => readonly Fault[],
): void => {
  for (const kind of new Set(faults.map(kindOf))) {
    const seeds = seedsOf.get(kind) ?? [];
    seedsOf.set(kind, [...seeds, seed]);
    console.log(`seed ${seed}: ${faults.find((fault) => kindOf(fault) === kind)}`.slice(0, 400));
    if (seeds.length >= Number(values.cases)) continue;
    const isStillWrong = (candidate: A): boolean => check(candidate, kind).some((fault) => kindOf(fault) === kind);
    const small = shrunk(value, isStillWrong);
    const was = check(small, kind).filter((fault) => kindOf(fault) === kind);
    mkdirSync(values.out, { recursive: true });
    writeFileSync(`${values.out}/${fileOf(kind, seed)}`, `${JSON.stringify({ was, seed, ...small }, undefined, 1)}\n`);
  }
};

const start = performance.now();
for (let seed = from; seed < from + count && performance.now() < until; seed++) {
  const input = registryOf(seed);
  const extras = extrasOf(seed);
  numbers.registries++;
  numbers.enterprises += input.enterprises.length;
  if (!isRight(decodeRegistry(input))) numbers.refused++;
  note(seed, { registry: input }, faultsOf(input, extras), ({ registry }, kind) =>
    faultsOf(registry, extrasFor(kind, extras)),
  );
}

const seconds = (performance.now() - start) / 1000;
const { registries, enterprises, refused } = numbers;
console.log(machineLine());
console.log(
  `seeds ${from} to ${from + registries - 1} in ${seconds.toFixed(0)} s, ${(registries / seconds).toFixed(0)} registries a second`,
);
console.log(`${registries} registries, ${enterprises} enterprises; ${refused} registries refused for their pins`);
for (const [kind, seeds] of [...seedsOf].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${kind}: ${seeds.length} seeds, first ${seeds.slice(0, 5).join(', ')}`);
console.log(seedsOf.size === 0 ? 'no fault' : `faults of ${seedsOf.size} kinds; cases in ${values.out}`);
if (seedsOf.size > 0) process.exitCode = 1;
