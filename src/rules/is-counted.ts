import type { CapCounts } from '../registry/policy';
import type { RuledItem } from './rule';

/** Whether a cap counts the occurrences of an item (model §6). O(size of its lists) */
export const isCounted = (
  { kinds, departments, levels, domains, offSite = false }: CapCounts,
  { kind, department, level, domain }: RuledItem,
  isOnSite: boolean,
): boolean =>
  (offSite || isOnSite) &&
  (kinds === undefined || kinds.includes(kind)) &&
  (departments === undefined || departments.includes(department)) &&
  (levels === undefined || (level !== undefined && levels.includes(level))) &&
  (domains === undefined || domains.includes(domain));
