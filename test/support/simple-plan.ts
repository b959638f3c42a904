import { type Facts, factsOf } from '../../src/answers/verify/facts';
import { owedBy } from '../../src/answers/verify/owed';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import { tripsOf, workloadOf } from '../../src/answers/verify/workload';
import type { PlanDocument, Summary, Unserved, Visit } from '../../src/output/plan-document';
import { dateTextOf } from '../../src/registry/day';
import type { RegistryInput } from '../../src/registry/registry';
import { ownDays } from './own-days';

const visitOf = (facts: Facts, enterprise: string, { item, cycle }: Owed, day: number): Visit => {
  const settings = facts.domains.get(item.domain);
  return {
    enterprise,
    domain: item.domain,
    date: dateTextOf(day),
    ...(settings?.sameMethod === true && { method: item.method }),
    ...(settings?.sameObject === true && { object: item.object }),
    departments: [item.department],
    lead: item.department,
    minutes: item.minutes,
    onSite: item.onSite,
    occurrences: [{ item: item.id, cycle }],
  };
};

const unservedOf = (
  enterprise: string,
  { item, cycle, unserved, by }: Owed,
): readonly Unserved[] =>
  unserved === undefined
    ? []
    : [{ enterprise, item: item.id, cycle, reason: unserved, ...(by !== undefined && { by }) }];

/** The date figures of a summary; the bound is 0. */
export const figuresOfDates = (
  facts: Facts,
  visits: readonly Visit[],
): Partial<Summary> & Pick<Summary, 'overloadMinutes'> => {
  const workload = workloadOf(facts, visits);
  const { overloadMinutes } = workload;
  return {
    ...workload,
    overloadBound: 0,
    overloadGap: overloadMinutes,
    trips: tripsOf(facts, visits),
  };
};

const summaryOf = (
  facts: Facts,
  visits: readonly Visit[],
  unserved: readonly Unserved[],
): Summary => ({
  occurrences: visits.length + unserved.length,
  visits: visits.length,
  lowerBound: visits.length,
  perItem: visits.length,
  perDepartment: visits.length,
  reduction: 0,
  enterprisesProven: facts.registry.enterprises.length,
  enterprises: facts.registry.enterprises.length,
  jointShare: 0,
  onSiteShare:
    visits.length === 0 ? 0 : visits.filter(({ onSite }) => onSite).length / visits.length,
  ...figuresOfDates(facts, visits),
});

/**
 * The plan without joint visits: every servable occurrence alone, on a day of its own or its first.
 * Valid where there are no caps. Its bounds are too high, which `verify` does not check.
 */
export const simplePlan = (registry: RegistryInput): PlanDocument => {
  const facts = factsOf(registry);
  const owed = owedBy(facts);
  const read = registry.enterprises.map((enterprise) => ({
    id: enterprise.id,
    owed: owed(enterprise),
  }));
  const visits = read.flatMap(({ id, owed: own }) => {
    const served = own.filter(({ unserved }) => unserved === undefined);
    const days = ownDays(
      served.map(({ days: allowed, item: { onSite } }) => ({ days: allowed, onSite })),
    );
    return served.map((one, i) => visitOf(facts, id, one, days[i]));
  });
  const unserved = read.flatMap(({ id, owed: own }) => own.flatMap((one) => unservedOf(id, one)));
  return { visits, unserved, summary: summaryOf(facts, visits, unserved) };
};
