// Plans California's regulated sites and a generated county, verifies both plans and prints the
// visits that joint visits save:
// npm run demo
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import {
  decodeRegistry,
  formatError,
  type PlanDocument,
  plan,
  planText,
  type Registry,
  type RegistryInput,
  verify,
} from 'inspection-consolidation';
import { generateCounty } from 'inspection-consolidation/county';
import { runCalifornia } from './california/california';

const folder = 'out';

const timed = <A>(work: () => A): readonly [A, number] => {
  const start = performance.now();
  return [work(), (performance.now() - start) / 1000];
};

const checked = (input: RegistryInput): Registry =>
  pipe(
    decodeRegistry(input),
    E.getOrElse((errors): Registry => {
      throw new Error(errors.map(formatError).join('\n'));
    }),
  );

const write = (name: string, chunks: Iterable<string>): string => {
  const file = join(folder, name);
  const target = openSync(file, 'w');
  let bytes = 0;
  for (const chunk of chunks) bytes += writeSync(target, chunk);
  closeSync(target);
  return `${file} (${(bytes / 1e6).toFixed(1)} MB)`;
};

const count = (n: number): string => n.toLocaleString('en-US');
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const header: readonly string[] = [
  'registry',
  'enterprises',
  'occurrences',
  'separate by item',
  'separate by department',
  'joint visits',
  'reduction',
  'lower bound',
  'proven',
  'joint share',
  'merged share',
  'off-site share',
  'checks by fallback',
  'pairs above two, before',
  'pairs above two, joint',
  'left out for caps',
  'verified',
  'seconds',
];

interface Shown {
  readonly name: string;
  readonly registry: RegistryInput;
  readonly plan: PlanDocument;
  readonly violations: number;
  readonly seconds: number;
}

const column = ({
  name,
  plan: { summary, unserved },
  violations,
  seconds,
}: Shown): readonly string[] => [
  name,
  count(summary.enterprises),
  count(summary.occurrences),
  count(summary.perItem),
  count(summary.perDepartment),
  count(summary.visits),
  percent(summary.reduction),
  count(summary.lowerBound),
  percent(summary.enterprisesProven / summary.enterprises),
  percent(summary.jointShare),
  percent(summary.mergedShare ?? 0),
  percent(summary.offSiteShare ?? 0),
  count(summary.byFallback ?? 0),
  count(summary.pairsAboveTwoBefore ?? 0),
  count(summary.pairsAboveTwo ?? 0),
  count(unserved.filter(({ reason }) => reason === 'visit-cap').length),
  violations === 0 ? 'valid' : `${violations} violations`,
  seconds.toFixed(1),
];

const printTable = (rows: ReadonlyArray<readonly string[]>): void => {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((cells) => cells[c].length)));
  for (const cells of rows) {
    console.log(
      cells
        .map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c])))
        .join('  '),
    );
  }
};

const { values } = parseArgs({
  options: {
    enterprises: { type: 'string', default: '40000' },
    national: { type: 'boolean', default: false },
  },
});

console.log('planning California …');
const [california, californiaSeconds] = timed(runCalifornia);
const [first] = california.plans;
const californiaShown = california.plans.map(
  ({ row: { separation }, registry, plan: planned }): Shown => ({
    name: `California, by ${separation}`,
    registry,
    plan: planned,
    violations: verify(checked(registry), planned).length,
    seconds: californiaSeconds / california.plans.length,
  }),
);

console.log('planning a generated county …');
const input = generateCounty({
  enterprises: Number(values.enterprises),
  national: values.national,
});
const [[registry, county], countySeconds] = timed(() => {
  const decoded = checked(input);
  return [decoded, plan(decoded)] as const;
});
const countyShown: Shown = {
  name: 'generated county',
  registry: input,
  plan: county,
  violations: verify(registry, county).length,
  seconds: countySeconds,
};

console.log('');
const columns = [...californiaShown, countyShown].map(column);
printTable(header.map((name, line) => [name, ...columns.map((cells) => cells[line])]));
const { inspections } = california.real;
console.log(
  `\nInspections that really took place in California in 2018/19: ${count(inspections)}.`,
);

mkdirSync(folder, { recursive: true });
const written = [
  write('california-registry.json', [JSON.stringify(first.registry)]),
  write('california-plan.json', planText(first.plan)),
  write('county-registry.json', [JSON.stringify(input)]),
  write('county-plan.json', planText(county)),
];
console.log(`\nWritten:\n${written.map((file) => `  ${file}`).join('\n')}`);
process.exitCode = [...californiaShown, countyShown].every(({ violations }) => violations === 0)
  ? 0
  : 1;
