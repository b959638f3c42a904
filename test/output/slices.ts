import fc from 'fast-check';
import { timelineOf } from '../../src/occurrences/timeline';
import type { Plan } from '../../src/output/plan';
import type { Counted } from '../../src/output/summary';
import { plan } from '../../src/plan';
import type { RegistryInput } from '../../src/registry/registry';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';

/** The registry with some of its enterprises only. */
const sliceOf = (input: RegistryInput, keep: (enterprise: string) => boolean): RegistryInput => ({
  ...input,
  enterprises: input.enterprises.filter(({ id }) => keep(id)),
  assignments: (input.assignments ?? []).filter(({ enterprise }) => keep(enterprise)),
  history: (input.history ?? []).filter(({ enterprise }) => keep(enterprise)),
});

export interface Planned {
  readonly made: Plan;
  readonly counted: Counted;
}

const plannedOf = (input: RegistryInput): Planned => {
  const made = plan(decoded(input));
  const { enterprises } = made.columns.rows;
  const alone = (id: string): Plan => plan(decoded(sliceOf(input, (other) => other === id)));
  return {
    made,
    counted: {
      lowerBound: Int32Array.from(enterprises, ({ id }) => made.certificate(id)?.lowerBound ?? -1),
      perDepartment: Int32Array.from(enterprises, ({ id }) => alone(id).summary.perDepartment),
      openDays: timelineOf(input).dayOfRank,
      travelMinutes: input.policy?.travelMinutes ?? 0,
    },
  };
};

/** A county planned whole and in three slices, of which some may be nobody's; enterprises are dealt out at random. */
export interface SlicedCounty {
  readonly whole: Planned;
  readonly slices: readonly [Planned, ...Planned[]];
}

/** Travel times are fractions whose sums depend on the order of adding. */
export const slicedCounties: readonly SlicedCounty[] = fc
  .sample(fc.tuple(registryArb({ enterprises: 8 }), fc.infiniteStream(fc.nat(2))), { numRuns: 60, seed: 8 })
  .map(([{ policy, ...rest }, deal]) => {
    const input = { ...rest, policy: { ...policy, travelMinutes: 0.1 } };
    const sliceNumber = new Map(input.enterprises.map(({ id }) => [id, deal.next().value]));
    const slice = (s: number): Planned => plannedOf(sliceOf(input, (id) => sliceNumber.get(id) === s));
    return { whole: plannedOf(input), slices: [slice(0), slice(1), slice(2)] };
  });
