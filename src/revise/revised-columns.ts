import { int32Column } from '../columns/growable';
import type { Consolidation } from '../consolidate/consolidation';
import type { ChangedEnterprise } from './changed-enterprise';
import type { Found, RevisionContext } from './revision-context';

/**
 * The revised visits of each enterprise in columns, with the bounds of the plan anew (`fresh`).
 * O(occurrences)
 */
export const revisedColumns = (
  { occurrences: { item }, entering, perDepartment }: RevisionContext,
  fresh: Consolidation,
  enterprises: readonly ChangedEnterprise[],
  revised: readonly Found[],
): Consolidation => {
  const domainAt = new Map(fresh.domains.map((domain, d) => [domain, d]));
  const [start, host, onSite, memberStart, member, dropped] = [1, 2, 3, 4, 5, 6].map(() =>
    int32Column(),
  );
  const separate = fresh.perDepartment.slice();
  start.push(0);
  memberStart.push(0);
  revised.forEach((own, e) => {
    for (const { domain, members } of own.visits) {
      host.push(domainAt.get(domain) ?? 0);
      onSite.push(members.some((o) => entering[item[o]] === 1) ? 1 : 0);
      for (const o of members) member.push(o);
      memberStart.push(member.length());
    }
    for (const o of own.dropped) dropped.push(o);
    start.push(host.length());
    // Where other occurrences are served than in the plan anew, the departments' own visits may
    // be others too.
    if (own.dropped.join() !== enterprises[e].fresh.dropped.join())
      separate[e] = perDepartment(
        e,
        own.visits.flatMap(({ members }) => members).sort((a, b) => a - b),
      );
  });
  return {
    ...fresh,
    enterpriseStart: start.values(),
    host: host.values(),
    onSite: Uint8Array.from(onSite.values()),
    memberStart: memberStart.values(),
    member: member.values(),
    dropped: dropped.values(),
    perDepartment: separate,
  };
};
