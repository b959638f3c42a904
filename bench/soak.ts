// A seeded search for faults. It draws registries, plans them in every way, takes some of
// them through a year of revisions and explanations, and compares every answer with the second
// reading of the model in `test/soak`:
// npm run soak -- --minutes 30 --from 1 [--count 1000]
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Asked, askedFaults } from '../test/soak/explain-laws';
import { type Extras, extrasFor, faultsOf } from '../test/soak/faults';
import { registryOf } from '../test/soak/generate';
import { type Fault, kindOf } from '../test/soak/plan-laws';
import { type Year, yearFaults, yearOf } from '../test/soak/revise-laws';
import { shrunk } from '../test/soak/shrink';
import { machineLine } from './support/machine';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    count: { type: 'string' },
    from: { type: 'string', default: '1' },
    out: { type: 'string', default: 'out/soak' },
    /** Cases of each kind of fault that are made small and written. */
    cases: { type: 'string', default: '3' },
    /** Every how many seeds a year of revisions, and explanations, are tried; 0: never. */
    years: { type: 'string', default: '100' },
    explanations: { type: 'string', default: '20' },
  },
});
const from = Number(values.from);
const count = values.count === undefined ? Number.POSITIVE_INFINITY : Number(values.count);
const until =
  performance.now() +
  (values.count === undefined ? Number(values.minutes) * 60_000 : Number.POSITIVE_INFINITY);

/** Seeds with a fault of a kind, in order. */
const seedsOf = new Map<string, number[]>();
const numbers = { seeds: 0, registries: 0, enterprises: 0, years: 0, revisions: 0, explained: 0 };

/** The further trials of a seed: all of them for some seeds, few for most. */
const extrasOf = (seed: number): Extras => ({
  orders: seed % 8 === 0,
  steps: seed % 4 === 0 ? [0, 1 + (seed % 30)] : [],
  damages: seed % 4 === 1 ? 4 : 0,
});

const isTurn = (seed: number, every: string): boolean =>
  Number(every) > 0 && seed % Number(every) === 0;

const fileOf = (kind: string, seed: number): string =>
  `${kind.replaceAll(/[^a-z]+/gi, '-')}-${seed}.json`;

/** Notes the faults of a seed; writes a small case for the first seeds of a kind. */
const note = <A>(
  seed: number,
  value: A,
  faults: readonly Fault[],
  check: (value: A, kind: string) => readonly Fault[],
  mostTries: number,
): void => {
  for (const kind of new Set(faults.map(kindOf))) {
    const seeds = seedsOf.get(kind) ?? [];
    seedsOf.set(kind, [...seeds, seed]);
    console.log(`seed ${seed}: ${faults.find((fault) => kindOf(fault) === kind)}`.slice(0, 400));
    if (seeds.length >= Number(values.cases)) continue;
    const isStillWrong = (candidate: A): boolean =>
      check(candidate, kind).some((fault) => kindOf(fault) === kind);
    const small = shrunk(value, isStillWrong, mostTries);
    const was = check(small, kind).filter((fault) => kindOf(fault) === kind);
    mkdirSync(values.out, { recursive: true });
    writeFileSync(
      `${values.out}/${fileOf(kind, seed)}`,
      `${JSON.stringify({ was, seed, ...small }, undefined, 1)}\n`,
    );
  }
};

const start = performance.now();
for (let seed = from; seed < from + count && performance.now() < until; seed++) {
  numbers.seeds++;
  const registry = registryOf(seed);
  const extras = extrasOf(seed);
  const again = (
    { registry: own }: { readonly registry: typeof registry },
    kind: string,
  ): readonly Fault[] => faultsOf(own, extrasFor(kind, extras));
  for (const own of seed % 10 === 0 ? [registry, registryOf(seed, 'tasks')] : [registry]) {
    numbers.registries++;
    numbers.enterprises += own.enterprises.length;
    note(seed, { registry: own }, faultsOf(own, extras), again, 1500);
  }
  if (isTurn(seed, values.years)) {
    const year = yearOf(seed, registry);
    numbers.years++;
    note(seed, year, yearFaults(year, numbers), (own: Year) => yearFaults(own), 500);
  }
  if (isTurn(seed, values.explanations)) {
    const asked: Asked = { registry, seed };
    note(seed, asked, askedFaults(asked, numbers), (own: Asked) => askedFaults(own), 500);
  }
}

const seconds = (performance.now() - start) / 1000;
const { seeds, registries, enterprises, years, revisions, explained } = numbers;
console.log(machineLine());
const rate = (registries / seconds).toFixed(0);
console.log(
  `seeds ${from} to ${from + seeds - 1} in ${seconds.toFixed(0)} s, ${rate} registries a second`,
);
console.log(
  `${registries} registries of ${enterprises} enterprises, ${revisions} revisions in ${years} years, ${explained} explanations`,
);
for (const [kind, seeds] of [...seedsOf].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${kind}: ${seeds.length} seeds, first ${seeds.slice(0, 5).join(', ')}`);
console.log(
  seedsOf.size === 0 ? 'no fault' : `faults of ${seedsOf.size} kinds; cases in ${values.out}`,
);
if (seedsOf.size > 0) process.exitCode = 1;
