import type { Item } from './item';
import type { Classification } from './policy';
import { GENERAL, type ResolvedPolicy } from './policy-defaults';

/** The fields of an item that decide its domain. */
type Labels = Pick<Item, 'domain' | 'topic' | 'department'>;

const matches = ({ topics, departments }: Classification, item: Labels): boolean =>
  (item.topic !== undefined && topics?.includes(item.topic) === true) ||
  departments?.includes(item.department) === true;

/**
 * The domain of an item: its own, else the domain of the first classification
 * that matches, else `general`.
 * O(size of `classify`).
 */
export const domainOf = (policy: ResolvedPolicy, item: Labels): string =>
  item.domain ??
  policy.classify.find((classification) => matches(classification, item))?.domain ??
  GENERAL;
