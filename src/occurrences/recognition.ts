import type { Item } from '../registry/item';

/** The columns that {@link recogniserOf} reads and writes. */
interface Columns {
  readonly item: Int32Array;
  readonly daySet: Int32Array;
  readonly reason: Uint8Array;
}

/**
 * A label for each item: items that may recognise one another have the same; −1 for an item alone.
 */
const labelsOf = (items: readonly Item[], domains: readonly string[]): Int32Array => {
  const labels = new Map<string, number>();
  return Int32Array.from(items, ({ equivalent, object = 'enterprise' }, i) => {
    if (equivalent === undefined) return -1;
    const key = JSON.stringify([equivalent, object, domains[i]]);
    const label = labels.get(key) ?? labels.size;
    labels.set(key, label);
    return label;
  });
};

/**
 * 结果互认 (model §6): a function that marks the recognised occurrences of one enterprise, which
 * has the occurrences `from` … `to` − 1. Among obligations whose items share `equivalent`, object
 * and domain, the one with most occurrences is kept; ties go to more minutes, then to the smaller
 * id. The occurrences of the others get `code` as reason and the kept item's index as `daySet`.
 * O(occurrences).
 */
export const recogniserOf = (
  items: readonly Item[],
  domains: readonly string[],
  code: number,
): ((columns: Columns, from: number, to: number) => void) => {
  const label = labelsOf(items, domains);
  const labels = label.reduce((most, own) => Math.max(most, own + 1), 0);
  /**
   * For each label at this enterprise: the item to keep (−1 for none),
   * and its number of occurrences.
   */
  const kept = new Int32Array(labels).fill(-1);
  const most = new Int32Array(labels);

  return ({ item, daySet, reason }, from, to) => {
    let rivals = false;
    for (let o = from, next = from; o < to; o = next) {
      const i = item[o];
      while (next < to && item[next] === i) next++;
      const l = label[i];
      if (l < 0) continue;
      const other = kept[l];
      if (other >= 0) rivals = true;
      // Items ascend by id, so a later one must be strictly better.
      if (
        other >= 0 &&
        (next - o < most[l] || (next - o === most[l] && items[i].minutes <= items[other].minutes))
      )
        continue;
      kept[l] = i;
      most[l] = next - o;
    }
    if (rivals)
      for (let o = from; o < to; o++) {
        const l = label[item[o]];
        if (l < 0 || kept[l] === item[o]) continue;
        reason[o] = code;
        daySet[o] = kept[l];
      }
    for (let o = from; o < to; o++) if (label[item[o]] >= 0) kept[label[item[o]]] = -1;
  };
};
