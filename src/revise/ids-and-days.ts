import type { Occurrences } from '../occurrences/occurrences';
import { visitIdAt } from '../output/visit-id';
import { occurrenceAt } from '../registry/occurrence-at';
import type { Undated } from '../stages';
import type { Kept } from './keep-visits';
import type { Revised } from './published';

/** The ids that visits of enterprises with new ones have already. O(visits) */
const takenIds = ({ rows, amendments }: Occurrences, revised: readonly Kept[]): Set<string> => {
  const taken = new Set<string>();
  const growing = new Set<string>();
  revised.forEach(({ visits }, e) => {
    if (visits.every(({ id }) => id !== undefined)) return;
    growing.add(rows.enterprises[e].id);
    for (const { id } of visits) if (id !== undefined) taken.add(id);
  });
  for (const { enterprise, id } of amendments.done) if (id !== undefined && growing.has(enterprise)) taken.add(id);
  return taken;
};

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
  const all = revised.flatMap(({ visits: own }) => own);
  const byFirst = new Int32Array(occurrences.count).fill(-1);
  all.forEach(({ members }, k) => {
    byFirst[members[0]] = k;
  });
  const taken = takenIds(occurrences, revised);
  const rankAt = new Map(Array.from(occurrences.timeline.dayOfRank, (day, rank) => [day, rank]));
  const { start, lo, hi } = daySets;
  const given = new Int32Array(visits.count).fill(-1);
  const ids = Array.from(given, (_, v) => {
    const first = visits.memberStart[v];
    const o = occurrenceAt(occurrences, visits.enterprise[v], visits.item[first], visits.cycle[first]);
    // Absent: it has been made, and has the id that it had.
    const own: Revised | undefined = all[byFirst[o]];
    const range = start[daySet[v]];
    const isOnlyDay = start[daySet[v] + 1] === range + 1 && lo[range] === hi[range];
    if (own?.day !== undefined) given[v] = rankAt.get(own.day) ?? -1;
    else if (isOnlyDay) given[v] = lo[range];
    if (own?.id !== undefined) return own.id;
    const usual = visitIdAt(columns, v);
    if (own === undefined) return usual;
    let id = usual;
    for (let turn = 2; taken.has(id); turn++) id = `${usual}/${turn}`;
    taken.add(id);
    return id;
  });
  return { ids, given };
};
