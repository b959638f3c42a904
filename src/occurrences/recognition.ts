import type { SortedRows } from '../registry/sorted';

/**
 * 结果互认: among the obligations of one enterprise whose items share `equivalent`, object and domain, the one with most
 * occurrences is kept (ties: more minutes, then the smaller id). Marks every occurrence of the others with `code` and writes
 * the kept item's index into its `daySet`. O(occurrences).
 */
export const recogniseInto = (
  { items }: SortedRows,
  domains: readonly string[],
  start: Int32Array,
  item: Int32Array,
  daySet: Int32Array,
  reason: Uint8Array,
  code: number,
): void => {
  const labels = new Map<string, number>();
  const labelOf = items.map(({ equivalent, object }, i) => {
    if (equivalent === undefined) return -1;
    const key = JSON.stringify([equivalent, object ?? 'enterprise', domains[i]]);
    const label = labels.get(key) ?? labels.size;
    labels.set(key, label);
    return label;
  });
  for (let e = 0; e + 1 < start.length; e++) {
    const occurrences = new Map<number, number>();
    for (let o = start[e]; o < start[e + 1]; o++)
      if (labelOf[item[o]] >= 0) occurrences.set(item[o], (occurrences.get(item[o]) ?? 0) + 1);
    if (occurrences.size < 2) continue;
    const kept = new Map<number, number>();
    // Items ascend by id, so a later one must be strictly better.
    for (const [i, count] of occurrences) {
      const best = kept.get(labelOf[i]);
      const bestCount = best === undefined ? -1 : (occurrences.get(best) ?? 0);
      if (best === undefined || count > bestCount || (count === bestCount && items[i].minutes > items[best].minutes))
        kept.set(labelOf[i], i);
    }
    for (let o = start[e]; o < start[e + 1]; o++) {
      const by = kept.get(labelOf[item[o]]);
      if (by === undefined || by === item[o]) continue;
      reason[o] = code;
      daySet[o] = by;
    }
  }
};
