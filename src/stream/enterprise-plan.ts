import type { Plan } from '../output/plan';
import type { OccurrenceRef, Summary, Unserved, Visit } from '../output/plan-document';

/** The part of a plan that is about one enterprise. */
export interface EnterprisePlan {
  readonly enterprise: string;
  /** Ascending by day and first item. */
  readonly visits: readonly Visit[];
  /** Ascending by item and cycle. */
  readonly unserved: readonly Unserved[];
  /** No valid plan gives the enterprise fewer visits. */
  readonly lowerBound: number;
  /** Occurrences of which no two can share a visit. */
  readonly witness: readonly OccurrenceRef[];
}

/** The last row: the figures of all enterprises together. */
export interface StreamSummary {
  readonly summary: Summary;
}

export type StreamRow = EnterprisePlan | StreamSummary;

/**
 * A plan by enterprise, in the order of the ids; unknown ids are left out.
 * Rows are made as they are read.
 * O(rows).
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
