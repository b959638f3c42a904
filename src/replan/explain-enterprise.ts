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
import type { Owed } from '../answers/explain/owed';
import { isMade, unservedOf, visitsOf } from '../answers/explain/plan-rows';
import { isAccepted } from '../answers/explain/policy-accepted';
import { patched } from '../answers/explain/policy-change';
import {
  type Explained,
  namedOf,
  occurrenceNamed,
  owedAt,
  type Reading,
  readingOf,
} from '../answers/explain/reading';
import { meetingOf, type Spend } from '../answers/explain/separation';
import { strangersOf } from '../answers/explain/strangers';
import { unservedGroups } from '../answers/explain/unserved';
import { wholeSteps } from '../consolidate/effort';
import type { Certificate } from '../output/certificate';
import type { PlanDocument } from '../output/plan-document';
import { planContext } from '../plan/context';
import { certificates } from '../plan/proofs';
import { join, merge, type PlanOptions } from '../plan/steps';
import type { Registry } from '../registry/registry';

/**
 * What planning one enterprise alone comes to; enterprises do not influence one another but in
 * dates, which are not asked for here.
 */
interface Outcome {
  readonly visits: number;
  readonly unserved: number;
  readonly certificate: Certificate | undefined;
  /** Steps of the search. */
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
 * Work of all trials of changes together: so much for each occurrence, of which at least
 * `FEWEST_COUNTED` and at most `MOST_COUNTED` count.
 * Past that the changes that are left are not tried.
 */
const WORK = 500;
const FEWEST_COUNTED = 100;
const MOST_COUNTED = 200;

/** What a trial costs at least. */
const TRIAL = 1000;

/** Where an enterprise has pins or tasks, its occurrences are compared: so many pairs in a step. */
const PAIRS_A_STEP = 200;

/** What a step of the search costs: more with many domains, and where a cap binds. */
const SEARCH_STEP = 1 / 2;
const SEARCH_STEP_BY_DOMAIN = 1 / 16;
const SEARCH_STEP_CAPPED = 2;

/** Steps for any one question of a trial; its phases take up to eight times as many. */
const TRIAL_STEPS = 5000;
const PHASES = 8;

/** Steps for the pairs of a witness; pairs beyond that are counted in `untold`. */
const PAIR_STEPS = 100_000;

interface Witness {
  readonly members: readonly Owed[];
  readonly pairs: readonly WitnessPair[];
  /** How many pairs are not among them. */
  readonly untold: number;
}

/**
 * Occurrences with the reason why no two of them meet, as far as steps allow; undefined where two
 * of these can.
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
 * The witness of a certificate; undefined where it names what is not owed, or two that can meet
 * under the policy.
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
 * The bound on the visits, and the longest witness to it: a bound that rests on the search may come
 * with a shorter one than there is.
 */
const proofOf = (
  reading: Reading,
  given: Certificate | undefined,
  alone: Certificate | undefined,
  capped: boolean,
): Witness & { readonly lowerBound: number } => {
  // A plan under rules of one's own has certificates that the policy does not bear out. Where not
  // all pairs can be looked at, only the certificate of a plan under the policy is right beyond
  // doubt.
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

/** What is known of changes of policy. */
interface Savings {
  readonly best?: Saving;
  readonly tried: number;
  readonly untried: number;
}

/**
 * What a trial costs without its search: rules of all domains for all occurrences, and exceptions.
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
  // The first is tried whatever it costs.
  for (; tried < changes.length && (tried === 0 || work > cost); tried++) {
    const change = changes[tried];
    const { policy } = patched(reading, change);
    const after = outcomeOf(
      { ...reading.registry, policy },
      { searchSteps: Math.min(most, work / (PHASES * step)) },
    );
    work -= cost + charged * after.steps;
    // The first of equals is the smallest.
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
  // An enterprise's own cap goes before that of its grade.
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
  const unserved = unservedGroups(reading, unservedOf(plan, id));
  const capped = unserved.some(({ reason }) => reason === 'visit-cap');
  const alone = outcomeOf(reading.registry, options);
  const own = isMade(plan) ? plan.certificate(id) : undefined;
  const given = own?.visits === visits.length ? own : undefined;
  const { members, pairs, untold, lowerBound } = proofOf(reading, given, alone.certificate, capped);
  const { best, tried, untried } = savingsOf(reading, alone, capped, options);
  return {
    kind: 'enterprise',
    enterprise: namedOf(reading.enterprise),
    visits: visits.length,
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

/**
 * Why an enterprise gets this many visits and not one fewer: the witness of its certificate, or a
 * longer one where that is shorter than the bound, with the reason of every pair, as far as they
 * are told within a bounded number of steps, whether that proves the count or the bound rests on
 * the search, what is not served and why, and the single change of policy that would leave it the
 * fewest visits, of those that `changesFor` lists as far as they were tried, and that
 * `decodeRegistry` takes. A plan that was read has no certificates, and one under rules of one's
 * own has others than the policy's: the enterprise is then planned alone. `steps` are those of
 * `plan`. Error: an enterprise that does not exist. O(size of the registry's frame + changes × one
 * plan of the enterprise + witness), changes and pairs as far as their steps go
 */
export const explainEnterprise = (
  registry: Registry,
  plan: PlanDocument,
  enterprise: string,
  options: Pick<PlanOptions, 'searchSteps'> = {},
): Explained<EnterpriseExplanation> =>
  pipe(
    readingOf(registry, enterprise),
    E.map((reading) => explained(reading, plan, options)),
  );
