import { addTo } from '../columns/grouped';
import { lazily } from '../columns/lazily';
import type { DoneVisit } from '../registry/done-visit';
import type { Enterprise } from '../registry/enterprise';
import { itemIndexIn } from '../registry/item-methods';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import type { RuledItem } from '../rules/rule';
import type { ItemTerms } from './bundled-trial';
import type { ServableOccurrences } from './consolidation';
import type { Cap } from './several-caps/problem';
import { capOf } from './visit-cap';

/** The name of an enterprise's total cap. */
export const TOTAL = 'total';

/**
 * The caps of an enterprise in their order (model §6): those of the policy that apply to it, each
 * for every department where the policy says so, and its total cap. `departments` ascend by id.
 * O(caps × departments).
 */
export const capsOf = (
  policy: ResolvedPolicy,
  items: readonly RuledItem[],
  onSite: Uint8Array,
  departments: ReadonlyArray<{ readonly id: string }>,
): ((enterprise: Enterprise, applying: readonly number[]) => readonly Cap[]) => {
  const counting = policy.caps.map(({ counts = {} }) => {
    const { kinds, departments: some, levels, domains, offSite = false } = counts;
    return (i: number): boolean => {
      const { kind, department, level, domain } = items[i];
      return (
        (offSite || onSite[i] === 1) &&
        (kinds === undefined || kinds.includes(kind)) &&
        (some === undefined || some.includes(department)) &&
        (levels === undefined || (level !== undefined && levels.includes(level))) &&
        (domains === undefined || domains.includes(domain))
      );
    };
  });
  return (enterprise, applying) => {
    const caps = applying.flatMap((c): readonly Cap[] => {
      const { id, max, each } = policy.caps[c];
      if (each === undefined) return [{ name: id, most: max, counts: counting[c] }];
      return departments.map(({ id: department }) => ({
        name: `${id}/${department}`,
        most: max,
        counts: (i) => items[i].department === department && counting[c](i),
      }));
    });
    const total = capOf(policy, enterprise);
    return total === Number.POSITIVE_INFINITY
      ? caps
      : [...caps, { name: TOTAL, most: total, counts: (i) => onSite[i] === 1 }];
  };
};

/** The caps of each enterprise, by index; none for most. O(caps × departments) a call. */
export const capsInForce = (
  { rows, policy, capsOf: applying }: Pick<ServableOccurrences, 'rows' | 'policy' | 'capsOf'>,
  { items, onSite }: Pick<ItemTerms, 'items' | 'onSite'>,
): ((e: number) => readonly Cap[]) => {
  const caps = capsOf(policy, items, onSite, rows.departments);
  return (e) => caps(rows.enterprises[e], applying?.(rows.enterprises[e]) ?? []);
};

/** The made visits of an enterprise that a cap counts. O(done visits) once. */
export const madeUses = ({
  rows,
  amendments,
}: Pick<ServableOccurrences, 'rows' | 'amendments'>): ((e: number, cap: Cap) => number) => {
  const itemAt = lazily(() => itemIndexIn(rows.items));
  const madeBy = new Map<string, DoneVisit[]>();
  for (const visit of amendments?.done ?? []) addTo(madeBy, visit.enterprise, visit);
  return (e, { counts }) =>
    (madeBy.get(rows.enterprises[e].id) ?? []).filter(({ occurrences }) =>
      occurrences.some(({ item }) => {
        const i = itemAt()(item, rows.enterprises[e]);
        return i >= 0 && counts(i);
      }),
    ).length;
};
