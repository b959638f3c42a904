import {
  type Consolidation,
  consolidationBuilder,
  visitsOfRow,
} from '../consolidate/consolidation';
import type { ChangedEnterprise } from './changed-enterprise';
import type { Found, RevisionContext } from './revision-context';

/**
 * The revised visits of each enterprise in columns, with the bounds of the new plan (`fresh`).
 * O(occurrences).
 */
export const revisedColumns = (
  { occurrences, entering, fallback, alone }: RevisionContext,
  fresh: Consolidation,
  enterprises: readonly ChangedEnterprise[],
  revised: readonly Found[],
): Consolidation => {
  const domainAt = new Map(fresh.domains.map((domain, d) => [domain, d]));
  const { add, build } = consolidationBuilder(fresh.domains, occurrences, {
    onSite: entering,
    ...(fallback === undefined ? {} : { fallback }),
  });
  revised.forEach(({ visits, dropped }, e) => {
    const anew = visitsOfRow(fresh, e);
    // Where other occurrences are served than in the new plan, the baseline of
    // single departments may differ.
    const isServedAnew = dropped.join() === enterprises[e].fresh.dropped.join();
    const served = (): readonly number[] =>
      visits.flatMap(({ members }) => members).sort((a, b) => a - b);
    add({
      ...anew,
      visits: visits.map(({ domain, members }) => ({ host: domainAt.get(domain) ?? 0, members })),
      dropped,
      byFallback: visits.flatMap(({ byFallback }) => byFallback).sort((a, b) => a - b),
      ...(isServedAnew ? {} : alone(e, served())),
    });
  });
  return build(fresh.steps);
};
