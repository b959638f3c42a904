import { disjointSets } from '../columns/disjoint-sets';
import { smallestOf } from '../columns/extremes';
import { hasBit, isEmpty, lowestBit, setBit, wordsFor } from '../cover/bits';
import type { CountLimits, Packing, SumLimits } from '../cover/question';
import { conflictsOf, eachConflict } from './conflicts';
import type { RuleTable } from './rule-table';
import type { SetSystem, Terms } from './set-system';

/** The values (small and not negative), renumbered from 0 by first appearance. */
const renumbered = (values: Int32Array): { readonly of: Int32Array; readonly count: number } => {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]);
  const known = new Int32Array(largest + 1).fill(-1);
  const of = new Int32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (known[values[i]] < 0) known[values[i]] = count++;
    of[i] = known[values[i]];
  }
  return { of, count };
};

const picked = (column: Int32Array, item: Int32Array): Int32Array => {
  const out = new Int32Array(item.length);
  for (let i = 0; i < item.length; i++) out[i] = column[item[i]];
  return out;
};

const pickedNumbers = (column: Float64Array, at: Int32Array): Float64Array => {
  const out = new Float64Array(at.length);
  for (let k = 0; k < at.length; k++) out[k] = column[at[k]];
  return out;
};

/** The limits that may bind among some elements. */
interface Tightness {
  readonly sums: ReadonlyArray<{
    readonly of: Int32Array;
    readonly count: number;
    readonly weight: Float64Array;
    readonly mostOf: Float64Array;
    /** Elements whose whole group together would exceed the limit, as a row of bits. */
    readonly heavy: Int32Array;
  }>;
  readonly counts: ReadonlyArray<{
    readonly of: Int32Array;
    readonly count: number;
    readonly mostOf: Float64Array;
  }>;
}

const tightnessOf = (table: RuleTable, item: Int32Array): Tightness => {
  const elements = item.length;
  const words = wordsFor(elements);
  const sums = table.sums.flatMap(({ group, weight, mostOf }) => {
    const { of, count } = renumbered(picked(group, item));
    const least = smallestOf(mostOf);
    const total = new Float64Array(count);
    for (let i = 0; i < elements; i++) total[of[i]] += weight[item[i]];
    const heavy = new Int32Array(words);
    for (let i = 0; i < elements; i++) if (total[of[i]] > least) setBit(heavy, 0, i);
    return isEmpty(heavy, 0, words) ? [] : [{ of, count, weight, mostOf, heavy }];
  });
  const counts = table.counts.map(({ group, mostOf }) => ({
    ...renumbered(picked(group, item)),
    mostOf,
  }));
  return { sums, counts };
};

/**
 * Calls `found` with pairs of elements that limits keep out of one visit; together the pairs
 * connect all elements of a limit that matters.
 */
const eachTight = (
  item: Int32Array,
  { elements, occasions, sets, host }: SetSystem,
  { sums, counts }: Tightness,
  open: Uint8Array | undefined,
  found: (a: number, b: number) => void,
): void => {
  const words = wordsFor(elements);
  const total = new Float64Array(elements);
  const first = new Int32Array(elements);
  for (let p = 0; p < occasions; p++) {
    if (open !== undefined && open[p] === 0) continue;
    const row = p * words;
    for (let l = 0; l < sums.length; l++) {
      const { of, count, weight, mostOf, heavy } = sums[l];
      const most = mostOf[host[p]];
      total.fill(0, 0, count);
      first.fill(-1, 0, count);
      for (let w = 0; w < words; w++)
        for (let word = sets[row + w] & heavy[w]; word !== 0; word &= word - 1) {
          const i = w * 32 + lowestBit(word);
          total[of[i]] += weight[item[i]];
        }
      for (let w = 0; w < words; w++)
        for (let word = sets[row + w] & heavy[w]; word !== 0; word &= word - 1) {
          const i = w * 32 + lowestBit(word);
          if (total[of[i]] <= most) continue;
          if (first[of[i]] < 0) first[of[i]] = i;
          else found(first[of[i]], i);
        }
    }
    for (const { of, count, mostOf } of counts) {
      if (count <= mostOf[host[p]]) continue;
      first.fill(-1, 0, count);
      let present = 0;
      let lead = -1;
      for (let pass = 0; pass < 2; pass++) {
        if (pass === 1 && present <= mostOf[host[p]]) break;
        for (let w = 0; w < words; w++)
          for (let word = sets[row + w]; word !== 0; word &= word - 1) {
            const i = w * 32 + lowestBit(word);
            if (pass === 1 && i !== lead) found(lead, i);
            if (pass === 1) continue;
            if (lead < 0) lead = i;
            if (first[of[i]] < 0) {
              first[of[i]] = i;
              present++;
            }
          }
      }
    }
  }
};

/**
 * A function that marks, with 1, the elements that limits or exceptions can keep apart from others
 * on an open occasion. `rows`: the occasions of each element.
 */
export const tightElementsOf = (
  { table }: Terms,
  item: Int32Array,
  system: SetSystem,
  rows: Int32Array,
): ((open: Uint8Array) => Uint8Array) => {
  const tightness = tightnessOf(table, item);
  const conflicts = conflictsOf(table, item, system.host);
  return (open) => {
    const tight = new Uint8Array(system.elements);
    const found = (a: number, b: number): void => {
      tight[a] = 1;
      tight[b] = 1;
    };
    eachTight(item, system, tightness, open, found);
    eachConflict(conflicts, system, rows, open, (a, b) => tight[a] === 1 && tight[b] === 1, found);
    return tight;
  };
};

/**
 * The limits between elements of a system; undefined where there are none. `rows`:
 * the occasions of each element.
 */
export const packingOf = (
  terms: Terms,
  item: Int32Array,
  system: SetSystem,
  rows: Int32Array,
): Packing | undefined => {
  const { table } = terms;
  const { elements, occasions, host, needsHost } = system;
  const words = wordsFor(elements);
  const hosts = new Int32Array(occasions * words);
  for (let p = 0; p < occasions; p++)
    for (let i = 0; i < elements && needsHost[p] === 1; i++)
      if (table.hosts[host[p]].own[item[i]] === 1 && hasBit(system.sets, p * words, i))
        setBit(hosts, p * words, i);

  const { find, join } = disjointSets(elements);
  /** 1 for elements that are kept apart from another one. */
  const isKept = new Uint8Array(elements);
  const keepApart = (a: number, b: number): void => {
    isKept[a] = 1;
    isKept[b] = 1;
    join(a, b);
  };
  const conflicts = conflictsOf(table, item, host);
  eachTight(item, system, tightnessOf(table, item), undefined, keepApart);
  const areJoined = (a: number, b: number): boolean => find(a) === find(b);
  eachConflict(conflicts, system, rows, undefined, areJoined, keepApart);
  if (!needsHost.includes(1) && !isKept.includes(1)) return undefined;
  const blockOf = new Int32Array(elements).fill(-1);
  let blocks = 0;
  for (let i = 0; i < elements; i++)
    // A block is named by its least element.
    if (isKept[i] === 1) blockOf[i] = find(i) === i ? blocks++ : blockOf[find(i)];

  const sums = table.sums.map(({ group, weight, mostOf }): SumLimits => {
    const { of, count } = renumbered(picked(group, item));
    return {
      groups: count,
      groupOf: of,
      weight: pickedNumbers(weight, item),
      mostAt: pickedNumbers(mostOf, host),
    };
  });
  const counts = table.counts.map(({ group, mostOf }): CountLimits => {
    const { of, count } = renumbered(picked(group, item));
    return { groups: count, groupOf: of, mostAt: pickedNumbers(mostOf, host) };
  });

  const conflictsAt = Int32Array.from(host, (h) => conflicts.tableOf[h]);
  return {
    blockOf,
    blocks,
    sums,
    counts,
    conflicts: conflicts.rows,
    conflictsAt,
    hosts,
    needsHost,
  };
};
