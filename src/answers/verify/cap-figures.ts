import type { CapFigures, Unserved } from '../../output/plan-document';
import { type Cap, TOTAL } from './caps-in-force';
import type { Ledger } from './coverage';
import type { Facts } from './facts';
import type { ReadVisit } from './read-visit';

/** The figures of caps, collected enterprise by enterprise. */
export interface CapCount {
  readonly enter: (
    caps: readonly Cap[],
    ledger: Ledger,
    visits: readonly ReadVisit[],
    unserved: readonly Unserved[],
  ) => void;
  /** The caps that an enterprise has, the total cap last. */
  readonly figures: () => readonly CapFigures[];
}

/** A count of the caps of the policy, with nothing entered. */
export const capCount = ({ policy }: Facts): CapCount => {
  const names = [...policy.caps.map(({ id }) => id), TOTAL];
  const rows = names.map((id) => ({ id, enterprises: 0, leftOut: 0, byFallback: 0 }));
  return {
    enter: (caps, ledger, visits, unserved) => {
      for (const rule of new Set(caps.map((cap) => cap.rule))) rows[rule].enterprises += 1;
      const counted = ({ counts }: Cap, item: string, cycle: number): boolean => {
        const found = ledger.find(item, cycle, '');
        return !('kind' in found) && counts(found.item);
      };
      const out = unserved.filter(({ reason }) => reason === 'visit-cap');
      const other = visits.flatMap(({ visit }) =>
        visit.occurrences.filter(({ fallback }) => fallback === true),
      );
      if (out.length + other.length === 0) return;
      for (const cap of caps) {
        if (visits.filter(({ items }) => items.some(cap.counts)).length < cap.max) continue;
        const row = rows[cap.rule];
        row.leftOut += out.filter(({ item, cycle }) => counted(cap, item, cycle)).length;
        row.byFallback += other.filter(({ item, cycle }) => counted(cap, item, cycle)).length;
      }
    },
    figures: () => rows.filter(({ enterprises }) => enterprises > 0),
  };
};
