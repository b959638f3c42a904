import type { Item } from '../registry/item';
import type { Policy } from '../registry/policy';

/** Every n-th item checked on the premises of enterprises is checked on documents for grade A. */
const graded = 4;
/** Every n-th may be checked from afar where a cap leaves it no visit. */
const replaceable = 3;

/** Every n-th is a special check, every n-th a case, checked for a cause. */
const special = 7;
const cases = 50;

const kindOf = (i: number): Pick<Item, 'kind'> => {
  if (i % cases === cases - 1) return { kind: 'case' };
  return i % special === special - 1 ? { kind: 'special' } : {};
};

/**
 * Items with kinds, methods by grade and fallbacks (检查类别, 分级分类, 非现场替代). A case is never
 * checked off site instead.
 * O(items).
 */
export const withNationalTerms = (items: readonly Item[]): readonly Item[] =>
  items.map((item, i) => {
    const { method } = item;
    const kind = kindOf(i);
    if (method !== undefined || kind.kind === 'case') return { ...item, ...kind };
    return {
      ...item,
      ...kind,
      ...(i % graded === 0 ? { methodByGrade: { A: 'documents' } } : {}),
      ...(i % replaceable === 0 ? { fallback: 'remote' } : {}),
    };
  });

/**
 * 国办发〔2024〕54号 as many cities apply it: at most two routine or special visits on site a year of
 * one department to one enterprise, high risk (grade D) apart; cases are always checked.
 */
export const nationalPolicy: Pick<Policy, 'caps' | 'protected'> = {
  protected: { domains: ['key'], kinds: ['case'] },
  caps: [
    {
      id: '54号',
      max: 2,
      each: 'department',
      counts: { kinds: ['routine', 'special'] },
      appliesTo: { not: { grade: ['D'] } },
    },
  ],
};
