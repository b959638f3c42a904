import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import {
  compare,
  consolidate,
  decodePlan,
  decodeRegistry,
  explainEnterprise,
  explainPair,
  explainVisit,
  occurrencesOf,
  type Plan,
  plan,
  planLines,
  planText,
  type Registry,
  type RegistryInput,
  regroup,
  revise,
  schedule,
  shortages,
  summarise,
  taskSheets,
  verify,
  workload,
} from 'inspection-consolidation';

/** What a function works on: the registry as it came in and decoded, its plan, and the plan as it is read. */
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

const linesOf = ({ enterprises, history = [], assignments = [], ...frame }: RegistryInput): readonly string[] => [
  JSON.stringify(frame),
  ...enterprises.map((enterprise) =>
    JSON.stringify({
      enterprise,
      history: history.filter((one) => one.enterprise === enterprise.id).map(({ enterprise: _, ...row }) => row),
      assignments: assignments
        .filter((one) => one.enterprise === enterprise.id)
        .map(({ enterprise: _, ...row }) => row),
    }),
  ),
];

/** The visit of most occurrences, which there is most to say of. */
const largestVisit = ({ visits }: Plan): Plan['visits'][number] =>
  visits.reduce((most, visit) => (visit.occurrences.length > most.occurrences.length ? visit : most));

/** The functions that take a registry or a plan, in the order in which a person would call them. */
export const publicFunctions: readonly PublicFunction[] = [
  { name: 'decodeRegistry', run: ({ input }) => decodedInput(input) },
  { name: 'occurrencesOf', run: ({ registry }) => occurrencesOf(registry).count },
  { name: 'consolidate', run: ({ registry }) => consolidate(occurrencesOf(registry)).host.length },
  { name: 'plan', run: ({ registry }) => plan(registry).summary.visits },
  { name: 'planText', run: ({ planned }) => [...planText(planned)].length },
  { name: 'decodePlan', run: ({ written }) => decodePlan(written) },
  { name: 'verify', run: ({ registry, planned }) => verify(registry, planned).length },
  {
    name: 'explainVisit',
    run: ({ registry, planned }) =>
      planned.visits.length === 0 ? undefined : explainVisit(registry, planned, largestVisit(planned)),
  },
  {
    name: 'explainPair',
    run: ({ registry, planned }) => {
      const [first] = planned.visits;
      const last = planned.visits.at(-1);
      if (last === undefined) return undefined;
      return explainPair(registry, first.enterprise, first.occurrences[0], last.occurrences[0], planned);
    },
  },
  {
    name: 'explainEnterprise',
    run: ({ registry, planned }) => explainEnterprise(registry, planned, registry.enterprises[0].id),
  },
  { name: 'summarise', run: ({ planned }) => summarise(planned) },
  { name: 'workload', run: ({ registry, planned }) => workload(registry, planned) },
  { name: 'taskSheets', run: ({ registry, planned }) => taskSheets(registry, planned).length },
  { name: 'compare', run: ({ planned, registry }) => compare(planned, schedule(registry, planned, { seed: 2 })) },
  { name: 'schedule', run: ({ registry, planned }) => schedule(registry, planned).summary.overloadMinutes },
  { name: 'regroup', run: ({ registry, planned }) => regroup(registry, planned).summary.overloadMinutes },
  { name: 'shortages', run: ({ registry, planned }) => shortages(registry, planned).length },
  {
    name: 'revise',
    run: ({ registry, planned }) => revise(registry, planned, [{ change: 'through', date: '2026-02-28' }]),
  },
  {
    name: 'planLines',
    run: ({ input }) => {
      // Streams take no pins nor tasks of enterprises.
      const { pins: _, due: __, ...rest } = input;
      return [...planLines(linesOf(rest))].length;
    },
  },
];
