import { dateTextOf } from '../registry/day';
import { isFallback } from '../registry/item-methods';
import { type PlanColumns, unservedReasons } from './plan-columns';
import type { Unserved, Visit } from './plan-document';
import { visitIdAt } from './visit-id';

const allEqual = (values: readonly string[]): boolean =>
  values.every((value) => value === values[0]);

/** Visit v of the columns as a row. O(its occurrences). */
export const visitRow =
  ({ rows, departmentOf, methodOf, groupOf, domains, visits }: PlanColumns) =>
  (v: number): Visit => {
    const items = Array.from(
      visits.item.subarray(visits.memberStart[v], visits.memberStart[v + 1]),
    );
    const domain = domains[visits.domain[v]];
    const methods = items.map((i) => methodOf[i]);
    const departments = [...new Set(items.map((i) => departmentOf[i]))].sort((a, b) => a - b);
    return {
      id: visitIdAt({ rows, visits }, v),
      enterprise: rows.enterprises[visits.enterprise[v]].id,
      domain: domain.name,
      date: dateTextOf(visits.day[v]),
      ...(domain.oneMethod ? { method: allEqual(methods) ? methods[0] : groupOf[items[0]] } : {}),
      ...(domain.oneObject ? { object: rows.items[items[0]].object ?? 'enterprise' } : {}),
      departments: departments.map((d) => rows.departments[d].id),
      lead: rows.departments[visits.lead[v]].id,
      minutes: visits.minutes[v],
      onSite: visits.onSite[v] === 1,
      occurrences: items.map((i, k) => ({
        item: rows.items[i].id,
        cycle: visits.cycle[visits.memberStart[v] + k],
        ...(isFallback(rows.items, i, rows.enterprises[visits.enterprise[v]])
          ? { fallback: true as const }
          : {}),
      })),
    };
  };

/** Unserved occurrence u of the columns as a row. */
export const unservedRow =
  ({ rows, unserved }: PlanColumns) =>
  (u: number): Unserved => {
    const row = {
      enterprise: rows.enterprises[unserved.enterprise[u]].id,
      item: rows.items[unserved.item[u]].id,
      cycle: unserved.cycle[u],
      reason: unservedReasons[unserved.reason[u]],
    };
    return unserved.by[u] < 0 ? row : { ...row, by: rows.items[unserved.by[u]].id };
  };
