import { pathText } from '../../codec/place';
import { capUses, mergeTerms } from '../../consolidate/consolidate';
import { capOf } from '../../consolidate/visit-cap';
import type { Occurrences } from '../../occurrences/occurrences';
import type { Enterprise } from '../../registry/enterprise';
import type { Registry } from '../../registry/registry';
import { indexById } from '../../registry/sorted';
import { namedOf } from '../explain/named';
import type { CapBelowProtected } from './remark';

const withoutCap = (row: Enterprise): Enterprise => ({
  ...row,
  visitCap: Number.POSITIVE_INFINITY,
});

/**
 * The enterprises whose protected occurrences need more on-site visits than the cap, by proof.
 * Enterprises with pins other than `days` are left out, since pins decide about their limit.
 * O(occurrences), and the search for the visits of enterprises with more protected on-site
 * occurrences than their cap.
 */
export const capsBelowProtected = (
  { enterprises }: Registry,
  occurrences: Occurrences,
): readonly CapBelowProtected[] => {
  const { rows, policy, start, item, amendments } = occurrences;
  const terms = mergeTerms(policy, rows);
  // So many visits always suffice: one for each occurrence.
  const most = rows.enterprises.map((_, e) => {
    let count = 0;
    for (let o = start[e]; o < start[e + 1]; o++)
      count += terms.key[item[o]] & terms.onSite[item[o]];
    return count;
  });
  const isInDoubt = rows.enterprises.map((row, e) => most[e] > capOf(policy, row));
  if (!isInDoubt.includes(true)) return [];
  const some = rows.enterprises.map((row, e) => (isInDoubt[e] ? row : withoutCap(row)));
  const { limits } = capUses(
    terms,
    amendments.pins,
  )({ ...occurrences, rows: { ...rows, enterprises: some } });
  const rowOf = indexById(rows.enterprises);
  return enterprises.flatMap((row, at): readonly CapBelowProtected[] => {
    const needed = limits?.[rowOf.get(row.id) ?? 0]?.least ?? 0;
    const cap = capOf(policy, row);
    if (needed <= cap) return [];
    return [
      {
        kind: 'cap-below-protected',
        place: pathText(
          row.visitCap === undefined
            ? ['policy', 'capByGrade', row.grade ?? '']
            : ['enterprises', at, 'visitCap'],
        ),
        enterprise: namedOf(row),
        cap,
        needed,
      },
    ];
  });
};
