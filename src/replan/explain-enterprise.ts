import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { changesFor } from '../answers/explain/enterprise-changes';
import type {
  CapRaised,
  EnterpriseExplanation,
  Saving,
  UnservedGroup,
  VisitCap,
  WitnessPair,
} from '../answers/explain/explanation';
import { namedOf } from '../answers/explain/named';
import type { Owed } from '../answers/explain/owed';
import { isMade, unservedOf, visitsOf } from '../answers/explain/plan-rows';
import { isAccepted } from '../answers/explain/policy-accepted';
import { patched } from '../answers/explain/policy-change';
import {
  type Explained,
  occurrenceNamed,
  owedAt,
  type Reading,
  readingOf,
} from '../answers/explain/reading';
import { meetingOf, type Spend } from '../answers/explain/separation';
import { strangersOf } from '../answers/explain/strangers';
import { unservedGroups } from '../answers/explain/unserved';
import { usedUpCapsOf } from '../answers/explain/used-up-caps';
import { decodeOptions } from '../codec/checked';
import type { Codec } from '../codec/codec';
import { optional, struct } from '../codec/shapes';
import { count } from '../codec/values';
import { wholeSteps } from '../consolidate/effort';
import type { Certificate } from '../output/certificate';
import type { PlanDocument } from '../output/plan-document';
import { planContext } from '../plan/context';
import { certificates } from '../plan/proofs';
import { join, merge, type PlanOptions } from '../plan/steps';
import type { Registry } from '../registry/registry';

/**
 * The result of planning one enterprise alone, without dates. Apart from dates, it is the same as
 * in the whole plan, since enterprises do not influence one another.
 */
interface Outcome {
  readonly visits: number;
  readonly unserved: number;
  readonly certificate: Certificate | undefined;
  /** Steps that the search took. */
  readonly steps: number;
}

const outcomeOf = (registry: Registry, options: Pick<PlanOptions, 'searchSteps'>): Outcome => {
  const context = planContext(registry);
  const occurrences = context.expand(registry);
  const consolidation = merge(context, options)(occurrences)();
  const { columns, proofs } = join(context, occurrences, consolidation);
  const [{ id }] = registry.enterprises;
  return {
    visits: columns.visits.count,
    unserved: columns.unserved.count,
    certificate: certificates(columns.rows, proofs)(id),
    steps: consolidation.steps,
  };
};

/**
 * Work of all trials of changes together, per occurrence, with the number of occurrences counted at
 * least and at most. Changes beyond it are not tried.
 */
const WORK = 500;
const FEWEST_COUNTED = 100;
const MOST_COUNTED = 200;

/** Least work of a trial. */
const TRIAL = 1000;

/**
 * With pins or tasks, an enterprise's occurrences are compared pairwise: pairs per unit of work.
 */
const PAIRS_A_STEP = 200;

/** Work of a step of the search; more with many domains, and where a cap binds. */
const SEARCH_STEP = 1 / 2;
const SEARCH_STEP_BY_DOMAIN = 1 / 16;
const SEARCH_STEP_CAPPED = 2;

/** Most steps for a question of a trial; its phases take up to eight times as many. */
const TRIAL_STEPS = 5000;
const PHASES = 8;

/** Steps for the pairs of a witness; pairs beyond them are counted in `untold`. */
const PAIR_STEPS = 100_000;

interface Witness {
  readonly members: readonly Owed[];
  readonly pairs: readonly WitnessPair[];
  /** Number of pairs that are not listed. */
  readonly untold: number;
}

/**
 * A witness with the reason for each pair, as far as steps allow; undefined where
 * two members can share a visit.
 */
const witnessAmong = (reading: Reading, members: readonly Owed[]): Witness | undefined => {
  const pairs: WitnessPair[] = [];
  let left = PAIR_STEPS;
  const spend: Spend = (steps) => {
    left -= steps;
  };
  for (let a = 0; a < members.length && left > 0; a++)
    for (let b = a + 1; b < members.length && left > 0; b++) {
      const separation = meetingOf(reading, members[a], members[b], spend);
      if (separation.kind === 'can') return undefined;
      pairs.push({ a, b, separation });
    }
  return { members, pairs, untold: (members.length * (members.length - 1)) / 2 - pairs.length };
};

/**
 * The witness of a certificate; undefined where it names an occurrence that is not owed, or two
 * that can share a visit under the policy.
 */
const witnessOf = (reading: Reading, { witness }: Certificate): Witness | undefined => {
  const members = witness.flatMap((ref) => {
    const owed = owedAt(reading, ref, 'witness');
    return E.isRight(owed) ? [owed.right] : [];
  });
  return members.length < witness.length ? undefined : witnessAmong(reading, members);
};

const isSame = (one: Certificate | undefined, other: Certificate | undefined): boolean =>
  JSON.stringify(one?.witness) === JSON.stringify(other?.witness);

/**
 * The lower bound on the visits, with the largest witness found: a bound from the search may come
 * with a smaller witness than possible.
 */
const proofOf = (
  reading: Reading,
  given: Certificate | undefined,
  alone: Certificate | undefined,
  capped: boolean,
): Witness & { readonly lowerBound: number } => {
  // The certificates of a plan under a program's own rules may not hold under the policy. Where not
  // all pairs can be checked, only a certificate of a plan under the policy is certain.
  const told = given === undefined ? undefined : witnessOf(reading, given);
  const own = told?.untold === 0 || isSame(given, alone) ? told : undefined;
  const certificate = own === undefined ? alone : given;
  const lowerBound = certificate?.lowerBound ?? 0;
  const witness = own ?? (certificate === undefined ? undefined : witnessOf(reading, certificate));
  const found = witness ?? { members: [], pairs: [], untold: 0 };
  if (found.members.length >= lowerBound) return { ...found, lowerBound };
  const other = strangersOf(reading, capped, PAIR_STEPS);
  const longer = other.length > found.members.length ? witnessAmong(reading, other) : undefined;
  return { ...(longer ?? found), lowerBound };
};

/** The results of trying changes of policy. */
interface Savings {
  readonly best?: Saving;
  readonly tried: number;
  readonly untried: number;
}

/**
 * Work of a trial without its search: the rules of all domains for all occurrences, and exceptions.
 */
const costOfTrial = ({
  occurrences,
  policy,
  registry: { pins = [], due = [] },
}: Reading): number => {
  const compared = pins.length + due.length > 0 ? occurrences.length ** 2 : 0;
  return (
    TRIAL +
    occurrences.length * Object.keys(policy.domains).length +
    policy.apart.length +
    compared / PAIRS_A_STEP
  );
};

const savingsOf = (
  reading: Reading,
  before: Outcome,
  capped: boolean,
  options: Pick<PlanOptions, 'searchSteps'>,
): Savings => {
  const changes = changesFor(reading);
  const most = Math.min(wholeSteps(options.searchSteps), TRIAL_STEPS);
  const cost = costOfTrial(reading);
  const step = Math.max(
    SEARCH_STEP,
    SEARCH_STEP_BY_DOMAIN * Object.keys(reading.policy.domains).length,
  );
  const charged = capped ? Math.max(step, SEARCH_STEP_CAPPED) : step;
  const counted = Math.min(Math.max(reading.occurrences.length, FEWEST_COUNTED), MOST_COUNTED);
  let [best, tried, work]: [Saving | undefined, number, number] = [undefined, 0, WORK * counted];
  // The first change is tried at any cost.
  for (; tried < changes.length && (tried === 0 || work > cost); tried++) {
    const change = changes[tried];
    const { policy } = patched(reading, change);
    const after = outcomeOf(
      { ...reading.registry, policy },
      { searchSteps: Math.min(most, work / (PHASES * step)) },
    );
    work -= cost + charged * after.steps;
    // Of equally good changes the first one, which is the smallest, stays.
    if (after.visits >= (best?.visits.after ?? before.visits)) continue;
    if (!isAccepted(reading, policy)) continue;
    best = {
      ...{ change, policy },
      visits: { before: before.visits, after: after.visits },
      unserved: { before: before.unserved, after: after.unserved },
    };
  }
  return { ...(best === undefined ? {} : { best }), tried, untried: changes.length - tried };
};

const raisedBy1 = (
  { registry, enterprise }: Reading,
  { limit }: VisitCap,
  before: Outcome,
  options: Pick<PlanOptions, 'searchSteps'>,
): CapRaised => {
  // An enterprise's own cap has priority over that of its grade.
  const after = outcomeOf(
    { ...registry, enterprises: [{ ...enterprise, visitCap: limit + 1 }] },
    options,
  );
  return {
    limit: limit + 1,
    unserved: { before: before.unserved, after: after.unserved },
    visits: { before: before.visits, after: after.visits },
  };
};

const explained = (
  reading: Reading,
  plan: PlanDocument,
  options: Pick<PlanOptions, 'searchSteps'>,
): EnterpriseExplanation => {
  const { id } = reading.enterprise;
  const visits = visitsOf(plan, id);
  const unserved = unservedGroups(reading, unservedOf(plan, id), usedUpCapsOf(reading, plan));
  const capped =
    unserved.some(({ reason }) => reason === 'visit-cap') ||
    visits.some(({ occurrences }) => occurrences.some(({ fallback }) => fallback === true));
  const alone = outcomeOf(reading.registry, options);
  const own = isMade(plan) ? plan.certificate(id) : undefined;
  const given = own?.visits === visits.length ? own : undefined;
  const { members, pairs, untold, lowerBound } = proofOf(reading, given, alone.certificate, capped);
  const { best, tried, untried } = savingsOf(reading, alone, capped, options);
  return {
    kind: 'enterprise',
    enterprise: namedOf(reading.enterprise),
    visits: visits.length,
    onSite: visits.filter(({ onSite }) => onSite).length,
    served: visits.reduce((sum, { occurrences }) => sum + occurrences.length, 0),
    lowerBound,
    proven: lowerBound === visits.length,
    restsOn: lowerBound > members.length ? 'search' : 'witness',
    witness: members.map((owed) => occurrenceNamed(reading, owed)),
    pairs,
    ...(untold === 0 ? {} : { untold }),
    unserved: unserved.map(
      (group): UnservedGroup =>
        group.cap === undefined
          ? group
          : { ...group, raised: raisedBy1(reading, group.cap, alone, options) },
    ),
    tried,
    ...(untried === 0 ? {} : { untried }),
    ...(best === undefined ? {} : { change: best }),
  };
};

export type ExplainEnterpriseOptions = Pick<PlanOptions, 'searchSteps'>;

const ExplainEnterpriseOptions: Codec<ExplainEnterpriseOptions> = struct<ExplainEnterpriseOptions>(
  'ExplainEnterpriseOptions',
  { searchSteps: optional(count) },
);

/**
 * Why an enterprise gets its number of visits and not fewer. The explanation contains:
 *
 * - the witness of its certificate, or a larger one where that is smaller than the bound, with the
 *   reason for every pair, as far as a bounded number of steps goes;
 * - whether the witness proves the number, or the bound rests on the search;
 * - the unserved occurrences with their reasons;
 * - the change of policy that leaves the fewest visits, among the changes of `changesFor` that were
 *   tried and that `decodeRegistry` accepts.
 *
 * A plan that was read has no certificates, and a plan under a program's own rules has others
 * than the policy's; then the enterprise is planned alone under the policy. So for a plan under own
 * rules the bound is the policy's, and may be below the bound of the plan's own certificate.
 * `searchSteps` is as for `plan`.
 * Errors: an unknown enterprise, wrong options.
 * O(size of the registry's frame + changes × one plan of the enterprise + witness), within
 * the steps for changes and pairs.
 */
export const explainEnterprise = (
  registry: Registry,
  plan: PlanDocument,
  enterprise: string,
  options: ExplainEnterpriseOptions = {},
): Explained<EnterpriseExplanation> =>
  pipe(
    decodeOptions(ExplainEnterpriseOptions, options),
    E.chain(() => readingOf(registry, enterprise)),
    E.map((reading) => explained(reading, plan, options)),
  );
