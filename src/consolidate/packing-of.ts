import { hasBit, isEmpty, lowestBit, setBit, sizeOf, wordsFor } from '../cover/bits';
import type { CountLimits, Packing, SumLimits } from '../cover/question';
import type { RuleTable } from './rule-table';
import type { SetSystem, Terms } from './set-system';

/** Numbers the values (small, not negative) from 0 by first appearance. */
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

/** The limits and exceptions that may bind among some elements. */
interface Tightness {
  readonly sums: ReadonlyArray<{
    readonly of: Int32Array;
    readonly count: number;
    readonly weight: Float64Array;
    readonly mostOf: Float64Array;
    /** Those whose group would exceed the limit if all of it came together, as a row of bits. */
    readonly heavy: Int32Array;
  }>;
  readonly counts: ReadonlyArray<{
    readonly of: Int32Array;
    readonly count: number;
    readonly mostOf: Float64Array;
  }>;
  readonly exceptional: Int32Array;
}

const tightnessOf = (table: RuleTable, item: Int32Array): Tightness => {
  const elements = item.length;
  const words = wordsFor(elements);
  const exceptional = new Int32Array(words);
  for (let i = 0; i < elements; i++) if (table.exceptional[item[i]] === 1) setBit(exceptional, 0, i);
  const sums = table.sums.flatMap(({ group, weight, mostOf }) => {
    const { of, count } = renumbered(picked(group, item));
    const least = Math.min(...mostOf);
    const total = new Float64Array(count);
    for (let i = 0; i < elements; i++) total[of[i]] += weight[item[i]];
    const heavy = new Int32Array(words);
    for (let i = 0; i < elements; i++) if (total[of[i]] > least) setBit(heavy, 0, i);
    return isEmpty(heavy, 0, words) ? [] : [{ of, count, weight, mostOf, heavy }];
  });
  const counts = table.counts.map(({ group, mostOf }) => ({ ...renumbered(picked(group, item)), mostOf }));
  return { sums, counts, exceptional };
};

/** Calls `found` with pairs of elements that something keeps out of one visit, so that all who matter are joined. */
const eachTight = (
  table: RuleTable,
  item: Int32Array,
  { elements, occasions, sets, host }: SetSystem,
  { sums, counts, exceptional }: Tightness,
  open: Uint8Array | undefined,
  found: (a: number, b: number) => void,
): void => {
  const words = wordsFor(elements);
  const total = new Float64Array(elements);
  const first = new Int32Array(elements);
  const anyException = sizeOf(exceptional, 0, words) > 1;
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
    if (anyException)
      for (let w = 0; w < words; w++)
        for (let word = sets[row + w] & exceptional[w]; word !== 0; word &= word - 1) {
          const i = w * 32 + lowestBit(word);
          for (let j = 0; j < i; j++)
            if (
              hasBit(sets, row, j) &&
              hasBit(exceptional, 0, j) &&
              table.hosts[host[p]].separations.some((separates) => separates(item[i], item[j]))
            )
              found(j, i);
        }
  }
};

/** Tells the elements that limits or exceptions can keep out of a visit on an open occasion, or that can keep others out: 1. */
export const tightElementsOf = (
  { table }: Terms,
  item: Int32Array,
  system: SetSystem,
): ((open: Uint8Array) => Uint8Array) => {
  const tightness = tightnessOf(table, item);
  return (open) => {
    const tight = new Uint8Array(system.elements);
    eachTight(table, item, system, tightness, open, (a, b) => {
      tight[a] = 1;
      tight[b] = 1;
    });
    return tight;
  };
};

/** What keeps the elements of a system apart; undefined: nothing. */
export const packingOf = (terms: Terms, item: Int32Array, system: SetSystem): Packing | undefined => {
  const { table } = terms;
  const { elements, occasions, host, needsHost } = system;
  const words = wordsFor(elements);
  const hosts = new Int32Array(occasions * words);
  for (let p = 0; p < occasions; p++)
    for (let i = 0; i < elements; i++)
      if (needsHost[p] === 1 && table.hosts[host[p]].own[item[i]] === 1 && hasBit(system.sets, p * words, i))
        setBit(hosts, p * words, i);

  const parent = new Int32Array(elements).fill(-1);
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root];
    return root;
  };
  let any = needsHost.includes(1);
  eachTight(table, item, system, tightnessOf(table, item), undefined, (a, b) => {
    any = true;
    if (parent[a] < 0) parent[a] = a;
    if (parent[b] < 0) parent[b] = b;
    const [rootA, rootB] = [find(a), find(b)];
    if (rootA !== rootB) parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  });
  if (!any) return undefined;
  const blockOf = new Int32Array(elements).fill(-1);
  let blocks = 0;
  for (let i = 0; i < elements; i++)
    if (parent[i] >= 0) {
      const root = find(i);
      blockOf[i] = root === i ? blocks++ : blockOf[root];
    }

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

  const tables: number[] = [];
  const conflictsAt = new Int32Array(occasions).fill(-1);
  for (let p = 0; p < occasions; p++)
    if (table.hosts[host[p]].separations.length > 0) {
      const known = tables.indexOf(host[p]);
      conflictsAt[p] = known < 0 ? tables.push(host[p]) - 1 : known;
    }
  const conflicts = new Int32Array(tables.length * elements * words);
  for (let t = 0; t < tables.length; t++)
    for (let i = 1; i < elements; i++) {
      if (table.exceptional[item[i]] === 0) continue;
      for (let j = 0; j < i; j++) {
        if (table.exceptional[item[j]] === 0) continue;
        if (!table.hosts[tables[t]].separations.some((separates) => separates(item[i], item[j]))) continue;
        setBit(conflicts, (t * elements + i) * words, j);
        setBit(conflicts, (t * elements + j) * words, i);
      }
    }
  return { blockOf, blocks, sums, counts, conflicts, conflictsAt, hosts, needsHost };
};
