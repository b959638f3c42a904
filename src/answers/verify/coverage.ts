import type { Unserved } from '../../output/plan-document';
import { FURTHER_CYCLES } from '../../registry/due';
import type { Facts } from './facts';
import type { Owed } from './owed-occurrence';
import { quoted, type Violation } from './violation';

/** The place of every occurrence of one enterprise in the plan. */
export interface Ledger {
  /** The occurrence owed; a violation where it is not owed or its item is unknown. */
  readonly find: (item: string, cycle: number, place: string) => Owed | Violation;
  /** Notes an occurrence at a place; a violation where it has a place already. */
  readonly enter: (owed: Owed, place: string) => readonly Violation[];
  /** A violation for every owed occurrence without a place. */
  readonly missing: (place: string) => readonly Violation[];
}

const nameOf = ({ item, cycle }: Owed): string => `item ${quoted(item.id)} (cycle ${cycle})`;

/** An empty ledger for the occurrences that one enterprise is owed. */
export const ledgerOf = (facts: Facts, enterprise: string, owed: readonly Owed[]): Ledger => {
  const byItem = new Map<string, Map<number, Owed>>();
  for (const one of owed) {
    const cycles = byItem.get(one.item.id);
    if (cycles === undefined) byItem.set(one.item.id, new Map([[one.cycle, one]]));
    else cycles.set(one.cycle, one);
  }
  const places = new Map<Owed, string>();
  return {
    find: (item, cycle, place) => {
      if (!facts.items.has(item))
        return { kind: 'unknown-item', place, message: `there is no item ${quoted(item)}` };
      const cycles = byItem.get(item) ?? new Map<number, Owed>();
      const found = cycles.get(cycle);
      if (found !== undefined) return found;
      const regular = [...cycles.keys()].filter((one) => one < FURTHER_CYCLES).length;
      const times = regular === 0 ? 'not at all' : `in cycles 0 to ${regular - 1}`;
      const message = `item ${quoted(item)} is owed to ${quoted(enterprise)} ${times}, not in cycle ${cycle}`;
      return { kind: 'not-owed', place, message };
    },
    enter: (one, place) => {
      const before = places.get(one);
      if (before === undefined) {
        places.set(one, place);
        return [];
      }
      return [{ kind: 'planned-twice', place, message: `${nameOf(one)} is in ${before} already` }];
    },
    missing: (place) =>
      owed
        .filter((one) => !places.has(one))
        .map((one) => {
          const message = `${nameOf(one)} of ${quoted(enterprise)} is in no visit and not among the unserved`;
          return { kind: 'not-planned', place, message };
        }),
  };
};

/** A violation where the plan gives a wrong reason, or a wrong `by`, for an unserved occurrence. */
export const wrongReason = (
  unserved: Unserved,
  place: string,
  owed: Owed,
): readonly Violation[] => {
  const expected = owed.unserved ?? 'visit-cap';
  if (unserved.reason !== expected) {
    const why =
      owed.unserved === undefined
        ? `it has ${owed.days.length} allowed days`
        : `the reason is ${expected}`;
    return [
      {
        kind: 'wrong-reason',
        place,
        message: `${nameOf(owed)} is unserved as ${unserved.reason}, but ${why}`,
      },
    ];
  }
  if (unserved.by === owed.by) return [];
  return [
    {
      kind: 'wrong-by',
      place,
      message: `by says ${quoted(unserved.by)}, but it is ${quoted(owed.by)}`,
    },
  ];
};
