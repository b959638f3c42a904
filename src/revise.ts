import { isNonEmpty } from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { doneErrors } from './amendment-checks';
import { locatedError, misfitsOf } from './codec/codec';
import { wholeSteps } from './consolidate/effort';
import { permanentRandomNumbers } from './occurrences/random-number';
import type { Plan } from './output/plan';
import type { PlanDocument, Visit } from './output/plan-document';
import { visitId } from './output/visit-id';
import type { RegistryError } from './registry/decode-registry';
import type { Registry } from './registry/registry';
import { appliedChanges } from './revise/apply-changes';
import { type Change, Changes } from './revise/change';
import { groundOf } from './revise/ground';
import { idsAndDays } from './revise/ids-and-days';
import { keptVisits } from './revise/keep-visits';
import { type Revision, revisionLog } from './revise/log';
import type { Preference } from './revise/most-kept';
import { publishedIn } from './revise/published';
import { startDays } from './revise/start-days';
import { inVisitOrder } from './revise/visit-order';
import { stagesOf } from './stages';

export interface ReviseOptions {
  /** Default: `fewest-visits`, and as few changes as that allows; `fewest-changes`: the other way round. */
  readonly prefer?: Preference;
  /** As for `plan`. */
  readonly steps?: number;
}

/** Steps for a trial of what can stay. */
const TRIAL_STEPS = 2000;

const isNamed = (visit: Visit): visit is Visit & { readonly id: string } => visit.id !== undefined;

/**
 * The plan after some changes: with the fewest visits for what is still to be done, and of these as near to what is published as was found;
 * what has been done stays, and nothing that is owed is lost. With it comes the registry as it is now, for `verify` and the next
 * revision, and every published visit that is not as it was, with why. Left: what is wrong with the changes, at `changes[…]`, or with the
 * registry that they would make. O(plan)
 */
export const revise = (
  registry: Registry,
  plan: PlanDocument,
  changes: readonly Change[],
  options: ReviseOptions = {},
): E.Either<NonEmptyArray<RegistryError>, Revision> => {
  const wrong = misfitsOf(Changes.check, changes).map((misfit) =>
    locatedError({ ...misfit, keys: ['changes', ...misfit.keys] }),
  );
  if (isNonEmpty(wrong)) return E.left(wrong);
  const named = plan.visits
    // Nothing would be lost with a visit of nothing.
    .filter(({ occurrences }) => occurrences.length > 0)
    .map((visit) => {
      if (isNamed(visit)) return visit;
      const { enterprise, occurrences: list } = visit;
      return { ...visit, id: visitId(enterprise, list[0].item, list[0].cycle) };
    })
    .sort(inVisitOrder);
  const applied = appliedChanges(registry, named, changes);
  if (E.isLeft(applied)) return applied;
  const { registry: now, causes, missed } = applied.right;
  const effort = options.steps === undefined ? {} : { steps: options.steps };

  const stages = stagesOf(now, {});
  const occurrences = stages.expand(now);
  const lost = [...doneErrors(now, occurrences)];
  if (isNonEmpty(lost)) return E.left(lost);
  const consolidated = stages.merge(effort);
  const fresh = consolidated(occurrences)();
  const published = publishedIn(occurrences, named, now.frozenThrough ?? '', missed);
  const quick = stages.merge({ steps: Math.min(wholeSteps(options.steps), TRIAL_STEPS) });
  const ground = groundOf(occurrences, stages, consolidated, quick);
  const revised = keptVisits(ground, fresh, published, options.prefer ?? 'fewest-visits');
  const undated = stages.join(occurrences, revised.consolidation);

  const { ids, given } = idsAndDays(occurrences, undated, revised, published);
  const spreadOf = permanentRandomNumbers(occurrences.policy.seed);
  const columns = { ...undated.columns, visits: { ...undated.columns.visits, ids } };
  const { enterprises } = occurrences.rows;
  const { rank, stays } = startDays(columns, undated.days, given, (e) => spreadOf(enterprises[e].id));
  const found: Plan = stages.dateAround({ ...undated, columns }, rank, stays);
  return E.right({
    plan: found,
    registry: now,
    changes: revisionLog(named, found.columns, now.frozenThrough ?? '', causes, missed),
  });
};
