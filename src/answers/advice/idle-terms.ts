import { pathText } from '../../codec/place';
import { capRulesInForce } from '../../consolidate/caps-of';
import { mergeTerms } from '../../consolidate/consolidate';
import type { Occurrences } from '../../occurrences/occurrences';
import type { Registry } from '../../registry/registry';
import type { CapCountsNothing, FallbackUnused } from './remark';

/**
 * Caps of the policy that count no occurrence, and fallbacks that no plan uses.
 * O(occurrences × caps).
 */
export const idleTerms = (
  { items }: Registry,
  occurrences: Occurrences,
): ReadonlyArray<CapCountsNothing | FallbackUnused> => {
  const { rows, policy, start, item, capsOf } = occurrences;
  if (policy.caps.length === 0 && items.every(({ fallback }) => fallback === undefined)) return [];
  const { key, fallback, ...terms } = mergeTerms(policy, rows);
  const rulesOf = capRulesInForce(occurrences, terms);
  const met = new Set<number>();
  const counting = new Set<number>();
  const [owed, counted] = [0, 1].map(() => new Uint8Array(rows.items.length));
  rows.enterprises.forEach((row, e) => {
    for (const cap of capsOf(row)) met.add(cap);
    const own = item.subarray(start[e], start[e + 1]);
    for (const i of own) owed[i] = 1;
    for (const { index, caps } of rulesOf(e))
      for (const i of own) {
        if (counted[i] === 1 && counting.has(index)) continue;
        if (!caps.some(({ counts }) => counts(i))) continue;
        counting.add(index);
        counted[i] = 1;
      }
  });

  const idsWhere = (is: (i: number) => boolean): ReadonlySet<string> =>
    new Set(rows.items.flatMap(({ id }, i) => (is(i) ? [id] : [])));
  const isProtected = idsWhere((i) => key[i] === 1);
  const isOwed = idsWhere((i) => owed[i] === 1);
  const isUsable = idsWhere((i) => counted[i] === 1 && (fallback?.[i] ?? -1) >= 0);
  const unused = (because: FallbackUnused['because']): readonly FallbackUnused[] => {
    const some = items.flatMap((row, at) => {
      const { id } = row;
      const why = isProtected.has(id) ? 'protected' : isUsable.has(id) ? undefined : 'uncounted';
      return row.fallback !== undefined && isOwed.has(id) && why === because ? [{ id, at }] : [];
    });
    if (some.length === 0) return [];
    const place = pathText(['items', some[0].at, 'fallback']);
    return [{ kind: 'fallback-unused', place, because, items: some.map(({ id }) => id) }];
  };
  return [
    ...policy.caps.flatMap(({ id }, at): readonly CapCountsNothing[] =>
      counting.has(at)
        ? []
        : [
            {
              kind: 'cap-counts-nothing',
              place: pathText(['policy', 'caps', at]),
              cap: id,
              because: met.has(at) ? 'no-check' : 'no-enterprise',
            },
          ],
    ),
    ...unused('protected'),
    ...unused('uncounted'),
  ];
};
