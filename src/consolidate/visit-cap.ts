import type { Enterprise } from '../registry/enterprise';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import { indexById } from '../registry/sorted';
import type { ServableOccurrences } from './consolidation';

/** 频次上限 of an enterprise; Infinity without one. */
export const capOf = (
  policy: ResolvedPolicy,
  { visitCap, grade }: Pick<Enterprise, 'visitCap' | 'grade'>,
): number =>
  visitCap ??
  (grade !== undefined && Object.hasOwn(policy.capByGrade, grade)
    ? policy.capByGrade[grade]
    : Number.POSITIVE_INFINITY);

/** On-site visits that the cap of enterprise e leaves; Infinity without a cap. */
export const capLeft = (
  { rows, policy, capUsed }: Pick<ServableOccurrences, 'rows' | 'policy' | 'capUsed'>,
  e: number,
): number => Math.max(0, capOf(policy, rows.enterprises[e]) - (capUsed?.[e] ?? 0));

/**
 * Made on-site visits of each enterprise, which count against its cap;
 * undefined where there are none.
 * O(done visits + enterprises).
 */
export const capUsedOf = (
  { rows, amendments }: ServableOccurrences,
  itemAt: ReadonlyMap<string, number>,
  onSite: Uint8Array,
): Int32Array | undefined => {
  if (amendments === undefined || amendments.done.length === 0) return undefined;
  const capUsed = new Int32Array(rows.enterprises.length);
  const indexOf = indexById(rows.enterprises);
  for (const { enterprise, occurrences } of amendments.done) {
    const e = indexOf.get(enterprise);
    if (e !== undefined && occurrences.some(({ item }) => onSite[itemAt.get(item) ?? -1] === 1))
      capUsed[e]++;
  }
  return capUsed;
};
