import { isNonEmpty } from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { decodeOptions } from '../codec/checked';
import { type Codec, decodeLocated, locatedError } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { optional, struct } from '../codec/shapes';
import { count, oneOf } from '../codec/values';
import { capUses } from '../consolidate/consolidate';
import { wholeSteps } from '../consolidate/effort';
import { doneErrors } from '../decode/check-amendments';
import { permanentRandomNumbers } from '../occurrences/random-number';
import type { Plan } from '../output/plan';
import type { PlanDocument, Visit } from '../output/plan-document';
import { visitId } from '../output/visit-id';
import { planContext } from '../plan/context';
import { dateAround, join, merge } from '../plan/steps';
import type { Pin } from '../registry/pin';
import { policyIn } from '../registry/policy-defaults';
import type { Registry } from '../registry/registry';
import { byText } from '../registry/sorted';
import { type Rules, rulesOf } from '../rules/rule-book';
import { decodeRules, RulesOption } from '../rules/rules-under';
import { appliedChanges, refusedChanges } from './apply-changes';
import { type Causes, noCauses, withCauses } from './causes';
import { type Change, Changes } from './change';
import { type ChangedEnterprise, changedEnterprises, isUndisturbed } from './changed-enterprise';
import { inherited } from './inherited';
import { type Revision, revisionLog } from './log';
import { keptInPart, type Preference } from './most-kept';
import { idsAndDays } from './origins';
import { asPublished, publishedIn } from './published';
import { revisedColumns } from './revised-columns';
import { type Found, type RevisionContext, revisionContext } from './revision-context';
import { startDays } from './start-days';
import { inVisitOrder } from './visit-order';

export interface ReviseOptions {
  /** Default: `fewest-visits`, then fewest changes; `fewest-changes` reverses the order. */
  readonly prefer?: Preference;
  /**
   * The rules for sharing a visit, as for `plan`; a change of policy needs a function. Pins are
   * checked against the policy's rules.
   */
  readonly rules?: Rules;
  /** As for `plan`. */
  readonly searchSteps?: number;
}

const ReviseOptions: Codec<ReviseOptions> = struct<ReviseOptions>('ReviseOptions', {
  prefer: optional(oneOf('Preference', 'fewest-visits', 'fewest-changes')),
  rules: optional(RulesOption),
  searchSteps: optional(count),
});

type Revised<A> = E.Either<NonEmptyArray<LocatedError>, A>;

type NamedVisit = Visit & { readonly id: string };

/** Steps for a trial of whether published visits can stay. */
const TRIAL_STEPS = 2000;

const isNamed = (visit: Visit): visit is NamedVisit => visit.id !== undefined;

/**
 * The visits of a plan, each with an id, in a fixed order; empty visits are dropped.
 * O(visits log visits).
 */
const namedVisits = ({ visits }: PlanDocument): readonly NamedVisit[] =>
  visits
    .filter(({ occurrences }) => occurrences.length > 0)
    .map((visit) => {
      if (isNamed(visit)) return visit;
      const { enterprise, occurrences: list } = visit;
      return { ...visit, id: visitId(enterprise, list[0].item, list[0].cycle) };
    })
    .sort(inVisitOrder);

/** A published plan, with the history that led to it. */
interface State {
  readonly registry: Registry;
  readonly visits: readonly NamedVisit[];
  readonly causes: Causes;
  /** Ids of missed visits. */
  readonly missed: ReadonlySet<string>;
  /** Pins that time or a change has made void before they were kept. */
  readonly voided: readonly Pin[];
}

interface Changed extends State {
  readonly plan: Plan;
}

/**
 * The visits of each enterprise, each with the published visit that it continues, in three steps.
 * O(occurrences + search of the changed enterprises).
 */
const revisedVisits = (
  context: RevisionContext,
  enterprises: readonly ChangedEnterprise[],
  preference: Preference,
): readonly Found[] => {
  // 1 Intact: an undisturbed enterprise keeps all published visits.
  const disturbed = enterprises.filter((one) => !isUndisturbed(one));
  // 2 Kept in part: elsewhere as many published visits as possible stay, and new ones
  // serve the other occurrences.
  const partly = keptInPart(context, disturbed, preference);
  // 3 Inherited id: a new visit continues the removed visit that it shares most occurrences with.
  return enterprises.map((one): Found => {
    const found = partly.get(one.e);
    return found === undefined
      ? { visits: one.intact.map(asPublished), dropped: [] }
      : { ...found, visits: inherited(one, found.visits) };
  });
};

/** The state after one section of the changes, which begins at index `first`. O(plan). */
const after = (
  { registry, visits: named, ...before }: State,
  changes: readonly Change[],
  first: number,
  options: ReviseOptions,
): Revised<Changed> => {
  const applied = appliedChanges(registry, named, changes, first);
  if (E.isLeft(applied)) return applied;
  const { causes, missed, voided } = applied.right;
  const { retiredIds = [], ...now } = applied.right.registry;

  const steps = wholeSteps(options.searchSteps);
  const planning = planContext(applied.right.registry, options.rules);
  const expanded = planning.expand(now);
  const lost = [...doneErrors(now, expanded)];
  if (isNonEmpty(lost)) return E.left(lost);
  const capUse = capUses(planning.terms, planning.pins)(expanded);
  const occurrences = { ...expanded, capUse };
  const consolidated = merge(planning, { searchSteps: steps });
  const fresh = consolidated(occurrences)();
  const published = publishedIn(
    occurrences,
    named,
    now.frozenThrough ?? '',
    missed,
    planning.terms.fallback,
  );
  const context = revisionContext(
    occurrences,
    planning,
    consolidated,
    merge(planning, { searchSteps: Math.min(steps, TRIAL_STEPS) }),
  );
  const enterprises = changedEnterprises(context, fresh, published);
  const revised = revisedVisits(context, enterprises, options.prefer ?? 'fewest-visits');
  const undated = join(planning, occurrences, revisedColumns(context, fresh, enterprises, revised));

  const used = [
    ...retiredIds,
    ...occurrences.amendments.done.flatMap(({ id = '' }) => id),
    ...named.map(({ id }) => id),
  ];
  const visits = revised.flatMap((one) => one.visits);
  const { ids, given } = idsAndDays(occurrences, undated, visits, used);
  const spreadOf = permanentRandomNumbers(occurrences.policy.seed);
  const columns = { ...undated.columns, visits: { ...undated.columns.visits, ids } };
  const { rows } = occurrences;
  const { rank, stays } = startDays(columns, undated.days, given, (e) =>
    spreadOf(rows.enterprises[e].id),
  );
  const plan = dateAround(planning, { ...undated, columns }, rank, stays);
  const there = new Set(ids);
  const retired = [...new Set([...retiredIds, ...named.map(({ id }) => id)])].filter(
    (id) => !there.has(id),
  );
  return E.right({
    registry: retired.length === 0 ? now : { ...now, retiredIds: retired.sort(byText) },
    ...{ plan, visits: namedVisits(plan) },
    causes: withCauses(before.causes, causes),
    missed: new Set([...before.missed, ...missed]),
    voided: [...before.voided, ...voided],
  });
};

/**
 * The indices where a list of changes is cut. Each section but the first begins with a `through`,
 * since visits up to that day were made as planned by then.
 */
const sectionsOf = (changes: readonly Change[]): readonly number[] => [
  0,
  ...changes.flatMap(({ change }, at) => (change === 'through' && at > 0 ? [at] : [])),
];

/**
 * Errors of policies that a rule book would ignore, since it was made for one policy.
 * O(changes).
 */
const unruledPolicies = (
  changes: readonly Change[],
  { rules = rulesOf }: ReviseOptions,
): LocatedError[] =>
  typeof rules === 'function'
    ? []
    : changes.flatMap((change, at) =>
        change.change !== 'policy'
          ? []
          : locatedError({
              keys: ['changes', at],
              expected:
                'no change of policy where rules is a rule book, not a function of the policy',
              value: change,
            }),
      );

/**
 * The plan after some changes: the fewest visits for the occurrences still to be served and, of
 * these, as near to the published plan as was found. Made visits stay, and no owed occurrence is
 * lost. The result also has the registry after the changes, for `verify` and the next revision, and
 * every published visit that differs, with the reasons. Errors: of the changes, at `changes[…]`, of
 * the registry that they would make, or of the options, at `options.…`.
 * O(plan × (1 + `through` changes)).
 */
export const revise = (
  registry: Registry,
  plan: PlanDocument,
  changes: readonly Change[],
  options: ReviseOptions = {},
): Revised<Revision> => {
  const wrong = pipe(
    decodeLocated(Changes, changes, ['changes']),
    E.chain(() => decodeOptions(ReviseOptions, options)),
    E.chain(({ rules }) =>
      rules === undefined ? E.right([]) : decodeRules(policyIn(registry), rules),
    ),
  );
  if (E.isLeft(wrong)) return wrong;
  const unruled = unruledPolicies(changes, options);
  if (isNonEmpty(unruled)) return E.left(unruled);
  const sections = sectionsOf(changes);
  // Without this, errors of a later section would show only once the earlier sections have none.
  const refused = sections.length === 1 ? [] : [...refusedChanges(registry, changes)];
  if (isNonEmpty(refused)) return E.left(refused);

  const start: State = {
    registry,
    visits: namedVisits(plan),
    causes: noCauses,
    missed: new Set(),
    voided: [],
  };
  const sectionAfter = (state: State, s: number): Revised<Changed> =>
    after(state, changes.slice(sections[s], sections[s + 1]), sections[s], options);
  const end = sections
    .slice(1)
    .reduce<Revised<Changed>>(
      (sofar, _, s) => E.chain((state: Changed) => sectionAfter(state, s + 1))(sofar),
      sectionAfter(start, 0),
    );
  return E.map(
    ({ plan: found, registry: now, causes, missed, voided }: Changed): Revision => ({
      kind: 'revision',
      plan: found,
      registry: now,
      changes: revisionLog(
        start.visits.filter(({ date }) => date > (registry.frozenThrough ?? '')),
        ...([plan.unserved, found, now.frozenThrough, causes, missed] as const),
      ),
      voided,
    }),
  )(end);
};
