import { isLeft } from 'fp-ts/Either';
import {
  decodePlan,
  decodeRegistry,
  formatError,
  type Plan,
  type PlanDocument,
  plan,
  planText,
  type Registry,
  type RegistryInput,
  verify,
} from '../../src/index';
import { joinSlices, slicePlanOf } from '../../src/parallel/slice-plan';
import { slicesOf } from '../../src/parallel/slices';
import { planContext } from '../../src/plan/context';
import { bestPlan, date, visitPlanner } from '../../src/plan/steps';
import { sortedById } from '../../src/registry/sorted';
import { planLines } from '../../src/subpaths/stream';
import { registryLines } from '../stream/registry-lines';
import { undated } from '../support/undated';
import { damageFaults } from './damage-laws';
import { type Fault, kindOf, planFaults, type Solved } from './plan-laws';
import { drawsOf } from './random';
import { problemOf } from './reference/optimum';
import { readRegistry } from './reference/owed';

/** Further trials of a registry, next to its plan. */
export interface Extras {
  /**
   * Whether the plan is also made from rows in another order, from a stream,
   * and in slices as by threads.
   */
  readonly orders: boolean;
  /** Numbers of steps to plan with. */
  readonly steps: readonly number[];
  /** Number of damaged plans. */
  readonly damages: number;
}

/** The trials that a kind of fault needs to appear again. */
export const extrasFor = (kind: string, { steps, damages }: Extras): Extras => ({
  orders: /^(again|shuffled|decode|stream|slices)/.test(kind),
  steps: kind.startsWith('few steps') ? steps : [],
  damages: kind === 'verify-misses' ? damages : 0,
});

export const EVERYTHING: Extras = { orders: true, steps: [0, 1, 10], damages: 10 };

const bytesOf = (made: Plan): string => [...planText(made)].join('');

/** The rows of a registry in another order. */
const shuffled = (input: RegistryInput): RegistryInput => {
  const { some } = drawsOf(1972);
  const mixed = <A>(rows: readonly A[] | undefined): readonly A[] | undefined =>
    rows && some(rows, rows.length);
  const { policy } = input;
  const record = <A>(
    entries: Readonly<Record<string, A>> | undefined,
  ): Record<string, A> | undefined =>
    entries && Object.fromEntries(some(Object.entries(entries), Number.POSITIVE_INFINITY));
  const mixedPolicy = policy && {
    ...policy,
    domains: record(policy.domains),
    methods: record(policy.methods),
    apart: mixed(policy.apart),
  };
  const rows = {
    departments: mixed(input.departments),
    items: mixed(input.items),
    enterprises: mixed(input.enterprises),
    assignments: mixed(input.assignments),
    history: mixed(input.history),
    due: mixed(input.due),
    done: mixed(input.done),
    pins: mixed(input.pins),
    policy: mixedPolicy && JSON.parse(JSON.stringify(mixedPolicy)),
  };
  return { ...input, ...JSON.parse(JSON.stringify(rows)) };
};

const streamFaults = (input: RegistryInput, whole: Plan): readonly Fault[] => {
  const rows: PlanDocument[] = [];
  for (const line of planLines(registryLines(input))) {
    if (isLeft(line)) return [`stream: it refuses ${line.left.map(formatError).join('; ')}`];
    rows.push(JSON.parse(line.right));
  }
  const byId = new Map(rows.map((row) => [Reflect.get(row, 'enterprise'), row]));
  return input.enterprises.flatMap(({ id }) => {
    const own = byId.get(id);
    const same =
      own !== undefined &&
      JSON.stringify(undated(own.visits)) ===
        JSON.stringify(undated([...whole.visitsOf({ enterprise: id })])) &&
      JSON.stringify(own.unserved) === JSON.stringify([...whole.unservedOf(id)]) &&
      Reflect.get(own, 'lowerBound') === whole.certificate(id)?.lowerBound;
    return same ? [] : [`stream: enterprise ${JSON.stringify(id)} is planned otherwise`];
  });
};

/**
 * Faults of the plan made from slices of two enterprises, planned one by
 * one and joined as by threads.
 */
const sliceFaults = (registry: Registry, whole: Plan): readonly Fault[] => {
  const { enterprises, assignments = [], history = [], done = [], due = [], ...frame } = registry;
  const context = planContext(frame);
  const slices = slicesOf(
    { enterprises: sortedById(enterprises), assignments, history, done, due },
    2,
  );
  // A new planner for each slice: slices share no memory.
  const found = slices
    .toReversed()
    .map((slice) => ({ slice, plan: slicePlanOf(visitPlanner(context, {})(slice.rows)) }));
  const joined = bestPlan(date(context, joinSlices(context.columns, found)));
  if (bytesOf(joined) !== bytesOf(whole)) return ['slices: the plan that is joined is another'];
  return enterprises
    .filter(
      ({ id }) => JSON.stringify(joined.certificate(id)) !== JSON.stringify(whole.certificate(id)),
    )
    .map(({ id }) => `slices: enterprise ${JSON.stringify(id)} has another certificate`);
};

const verifyFaults = (registry: Registry, made: Plan): readonly Fault[] =>
  verify(registry, made).map(({ kind, place, message }) => `verify ${kind}: ${place} ${message}`);

/** Faults where a registry is refused for its pins, although the second reading can plan it. */
const refusalFaults = (input: RegistryInput, errors: readonly string[]): readonly Fault[] => {
  if (
    !errors.every((error) =>
      /^pins\[\d+\]\S*: expected (an occurrence|days|occurrences) (that|of)/.test(error),
    )
  )
    return [`refused: ${errors.join('; ')}`];
  if (
    solvedOf(input).problems.some(
      ({ problem: { best } }) => best === undefined || best === 'impossible',
    )
  )
    return [];
  return [`refuses-possible: ${errors.join('; ')}`];
};

/** The problems of a registry's enterprises, read and solved by the second reading. */
export const solvedOf = (input: RegistryInput): Solved => {
  const reading = readRegistry(input);
  return {
    reading,
    problems: input.enterprises.map((enterprise) => ({
      enterprise,
      problem: problemOf(reading, enterprise),
    })),
  };
};

/** All faults of a registry's plan, however it is made; a thrown error is a fault too. */
export const faultsOf = (input: RegistryInput, extras: Extras = EVERYTHING): readonly Fault[] => {
  try {
    const decoded = decodeRegistry(input);
    if (isLeft(decoded)) return refusalFaults(input, decoded.left.map(formatError));
    const solved = solvedOf(input);
    const registry = decoded.right;
    const made = plan(registry);
    const faults = [
      ...planFaults(solved, made, made.certificate, 'full'),
      ...verifyFaults(registry, made),
    ];
    const bytes = bytesOf(made);
    for (const steps of extras.steps) {
      const quick = plan(registry, { searchSteps: steps });
      const own = [
        ...planFaults(solved, quick, quick.certificate, 'little'),
        ...verifyFaults(registry, quick),
      ];
      const isNew = (fault: Fault): boolean =>
        !faults.some((other) => kindOf(other) === kindOf(fault));
      faults.push(
        ...own
          .filter(isNew)
          .map((fault) => `few steps, ${kindOf(fault)}: with ${steps} steps ${fault}`),
      );
    }
    faults.push(...damageFaults(solved, registry, made.toJSON(), extras.damages));
    if (extras.orders) {
      if (bytesOf(plan(registry)) !== bytes) faults.push('again: the second plan is not the first');
      const other = decodeRegistry(shuffled(input));
      if (isLeft(other))
        faults.push(`shuffled: refused, ${other.left.map(formatError).join('; ')}`);
      else if (bytesOf(plan(other.right)) !== bytes)
        faults.push('shuffled: another order of rows gives another plan');
      const read = decodePlan(JSON.parse(bytes));
      if (isLeft(read))
        faults.push(`decode: its own plan is refused, ${read.left.map(formatError).join('; ')}`);
      else if (JSON.stringify(read.right) !== bytes)
        faults.push('decode: the plan that is read is another');
      faults.push(...streamFaults(input, made), ...sliceFaults(registry, made));
    }
    return faults;
  } catch (error) {
    return [`thrown: ${error instanceof Error ? error.stack : String(error)}`];
  }
};
