// Plans the same enterprises with this library, HiGHS and OR-Tools. In this folder:
// npm ci && npm start [-- --enterprises 50 --hard 50 --seconds 60 --capped 0 --county 40000]
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
import { generateCounty } from 'inspection-consolidation/county';
import { consolidate, occurrencesOf } from 'inspection-consolidation/stages';
import { capOf, factsOf } from '../../src/answers/verify/facts';
import { owedBy } from '../../src/answers/verify/owed';
import { processorTime } from '../support/clock';
import { hardCappedEnterprise, hardEnterprise } from '../support/hard-enterprises';
import { byHighs } from '../support/highs';
import { machineLine } from '../support/machine';
import { printTable } from '../support/measure';
import { type Solution, solveVisits } from '../support/solve-visits';
import { byCpSat } from './cp-sat';
import { byRepresentatives } from './representatives';
import { bySetCover } from './set-cover';

const { values } = parseArgs({
  options: {
    enterprises: { type: 'string', default: '50' },
    hard: { type: 'string', default: '50' },
    capped: { type: 'string', default: '0' },
    seconds: { type: 'string', default: '60' },
    county: { type: 'string', default: '40000' },
  },
});
const seconds = Number(values.seconds);

/** One answer; `visits` is undefined where none was found in time. */
interface Reply {
  readonly served: number;
  readonly visits?: number;
  readonly proven: boolean;
  /** Milliseconds of processor time. */
  readonly time: number;
}

/** A planner's answer for one enterprise; undefined where it cannot take the question. */
type Planner = (registry: Registry) => Promise<Reply | undefined>;

const replyOf = ({ served, visits, proven, building, solving }: Solution): Reply => {
  const reply = { served, proven, time: building + solving };
  return visits === undefined ? reply : { ...reply, visits: visits.length };
};

/** The registry of the enterprise, read by the verifier's code; the reading is not timed. */
const questionOf = (registry: Registry) => {
  const facts = factsOf(registry);
  const [enterprise] = registry.enterprises;
  return { facts, enterprise, owed: owedBy(facts)(enterprise) };
};

const rounds = 5;

/** Milliseconds of processor time of consolidating: the median of some rounds after a first one. */
const ourTime = (registry: Registry): number => {
  const occurrences = occurrencesOf(registry);
  consolidate(occurrences);
  const times = Array.from({ length: rounds }, () => {
    const start = processorTime();
    consolidate(occurrences);
    return processorTime() - start;
  });
  return times.sort((a, b) => a - b)[rounds >> 1];
};

const ours: Planner = async (registry) => {
  const planned = plan(registry);
  const wrong = verify(registry, planned);
  if (wrong.length > 0)
    throw new Error(`our plan is not valid: ${wrong[0].place}: ${wrong[0].message}`);
  const { perItem, visits, lowerBound } = planned.summary;
  return { served: perItem, visits, proven: visits === lowerBound, time: ourTime(registry) };
};

const highs: Planner = async (registry) => {
  const { facts, enterprise, owed } = questionOf(registry);
  return replyOf(await solveVisits(byHighs, facts, enterprise.id, owed, seconds));
};

const highsByRepresentatives: Planner = async (registry) => {
  const optimum = await byRepresentatives(registry, seconds);
  return optimum === undefined
    ? { served: 0, proven: false, time: seconds * 1000 }
    : { ...optimum, proven: true };
};

const cpSat: Planner = async (registry) => {
  const { facts, enterprise, owed } = questionOf(registry);
  return replyOf(await solveVisits(byCpSat, facts, enterprise.id, owed, seconds));
};

const setCover: Planner = async (registry) => {
  const { facts, enterprise, owed } = questionOf(registry);
  if (capOf(facts, enterprise) !== undefined) return undefined;
  const solution = await bySetCover(facts, owed, seconds);
  return solution && replyOf(solution);
};

const planners: ReadonlyArray<readonly [name: string, planner: Planner]> = [
  ['ours', ours],
  ['HiGHS, patterns of departments', highs],
  ['HiGHS, representatives', highsByRepresentatives],
  ['CP-SAT, patterns of departments', cpSat],
  ['OR-Tools set cover', setCover],
];

const decoded = (input: RegistryInput): Registry =>
  pipe(
    decodeRegistry(input),
    E.getOrElse((errors): Registry => {
      throw new Error(`a registry is refused: ${JSON.stringify(errors[0])}`);
    }),
  );

/** A registry for each enterprise of a registry, with only the items that it is owed. */
const oneByOne = (registry: RegistryInput): readonly Registry[] => {
  const owed = owedBy(factsOf(registry));
  return registry.enterprises.flatMap((enterprise) => {
    const known = new Set(owed(enterprise).map(({ item }) => item.id));
    const ofIt = (row: { readonly enterprise: string; readonly item: string }): boolean =>
      row.enterprise === enterprise.id && known.has(row.item);
    if (known.size === 0) return [];
    return [
      decoded({
        ...registry,
        enterprises: [enterprise],
        items: registry.items.filter(({ id }) => known.has(id)),
        assignments: (registry.assignments ?? []).filter(ofIt),
        history: (registry.history ?? []).filter(ofIt),
        policy: {
          ...registry.policy,
          apart: (registry.policy?.apart ?? []).filter((pair) => pair.every((id) => known.has(id))),
        },
      }),
    ];
  });
};

const decimals = (n: number, digits = 0): string =>
  n.toLocaleString('en-US', { maximumFractionDigits: digits });
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Above 0 where our plan is better: more occurrences served, then fewer visits. */
const lead = (one: Reply, other: Reply): number =>
  one.served - other.served ||
  (other.visits ?? Number.POSITIVE_INFINITY) - (one.visits ?? Number.POSITIVE_INFINITY);

/** `inAll`: our milliseconds per enterprise where all are planned together. */
const compare = async (
  title: string,
  registries: readonly Registry[],
  inAll?: number,
): Promise<void> => {
  if (registries.length === 0) return;
  const replies: Array<ReadonlyArray<Reply | undefined>> = [];
  /** Number of times that each planner ran out of time. */
  const late: number[] = [];
  for (const [name, planner] of planners) {
    process.stderr.write(`${title}: ${name}\n`);
    const own: Array<Reply | undefined> = [];
    // The first enterprise is planned twice: loading and warm-up are not timed.
    await planner(registries[0]);
    let count = 0;
    for (const registry of registries) {
      const start = performance.now();
      own.push(await planner(registry));
      if (performance.now() - start >= seconds * 1000) count++;
    }
    replies.push(own);
    late.push(count);
  }
  const [own] = replies;
  const rows = planners.map(([name], p) => {
    const pairs = replies[p].flatMap((reply, r) => {
      const mine = own[r];
      return reply === undefined || mine === undefined ? [] : [{ reply, mine }];
    });
    const answered = pairs.filter(({ reply }) => reply.visits !== undefined);
    const than = (keep: (lead: number) => boolean): string =>
      decimals(answered.filter(({ reply, mine }) => keep(lead(mine, reply))).length);
    const [time, mine] = [
      sum(pairs.map(({ reply }) => reply.time)),
      sum(pairs.map((pair) => pair.mine.time)),
    ];
    return [
      name,
      decimals(pairs.length),
      decimals(answered.length),
      decimals(sum(answered.map(({ reply }) => reply.visits ?? 0))),
      decimals(sum(answered.map(({ mine }) => mine.visits ?? 0))),
      decimals(pairs.filter(({ reply }) => reply.proven).length),
      than((n) => n === 0),
      than((n) => n < 0),
      than((n) => n > 0),
      decimals(late[p]),
      decimals(time, 1),
      decimals(time / mine, 1),
      ...(inAll === undefined ? [] : [decimals(time / (pairs.length * inAll), 1)]),
    ];
  });
  const occurrences = sum(registries.map((registry) => occurrencesOf(registry).item.length));
  console.log(
    `\n${title}: ${registries.length} enterprises, ${decimals(occurrences)} occurrences\n`,
  );
  printTable([
    [
      '',
      'asked',
      'answered',
      'visits',
      'ours',
      'proven',
      'equal',
      'better',
      'worse',
      'limit',
      'ms',
      '÷ ours',
      ...(inAll === undefined ? [] : ['÷ in all']),
    ],
    ...rows,
  ]);
};

console.log(`${machineLine()}
One thread; at most ${seconds} s for an enterprise. Visits: of those answered, and ours for the same. Better and worse: than ours,
occurrences served first. Time: of the processor, to write programs and solve them, or to consolidate (median of ${rounds}); reading
the registry is not counted. In all: our time an enterprise when the whole county of ${values.county} is consolidated at once. Not asked:
caps and more than 20,000 maximal visits, of set cover.`);
const whole = Number(values.county);
await compare(
  'Generated county',
  oneByOne(generateCounty({ enterprises: Number(values.enterprises) })),
  ourTime(decoded(generateCounty({ enterprises: whole }))) / whole,
);
const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k + 1);
await compare(
  'Random hard',
  seeds(Number(values.hard)).map((seed) => decoded(hardEnterprise(seed))),
);
await compare(
  'Random hard, capped',
  seeds(Number(values.capped)).map((seed) => decoded(hardCappedEnterprise(seed))),
);
process.exit(0);
