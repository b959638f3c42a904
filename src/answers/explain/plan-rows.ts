import * as E from 'fp-ts/Either';
import type { Plan } from '../../output/plan';
import type { OccurrenceRef, PlanDocument, Unserved, Visit } from '../../output/plan-document';
import type { VisitPlace, VisitRef } from './explanation';
import { type Explained, refused } from './reading';

/** A visit, with its id where visits have one. */
type IdentifiedVisit = Visit & { readonly id?: string };

/**
 * Whether a plan has columns, since it was made here and not read. Its rows of one enterprise
 * can be made without all others.
 */
export const isMade = (plan: PlanDocument): plan is Plan =>
  'visitsOf' in plan && typeof plan.visitsOf === 'function' && 'certificate' in plan;

/**
 * The visits of an enterprise, in the order of the plan.
 * O(its visits); O(all visits) for a plan that was read.
 */
export const visitsOf = (plan: PlanDocument, enterprise: string): readonly IdentifiedVisit[] =>
  isMade(plan)
    ? [...plan.visitsOf({ enterprise })]
    : plan.visits.filter((visit) => visit.enterprise === enterprise);

/** The unserved occurrences of an enterprise, at the same cost. */
export const unservedOf = (plan: PlanDocument, enterprise: string): readonly Unserved[] =>
  isMade(plan)
    ? [...plan.unservedOf(enterprise)]
    : plan.unserved.filter((row) => row.enterprise === enterprise);

export const placeOf = ({ id, date, domain }: IdentifiedVisit): VisitPlace => ({
  ...(id === undefined ? {} : { id }),
  date,
  domain,
});

export const hasOccurrence =
  ({ item, cycle }: OccurrenceRef) =>
  (row: OccurrenceRef): boolean =>
    row.item === item && row.cycle === cycle;

const isSame = (a: Visit, b: Visit): boolean =>
  a.date === b.date &&
  a.occurrences.length === b.occurrences.length &&
  a.occurrences.every((one, k) => hasOccurrence(one)(b.occurrences[k]));

/**
 * The visit of a plan that is named; else an error that says why there is not exactly one.
 * O(visits of the enterprise); by id O(all visits).
 */
export const visitIn = (
  plan: PlanDocument,
  wanted: Visit | VisitRef | string,
): Explained<IdentifiedVisit> => {
  if (typeof wanted === 'string') {
    const all: readonly IdentifiedVisit[] = plan.visits;
    const found = all.find(({ id }) => id === wanted);
    return found === undefined
      ? refused('visit', 'the id of a visit of the plan', wanted)
      : E.right(found);
  }
  const own = visitsOf(plan, wanted.enterprise);
  if ('occurrences' in wanted) {
    const found = own.find((visit) => isSame(visit, wanted));
    return found === undefined ? refused('visit', 'a visit of the plan', wanted) : E.right(found);
  }
  const { date, item } = wanted;
  const onDate = own.filter((visit) => visit.date === date);
  if (onDate.length === 0) return refused('visit.date', 'the date of one of its visits', date);
  const found = onDate.filter(
    ({ occurrences }) => item === undefined || occurrences.some((one) => one.item === item),
  );
  if (found.length === 0) return refused('visit.item', 'an item of its visit on that date', item);
  if (found.length === 1) return E.right(found[0]);
  return refused(
    'visit.item',
    `one of its ${found.length} visits on that date, by an item of it`,
    item ?? null,
  );
};
