import { capRulesInForce, TOTAL } from '../consolidate/caps-of';
import { type Consolidation, checkedItems } from '../consolidate/consolidation';
import type { VisitTerms } from '../consolidate/sound-visits';
import type { Occurrences } from '../occurrences/occurrences';
import type { CapFigures } from '../output/plan-document';

/**
 * The figures of every cap of the policy in its order, and of the total caps last. An occurrence
 * that is left out or checked by its fallback counts for each cap that counts its own method and is
 * used up: as many visits as its maximum, or more, count for it.
 * O(enterprises × caps), and O(visits × caps) of enterprises with any such occurrence.
 */
export const capFiguresOf = (
  occurrences: Occurrences,
  terms: Pick<VisitTerms, 'items' | 'onSite' | 'fallback'>,
  visits: Consolidation,
): readonly CapFigures[] => {
  const { rows, policy, item } = occurrences;
  const { enterpriseStart, memberStart, member, droppedStart, dropped } = visits;
  const { fallbackStart, byFallback } = visits;
  const checked = checkedItems(occurrences, visits, () => terms.fallback ?? new Int32Array(0));
  const rulesOf = capRulesInForce(occurrences, terms);
  const figures = [...policy.caps.map(({ id }) => id), TOTAL].map((id) => ({
    ...{ id, enterprises: 0, leftOut: 0, byFallback: 0 },
  }));
  rows.enterprises.forEach((_, e) => {
    const rules = rulesOf(e);
    const out = dropped.subarray(droppedStart[e], droppedStart[e + 1]);
    const other = byFallback.subarray(fallbackStart[e], fallbackStart[e + 1]);
    for (const { index, caps } of rules) {
      figures[index].enterprises++;
      if (out.length + other.length === 0) continue;
      for (const { most, counts } of caps) {
        let used = 0;
        for (let v = enterpriseStart[e]; v < enterpriseStart[e + 1]; v++)
          if (member.subarray(memberStart[v], memberStart[v + 1]).some((o) => counts(checked[o])))
            used++;
        if (used < most) continue;
        figures[index].leftOut += out.filter((o) => counts(item[o])).length;
        figures[index].byFallback += other.filter((o) => counts(item[o])).length;
      }
    }
  });
  return figures;
};
