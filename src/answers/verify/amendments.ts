import { type Day, parseDay } from '../../registry/day';
import type { DoneVisit } from '../../registry/done-visit';
import type { Due } from '../../registry/due';
import type { OccurrenceRef } from '../../registry/occurrence-ref';
import type { Pin } from '../../registry/pin';
import type { RegistryInput } from '../../registry/registry';
import type { ItemFacts } from './item-facts';
import type { Owed } from './owed-occurrence';

/** A text that identifies an occurrence within its enterprise. */
export const keyOf = (item: string, cycle: number): string => JSON.stringify([item, cycle]);

/** The registry's rows about one enterprise's occurrences. */
export interface Amended {
  /** The visit that served an occurrence, by {@link keyOf}. */
  readonly doneIn: ReadonlyMap<string, DoneVisit>;
  readonly due: readonly Due[];
  readonly pins: readonly Pin[];
}

const NOTHING: Amended = { doneIn: new Map(), due: [], pins: [] };

/** The rows of each enterprise, by its id. O(rows). */
export const amendedBy = ({
  done = [],
  due = [],
  pins = [],
}: RegistryInput): ((enterprise: string) => Amended) => {
  const known = new Map<string, { doneIn: Map<string, DoneVisit>; due: Due[]; pins: Pin[] }>();
  const of = (enterprise: string) => {
    const own = known.get(enterprise) ?? {
      doneIn: new Map<string, DoneVisit>(),
      due: [],
      pins: [],
    };
    known.set(enterprise, own);
    return own;
  };
  for (const visit of done)
    for (const { item, cycle } of visit.occurrences)
      of(visit.enterprise).doneIn.set(keyOf(item, cycle), visit);
  for (const row of due) of(row.enterprise).due.push(row);
  for (const pin of pins) if (pin.enterprise !== undefined) of(pin.enterprise).pins.push(pin);
  const everywhere = pins.filter(({ enterprise }) => enterprise === undefined);
  const nothing = everywhere.length === 0 ? NOTHING : { ...NOTHING, pins: everywhere };
  return (enterprise) => {
    const own = known.get(enterprise);
    if (own === undefined) return nothing;
    return everywhere.length === 0 ? own : { ...own, pins: [...own.pins, ...everywhere] };
  };
};

/** The days of an occurrence that its pins allow. O(pins of the enterprise × days). */
export const daysLeftBy = (
  pins: readonly Pin[],
  { item, cycle }: OccurrenceRef,
  days: readonly Day[],
): readonly Day[] =>
  pins.reduce((left, pin) => {
    if (
      pin.pin === 'visit' &&
      pin.occurrences.some((one) => one.item === item && one.cycle === cycle)
    )
      return left.filter((day) => day === parseDay(pin.date));
    if (pin.pin !== 'days' || pin.item !== item || (pin.cycle !== undefined && pin.cycle !== cycle))
      return left;
    const from = pin.from === undefined ? Number.NEGATIVE_INFINITY : parseDay(pin.from);
    const to = pin.to === undefined ? Number.POSITIVE_INFINITY : parseDay(pin.to);
    return left.filter((day) => from <= day && day <= to);
  }, days);

/** The demands of pins and made visits on who shares a visit at one enterprise. */
export interface Company {
  /** The occurrences that must share a visit with this one, itself included. */
  readonly groupOf: (one: Owed) => readonly Owed[];
  /**
   * Whether any two of the occurrences may not share a visit.
   * O(occurrences and the `apart` pins that name them).
   */
  readonly forbidsAny: (some: readonly Owed[]) => boolean;
  /** Whether two occurrences may not share a visit. */
  readonly forbids: (a: Owed, b: Owed) => boolean;
  /** Whether an occurrence must be served even if a cap binds. */
  readonly isKept: (one: Owed) => boolean;
  /** Whether any pin concerns who shares a visit. */
  readonly matters: boolean;
}

const ALONE: Company = {
  groupOf: (one) => [one],
  forbidsAny: () => false,
  forbids: () => false,
  isKept: () => false,
  matters: false,
};

/**
 * 不纳入统筹: a key for each item; items share visits only where their keys are equal. An excluded
 * item has its department as key.
 */
const mergeKeys = (pins: readonly Pin[]): ((item: ItemFacts) => string) => {
  const out = pins.filter((pin) => pin.pin === 'unmerged');
  const isAllOut = out.some(({ item }) => item === undefined);
  const ids = new Set(out.map(({ item }) => item));
  return ({ id, department }) => (isAllOut || ids.has(id) ? department : '');
};

/**
 * Applies the pins of one enterprise to the occurrences that it is owed.
 * O(occurrences · log occurrences of all pins).
 */
export const companyOf = ({ pins, doneIn }: Amended, owed: readonly Owed[]): Company => {
  const telling = pins.filter(({ pin }) => pin !== 'days');
  if (telling.length === 0 && doneIn.size === 0) return ALONE;
  const byKey = new Map(owed.map((one) => [keyOf(one.item.id, one.cycle), one]));
  const servable = (list: readonly OccurrenceRef[]): readonly Owed[] =>
    list
      .map(({ item, cycle }) => byKey.get(keyOf(item, cycle)))
      .filter((one) => one !== undefined)
      .filter(({ unserved, done }) => unserved === undefined && done === undefined);
  /** Occurrences that pins put into one visit; `kept` where a visit pin names one of them. */
  interface Group {
    readonly members: Owed[];
    kept: boolean;
  }
  const groups = new Map<Owed, Group>();
  const groupAt = (one: Owed): Group => {
    const group = groups.get(one) ?? { members: [one], kept: false };
    groups.set(one, group);
    return group;
  };
  const apart = new Map<Owed, Set<number>>();
  telling.forEach((pin, at) => {
    if (pin.pin === 'unmerged' || pin.pin === 'days') return;
    const members = servable(pin.occurrences);
    for (const one of members) {
      if (pin.pin === 'apart') {
        apart.set(one, (apart.get(one) ?? new Set()).add(at));
        continue;
      }
      groupAt(one).kept ||= pin.pin === 'visit';
      // The smaller group joins the larger, so an occurrence moves at most log n times.
      const [few, many] = [groupAt(one), groupAt(members[0])].sort(
        (a, b) => a.members.length - b.members.length,
      );
      if (few === many) continue;
      many.kept ||= few.kept;
      for (const member of few.members) {
        many.members.push(member);
        groups.set(member, many);
      }
    }
  });
  const mergeKey = mergeKeys(telling);
  const isApart = (a: Owed, b: Owed): boolean => {
    const [few, many] = [apart.get(a), apart.get(b)];
    if (few === undefined || many === undefined) return false;
    for (const list of few) if (many.has(list)) return true;
    return false;
  };
  return {
    groupOf: (one) => groups.get(one)?.members ?? [one],
    forbidsAny: (some) => {
      const lists = some.flatMap((one) => [...(apart.get(one) ?? [])]);
      const isOne = (of: (one: Owed) => unknown): boolean => new Set(some.map(of)).size <= 1;
      return (
        !isOne(({ done }) => done) ||
        !isOne(({ item }) => mergeKey(item)) ||
        new Set(lists).size < lists.length
      );
    },
    forbids: (a, b) =>
      a.done !== b.done ||
      (a.done === undefined && (mergeKey(a.item) !== mergeKey(b.item) || isApart(a, b))),
    isKept: (one) => groups.get(one)?.kept === true,
    matters: telling.length > 0,
  };
};
