import { smallestOf } from '../columns/extremes';
import { withRoom } from '../columns/growable';
import { sortRange } from '../columns/sort-range';
import { valueNumbers } from '../columns/value-numbers';
import type { DaySetColumns } from './day-rows';
import type { RuleTable } from './rule-table';

/** Codes of items: items with equal codes are interchangeable. Codes ascend with the part. */
export interface ItemCodes {
  /** Code of each item where no limit can bind. */
  readonly loose: Int32Array;
  /** Code of each item where a limit may bind. */
  readonly strict: Int32Array;
  /** Part of each code; items of different parts never share a visit. */
  readonly partOf: Int32Array;
  /** 1 for items that are never grouped before the search. */
  readonly single: Uint8Array;
  /**
   * The limits: for each, the group of each item within its part, its weight, and
   * the smallest limit of any host.
   */
  readonly limits: ReadonlyArray<{
    readonly groups: number;
    readonly groupOf: Int32Array;
    readonly weight: Float64Array;
    readonly most: number;
  }>;
}

export const itemCodes = ({
  hosts,
  kindOf,
  looseKindOf,
  partOf,
  sums,
  counts,
}: RuleTable): ItemCodes => {
  const items = kindOf.length;
  const critical = hosts.filter((host) => host.critical);
  // A count limit counts groups, so only items of one group are alike.
  const looseOf = counts.length === 0 ? looseKindOf : kindOf;
  const pairs = new Map<number, number>();
  const wide = 2 * (items + 1);
  const keyOf = (i: number, strict: 0 | 1): number =>
    partOf[i] * wide + 2 * (strict === 1 ? kindOf[i] : looseOf[i]) + strict;
  const keys = new Set<number>();
  for (let i = 0; i < items; i++) keys.add(keyOf(i, 0)).add(keyOf(i, 1));
  const sorted = Float64Array.from(keys).sort();
  sorted.forEach((key, code) => {
    pairs.set(key, code);
  });
  const codes = (strict: 0 | 1): Int32Array =>
    Int32Array.from({ length: items }, (_, i) => pairs.get(keyOf(i, strict)) ?? 0);
  return {
    loose: codes(0),
    strict: codes(1),
    partOf: Int32Array.from(sorted, (key) => Math.floor(key / wide)),
    single: Uint8Array.from(kindOf, (_, i) => (critical.some(({ own }) => own[i] === 1) ? 1 : 0)),
    limits: sums.map(({ group, weight, mostOf }) => {
      const { numberOf, count } = valueNumbers();
      const groupOf = Int32Array.from(group, (g, i) => numberOf(partOf[i] * (items + 1) + g));
      return { groups: count(), groupOf, weight, most: smallestOf(mostOf) };
    }),
  };
};

/** Rank of every day set in an order that depends on the days alone. */
export const daySetRanks = ({ start, lo, hi }: DaySetColumns): Int32Array => {
  const sets = start.length - 1;
  const order = Int32Array.from({ length: sets }, (_, set) => set).sort((a, b) => {
    for (let k = 0; ; k++) {
      const [atA, atB] = [start[a] + k, start[b] + k];
      if (atA === start[a + 1] || atB === start[b + 1])
        return start[a + 1] - start[a] - (start[b + 1] - start[b]) || a - b;
      if (lo[atA] !== lo[atB]) return lo[atA] - lo[atB];
      if (hi[atA] !== hi[atB]) return hi[atA] - hi[atB];
    }
  });
  const rank = new Int32Array(sets);
  for (let k = 0; k < sets; k++) rank[order[k]] = k;
  return rank;
};

/**
 * The occurrences of one enterprise, grouped to elements that no rule tells apart. Elements ascend
 * by code (hence by part), days and first occurrence. The next enterprise overwrites the columns.
 */
export interface Elements {
  count: number;
  /** An item of each element, and its day set. */
  item: Int32Array<ArrayBuffer>;
  daySet: Int32Array<ArrayBuffer>;
  /** Signature of element k: its code at 2k, the rank of its day set at 2k + 1. */
  signature: Int32Array<ArrayBuffer>;
  /** Number of occurrences of each element. */
  size: Int32Array<ArrayBuffer>;
  /** Part p of the enterprise has the elements partStart[p] … partStart[p + 1] − 1. */
  parts: number;
  partStart: Int32Array<ArrayBuffer>;
  /** 1 for parts in which a limit may bind. */
  limited: Uint8Array;
  /** The element of each listed occurrence. */
  elementOf: Int32Array<ArrayBuffer>;
}

/**
 * Groups the occurrences at 0 … to − 1 of `listed` (indices into the columns `item` and `daySet`).
 * O(n log n).
 */
export type Grouping = (
  listed: Int32Array,
  to: number,
  item: Int32Array,
  daySet: Int32Array,
) => Elements;

export const grouping = (table: RuleTable, ranks: Int32Array, size?: Int32Array): Grouping => {
  const { loose, strict, partOf, single, limits } = itemCodes(table);
  const totals = limits.map(({ groups }) => new Float64Array(groups));
  const elements: Elements = {
    count: 0,
    item: new Int32Array(256),
    daySet: new Int32Array(256),
    signature: new Int32Array(512),
    size: new Int32Array(256),
    parts: 0,
    partStart: new Int32Array(16),
    limited: new Uint8Array(15),
    elementOf: new Int32Array(1024),
  };
  let slots = new Int32Array(1024);
  let rawItem = new Int32Array(256);
  let rawSet = new Int32Array(256);
  let rawCode = new Int32Array(256);
  let rawSize = new Int32Array(256);
  /** Code and rank of the day set as one number. */
  let rawKey = new Float64Array(256);
  let items = new Int32Array(256);
  let place = new Int32Array(256);
  let order = new Int32Array(256);

  const isBefore = (g: number, other: number): boolean =>
    rawKey[g] < rawKey[other] || (rawKey[g] === rawKey[other] && g < other);

  return (listed, to, item, daySet) => {
    elements.elementOf = withRoom(elements.elementOf, to);
    rawItem = withRoom(rawItem, to);
    rawSet = withRoom(rawSet, to);
    rawCode = withRoom(rawCode, to);
    rawSize = withRoom(rawSize, to);
    if (rawKey.length < to) rawKey = new Float64Array(2 * to);
    items = withRoom(items, to);
    const { elementOf } = elements;
    for (let k = 0; k < to; k++) items[k] = item[listed[k]];
    for (let l = 0; l < limits.length; l++) {
      const { groupOf, weight } = limits[l];
      const total = totals[l];
      for (let k = 0; k < to; k++) total[groupOf[items[k]]] += weight[items[k]];
    }

    let needed = 16;
    while (needed < 2 * to) needed *= 2;
    if (slots.length < needed) slots = new Int32Array(needed);
    else slots.fill(0, 0, needed);
    let count = 0;
    for (let k = 0; k < to; k++) {
      const i = items[k];
      const set = daySet[listed[k]];
      let free = single[i] === 0;
      for (let l = 0; l < limits.length && free; l++)
        free = totals[l][limits[l].groupOf[i]] <= limits[l].most;
      const code = free ? loose[i] : strict[i];
      let g = -1;
      if (free) {
        let at = (Math.imul(code, 0x9e3779b1) ^ Math.imul(set, 0x85ebca6b)) >>> 7;
        at &= needed - 1;
        while (slots[at] !== 0) {
          const known = slots[at] - 1;
          if (rawCode[known] === code && rawSet[known] === set) {
            g = known;
            break;
          }
          at = (at + 1) & (needed - 1);
        }
        if (g < 0) slots[at] = count + 1;
      }
      if (g < 0) {
        g = count++;
        rawItem[g] = i;
        rawSet[g] = set;
        rawCode[g] = code;
        rawSize[g] = 0;
        rawKey[g] = code * ranks.length + ranks[set];
      }
      rawSize[g] += size === undefined ? 1 : size[i];
      elementOf[k] = g;
    }

    elements.count = count;
    elements.item = withRoom(elements.item, count);
    elements.daySet = withRoom(elements.daySet, count);
    elements.size = withRoom(elements.size, count);
    elements.signature = withRoom(elements.signature, 2 * count);
    place = withRoom(place, count);
    order = withRoom(order, count);
    for (let g = 0; g < count; g++) order[g] = g;
    sortRange(order, 0, count, isBefore);
    elements.parts = 0;
    let part = -1;
    for (let k = 0; k < count; k++) {
      const g = order[k];
      place[g] = k;
      elements.item[k] = rawItem[g];
      elements.daySet[k] = rawSet[g];
      elements.size[k] = rawSize[g];
      elements.signature[2 * k] = rawCode[g];
      elements.signature[2 * k + 1] = ranks[rawSet[g]];
      if (partOf[rawCode[g]] === part) continue;
      part = partOf[rawCode[g]];
      elements.partStart = withRoom(elements.partStart, elements.parts + 2);
      elements.partStart[elements.parts++] = k;
    }
    elements.partStart[elements.parts] = count;
    if (elements.limited.length < elements.parts)
      elements.limited = new Uint8Array(2 * elements.parts);
    for (let p = 0; p < elements.parts; p++) {
      let bound = table.counts.length > 0 ? 1 : 0;
      for (let k = elements.partStart[p]; k < elements.partStart[p + 1] && bound === 0; k++) {
        const i = elements.item[k];
        if (table.exceptional[i] === 1) bound = 1;
        for (let l = 0; l < limits.length; l++)
          if (totals[l][limits[l].groupOf[i]] > limits[l].most) bound = 1;
      }
      elements.limited[p] = bound;
    }
    for (let k = 0; k < to; k++) elementOf[k] = place[elementOf[k]];
    for (let l = 0; l < limits.length; l++)
      for (let k = 0; k < to; k++) totals[l][limits[l].groupOf[items[k]]] = 0;
    return elements;
  };
};
