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

/** A cap of the policy at an enterprise: for each department where it says so; or the total cap. */
export interface CapRule {
  /** Index in the policy's `caps`; their number for the total cap. */
  readonly index: number;
  readonly caps: readonly Cap[];
}

/** The name of a department's own cap. */
const nameOf = (cap: string, department: string): string => `${cap}/${department}`;

/**
 * The caps of an enterprise in their order (model §6): those of the policy that apply to it, each
 * for every department where the policy says so, and its total cap. `departments` ascend by id.
 * O(caps × departments).
 */
const capRulesOf = (
  policy: ResolvedPolicy,
  items: readonly RuledItem[],
  onSite: Uint8Array,
  departments: ReadonlyArray<{ readonly id: string }>,
): ((enterprise: Enterprise, applying: readonly number[]) => readonly CapRule[]) => {
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
    const rules = applying.map((c): CapRule => {
      const { id, max, each } = policy.caps[c];
      if (each === undefined)
        return { index: c, caps: [{ name: id, most: max, counts: counting[c] }] };
      return {
        index: c,
        caps: departments.map(({ id: department }) => ({
          name: nameOf(id, department),
          most: max,
          counts: (i) => items[i].department === department && counting[c](i),
        })),
      };
    });
    const most = capOf(policy, enterprise);
    if (most === Number.POSITIVE_INFINITY) return rules;
    const total: Cap = { name: TOTAL, most, counts: (i) => onSite[i] === 1 };
    return [...rules, { index: policy.caps.length, caps: [total] }];
  };
};

/** The caps of {@link capRulesOf} in one list. */
export const capsOf = (
  ...terms: Parameters<typeof capRulesOf>
): ((enterprise: Enterprise, applying: readonly number[]) => readonly Cap[]) => {
  const rulesOf = capRulesOf(...terms);
  return (enterprise, applying) => rulesOf(enterprise, applying).flatMap(({ caps }) => caps);
};

/** The cap rules of each enterprise, by index; none for most. O(caps × departments) a call. */
export const capRulesInForce = (
  { rows, policy, capsOf: applying }: Pick<ServableOccurrences, 'rows' | 'policy' | 'capsOf'>,
  { items, onSite }: Pick<ItemTerms, 'items' | 'onSite'>,
): ((e: number) => readonly CapRule[]) => {
  const rulesOf = capRulesOf(policy, items, onSite, rows.departments);
  return (e) => rulesOf(rows.enterprises[e], applying?.(rows.enterprises[e]) ?? []);
};

/** The names of all caps that enterprises may have. O(caps × departments) */
export const capNames = (
  { caps }: Pick<ResolvedPolicy, 'caps'>,
  departments: ReadonlyArray<{ readonly id: string }>,
): readonly string[] => [
  ...caps.flatMap(({ id, each }) =>
    each === undefined ? [id] : departments.map((of) => nameOf(id, of.id)),
  ),
  TOTAL,
];

/** The caps of each enterprise, by index; none for most. O(caps × departments) a call. */
export const capsInForce = (
  ...terms: Parameters<typeof capRulesInForce>
): ((e: number) => readonly Cap[]) => {
  const rulesOf = capRulesInForce(...terms);
  return (e) => rulesOf(e).flatMap(({ caps }) => caps);
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
