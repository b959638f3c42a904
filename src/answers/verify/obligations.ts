import type { Criteria } from '../../registry/criteria';
import type { Enterprise } from '../../registry/enterprise';
import type { Frequency } from '../../registry/frequency';
import type { Facts, ItemFacts } from './facts';

/** An item owed to an enterprise, and how often. */
export interface Obligation {
  readonly item: ItemFacts;
  readonly frequency: Frequency;
}

const oneOf = (values: readonly string[], value: string | undefined): boolean =>
  value !== undefined && values.includes(value);

/** Whether an enterprise meets criteria; one that lacks the attribute does not. O(size of the criteria). */
export const meets = (criteria: Criteria, enterprise: Enterprise): boolean => {
  if ('all' in criteria) return criteria.all.every((one) => meets(one, enterprise));
  if ('any' in criteria) return criteria.any.some((one) => meets(one, enterprise));
  if ('not' in criteria) return !meets(criteria.not, enterprise);
  if ('industry' in criteria) return criteria.industry.some((prefix) => enterprise.industry?.startsWith(prefix));
  if ('tag' in criteria) return criteria.tag.some((tag) => enterprise.tags?.includes(tag));
  if ('size' in criteria) return oneOf(criteria.size, enterprise.size);
  if ('grade' in criteria) return oneOf(criteria.grade, enterprise.grade);
  if ('area' in criteria) return oneOf(criteria.area, enterprise.area);
  return true;
};

const hasObject = ({ objects }: Enterprise, object: string): boolean =>
  object === 'enterprise' || objects?.includes(object) === true;

/** Items that apply to the same enterprises, by criteria and object. */
interface Audience {
  readonly criteria: Criteria;
  readonly object: string;
  readonly items: ItemFacts[];
}

const audiencesOf = (facts: Facts): readonly Audience[] => {
  const audiences = new Map<string, Audience>();
  for (const item of facts.items.values()) {
    const { appliesTo } = item.item;
    if (appliesTo === undefined) continue;
    const key = JSON.stringify([appliesTo, item.object]);
    const audience = audiences.get(key) ?? { criteria: appliesTo, object: item.object, items: [] };
    audience.items.push(item);
    audiences.set(key, audience);
  }
  return [...audiences.values()];
};

/**
 * What every enterprise is owed: the items that apply to it and those assigned to it, which an assignment's frequency may change.
 * O(different criteria + items owed) for each enterprise.
 */
export const obligationsBy = (facts: Facts): ((enterprise: Enterprise) => readonly Obligation[]) => {
  const audiences = audiencesOf(facts);
  const assigned = new Map<string, Map<ItemFacts, Frequency | undefined>>();
  for (const { enterprise, item, frequency } of facts.registry.assignments ?? []) {
    const own = assigned.get(enterprise) ?? new Map<ItemFacts, Frequency | undefined>();
    const known = facts.items.get(item);
    if (known !== undefined) assigned.set(enterprise, own.set(known, frequency));
  }
  return (enterprise) => {
    const own = assigned.get(enterprise.id) ?? new Map<ItemFacts, Frequency | undefined>();
    const obligations: Obligation[] = [];
    for (const { criteria, object, items } of audiences) {
      if (!hasObject(enterprise, object) || !meets(criteria, enterprise)) continue;
      for (const item of items) if (!own.has(item)) obligations.push({ item, frequency: item.item.frequency });
    }
    for (const [item, frequency = item.item.frequency] of own) obligations.push({ item, frequency });
    return obligations;
  };
};
