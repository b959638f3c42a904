import { type Facts, factsOf } from '../../src/answers/verify/facts';
import { owedBy } from '../../src/answers/verify/owed';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import { brokenRules } from '../../src/answers/verify/visit-rules';
import type { PlanDocument, Visit } from '../../src/output/plan-document';
import { dateTextOf } from '../../src/registry/day';
import type { RegistryInput } from '../../src/registry/registry';
import { ownDays } from './own-days';
import { figuresOfDates, simplePlan } from './simple-plan';

interface Group {
  readonly domain: string;
  readonly days: readonly number[];
  readonly members: readonly Owed[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const visitOf = (
  facts: Facts,
  enterprise: string,
  { domain, members }: Group,
  day: number,
): Visit => {
  const settings = facts.domains.get(domain);
  const departments = [...new Set(members.map(({ item }) => item.department))].sort();
  const minutesOf = (department: string): number =>
    sum(
      members.filter(({ item }) => item.department === department).map(({ item }) => item.minutes),
    );
  const tightest = [...members].sort(
    ({ days: a, item: p }, { days: b, item: q }) =>
      a.length - b.length ||
      minutesOf(q.department) - minutesOf(p.department) ||
      (p.department < q.department ? -1 : 1),
  )[0];
  const methods = new Set(members.map(({ item }) => item.method));
  return {
    enterprise,
    domain,
    date: dateTextOf(day),
    ...(settings?.sameMethod === true && {
      method: methods.size === 1 ? [...methods][0] : (tightest.item.group ?? ''),
    }),
    ...(settings?.sameObject === true && { object: tightest.item.object }),
    departments,
    lead: tightest.item.department,
    minutes: Math.max(...departments.map(minutesOf)),
    onSite: !members.every(({ item }) => !item.onSite),
    occurrences: members.map(({ item, cycle }) => ({ item: item.id, cycle })),
  };
};

/** Every occurrence joins the first visit that the rules allow, else gets a visit of its own. */
const firstFit = (facts: Facts, occurrences: readonly Owed[]): readonly Group[] => {
  let groups: readonly Group[] = [];
  for (const one of occurrences) {
    const at = groups.findIndex(
      ({ domain, days, members }) =>
        days.some((day) => one.days.includes(day)) &&
        brokenRules(facts, domain, [...members.map(({ item }) => item), one.item]).length === 0,
    );
    const group: Group =
      at < 0
        ? { domain: one.item.domain, days: one.days, members: [one] }
        : {
            domain: groups[at].domain,
            days: groups[at].days.filter((day) => one.days.includes(day)),
            members: [...groups[at].members, one],
          };
    groups = at < 0 ? [...groups, group] : groups.with(at, group);
  }
  return groups;
};

/** A plan with joint visits by first fit. It ignores caps, so it is valid where there are none. */
export const joinedPlan = (registry: RegistryInput): PlanDocument => {
  const facts = factsOf(registry);
  const owed = owedBy(facts);
  const alone = simplePlan(registry);
  const visits = registry.enterprises.flatMap((enterprise) => {
    const groups = firstFit(
      facts,
      owed(enterprise).filter(({ unserved }) => unserved === undefined),
    );
    const days = ownDays(
      groups.map((group) => ({
        days: group.days,
        onSite: group.members.some(({ item }) => item.onSite),
      })),
    );
    return groups.map((group, i) => visitOf(facts, enterprise.id, group, days[i]));
  });
  const share = (count: number): number => (visits.length === 0 ? 0 : count / visits.length);
  const { perDepartment } = alone.summary;
  return {
    visits,
    unserved: alone.unserved,
    summary: {
      ...alone.summary,
      visits: visits.length,
      lowerBound: visits.length,
      reduction: perDepartment === 0 ? 0 : 1 - visits.length / perDepartment,
      jointShare: share(visits.filter(({ departments }) => departments.length > 1).length),
      onSiteShare: share(visits.filter(({ onSite }) => onSite).length),
      ...figuresOfDates(facts, visits),
    },
  };
};
