// Compares dates under capacity with their bound, with random dates,
// and with a linear program of HiGHS:
// npm run bench:dates [-- --enterprises 40000 --counties 20 --of 2000 --linear 100]
import { parseArgs } from 'node:util';
import {
  type Plan,
  plan,
  type Registry,
  type RegistryInput,
  regroup,
  schedule,
  workload,
} from 'inspection-consolidation';
import { generateCounty } from 'inspection-consolidation/county';
import { consolidate, occurrencesOf } from 'inspection-consolidation/stages';
import { decoded, loads, naiveOverloads, tightDaily, withDaily } from './support/county-dates';
import { datesProgram } from './support/dates-program';
import { byHighs } from './support/highs';
import { machineLine } from './support/machine';
import { measure, medianOf, printTable } from './support/measure';

const { values } = parseArgs({
  options: {
    enterprises: { type: 'string', default: '40000' },
    counties: { type: 'string', default: '20' },
    of: { type: 'string', default: '2000' },
    linear: { type: 'string', default: '100' },
  },
});

const count = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 0 });
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/**
 * Per department: the highest load / capacity of a week, divided by the load / capacity
 * of all weeks. Weeks of six open days are left out, since the least unevenness
 * gives them more than their share.
 */
const peaks = (registry: Registry, planned: Plan): ReadonlyMap<string, number> => {
  const dailyOf = new Map(
    registry.departments.map(({ id, dailyMinutes = 0 }) => [id, dailyMinutes]),
  );
  const daily = (id: string): number => dailyOf.get(id) ?? 0;
  const byDepartment = new Map<string, { load: number; capacity: number; peak: number }>();
  for (const { department, minutes, capacity = 0 } of workload(registry, planned).teams) {
    const own = byDepartment.get(department) ?? { load: 0, capacity: 0, peak: 0 };
    own.load += minutes;
    own.capacity += capacity;
    if (capacity > 0 && capacity < 5.5 * daily(department))
      own.peak = Math.max(own.peak, minutes / capacity);
    byDepartment.set(department, own);
  }
  return new Map(
    [...byDepartment].map(([id, { load, capacity, peak }]) => [id, peak / (load / capacity)]),
  );
};

const shortOf = (planned: Plan) => (registry: Registry) =>
  schedule(registry, planned, { until: () => true }).shortfalls;

const wholeCounty = (): void => {
  const input = generateCounty({ enterprises: Number(values.enterprises) });
  const registry = decoded(input);
  const planned = plan(registry);
  const occurrences = occurrencesOf(registry);
  const openDays = occurrences.timeline.dayOfRank.length;
  const total = loads(registry, planned);
  const merge = measure('consolidate', 3, () => consolidate(occurrences));
  const settings: ReadonlyArray<readonly [string, Registry]> = [
    ['92 % of what windows leave least choice for (the county as it is)', registry],
    [
      'load is 92 % of capacity, the same all year',
      withDaily(input, (id) => (total.get(id) ?? 0) / openDays / 0.92),
    ],
    [
      'capacity is 92 % of load, the same all year',
      withDaily(input, (id) => (0.92 * (total.get(id) ?? 0)) / openDays),
    ],
  ];
  const rows = settings.map(([name, own]) => {
    const timed = measure('schedule', 3, () => schedule(own, planned));
    const found = schedule(own, planned);
    const { overloadMinutes, overloadBound = 0, trips = 0 } = found.summary;
    const { firstDay, randomDay } = naiveOverloads(own);
    const regroups = measure('regroup', 1, () => regroup(own, planned));
    const regrouped = regroup(own, planned).summary;
    const high = [...peaks(own, found)].sort(([, a], [, b]) => b - a);
    const level = high.filter(([, peak]) => peak <= 1.1).length;
    return [
      name,
      count(overloadMinutes),
      count(overloadBound),
      overloadBound === 0
        ? overloadMinutes === 0
          ? 'equal'
          : '–'
        : (overloadMinutes / overloadBound).toFixed(5),
      percent(overloadMinutes / firstDay),
      percent(overloadMinutes / randomDay),
      percent(overloadBound / randomDay),
      count(trips),
      `${level} of ${high.length}; ${high
        .filter(([, peak]) => peak > 1.1)
        .map(([id, peak]) => `${id} ${peak.toFixed(2)}`)
        .join(' ')}`,
      (medianOf(timed) / medianOf(merge)).toFixed(2),
      count(regrouped.overloadMinutes),
      count(regrouped.overloadBound ?? 0),
      percent(regrouped.overloadMinutes / randomDay),
      (medianOf(regroups) / medianOf(merge)).toFixed(2),
    ];
  });
  printTable([
    [
      'capacities',
      'overload',
      'bound',
      'overload ÷ bound',
      'of first days',
      'of random days',
      'bound, of random days',
      'trips',
      'highest week ≤ 1.1 × mean',
      '÷ consolidate',
      ...['regrouped: overload', 'bound', 'of random days', '÷ consolidate'],
    ],
    ...rows,
  ]);
};

/** Counties with few enterprises, where a single visit is a large part of a week's minutes. */
const randomCounties = (): void => {
  const seeds = Array.from({ length: Number(values.counties) }, (_, k) => k + 1);
  const table = [
    [
      'counties of',
      'least minutes a day',
      'bound 0',
      'of these overload 0',
      'others: overload, bound',
    ],
  ];
  for (const enterprises of [Number(values.of) / 4, Number(values.of)])
    for (const least of [420, 0]) {
      const found = seeds.map((seed) => {
        const input: RegistryInput = generateCounty({
          enterprises,
          seed,
          items: 400 + 200 * (seed % 10),
          departments: 8 + (seed % 25),
        });
        const planned = plan(decoded(input), { searchSteps: 1000 });
        const daily = tightDaily(input, planned, shortOf(planned));
        const registry = withDaily(input, (id) =>
          Math.max(least, Math.ceil((daily.get(id) ?? 0) / 0.85)),
        );
        const { overloadMinutes, overloadBound = 0 } = schedule(registry, planned).summary;
        return { seed, overloadMinutes, overloadBound };
      });
      const free = found.filter(({ overloadBound }) => overloadBound === 0);
      const left = free.filter(({ overloadMinutes }) => overloadMinutes > 0);
      table.push([
        count(enterprises),
        count(least),
        `${free.length} of ${found.length}`,
        `${free.length - left.length} of ${free.length}`,
        found
          .filter(({ overloadMinutes }) => overloadMinutes > 0)
          .map(
            ({ seed, overloadMinutes, overloadBound }) =>
              `${seed}: ${count(overloadMinutes)}, ${count(overloadBound)}`,
          )
          .join('; '),
      ]);
    }
  printTable(table);
};

/** How much the bound grows when joint visits couple departments, and when visits stay whole. */
const linearPrograms = async (): Promise<void> => {
  const table = [
    [
      'seed',
      'share of tight capacity',
      'bound',
      'LP, all departments at once',
      'bound ÷ LP',
      'overload found',
    ],
  ];
  for (const seed of [1, 2, 3])
    for (const share of [0.8, 0.92, 1]) {
      const input = generateCounty({
        enterprises: Number(values.linear),
        seed,
        items: 1000,
        departments: 12,
      });
      const planned = plan(decoded(input));
      const daily = tightDaily(input, planned, shortOf(planned));
      const registry = withDaily(input, (id) => share * (daily.get(id) ?? 0));
      const { overloadMinutes, overloadBound = 0 } = schedule(registry, planned).summary;
      const program = datesProgram(registry);
      const { proven, values: found } = await byHighs(program, 120);
      const bound = program.costs.reduce(
        (sum, cost, column) => sum + cost * (found?.[column] ?? Number.NaN),
        0,
      );
      table.push([
        `${seed}`,
        percent(share),
        count(overloadBound),
        proven ? count(bound) : '–',
        proven && bound > 0 ? (overloadBound / bound).toFixed(3) : '–',
        count(overloadMinutes),
      ]);
    }
  printTable(table);
};

console.log(`${machineLine()}\n`);
wholeCounty();
console.log('');
randomCounties();
console.log('');
await linearPrograms();
