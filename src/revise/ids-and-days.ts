import type { Occurrences } from '../occurrences/occurrences';
import { visitIdAt } from '../output/visit-id';
import { occurrenceAt } from '../registry/occurrence-at';
import type { Undated } from '../stages';
import type { RevisedVisits } from './keep-visits';
import type { PublishedVisits } from './published';

/** The ids that visits of enterprises with new ones have or had: none is another visit's. O(visits) */
const takenIds = (
  { rows, amendments }: Occurrences,
  { consolidation: { enterpriseStart }, ids }: RevisedVisits,
  published: PublishedVisits,
): Set<string> => {
  const taken = new Set<string>();
  const growing = new Set<string>();
  rows.enterprises.forEach(({ id: enterprise }, e) => {
    if (!ids.slice(enterpriseStart[e], enterpriseStart[e + 1]).includes(undefined)) return;
    growing.add(enterprise);
    for (let v = published.start[e]; v < published.start[e + 1]; v++) taken.add(published.id[v] ?? '');
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
  revised: RevisedVisits,
  published: PublishedVisits,
): { readonly ids: readonly string[]; readonly given: Int32Array } => {
  const { visits } = columns;
  const { memberStart, member } = revised.consolidation;
  // Of its first member; −1: it has been made.
  const revisedAt = new Int32Array(occurrences.count).fill(-1);
  for (let v = 0; v < revised.ids.length; v++) revisedAt[member[memberStart[v]]] = v;
  const taken = takenIds(occurrences, revised, published);
  const { start, lo, hi } = daySets;
  const given = new Int32Array(visits.count).fill(-1);
  const ids = Array.from(given, (_, v) => {
    const first = visits.memberStart[v];
    const own = revisedAt[occurrenceAt(occurrences, visits.enterprise[v], visits.item[first], visits.cycle[first])];
    const range = start[daySet[v]];
    const isOnlyDay = start[daySet[v] + 1] === range + 1 && lo[range] === hi[range];
    if (own >= 0 && revised.rank[own] >= 0) given[v] = revised.rank[own];
    else if (isOnlyDay) given[v] = lo[range];
    const kept = revised.ids[own];
    if (kept !== undefined) return kept;
    const usual = visitIdAt(columns, v);
    if (own < 0) return usual;
    let id = usual;
    for (let turn = 2; taken.has(id); turn++) id = `${usual}/${turn}`;
    taken.add(id);
    return id;
  });
  return { ids, given };
};
