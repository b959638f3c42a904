import fc from 'fast-check';
import { permanentRandomNumber } from '../../src/occurrences/random-number';
import { timelineOf } from '../../src/occurrences/timeline';
import { onDays } from '../../src/output/date-order';
import type { PlanColumns } from '../../src/output/plan-columns';
import type { Counted } from '../../src/output/totals';
import { planContext } from '../../src/plan/context';
import { firstRanks } from '../../src/plan/dates';
import { type Undated, visitPlanner } from '../../src/plan/steps';
import type { RegistryInput } from '../../src/registry/registry';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';
import { ruledRegistryArb } from '../support/ruled-registries';

/** The registry with some of its enterprises only. */
const sliceOf = (input: RegistryInput, keep: (enterprise: string) => boolean): RegistryInput => ({
  ...input,
  enterprises: input.enterprises.filter(({ id }) => keep(id)),
  assignments: (input.assignments ?? []).filter(({ enterprise }) => keep(enterprise)),
  history: (input.history ?? []).filter(({ enterprise }) => keep(enterprise)),
});

export interface Planned {
  readonly columns: PlanColumns;
  readonly counted: Counted;
}

/** Days that do not depend on other enterprises, as if nobody's time were limited. */
const dated = (undated: Undated, openDays: Int32Array): PlanColumns => {
  const ranks = firstRanks(undated, (id) => permanentRandomNumber(1, id));
  return {
    ...undated.columns,
    visits: onDays(
      undated.columns.visits,
      ranks.map((rank) => openDays[rank]),
    ),
  };
};

const plannedOf = (input: RegistryInput): Planned => {
  const registry = decoded(input);
  const openDays = timelineOf(input).dayOfRank;
  const undated = visitPlanner(planContext(registry), {})(registry);
  return {
    columns: dated(undated, openDays),
    counted: {
      ...undated.counted,
      openDays,
      travelMinutes: input.policy?.travelMinutes ?? 0,
      spacing: 30,
    },
  };
};

/**
 * A county planned whole and in three slices, of which some may be nobody's; enterprises are dealt
 * out at random.
 */
export interface SlicedCounty {
  readonly whole: Planned;
  readonly slices: readonly [Planned, ...Planned[]];
}

/** Travel times are fractions whose sums depend on the order of adding. */
export const slicedCounties: readonly SlicedCounty[] = fc
  .sample(
    fc.tuple(
      fc.oneof(registryArb({ enterprises: 8 }), ruledRegistryArb({ enterprises: 8 })),
      fc.infiniteStream(fc.nat(2)),
    ),
    {
      numRuns: 60,
      seed: 8,
    },
  )
  .map(([{ policy, ...rest }, deal]) => {
    const input = { ...rest, policy: { ...policy, travelMinutes: 0.1 } };
    const sliceNumber = new Map(input.enterprises.map(({ id }) => [id, deal.next().value]));
    const slice = (s: number): Planned =>
      plannedOf(sliceOf(input, (id) => sliceNumber.get(id) === s));
    return { whole: plannedOf(input), slices: [slice(0), slice(1), slice(2)] };
  });
