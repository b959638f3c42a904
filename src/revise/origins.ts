import type { Occurrences } from '../occurrences/occurrences';
import { freeIds, visitIdAt } from '../output/visit-id';
import type { Undated } from '../plan/steps';
import { itemIndexIn } from '../registry/item-methods';
import { occurrenceAt } from '../registry/occurrence-at';
import { keptRank, type Revised } from './published';

/**
 * The id of each visit (kept, or one that no visit has or had, `used`), and the rank of its day
 * where that is fixed, else −1. The first occurrence identifies a visit among `revised`;
 * made visits are not among them.
 * O(visits · log occurrences of an enterprise + used ids).
 */
export const idsAndDays = (
  occurrences: Occurrences,
  { columns, days: { daySet, daySets } }: Pick<Undated, 'columns' | 'days'>,
  revised: Iterable<Revised>,
  used: Iterable<string>,
): { readonly ids: readonly string[]; readonly given: Int32Array } => {
  const { ids: _, ...visits } = columns.visits;
  const revisedAt = new Map<number, Revised>();
  for (const visit of revised) revisedAt.set(visit.members[0], visit);
  const free = freeIds(used);
  const { start, lo, hi } = daySets;
  const given = new Int32Array(visits.count).fill(-1);
  const { items, enterprises } = occurrences.rows;
  const itemAt = itemIndexIn(items);
  const ids = Array.from(given, (_, v) => {
    const first = visits.memberStart[v];
    const e = visits.enterprise[v];
    // The item of a column may be that of the fallback.
    const own = itemAt(items[visits.item[first]].id, enterprises[e]);
    const o = occurrenceAt(occurrences, e, own, visits.cycle[first]);
    const one = revisedAt.get(o);
    const range = start[daySet[v]];
    const isOnlyDay = start[daySet[v] + 1] === range + 1 && lo[range] === hi[range];
    const kept = one === undefined ? -1 : keptRank(occurrences, one);
    given[v] = kept < 0 && isOnlyDay ? lo[range] : kept;
    return one === undefined
      ? visitIdAt(columns, v)
      : (one.origin?.id ?? free(visitIdAt({ ...columns, visits }, v)));
  });
  return { ids, given };
};
