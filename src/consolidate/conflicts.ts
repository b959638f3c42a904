import { addTo } from '../columns/grouped';
import { lowestBit, setBit, wordsFor } from '../cover/bits';
import type { HostTable, RuleTable, Separation } from './rule-table';
import type { SetSystem } from './set-system';

/** The elements that exceptions keep apart. */
export interface Conflicts {
  /** Table of each host; −1: no exceptions. */
  readonly tableOf: Int32Array;
  readonly tables: number;
  /**
   * [table × elements + element]: the elements that it never shares a visit with, as a row of bits.
   */
  readonly rows: Int32Array;
}

/**
 * Calls `found` with each pair of elements of which the second bears a mark that the first avoids.
 * O(marks of the elements + pairs).
 */
const eachMarked = (
  { borne, avoided }: NonNullable<Separation['marks']>,
  item: Int32Array,
  found: (i: number, j: number) => void,
): void => {
  const bearersOf = new Map<number, number[]>();
  item.forEach((one, i) => {
    for (const mark of borne[one]) {
      addTo(bearersOf, mark, i);
    }
  });
  item.forEach((one, i) => {
    for (const mark of avoided[one])
      for (const j of bearersOf.get(mark) ?? []) if (j !== i) found(i, j);
  });
};

/**
 * The conflicts among elements.
 * O(elements² that exceptions keep apart), and O(items²) for items of exceptions without marks.
 */
export const conflictsOf = (table: RuleTable, item: Int32Array, host: Int32Array): Conflicts => {
  const elements = item.length;
  const words = wordsFor(elements);
  const placesOf = new Map<number, number[]>();
  item.forEach((one, i) => {
    if (table.exceptional[one] === 0) return;
    addTo(placesOf, one, i);
  });
  const concerned = [...placesOf.keys()];
  const tableOf = new Int32Array(table.hosts.length).fill(-1);
  const lists: HostTable['separations'][] = [];
  if (concerned.length > 0 && elements > 1)
    for (const h of new Set(host)) {
      const { separations } = table.hosts[h];
      if (separations.length === 0) continue;
      const known = lists.findIndex(
        (list) =>
          list.length === separations.length && list.every((one, k) => one === separations[k]),
      );
      tableOf[h] = known < 0 ? lists.push(separations) - 1 : known;
    }
  const rows = new Int32Array(lists.length * elements * words);
  lists.forEach((separations, t) => {
    const keepApart = (i: number, j: number): void => {
      setBit(rows, (t * elements + i) * words, j);
      setBit(rows, (t * elements + j) * words, i);
    };
    const unmarked = separations.filter(({ marks }) => marks === undefined);
    for (const { marks } of separations)
      if (marks !== undefined) eachMarked(marks, item, keepApart);
    for (let a = 0; a < concerned.length && unmarked.length > 0; a++)
      for (let b = 0; b <= a; b++) {
        if (!unmarked.some(({ separates }) => separates(concerned[a], concerned[b]))) continue;
        for (const i of placesOf.get(concerned[a]) ?? [])
          for (const j of placesOf.get(concerned[b]) ?? []) if (i !== j) keepApart(i, j);
      }
  });
  return { tableOf, tables: lists.length, rows };
};

/**
 * Calls `found` with the pairs of elements that exceptions keep apart on an open occasion of
 * both, except the pairs to `skip`.
 */
export const eachConflict = (
  { tableOf, tables, rows: conflicts }: Conflicts,
  { elements, occasions, host }: SetSystem,
  rows: Int32Array,
  open: Uint8Array | undefined,
  skip: (a: number, b: number) => boolean,
  found: (a: number, b: number) => void,
): void => {
  const words = wordsFor(elements);
  const rowWords = wordsFor(occasions);
  const among = new Int32Array(rowWords);
  for (let t = 0; t < tables; t++) {
    among.fill(0);
    for (let p = 0; p < occasions; p++)
      if (tableOf[host[p]] === t && open?.[p] !== 0) setBit(among, 0, p);
    for (let i = 1; i < elements; i++)
      for (let w = 0; w <= i >> 5; w++)
        for (let word = conflicts[(t * elements + i) * words + w]; word !== 0; word &= word - 1) {
          const j = w * 32 + lowestBit(word);
          if (j >= i || skip(j, i)) continue;
          let v = 0;
          while (v < rowWords && (rows[i * rowWords + v] & rows[j * rowWords + v] & among[v]) === 0)
            v++;
          if (v < rowWords) found(j, i);
        }
  }
};
