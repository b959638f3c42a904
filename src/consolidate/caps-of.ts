import { addTo } from '../columns/grouped';
import { lazily } from '../columns/lazily';
import type { DoneVisit } from '../registry/done-visit';
import type { Enterprise } from '../registry/enterprise';
import { itemIndexIn } from '../registry/item-methods';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import { indexById } from '../registry/sorted';
import { isCounted } from '../rules/is-counted';
import type { RuledItem } from '../rules/rule';
import type { ItemTerms } from './bundled-trial';
import type { ServableOccurrences } from './consolidation';
import type { Cap } from './several-caps/problem';
import { type CapUse, capOf, type Limit } from './visit-cap';

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
  const counting = policy.caps.map(
    ({ counts = {} }) =>
      (i: number): boolean =>
        isCounted(counts, items[i], onSite[i] === 1),
  );
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

/** The caps of an enterprise with what is left of them. */
export interface CapsLeft {
  readonly caps: readonly Cap[];
  /** Whether the limits over the whole horizon are known. */
  readonly isFixed: boolean;
}

/**
 * The caps of an enterprise with what made visits leave of them; undefined where its total cap alone
 * matters, since no other cap applies and no item has a fallback. O(caps × departments) a call.
 */
export const capsLeft = (
  occurrences: Pick<ServableOccurrences, 'rows' | 'policy' | 'capsOf' | 'capUse'>,
  terms: Pick<ItemTerms, 'items' | 'onSite' | 'fallback'>,
): ((e: number) => CapsLeft | undefined) => {
  const { rows, policy, capUse } = occurrences;
  const capsFor = capsOf(policy, terms.items, terms.onSite, rows.departments);
  const hasFallback = terms.fallback?.some((other) => other >= 0) === true;
  return (e) => {
    const row = rows.enterprises[e];
    const applying = occurrences.capsOf?.(row) ?? [];
    const isTotal = hasFallback && capOf(policy, row) < Number.POSITIVE_INFINITY;
    if (applying.length === 0 && !isTotal) return undefined;
    const { used, limits } = capUse?.byCap?.[e] ?? noUse;
    return {
      caps: capsFor(row, applying).map((cap, c) => {
        const { most, least } = limits?.[c] ?? { most: cap.most, least: cap.most };
        const made = used[c] ?? 0;
        return {
          ...cap,
          most: Math.max(0, most - made),
          least: Math.max(0, least - made),
          stated: cap.most - made,
        };
      }),
      isFixed: limits !== undefined,
    };
  };
};

/**
 * The use of every cap of the enterprises that have several, as {@link CapUse.byCap}; undefined where
 * none has. `limitsIn` gives the limits of an enterprise's caps from its protected occurrences. An
 * enterprise with pins other than `days` gets no limits over the whole horizon.
 * O(enterprises × caps + done visits + search over protected occurrences under caps).
 */
export const useByCap = (
  occurrences: ServableOccurrences,
  terms: Pick<ItemTerms, 'items' | 'onSite' | 'fallback'>,
  limitsIn: (whole: ServableOccurrences) => (e: number) => readonly Limit[],
): CapUse['byCap'] => {
  const { rows, amendments, wholeHorizon, capUse: _, ...rest } = occurrences;
  const capsAt = capsLeft({ rows, ...rest }, terms);
  const capsOfEach = rows.enterprises.map((__, e) => capsAt(e)?.caps);
  if (capsOfEach.every((caps) => caps === undefined)) return undefined;
  const usedOf = madeUses(occurrences, terms);
  const pinned = new Set(
    amendments?.pins.flatMap((pin) => (pin.pin === 'days' ? [] : [pin.enterprise])),
  );
  const some = rows.enterprises.filter(
    ({ id }, e) => capsOfEach[e] !== undefined && !pinned.has(id),
  );
  const whole = wholeHorizon?.(some) ?? occurrences;
  const limitsOf = limitsIn(whole);
  const at = indexById(whole.rows.enterprises);
  const isWhole = new Set(some);
  return rows.enterprises.map((row, e) => {
    const caps = capsOfEach[e];
    if (caps === undefined) return undefined;
    const used = caps.map((cap) => usedOf(e, cap));
    return isWhole.has(row) ? { used, limits: limitsOf(at.get(row.id) ?? 0) } : { used };
  });
};

const noUse: NonNullable<NonNullable<CapUse['byCap']>[number]> = { used: [] };

/** The made visits of an enterprise that a cap counts. O(done visits) once. */
export const madeUses = (
  { rows, amendments }: Pick<ServableOccurrences, 'rows' | 'amendments'>,
  { fallback }: Pick<ItemTerms, 'fallback'>,
): ((e: number, cap: Cap) => number) => {
  const itemAt = lazily(() => itemIndexIn(rows.items));
  const madeBy = new Map<string, DoneVisit[]>();
  for (const visit of amendments?.done ?? []) addTo(madeBy, visit.enterprise, visit);
  return (e, { counts }) =>
    (madeBy.get(rows.enterprises[e].id) ?? []).filter(({ occurrences }) =>
      occurrences.some(({ item, fallback: isBy }) => {
        const own = itemAt()(item, rows.enterprises[e]);
        const by = isBy === true && own >= 0 ? (fallback?.[own] ?? -1) : -1;
        return own >= 0 && counts(by >= 0 ? by : own);
      }),
    ).length;
};
