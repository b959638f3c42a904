// Compares random hard enterprises with HiGHS:
// npm run bench:hard [-- --count 40 --from 1 --seconds 60 --capped --out hard.jsonl]
import { appendFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import {
  decodeRegistry,
  plan,
  type Registry,
  type RegistryInput,
  verify,
} from 'inspection-consolidation';
import { factsOf } from '../src/answers/verify/facts';
import { owedBy } from '../src/answers/verify/owed';
import { processorTime } from './support/clock';
import { hardCappedEnterprise, hardEnterprise } from './support/hard-enterprises';
import { byHighs } from './support/highs';
import { machineLine } from './support/machine';
import { solveVisits } from './support/solve-visits';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '40' },
    from: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '60' },
    capped: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
const [count, from, seconds] = [values.count, values.from, values.seconds].map(Number);

/** The results of both on one enterprise; times in milliseconds of processor time. */
interface Row {
  readonly seed: number;
  readonly owed: number;
  readonly served: number;
  readonly visits: number;
  readonly bound: number;
  readonly time: number;
  /** Violations that `verify` finds in our plan; there should be none. */
  readonly violations: readonly string[];
  readonly highs: {
    readonly served: number;
    readonly visits?: number;
    readonly bound: number;
    readonly proven: boolean;
    readonly columns: number;
    /** Times to write the programs, and to solve them. */
    readonly building: number;
    readonly solving: number;
  };
}

const decoded = (input: RegistryInput): Registry =>
  pipe(
    decodeRegistry(input),
    E.getOrElse((errors): Registry => {
      throw new Error(`a hard enterprise is refused: ${JSON.stringify(errors[0])}`);
    }),
  );

const rowOf = async (seed: number): Promise<Row> => {
  const registry = decoded(values.capped ? hardCappedEnterprise(seed) : hardEnterprise(seed));
  const start = processorTime();
  const planned = plan(registry);
  const time = processorTime() - start;

  const facts = factsOf(registry);
  const [enterprise] = registry.enterprises;
  const owed = owedBy(facts)(enterprise);
  const { visits, ...highs } = await solveVisits(byHighs, facts, enterprise.id, owed, seconds);
  return {
    seed,
    owed: owed.filter(({ unserved }) => unserved === undefined).length,
    served: planned.summary.perItem,
    visits: planned.summary.visits,
    bound: planned.summary.lowerBound,
    time,
    violations: verify(registry, planned).map(({ message }) => message),
    highs: { ...highs, ...(visits === undefined ? {} : { visits: visits.length }) },
  };
};

/** Above 0 where our plan is better. */
const lead = ({ served, visits, highs }: Row): number =>
  served - highs.served || (highs.visits ?? Number.POSITIVE_INFINITY) - visits;

const isProven = ({ visits, bound }: Row): boolean => visits === bound;

console.log(machineLine());
if (values.out !== undefined) writeFileSync(values.out, '');
await rowOf(from);

const rows: Row[] = [];
for (let seed = from; seed < from + count; seed++) {
  const row = await rowOf(seed);
  rows.push(row);
  if (values.out !== undefined) appendFileSync(values.out, `${JSON.stringify(row)}\n`);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const where = (name: string, keep: (row: Row) => boolean): void => {
  const kept = rows.filter(keep);
  const seeds = kept.map(({ seed }) => seed).join(' ');
  console.log(
    `${name.padEnd(34)}${String(kept.length).padStart(5)}${kept.length > 0 ? `  ${seeds}` : ''}`,
  );
};
const shared = rows.filter(({ highs }) => highs.proven);
const [ours, solving, building] = [
  sum(shared.map(({ time }) => time)),
  sum(shared.map(({ highs }) => highs.solving)),
  sum(shared.map(({ highs }) => highs.building)),
];
console.log(`${rows.length} hard enterprises${values.capped ? ' with caps' : ''}, seeds ${from} to ${from + count - 1}
equal ${rows.filter((row) => lead(row) === 0).length}, proven by us ${rows.filter(isProven).length}, by HiGHS ${shared.length}
where HiGHS proved: ours ${ours.toFixed(0)} ms, HiGHS ${solving.toFixed(0)} ms (${(solving / ours).toFixed(0)} ×), writing its programs ${building.toFixed(0)} ms`);
where('ours not valid', ({ violations }) => violations.length > 0);
where('ours worse', (row) => lead(row) < 0);
where('HiGHS worse, or no answer', (row) => lead(row) > 0);
where('ours unproven', (row) => !isProven(row));
where('HiGHS unproven', ({ highs }) => !highs.proven);
where('a bound above the other’s visits', ({ bound, visits, served, highs }) => {
  const theirs = highs.visits ?? Number.POSITIVE_INFINITY;
  return served === highs.served && (bound > theirs || highs.bound > visits);
});
