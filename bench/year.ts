// A county's year: twelve revisions of a published plan. Each is verified and compared with
// a new plan of the rest of the year; the end is compared with a plan of the whole year with
// all changes known beforehand:
// npm run bench:year [-- --enterprises 40000 --months 12 --seed 1 --verify 1 --prefer fewest-visits]
import { parseArgs } from 'node:util';
import {
  type PlanDocument,
  plan,
  type Registry,
  type RegistryInput,
  revise,
  type VisitChange,
  verify,
} from 'inspection-consolidation';
import { generateCounty } from 'inspection-consolidation/county';
import { processorTime } from './support/clock';
import { decoded } from './support/county-dates';
import { monthOf } from './support/county-year';
import { machineLine } from './support/machine';
import { printTable } from './support/measure';
import { randomFrom } from './support/random';

const { values } = parseArgs({
  options: {
    enterprises: { type: 'string', default: '40000' },
    months: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    verify: { type: 'string', default: '1' },
    anew: { type: 'string', default: '1' },
    prefer: { type: 'string', default: 'fewest-visits' },
  },
});

const count = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 0 });
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** The result and its processor time in seconds. */
const timed = <A>(work: () => A): readonly [A, number] => {
  globalThis.gc?.();
  const start = processorTime();
  const result = work();
  return [result, (processorTime() - start) / 1000];
};

const monthEnd = (year: number, month: number): string =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

/** The registry at the end of the year, without made visits, make-up tasks (补查) and pins. */
const known = ({
  frozenThrough: _,
  done: __,
  pins: ___,
  due = [],
  ...registry
}: RegistryInput): Registry =>
  decoded({
    ...registry,
    due: due.filter(({ cycle, note }) => cycle >= 10_000 || note !== '补查'),
  });

const enterprises = Number(values.enterprises);
const share = enterprises / 40_000;
const terms = {
  changed: 0.01,
  missed: 0.03,
  tasks: Math.round(200 * share),
  invitations: Math.round(20 * share),
};
const prefer = values.prefer === 'fewest-changes' ? 'fewest-changes' : 'fewest-visits';

const year = (): void => {
  const random = randomFrom(Number(values.seed));
  let registry = decoded(generateCounty({ enterprises }));
  const [first, seconds] = timed(() => plan(registry));
  let current: PlanDocument = first;
  console.log(`first plan: ${count(first.summary.visits)} visits, ${seconds.toFixed(1)} s`);
  const rows: string[][] = [];
  for (let month = 1; month <= Number(values.months); month++) {
    const through = monthEnd(2026, month);
    const published = current.visits.filter(({ date }) => date > through).length;
    const changes = monthOf(random, registry, current, through, terms);
    const before = current;
    const from = registry;
    const [revised, own] = timed(() => revise(from, before, changes, { prefer }));
    if (revised._tag === 'Left') throw new Error(JSON.stringify(revised.left.slice(0, 3)));
    registry = revised.right.registry;
    current = revised.right.plan;
    const now = registry;
    const [anew, fresh] =
      values.anew === '1' ? timed(() => plan(now).summary) : [undefined, Number.NaN];
    const kinds = new Map<VisitChange['kind'], number>();
    for (const { kind } of revised.right.changes) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const of = (kind: VisitChange['kind']): number => kinds.get(kind) ?? 0;
    const redated = revised.right.changes.filter(
      ({ kind, before: was, after: is }) => kind === 'changed' && was?.date !== is?.date,
    ).length;
    const { visits, overloadMinutes, overloadBound = 0 } = revised.right.plan.summary;
    rows.push([
      through.slice(0, 7),
      count(changes.length),
      count(visits),
      anew === undefined ? '' : count(anew.visits),
      count(published),
      percent(1 - (of('removed') + of('moved') + redated) / Math.max(1, published)),
      percent(1 - (of('removed') + of('moved') + of('changed')) / Math.max(1, published)),
      `${count(of('added'))} ${count(of('removed'))} ${count(of('moved'))} ${count(of('changed'))}`,
      `${count(overloadMinutes)} ${count(overloadBound)}`,
      anew === undefined ? '' : `${count(anew.overloadMinutes)}`,
      own.toFixed(1),
      fresh.toFixed(1),
      (own / fresh).toFixed(2),
      values.verify === '1' ? count(verify(registry, current).length) : '',
    ]);
    console.log(rows.at(-1)?.join('  '));
  }
  const whole = plan(known(registry)).summary;
  printTable([
    [
      ...[
        'month',
        'changes',
        'visits',
        'anew',
        'published, to come',
        'kept on their date',
        'kept as they were',
      ],
      ...[
        'added removed moved changed',
        'overload bound',
        'anew',
        'revise s',
        'plan s',
        'ratio',
        'violations',
      ],
    ],
    ...rows,
  ]);
  const { visits, occurrences, perItem } = current.summary;
  console.log(
    `the year: ${count(visits)} visits, ${count(perItem)} of ${count(occurrences)} occurrences; all known beforehand: ${count(whole.visits)} visits, ` +
      `${count(whole.perItem)} of ${count(whole.occurrences)}; ratio ${(visits / whole.visits).toFixed(4)}`,
  );
};

console.log(machineLine());
year();
