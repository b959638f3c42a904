import { addTo } from '../columns/grouped';
import { domainOf } from '../registry/classify';
import type { Department } from '../registry/department';
import type { Item } from '../registry/item';
import { isProtected, type ResolvedPolicy, ROUTINE } from '../registry/policy-defaults';
import type { RuledItem } from './rule';

/**
 * A key: methods agree when equal or in one group. The prefix separates a method
 * from a group of the same name.
 */
const methodGroupOf = (policy: ResolvedPolicy, method: string): string => {
  const group = Object.hasOwn(policy.methods, method) ? policy.methods[method].group : undefined;
  return group === undefined ? `method ${method}` : `group ${group}`;
};

/** 1 for items that are checked on the premises, else 0. O(items). */
export const onSiteOf = (
  { methods }: Pick<ResolvedPolicy, 'methods'>,
  items: readonly RuledItem[],
): Uint8Array =>
  Uint8Array.from(items, ({ method }) =>
    Object.hasOwn(methods, method) && methods[method].onSite === false ? 0 : 1,
  );

/** 1 for protected items (必检). O(items) */
export const protectedItems = (
  policy: Pick<ResolvedPolicy, 'protected'>,
  items: readonly RuledItem[],
): Uint8Array =>
  Uint8Array.from(items, ({ domain, kind }) => (isProtected(policy, domain, kind) ? 1 : 0));

/**
 * The items with the properties that rules use, in the order given; defaults and the
 * policy's classification are applied.
 * O(items).
 */
export const ruledItems = (
  items: readonly Item[],
  policy: ResolvedPolicy,
  departments: readonly Department[],
): readonly RuledItem[] => {
  const levels = new Map(departments.map((department) => [department.id, department.level]));
  return items.map((item) => ({
    id: item.id,
    department: item.department,
    level: levels.get(item.department),
    domain: domainOf(policy, item),
    method: item.method ?? 'on-site',
    methodGroup: methodGroupOf(policy, item.method ?? 'on-site'),
    object: item.object ?? 'enterprise',
    topic: item.topic,
    kind: item.kind ?? ROUTINE,
    minutes: item.minutes,
  }));
};

/** 重点与一般: the items of each domain, domains in order of appearance. O(items). */
export const partitionByDomain = (
  items: readonly RuledItem[],
): ReadonlyMap<string, readonly [RuledItem, ...RuledItem[]]> => {
  const parts = new Map<string, [RuledItem, ...RuledItem[]]>();
  for (const item of items) {
    addTo(parts, item.domain, item);
  }
  return parts;
};
