import { type PlanDocument, type Registry, type Visit, verify } from '../../src/index';
import { spoil } from '../support/damage';
import { CAP_DAMAGES } from '../support/damage-of-caps';
import { type Fault, fallenBack, kindOf, planFaults, type Solved, visitFrom } from './plan-laws';
import { drawsOf } from './random';
import { dateOf } from './reference/owed';

/** Faults that `verify` must find by itself. */
const TOLD = ['invalid-visit', 'coverage', 'made-visit', 'wrong-reason', 'fallback', 'cap'];

/** Kinds of faults about the plan as a whole, which damaged plans do not correct. */
const ASIDE = ['wrong-summary', 'same-day', 'id-twice'];

/**
 * The plan with changed visits: merged, split, on other days, of other
 * domains, with a check removed.
 */
const damaged = (
  { reading, problems }: Solved,
  plan: PlanDocument,
  seed: number,
): PlanDocument | undefined => {
  const { pick, below, chance, some } = drawsOf(seed);
  const owners = problems.filter(({ enterprise }) =>
    plan.visits.some((visit) => visit.enterprise === enterprise.id),
  );
  if (owners.length === 0) return undefined;
  const { enterprise, problem } = pick(owners);
  const own = plan.visits.filter((visit) => visit.enterprise === enterprise.id);
  const dutiesOf = ({ occurrences }: Visit) =>
    occurrences.flatMap((one) =>
      problem.duties
        .filter(({ item, cycle }) => item.id === one.item && cycle === one.cycle)
        .map((duty) => (one.fallback === true ? fallenBack(reading, duty) : duty)),
    );
  const visit = pick(own);
  const duties = dutiesOf(visit);
  const others = plan.visits.filter((one) => one !== visit);
  const domain = chance(30) ? pick([...reading.domains.keys()]) : visit.domain;
  switch (below(6)) {
    case 0:
      return {
        ...plan,
        visits: [
          ...others,
          visitFrom(reading, enterprise.id, domain, dateOf(pick(reading.openDays)), duties),
        ],
      };
    case 1: {
      const other = pick(own);
      if (other === visit) return undefined;
      const both = [...duties, ...dutiesOf(other)];
      const days = both[0].days.filter((day) => both.every((duty) => duty.days.includes(day)));
      const date = days.length === 0 ? visit.date : dateOf(pick(days));
      return {
        ...plan,
        visits: [
          ...others.filter((one) => one !== other),
          visitFrom(reading, enterprise.id, domain, date, both),
        ],
      };
    }
    case 2: {
      const kept = some(duties, Math.max(1, duties.length - 1));
      const gone = duties.filter((duty) => !kept.includes(duty));
      const rows = gone.map(({ item, cycle }) => ({
        enterprise: enterprise.id,
        item: item.id,
        cycle,
        reason: pick(['no-open-day', 'exempt', 'recognised'] as const),
      }));
      return {
        ...plan,
        visits: [...others, visitFrom(reading, enterprise.id, domain, visit.date, kept)],
        unserved: chance(50) ? [...plan.unserved, ...rows] : plan.unserved,
      };
    }
    case 3: {
      // Guests may lose their host.
      const part = some(duties, Math.ceil(duties.length / 2));
      const parts = [part, duties.filter((duty) => !part.includes(duty))].filter(
        (own) => own.length > 0,
      );
      const split = parts.map((own) => visitFrom(reading, enterprise.id, domain, visit.date, own));
      return { ...plan, visits: [...others, ...split] };
    }
    case 4:
      return {
        ...plan,
        visits: [...others, visitFrom(reading, enterprise.id, domain, visit.date, duties)],
      };
    default:
      return {
        ...plan,
        visits: [...plan.visits, visitFrom(reading, enterprise.id, domain, visit.date, duties)],
      };
  }
};

/** Plans damaged at random, and one for each damage to caps and fallbacks that applies. */
const damagedPlans = (
  solved: Solved,
  registry: Registry,
  plan: PlanDocument,
  tries: number,
): ReadonlyArray<PlanDocument | undefined> => [
  ...Array.from({ length: tries }, (_, k) => damaged(solved, plan, k)),
  ...(tries === 0 ? [] : CAP_DAMAGES.map((damage) => spoil(damage, registry, plan, tries))),
];

/** Damaged plans in which `verify` finds nothing wrong, but the second reading does. */
export const damageFaults = (
  solved: Solved,
  registry: Registry,
  plan: PlanDocument,
  tries: number,
): readonly Fault[] =>
  damagedPlans(solved, registry, plan, tries).flatMap((other) => {
    if (other === undefined) return [];
    const wrong = planFaults(solved, other, () => undefined, 'little').filter((fault) =>
      TOLD.includes(kindOf(fault)),
    );
    if (wrong.length === 0 || verify(registry, other).some(({ kind }) => !ASIDE.includes(kind)))
      return [];
    return [`verify-misses: ${wrong[0]}`];
  });
