import type { OccurrenceRef } from '../../output/plan-document';
import type { Day } from '../../registry/day';
import { commonDaysOf } from './common-days';
import type { Ledger } from './coverage';
import type { Facts } from './facts';
import type { ReadVisit } from './read-visit';

/** Number of days, one for each on-site visit, that are too near to the day before. */
const tooNear = (days: readonly Day[], spacing: number): number => {
  const ordered = days.filter((day) => !Number.isNaN(day)).toSorted((a, b) => a - b);
  return ordered.filter((day, k) => k > 0 && day < ordered[k - 1] + spacing).length;
};

/** Close visits of one enterprise (model §7). */
export interface Closeness {
  readonly closeVisits: number;
  /** Before merging: each department's part of a visit by itself, on its first allowed day. */
  readonly closeBefore: number;
}

/** The close visits of one enterprise. O(occurrences × allowed days). */
export const closenessOf = (
  { policy: { spacing }, itemFor, enterprises }: Facts,
  ledger: Ledger,
  visits: readonly ReadVisit[],
): Closeness => {
  if (spacing === 0) return { closeVisits: 0, closeBefore: 0 };
  const alone: Day[] = [];
  for (const read of visits) {
    const { visit } = read;
    const enterprise = enterprises.get(visit.enterprise);
    const parts = new Map<string, { onSite: boolean; readonly occurrences: OccurrenceRef[] }>();
    for (const one of visit.occurrences) {
      const item = itemFor(one.item, enterprise);
      if (item === undefined) continue;
      const part = parts.get(item.department) ?? { onSite: false, occurrences: [] };
      parts.set(item.department, part);
      part.onSite ||= item.onSite;
      part.occurrences.push(one);
    }
    for (const { onSite, occurrences } of parts.values()) {
      const days = onSite
        ? commonDaysOf(ledger, { ...read, visit: { ...visit, occurrences } })
        : [];
      alone.push(...days.slice(0, 1));
    }
  }
  const onSite = visits.filter(({ items }) => items.some((item) => item.onSite));
  return {
    closeVisits: tooNear(
      onSite.map(({ day }) => day),
      spacing,
    ),
    closeBefore: tooNear(alone, spacing),
  };
};
