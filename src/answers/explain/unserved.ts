import type { Unserved, UnservedReason } from '../../output/plan-document';
import { byText } from '../../registry/sorted';
import type { UnservedGroup, UnservedItem, VisitCap } from './explanation';
import type { Reading } from './reading';

const REASONS: readonly UnservedReason[] = [
  'no-open-day',
  'exempt',
  'quiet',
  'recognised',
  'visit-cap',
];

/** 频次上限 of the enterprise: its own, else its grade's. */
export const capOf = ({
  enterprise: { visitCap, grade },
  policy,
}: Reading): VisitCap | undefined => {
  if (visitCap !== undefined) return { limit: visitCap };
  return grade !== undefined && Object.hasOwn(policy.capByGrade, grade)
    ? { limit: policy.capByGrade[grade], grade }
    : undefined;
};

const itemsOf = ({ names }: Reading, rows: readonly Unserved[]): readonly UnservedItem[] => {
  const byItem = new Map<string, Unserved[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.item, row.by]);
    const own = byItem.get(key);
    if (own === undefined) byItem.set(key, [row]);
    else own.push(row);
  }
  return [...byItem.values()]
    .map((own) => ({
      item: names.item(own[0].item),
      cycles: own.map(({ cycle }) => cycle).sort((a, b) => a - b),
      ...(own[0].by === undefined ? {} : { by: names.item(own[0].by) }),
    }))
    .sort((a, b) => byText(a.item.id, b.item.id));
};

/** The unserved occurrences of the enterprise in a plan, by reason. O(rows log rows). */
export const unservedGroups = (
  reading: Reading,
  rows: readonly Unserved[],
): readonly UnservedGroup[] =>
  REASONS.flatMap((reason): readonly UnservedGroup[] => {
    const own = rows.filter((row) => row.reason === reason);
    if (own.length === 0) return [];
    const cap = reason === 'visit-cap' ? capOf(reading) : undefined;
    return [
      {
        reason,
        count: own.length,
        items: itemsOf(reading, own),
        ...(cap === undefined ? {} : { cap }),
      },
    ];
  });
