import type { Criteria } from '../../registry/criteria';
import type { Enterprise } from '../../registry/enterprise';
import type { Frequency } from '../../registry/frequency';
import type { Facts } from './facts';
import type { ItemFacts } from './item-facts';

/** An item owed to an enterprise, with its frequency there. */
export interface Obligation {
  readonly item: ItemFacts;
  readonly frequency: Frequency;
}

const oneOf = (values: readonly string[], value: string | undefined): boolean =>
  value !== undefined && values.includes(value);

/**
 * A test of enterprises against criteria. A criterion on an attribute that the enterprise lacks is
 * false, so `not` of it is true.
 * O(size of the criteria) for each enterprise.
 */
export const meeting = (criteria: Criteria): ((enterprise: Enterprise) => boolean) => {
  if ('all' in criteria || 'any' in criteria) {
    const parts = ('all' in criteria ? criteria.all : criteria.any).map(meeting);
    return 'all' in criteria
      ? (enterprise) => parts.every((meets) => meets(enterprise))
      : (enterprise) => parts.some((meets) => meets(enterprise));
  }
  if ('not' in criteria) {
    const meets = meeting(criteria.not);
    return (enterprise) => !meets(enterprise);
  }
  if ('industry' in criteria) {
    return ({ industry }) =>
      industry !== undefined && criteria.industry.some((prefix) => industry.startsWith(prefix));
  }
  if ('tag' in criteria)
    return ({ tags }) => tags !== undefined && criteria.tag.some((tag) => tags.includes(tag));
  if ('size' in criteria) return ({ size }) => oneOf(criteria.size, size);
  if ('grade' in criteria) return ({ grade }) => oneOf(criteria.grade, grade);
  if ('area' in criteria) return ({ area }) => oneOf(criteria.area, area);
  return () => true;
};

const hasObject = ({ objects }: Enterprise, object: string): boolean =>
  object === 'enterprise' || objects?.includes(object) === true;

/** The items that apply to the same enterprises, since criteria and object are equal. */
interface Audience {
  readonly meets: (enterprise: Enterprise) => boolean;
  readonly object: string;
  readonly obligations: Obligation[];
}

const audiencesOf = (facts: Facts): readonly Audience[] => {
  const audiences = new Map<string, Audience>();
  for (const item of facts.items.values()) {
    const { appliesTo } = item.item;
    if (appliesTo === undefined) continue;
    const key = JSON.stringify([appliesTo, item.object]);
    const audience = audiences.get(key) ?? {
      meets: meeting(appliesTo),
      object: item.object,
      obligations: [],
    };
    audience.obligations.push({ item, frequency: item.item.frequency });
    audiences.set(key, audience);
  }
  return [...audiences.values()];
};

/**
 * The obligations of an enterprise: items that apply to it, and items assigned to it, whose
 * frequency the assignment may replace.
 * O(different criteria + items owed) for each enterprise.
 */
export const obligationsBy = (
  facts: Facts,
): ((enterprise: Enterprise) => readonly Obligation[]) => {
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
    for (const { meets, object, obligations: common } of audiences) {
      if (!hasObject(enterprise, object) || !meets(enterprise)) continue;
      for (const one of common) if (own.size === 0 || !own.has(one.item)) obligations.push(one);
    }
    for (const [item, frequency = item.item.frequency] of own)
      obligations.push({ item, frequency });
    return obligations.map((one) => {
      const item = facts.itemFor(one.item.id, enterprise);
      return item === undefined || item === one.item ? one : { ...one, item };
    });
  };
};
