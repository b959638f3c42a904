import { readFileSync } from 'node:fs';
import * as E from 'fp-ts/Either';
import {
  type Change,
  decodeRegistry,
  formatError,
  type PlanDocument,
  type Registry,
  type RegistryInput,
} from 'inspection-consolidation';
import { generateCounty } from 'inspection-consolidation/county';
import { californiaSites } from '../../examples/california/california';
import { californiaRegistry } from '../../examples/california/registry';
import { isLong } from '../support/runs';
import { YEAR } from './year';

/** A registry, with the extent of its frozen outputs. */
export interface FrozenRegistry {
  readonly name: string;
  readonly input: RegistryInput;
  /**
   * `figures` leaves out the outputs that take long where there are many enterprises; `plan` leaves
   * out task sheets too.
   */
  readonly extent: 'everything' | 'figures' | 'plan';
}

/** Changes to a published plan; missed visits may depend on the plan. */
export type ChangesOf = (registry: Registry, plan: PlanDocument) => readonly Change[];

/** A published plan, and the lists of changes that follow it one after another. */
export interface FrozenRevisions {
  readonly name: string;
  readonly input: RegistryInput;
  /** Absent: the plan of the registry. */
  readonly published?: PlanDocument;
  readonly lists: readonly ChangesOf[];
}

/** The decoded registry; throws where it is not valid. */
export const decoded = (input: RegistryInput): Registry => {
  const result = decodeRegistry(input);
  if (E.isLeft(result)) throw new Error(result.left.map(formatError).join('\n'));
  return result.right;
};

const CASES = ['caps', 'exotic', 'half', 'history', 'limits', 'plain', 'recognise'];
const DEFECTS = [
  ...[
    'cap-serves-less-1055',
    'cap-serves-less-1263',
    'cap-wasted',
    'durations-not-similar',
    'equality-broken',
  ],
  ...['invalid-visit-1511', 'invalid-visit-3305', 'over-cap-314', 'over-cap-978', 'verify-cap-912'],
  ...['wrong-proof-1015', 'wrong-proof-due'],
];
const PINNED = [
  'pin-order',
  'pins-cap-10022',
  'pins-not-optimal-4576',
  'pins-refused-1184',
  'pins-verify-rejects-1829',
];
const REVISED = [
  ...['days-pin-dropped', 'domain-not-told', 'nothing-happened-41', 'nothing-happened-together'],
  ...['revise-cause-capacity', 'revise-changes-for-nothing', 't2b-keeps-fewer-58'],
  ...['two-throughs-assignment', 'two-throughs-task'],
];

interface CaseFile {
  readonly registry: RegistryInput;
  readonly published?: PlanDocument;
  readonly changes?: readonly Change[];
  readonly first?: readonly Change[];
  readonly second?: readonly Change[];
  readonly lists?: ReadonlyArray<readonly Change[]>;
}

const read = <A>(name: string): A =>
  // The files are part of the repository, typed as their README describes them.
  JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), 'utf8')) as A;

const town = generateCounty({ enterprises: 40, items: 200, departments: 8, seed: 14 });

/** The town, with departments that lack minutes in some weeks. */
const shortOfTime: RegistryInput = {
  ...town,
  departments: town.departments.map((row) => ({ ...row, dailyMinutes: 60 })),
};

const small = (name: string, input: RegistryInput): FrozenRegistry => ({
  name,
  input,
  extent: 'everything',
});
const large = (
  name: string,
  input: RegistryInput,
  extent: 'figures' | 'plan' = 'figures',
): FrozenRegistry => ({ name, input, extent });

/** The registries one by one, so that only one large one is in memory. */
export function* frozenRegistries(): Iterable<FrozenRegistry> {
  for (const name of CASES) yield small(name, read<CaseFile>(name).registry);
  for (const name of DEFECTS) yield small(name, read<CaseFile>(`defects/${name}`).registry);
  for (const name of PINNED) yield small(name, read<RegistryInput>(`defects/pins/${name}`));
  yield small('county of 40', town);
  yield small('county of 40, short of time', shortOfTime);
  const extent = isLong ? 'figures' : 'plan';
  yield large('county of 2,000', generateCounty({ enterprises: 2000 }), extent);
  const sites = californiaSites();
  yield large('California by programme', californiaRegistry(sites, 'programme'));
  yield large('California by agency', californiaRegistry(sites, 'agency'));
}

/** The revised plans: the defects of revisions, and a year of the town. */
export function* frozenRevisions(): Iterable<FrozenRevisions> {
  for (const name of REVISED) {
    const {
      registry,
      published,
      changes = [],
      first,
      second,
      lists,
    } = read<CaseFile>(`defects/revise/${name}`);
    const written = lists ?? (first && second ? [first, second] : [changes]);
    yield {
      ...{ name, input: registry, lists: written.map((list) => () => list) },
      ...(published === undefined ? {} : { published }),
    };
  }
  yield { name: 'year of a county of 40', input: town, lists: YEAR };
}
