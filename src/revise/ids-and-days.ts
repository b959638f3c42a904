import type { Occurrences } from '../occurrences/occurrences';
import { visitIdAt } from '../output/visit-id';
import { occurrenceAt } from '../registry/occurrence-at';
import type { Undated } from '../stages';
import type { Kept } from './keep-visits';
import type { Revised } from './published';

/**
 * The id of each visit, which it has kept or which no other has, and the rank of the day that it keeps or cannot but have (−1: it is free).
 * O(visits · log occurrences of an enterprise)
 */
export const idsAndDays = (
  occurrences: Occurrences,
  { columns, days: { daySet, daySets } }: Pick<Undated, 'columns' | 'days'>,
  revised: readonly Kept[],
): { readonly ids: readonly string[]; readonly given: Int32Array } => {
  const { visits } = columns;
  const byFirst = new Map<number, Revised>();
  const taken = new Set(occurrences.amendments.done.flatMap(({ id }) => (id === undefined ? [] : [id])));
  for (const { visits: own } of revised)
    for (const visit of own) {
      byFirst.set(visit.members[0], visit);
      if (visit.id !== undefined) taken.add(visit.id);
    }
  const rankAt = new Map(Array.from(occurrences.timeline.dayOfRank, (day, rank) => [day, rank]));
  const { start, lo, hi } = daySets;
  const given = new Int32Array(visits.count).fill(-1);
  const ids = Array.from(given, (_, v) => {
    const first = visits.memberStart[v];
    const own = byFirst.get(occurrenceAt(occurrences, visits.enterprise[v], visits.item[first], visits.cycle[first]));
    const range = start[daySet[v]];
    const isOnlyDay = start[daySet[v] + 1] === range + 1 && lo[range] === hi[range];
    if (own?.day !== undefined) given[v] = rankAt.get(own.day) ?? -1;
    else if (isOnlyDay) given[v] = lo[range];
    // One that has been made has the id that it had.
    if (own === undefined) return visitIdAt(columns, v);
    if (own.id !== undefined) return own.id;
    let id = visitIdAt(columns, v);
    for (let turn = 2; taken.has(id); turn++) id = `${visitIdAt(columns, v)}/${turn}`;
    taken.add(id);
    return id;
  });
  return { ids, given };
};
