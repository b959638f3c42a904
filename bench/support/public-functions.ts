import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import {
  advice,
  type Change,
  compare,
  decodePlan,
  decodeRegistry,
  explainEnterprise,
  explainPair,
  explainVisit,
  type Plan,
  plan,
  planText,
  type Registry,
  type RegistryInput,
  type ReviseOptions,
  type Revision,
  regroup,
  revise,
  schedule,
  shortages,
  summarise,
  taskSheets,
  verify,
  workload,
} from 'inspection-consolidation';
import { consolidate, occurrencesOf } from 'inspection-consolidation/stages';
import { planLines } from 'inspection-consolidation/stream';

type Preference = NonNullable<ReviseOptions['prefer']>;

/**
 * The arguments of a function: a registry as input and decoded, its plan, and the plan read back.
 */
export interface Material {
  readonly input: RegistryInput;
  readonly registry: Registry;
  readonly planned: Plan;
  readonly written: unknown;
}

export interface PublicFunction {
  readonly name: string;
  readonly run: (material: Material) => unknown;
}

export const decodedInput = (input: RegistryInput): Registry =>
  pipe(
    decodeRegistry(input),
    E.getOrElse(([{ path, expected }]): Registry => {
      throw new Error(`the registry is refused: ${path}: ${expected}`);
    }),
  );

const linesOf = ({
  enterprises,
  history = [],
  assignments = [],
  ...frame
}: RegistryInput): readonly string[] => [
  JSON.stringify(frame),
  ...enterprises.map((enterprise) =>
    JSON.stringify({
      enterprise,
      history: history
        .filter((one) => one.enterprise === enterprise.id)
        .map(({ enterprise: _, ...row }) => row),
      assignments: assignments
        .filter((one) => one.enterprise === enterprise.id)
        .map(({ enterprise: _, ...row }) => row),
    }),
  ),
];

/** The visit with most occurrences, which has the longest explanation. */
const largestVisit = ({ visits }: Plan): Plan['visits'][number] =>
  visits.reduce((most, visit) =>
    visit.occurrences.length > most.occurrences.length ? visit : most,
  );

/** 200 further checks of the first enterprise. */
const tasksOf = ({ registry: { items, enterprises } }: Material): readonly Change[] =>
  Array.from({ length: 200 }, (_, k) => ({
    ...{ change: 'task', enterprise: enterprises[0].id, item: items[k % items.length].id },
    ...{ from: `2026-03-${10 + (k % 20)}`, to: `2026-0${5 + (k % 3)}-01` },
  }));

/** Logs for `revise`, each of one kind of change at the registry's first enterprise. */
export const logs: ReadonlyArray<
  readonly [name: string, log: (material: Material) => readonly Change[], prefer?: Preference]
> = [
  ['through', () => [{ change: 'through', date: '2026-02-28' }]],
  [
    'missed',
    ({ planned: { visits } }) => {
      const missed = visits.filter(({ date }) => date <= '2026-06-30').map(({ id = '' }) => id);
      return [
        {
          change: 'through',
          date: '2026-06-30',
          missed: missed.slice(0, Math.ceil(missed.length / 10)),
        },
      ];
    },
  ],
  ['tasks', tasksOf],
  ['tasks, fewest changes', tasksOf, 'fewest-changes'],
  [
    'item',
    ({ registry: { items } }) => [
      { change: 'item', row: { ...items[0], minutes: items[0].minutes + 7 } },
    ],
  ],
  [
    'items',
    ({ registry: { items } }) =>
      items
        .slice(0, Math.ceil(items.length / 10))
        .map((row) => ({ change: 'item', row: { ...row, minutes: row.minutes + 7 } })),
  ],
  [
    'closed',
    ({ registry }) => [
      { change: 'closed', enterprise: registry.enterprises[0].id, from: '2026-07-01' },
    ],
  ],
  [
    'invitation',
    ({ registry: { departments, enterprises } }) => [
      {
        ...{ change: 'invitation', enterprise: enterprises[0].id, to: '2026-12-01' },
        departments: departments.slice(0, 5).map(({ id }) => id),
      },
    ],
  ],
  [
    'pins',
    ({ planned: { visits } }) =>
      visits
        .filter(({ occurrences }) => occurrences.length > 1)
        .slice(0, 50)
        .map(({ enterprise, occurrences }) => ({
          change: 'pin',
          row: { pin: 'apart', enterprise, occurrences: occurrences.slice(0, 2) },
        })),
  ],
  [
    'months',
    () =>
      ['01-31', '02-28', '03-31', '04-30', '05-31', '06-30'].map((day) => ({
        change: 'through',
        date: `2026-${day}`,
      })),
  ],
];

/** The functions that take a registry or a plan, in the order in which a person would call them. */
export const publicFunctions: readonly PublicFunction[] = [
  { name: 'decodeRegistry', run: ({ input }) => decodedInput(input) },
  { name: 'advice', run: ({ registry }) => advice(registry).remarks.length },
  { name: 'occurrencesOf', run: ({ registry }) => occurrencesOf(registry).count },
  { name: 'consolidate', run: ({ registry }) => consolidate(occurrencesOf(registry)).host.length },
  { name: 'plan', run: ({ registry }) => plan(registry).summary.visits },
  { name: 'planText', run: ({ planned }) => [...planText(planned)].length },
  { name: 'decodePlan', run: ({ written }) => decodePlan(written) },
  { name: 'verify', run: ({ registry, planned }) => verify(registry, planned).length },
  {
    name: 'explainVisit',
    run: ({ registry, planned }) =>
      planned.visits.length === 0
        ? undefined
        : explainVisit(registry, planned, largestVisit(planned)),
  },
  {
    name: 'explainPair',
    run: ({ registry, planned }) => {
      const [first] = planned.visits;
      const last = planned.visits.at(-1);
      if (last === undefined) return undefined;
      return explainPair(registry, first.enterprise, first.occurrences[0], last.occurrences[0], {
        plan: planned,
      });
    },
  },
  {
    name: 'explainEnterprise',
    run: ({ registry, planned }) =>
      explainEnterprise(registry, planned, registry.enterprises[0].id),
  },
  { name: 'summarise', run: ({ planned }) => summarise(planned) },
  { name: 'workload', run: ({ registry, planned }) => workload(registry, planned) },
  { name: 'taskSheets', run: ({ registry, planned }) => taskSheets(registry, planned).length },
  {
    name: 'compare',
    run: ({ planned, registry }) => compare(planned, schedule(registry, planned, { dateSeed: 2 })),
  },
  {
    name: 'schedule',
    run: ({ registry, planned }) => schedule(registry, planned).summary.overloadMinutes,
  },
  {
    name: 'regroup',
    run: ({ registry, planned }) => regroup(registry, planned).summary.overloadMinutes,
  },
  { name: 'shortages', run: ({ registry, planned }) => shortages(registry, planned).length },
  ...logs.map(
    ([name, log, prefer]): PublicFunction => ({
      name: `revise (${name})`,
      run: (material) =>
        pipe(
          revise(
            material.registry,
            material.planned,
            log(material),
            prefer === undefined ? {} : { prefer },
          ),
          E.getOrElse(([{ path, expected }]): Revision => {
            throw new Error(`the log is refused: ${path}: ${expected}`);
          }),
        ),
    }),
  ),
  {
    name: 'planLines',
    run: ({ input }) => {
      // These lines hold neither pins nor tasks of enterprises.
      const { pins: _, due: __, ...rest } = input;
      return [...planLines(linesOf(rest))].length;
    },
  },
];
