import type { Plan } from '../output/plan';
import type { OccurrenceRef, Summary, Unserved, Visit } from '../output/plan-document';

/** What a plan says of one enterprise. */
export interface EnterprisePlan {
  readonly enterprise: string;
  /** Ascending by day and first item. */
  readonly visits: readonly Visit[];
  /** Ascending by item and cycle. */
  readonly unserved: readonly Unserved[];
  /** No valid plan has fewer visits for it. */
  readonly lowerBound: number;
  /** Occurrences no two of which can share a visit. */
  readonly witness: readonly OccurrenceRef[];
}

/** What comes last: the figures of all enterprises together. */
export interface StreamSummary {
  readonly summary: Summary;
}

export type StreamRow = EnterprisePlan | StreamSummary;

/**
 * A plan enterprise by enterprise, in the order of the ids; those that it does not know are left
 * out. O(their rows), when asked for.
 */
export function* enterprisePlans(plan: Plan, ids: Iterable<string>): Iterable<EnterprisePlan> {
  for (const enterprise of ids) {
    const certificate = plan.certificate(enterprise);
    if (certificate === undefined) continue;
    yield {
      enterprise,
      visits: [...plan.visitsOf({ enterprise })],
      unserved: [...plan.unservedOf(enterprise)],
      lowerBound: certificate.lowerBound,
      witness: certificate.witness,
    };
  }
}
