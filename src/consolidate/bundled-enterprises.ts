import { connected } from '../columns/connected';
import { addTo } from '../columns/grouped';
import type { OccurrenceRef } from '../registry/occurrence-ref';
import type { Pin } from '../registry/pin';
import { indexById } from '../registry/sorted';
import type { ServableOccurrences } from './consolidation';

/** The demands of pins and due tasks on one enterprise's visits, with indices of occurrences. */
export interface Wishes {
  /**
   * Lists of occurrences that share a visit; `kept`: the visit must be made even if a cap binds.
   */
  readonly together: ReadonlyArray<{ readonly members: readonly number[]; readonly kept: boolean }>;
  /** Lists of occurrences of which no two share a visit. */
  readonly apart: ReadonlyArray<readonly number[]>;
  /**
   * Lists of occurrences of one item with common days, of which no two share a visit.
   * Only due tasks bring them about.
   */
  readonly twins: ReadonlyArray<readonly number[]>;
  /** Ids of items excluded from merging. */
  readonly unmerged: 'all' | ReadonlySet<string>;
}

/** The lists, with lists joined that have a common member. O(members · log members). */
const joined = (lists: Wishes['together']): Wishes['together'] =>
  connected(lists.map(({ members }) => members)).map(({ lists: own, members }) => ({
    members,
    kept: own.some((k) => lists[k].kept),
  }));

/**
 * The occurrences that have a day in common with another one. Ranges are sorted by first day: a
 * range that begins before all earlier ones have ended overlaps the one that ends last.
 * O(ranges · log ranges).
 */
const meeting = (
  { daySet, daySets: { start, lo, hi } }: ServableOccurrences,
  some: readonly number[],
): readonly number[] => {
  const ranges = some.flatMap((o) =>
    Array.from({ length: start[daySet[o] + 1] - start[daySet[o]] }, (_, k) => ({
      o,
      at: start[daySet[o]] + k,
    })),
  );
  ranges.sort((a, b) => lo[a.at] - lo[b.at]);
  const found = new Set<number>();
  let last = ranges[0];
  for (const range of ranges.slice(1)) {
    if (lo[range.at] <= hi[last.at]) found.add(last.o).add(range.o);
    if (hi[range.at] > hi[last.at]) last = range;
  }
  return [...found].sort((a, b) => a - b);
};

/**
 * The twins among an enterprise's occurrences, item by item.
 * O(occurrences + ranges of items with tasks).
 */
const twinsOf = (
  occurrences: ServableOccurrences,
  e: number,
  items: ReadonlySet<string>,
): Wishes['twins'] => {
  const { rows, start, item, reason } = occurrences;
  const twins: (readonly number[])[] = [];
  for (let o = start[e]; o < start[e + 1]; ) {
    const some: number[] = [];
    const own = item[o];
    for (; o < start[e + 1] && item[o] === own; o++) if (reason[o] === 0) some.push(o);
    if (some.length < 2 || !items.has(rows.items[own].id)) continue;
    const found = meeting(occurrences, some);
    if (found.length > 0) twins.push(found);
  }
  return twins;
};

/**
 * The wishes of each enterprise (index) whose visits rules on items alone do not decide. `find`
 * gives the index of an occurrence, −1 for none.
 * O(pins + due + enterprises + occurrences with pins or tasks).
 */
export const wishesOf = (
  occurrences: ServableOccurrences,
  find: (enterprise: number, one: OccurrenceRef) => number,
): ReadonlyMap<number, Wishes> => {
  const { rows, reason, amendments } = occurrences;
  if (amendments === undefined || amendments.pins.length + amendments.due.length === 0)
    return new Map();
  const indexOf = indexById(rows.enterprises);
  const pinsOf = new Map<number, Pin[]>();
  for (const pin of amendments.pins) {
    const e = pin.enterprise === undefined ? undefined : indexOf.get(pin.enterprise);
    if (e === undefined || pin.pin === 'days') continue;
    addTo(pinsOf, e, pin);
  }
  const dueItems = new Map<number, Set<string>>();
  for (const { enterprise, item } of amendments.due) {
    const e = indexOf.get(enterprise);
    if (e !== undefined) dueItems.set(e, (dueItems.get(e) ?? new Set<string>()).add(item));
  }
  const twins = new Map<number, Wishes['twins']>();
  for (const [e, items] of dueItems) {
    const found = twinsOf(occurrences, e, items);
    if (found.length > 0) twins.set(e, found);
  }
  const servable = (e: number, list: readonly OccurrenceRef[]): readonly number[] =>
    list.map((one) => find(e, one)).filter((o) => o >= 0 && reason[o] === 0);
  const wishes = new Map<number, Wishes>();
  for (const e of [...new Set([...pinsOf.keys(), ...twins.keys()])].sort((a, b) => a - b)) {
    const pins = pinsOf.get(e) ?? [];
    const unmerged = pins.filter((pin) => pin.pin === 'unmerged');
    wishes.set(e, {
      together: joined(
        pins.flatMap((pin) => {
          if (pin.pin !== 'visit' && pin.pin !== 'together') return [];
          const members = servable(e, pin.occurrences);
          return members.length === 0 ? [] : [{ members, kept: pin.pin === 'visit' }];
        }),
      ),
      apart: pins.flatMap((pin) => (pin.pin === 'apart' ? [servable(e, pin.occurrences)] : [])),
      unmerged: unmerged.some(({ item }) => item === undefined)
        ? 'all'
        : new Set(unmerged.flatMap(({ item }) => (item === undefined ? [] : [item]))),
      twins: twins.get(e) ?? [],
    });
  }
  return wishes;
};
