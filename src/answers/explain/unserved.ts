import type { OccurrenceRef, Unserved, UnservedReason } from '../../output/plan-document';
import { byText } from '../../registry/sorted';
import type { UnservedGroup, UnservedItem } from './explanation';
import type { UsedUpCap } from './named';
import type { Reading } from './reading';
import { totalCapOf } from './used-up-caps';

const REASONS: readonly UnservedReason[] = [
  'no-open-day',
  'exempt',
  'quiet',
  'recognised',
  'visit-cap',
];

/** The used-up caps that count an occurrence. */
type CapsOf = (occurrence: OccurrenceRef) => readonly UsedUpCap[];

const itemsOf = (
  { names }: Reading,
  rows: readonly Unserved[],
  capsOf: CapsOf | undefined,
): readonly UnservedItem[] => {
  const groups = new Map<string, Omit<UnservedItem, 'cycles'> & { readonly cycles: number[] }>();
  for (const row of rows) {
    const caps = capsOf?.(row) ?? [];
    const key = JSON.stringify([row.item, row.by, caps]);
    const known = groups.get(key);
    if (known === undefined)
      groups.set(key, {
        item: names.item(row.item),
        cycles: [row.cycle],
        ...(row.by === undefined ? {} : { by: names.item(row.by) }),
        ...(caps.length === 0 ? {} : { caps }),
      });
    else known.cycles.push(row.cycle);
  }
  for (const { cycles } of groups.values()) cycles.sort((a, b) => a - b);
  return [...groups.values()].sort((a, b) => byText(a.item.id, b.item.id));
};

/** The total cap, unless only other caps are named. */
const totalCapAmong = (
  reading: Reading,
  items: readonly UnservedItem[],
): Pick<UnservedGroup, 'cap'> => {
  const named = items.flatMap(({ caps = [] }) => caps);
  const cap = totalCapOf(reading);
  return cap === undefined || (named.length > 0 && named.every((one) => one.cap !== undefined))
    ? {}
    : { cap };
};

/**
 * The unserved occurrences of the enterprise in a plan, by reason; `capsOf` gives the caps to name.
 * O(rows log rows) and a call of `capsOf` for every row left out for a cap.
 */
export const unservedGroups = (
  reading: Reading,
  rows: readonly Unserved[],
  capsOf: CapsOf,
): readonly UnservedGroup[] =>
  REASONS.flatMap((reason): readonly UnservedGroup[] => {
    const own = rows.filter((row) => row.reason === reason);
    if (own.length === 0) return [];
    const isForCap = reason === 'visit-cap';
    const items = itemsOf(reading, own, isForCap ? capsOf : undefined);
    return [
      { reason, count: own.length, items, ...(isForCap ? totalCapAmong(reading, items) : {}) },
    ];
  });
