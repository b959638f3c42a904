import type { OccurrenceRef } from '../registry/occurrence-ref';
import type { Pin } from '../registry/pin';
import { indexById } from '../registry/sorted';
import type { ServableOccurrences } from './consolidate';

/** What people want of one enterprise's occurrences; indices of occurrences. */
export interface Wishes {
  /** Occurrences that share a visit, those of one visit once; `kept`: of a visit that must be made. */
  readonly together: ReadonlyArray<{ readonly members: readonly number[]; readonly kept: boolean }>;
  /** Of each list no two share a visit. */
  readonly apart: ReadonlyArray<readonly number[]>;
  /** Ids of items left out of merging. */
  readonly unmerged: 'all' | ReadonlySet<string>;
  /** Whether some item could be checked twice on one day, which days of their own alone make possible. */
  readonly twins: boolean;
}

/** Joins lists that have members in common. O(members) */
const joined = (
  lists: ReadonlyArray<{ readonly members: readonly number[]; readonly kept: boolean }>,
): Wishes['together'] => {
  const groups: { members: Set<number>; kept: boolean }[] = [];
  for (const { members, kept } of lists) {
    const touching = groups.filter((group) => members.some((o) => group.members.has(o)));
    const whole = {
      members: new Set([...touching.flatMap((group) => [...group.members]), ...members]),
      kept: kept || touching.some((group) => group.kept),
    };
    for (const group of touching) groups.splice(groups.indexOf(group), 1);
    groups.push(whole);
  }
  return groups.map(({ members, kept }) => ({ members: [...members].sort((a, b) => a - b), kept }));
};

/** Whether two occurrences of an enterprise have a day in common. O(ranges) */
const meet = ({ daySet, daySets: { start, lo, hi } }: ServableOccurrences, a: number, b: number): boolean => {
  for (let i = start[daySet[a]], j = start[daySet[b]]; i < start[daySet[a] + 1] && j < start[daySet[b] + 1]; ) {
    if (Math.max(lo[i], lo[j]) <= Math.min(hi[i], hi[j])) return true;
    if (hi[i] < hi[j]) i++;
    else j++;
  }
  return false;
};

const hasTwins = (occurrences: ServableOccurrences, e: number): boolean => {
  const { start, item, reason } = occurrences;
  for (let o = start[e]; o < start[e + 1]; o++)
    for (let other = o + 1; other < start[e + 1] && item[other] === item[o]; other++)
      if (reason[o] === 0 && reason[other] === 0 && meet(occurrences, o, other)) return true;
  return false;
};

/** `find` is the index of an occurrence of an enterprise, −1 for none. Enterprises (indices) whose visits rules of items alone do not decide, and what is wished of them. O(pins + due + enterprises) */
export const wishesOf = (
  occurrences: ServableOccurrences,
  find: (enterprise: number, one: OccurrenceRef) => number,
): ReadonlyMap<number, Wishes> => {
  const { rows, reason, amendments } = occurrences;
  if (amendments === undefined || amendments.pins.length + amendments.due.length === 0) return new Map();
  const indexOf = indexById(rows.enterprises);
  const pinsOf = new Map<number, Pin[]>();
  for (const pin of amendments.pins) {
    const e = pin.enterprise === undefined ? undefined : indexOf.get(pin.enterprise);
    if (e === undefined || pin.pin === 'days') continue;
    const own = pinsOf.get(e);
    if (own === undefined) pinsOf.set(e, [pin]);
    else own.push(pin);
  }
  const twins = new Set<number>();
  for (const { enterprise } of amendments.due) {
    const e = indexOf.get(enterprise);
    if (e !== undefined && !twins.has(e) && hasTwins(occurrences, e)) twins.add(e);
  }
  const servable = (e: number, list: readonly OccurrenceRef[]): readonly number[] =>
    list.map((one) => find(e, one)).filter((o) => o >= 0 && reason[o] === 0);
  const wishes = new Map<number, Wishes>();
  for (const e of [...new Set([...pinsOf.keys(), ...twins])].sort((a, b) => a - b)) {
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
      twins: twins.has(e),
    });
  }
  return wishes;
};
