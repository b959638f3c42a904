import type { Occurrences } from '../occurrences/occurrences';
import { freeIds, visitIdAt } from '../output/visit-id';
import type { Undated } from '../plan/stages';
import { occurrenceAt } from '../registry/occurrence-at';
import type { RevisedVisits } from './keep-visits';

/**
 * The id of each visit, which it has kept or which no visit has or had (`used`), and the rank of
 * the day that it keeps or cannot but have (−1: it is free). O(visits · log occurrences of an
 * enterprise + used ids)
 */
export const idsAndDays = (
  occurrences: Occurrences,
  { columns, days: { daySet, daySets } }: Pick<Undated, 'columns' | 'days'>,
  revised: RevisedVisits,
  used: Iterable<string>,
): { readonly ids: readonly string[]; readonly given: Int32Array } => {
  const { ids: _, ...visits } = columns.visits;
  const { memberStart, member } = revised.consolidation;
  // Of its first member; −1: it has been made.
  const revisedAt = new Int32Array(occurrences.count).fill(-1);
  for (let v = 0; v < revised.ids.length; v++) revisedAt[member[memberStart[v]]] = v;
  const free = freeIds(used);
  const { start, lo, hi } = daySets;
  const given = new Int32Array(visits.count).fill(-1);
  const ids = Array.from(given, (_, v) => {
    const first = visits.memberStart[v];
    const own =
      revisedAt[
        occurrenceAt(occurrences, visits.enterprise[v], visits.item[first], visits.cycle[first])
      ];
    const range = start[daySet[v]];
    const isOnlyDay = start[daySet[v] + 1] === range + 1 && lo[range] === hi[range];
    if (own >= 0 && revised.rank[own] >= 0) given[v] = revised.rank[own];
    else if (isOnlyDay) given[v] = lo[range];
    // Those that have been made have theirs.
    return own < 0
      ? visitIdAt(columns, v)
      : (revised.ids[own] ?? free(visitIdAt({ ...columns, visits }, v)));
  });
  return { ids, given };
};
