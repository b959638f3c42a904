import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { decodeOptions, objectOf } from '../../codec/checked';
import type { Codec } from '../../codec/codec';
import { optional, struct } from '../../codec/shapes';
import type { OccurrenceRef, PlanDocument } from '../../output/plan-document';
import type { Registry } from '../../registry/registry';
import type { PairExplanation, Placed } from './explanation';
import { namedOf } from './named';
import type { Owed } from './owed';
import { changesToMeet } from './pair-changes';
import { hasOccurrence, placeOf, unservedOf, visitsOf } from './plan-rows';
import {
  type Explained,
  occurrenceDated,
  owedAt,
  type Reading,
  readingOf,
  refused,
} from './reading';
import { meetingOf } from './separation';
import { usedUpCapsOf } from './used-up-caps';

const placedIn = (
  reading: Reading,
  plan: PlanDocument,
  enterprise: string,
  occurrence: OccurrenceRef,
): Placed => {
  const visit = visitsOf(plan, enterprise).find(({ occurrences }) =>
    occurrences.some(hasOccurrence(occurrence)),
  );
  if (visit !== undefined)
    return {
      kind: 'visit',
      visit: placeOf(visit),
      ...(visit.occurrences.find(hasOccurrence(occurrence))?.fallback === true
        ? { fallback: true as const }
        : {}),
    };
  const row = unservedOf(plan, enterprise).find(hasOccurrence(occurrence));
  if (row === undefined) return { kind: 'nowhere' };
  const caps = row.reason === 'visit-cap' ? usedUpCapsOf(reading, plan)(occurrence) : [];
  return {
    kind: 'unserved',
    reason: row.reason,
    ...(row.by === undefined ? {} : { by: reading.names.item(row.by) }),
    ...(caps.length === 0 ? {} : { caps }),
  };
};

const inPlan = (
  reading: Reading,
  plan: PlanDocument,
  [a, b]: readonly [OccurrenceRef, OccurrenceRef],
): NonNullable<PairExplanation['plan']> => {
  const { id } = reading.enterprise;
  const together = visitsOf(plan, id).some(
    ({ occurrences }) => occurrences.some(hasOccurrence(a)) && occurrences.some(hasOccurrence(b)),
  );
  return { together, a: placedIn(reading, plan, id, a), b: placedIn(reading, plan, id, b) };
};

const explained = (
  reading: Reading,
  a: Owed,
  b: Owed,
  plan: PlanDocument | undefined,
): PairExplanation => {
  const meeting = meetingOf(reading, a, b);
  const refOf = ({ item, cycle }: Owed): OccurrenceRef => ({ item: item.id, cycle });
  return {
    kind: 'pair',
    enterprise: namedOf(reading.enterprise),
    a: occurrenceDated(reading, a),
    b: occurrenceDated(reading, b),
    meeting,
    changes: meeting.kind === 'can' ? [] : changesToMeet(reading, a, b),
    ...(plan === undefined ? {} : { plan: inPlan(reading, plan, [refOf(a), refOf(b)]) }),
  };
};

export interface ExplainPairOptions {
  /** Whether they share a visit in this plan is told too. */
  readonly plan?: PlanDocument;
}

const ExplainPairOptions: Codec<ExplainPairOptions> = struct<ExplainPairOptions>(
  'ExplainPairOptions',
  { plan: optional(objectOf()) },
);

/**
 * Whether and why two occurrences of an enterprise can share a visit under the registry's policy;
 * which single changes of the policy would let them; and, with a plan, whether they share one
 * there. Errors: an unknown enterprise, an occurrence that is not owed, the same occurrence twice,
 * wrong options.
 * O(size of the registry's frame + changes × the enterprise's occurrences × days).
 */
export const explainPair = (
  registry: Registry,
  enterprise: string,
  a: OccurrenceRef,
  b: OccurrenceRef,
  options: ExplainPairOptions = {},
): Explained<PairExplanation> =>
  pipe(
    decodeOptions(ExplainPairOptions, options),
    E.bind('reading', () => readingOf(registry, enterprise)),
    E.bind('one', ({ reading }) => owedAt(reading, a, 'a')),
    E.bind('other', ({ reading }) => owedAt(reading, b, 'b')),
    E.chain(({ reading, one, other }) =>
      one === other
        ? refused('b', 'another occurrence than a', b)
        : E.right(explained(reading, one, other, options.plan)),
    ),
  );
