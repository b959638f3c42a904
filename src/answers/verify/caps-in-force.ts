import type { Enterprise } from '../../registry/enterprise';
import { capOf, type Facts } from './facts';
import type { ItemFacts } from './item-facts';
import { meeting } from './obligations';

/** The name of an enterprise's total cap. */
export const TOTAL = 'total';

/** 频次上限: a cap of one enterprise; `id/department` where each department has its own. */
export interface Cap {
  readonly name: string;
  /** Index in the policy's `caps`; their number for the total cap. */
  readonly rule: number;
  readonly max: number;
  readonly counts: (item: ItemFacts) => boolean;
}

/** The caps of an enterprise, in their order (model §6). O(caps × departments) */
export const capsInForce = (facts: Facts): ((enterprise: Enterprise) => readonly Cap[]) => {
  const ids = [...facts.departments.keys()].sort((a, b) => (a < b ? -1 : 1));
  const given = facts.policy.caps.map(({ id, max, each, counts = {}, appliesTo = {} }, rule) => {
    const { kinds, departments, levels, domains, offSite } = counts;
    const isIn = (list: readonly string[] | undefined, value: string | undefined): boolean =>
      list === undefined || (value !== undefined && list.includes(value));
    const counted = (item: ItemFacts): boolean =>
      (item.onSite || offSite === true) &&
      isIn(kinds, item.kind) &&
      isIn(departments, item.department) &&
      isIn(levels, item.level) &&
      isIn(domains, item.domain);
    const caps: readonly Cap[] =
      each === undefined
        ? [{ name: id, rule, max, counts: counted }]
        : ids.map((department) => ({
            name: `${id}/${department}`,
            rule,
            max,
            counts: (item) => item.department === department && counted(item),
          }));
    return { meets: meeting(appliesTo), caps };
  });
  return (enterprise) => {
    const own = given.flatMap(({ meets, caps }) => (meets(enterprise) ? caps : []));
    const total = capOf(facts, enterprise);
    return total === undefined
      ? own
      : [...own, { name: TOTAL, rule: given.length, max: total, counts: ({ onSite }) => onSite }];
  };
};
