import type { Item } from './item';
import type { Classification } from './policy';
import { GENERAL, type ResolvedPolicy } from './policy-defaults';

/** The fields of an item that decide its domain. */
type Labels = Pick<Item, 'domain' | 'topic' | 'department'>;

const matches = ({ topics, departments }: Classification, item: Labels): boolean =>
  (item.topic !== undefined && topics?.includes(item.topic) === true) ||
  departments?.includes(item.department) === true;

/** The first classification that matches an item. O(size of `classify`). */
export const classificationOf = (
  { classify }: Pick<ResolvedPolicy, 'classify'>,
  item: Labels,
): Classification | undefined => classify.find((classification) => matches(classification, item));

/**
 * The domain of an item: its own, else the domain of its classification, else `general`.
 * O(size of `classify`).
 */
export const domainOf = (policy: Pick<ResolvedPolicy, 'classify'>, item: Labels): string =>
  item.domain ?? classificationOf(policy, item)?.domain ?? GENERAL;
