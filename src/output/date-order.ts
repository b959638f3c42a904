import { sortRange } from '../columns/sort-range';
import type { PlanColumns } from './plan-columns';

type Visits = PlanColumns['visits'];

/**
 * The visits' indices ascending by enterprise, day, first item and its cycle. The visits of an
 * enterprise must be together already.
 * O(visits · √ visits of an enterprise).
 */
const orderOf = (
  { count, enterprise, memberStart, item, cycle }: Visits,
  day: Int32Array,
): Int32Array => {
  const order = new Int32Array(count);
  for (let v = 0; v < count; v++) order[v] = v;
  const isBefore = (a: number, b: number): boolean => {
    const [first, second] = [memberStart[a], memberStart[b]];
    return (day[a] - day[b] || item[first] - item[second] || cycle[first] - cycle[second]) < 0;
  };
  for (let first = 0, last = 0; first < count; first = last) {
    while (last < count && enterprise[last] === enterprise[first]) last++;
    sortRange(order, first, last, isBefore);
  }
  return order;
};

/** The visits with these indices, in this order. O(their occurrences). */
export const someOf = (visits: Visits, order: Int32Array): Visits => {
  const memberStart = new Int32Array(order.length + 1);
  order.forEach((v, position) => {
    memberStart[position + 1] =
      memberStart[position] + visits.memberStart[v + 1] - visits.memberStart[v];
  });
  const item = new Int32Array(memberStart[order.length]);
  const cycle = new Int32Array(memberStart[order.length]);
  order.forEach((v, position) => {
    let at = memberStart[position];
    for (let m = visits.memberStart[v]; m < visits.memberStart[v + 1]; m++) {
      item[at] = visits.item[m];
      cycle[at++] = visits.cycle[m];
    }
  });
  return {
    count: order.length,
    ...(visits.ids === undefined ? {} : { ids: Array.from(order, (v) => visits.ids?.[v] ?? '') }),
    enterprise: order.map((v) => visits.enterprise[v]),
    domain: order.map((v) => visits.domain[v]),
    day: order.map((v) => visits.day[v]),
    lead: order.map((v) => visits.lead[v]),
    minutes: Float64Array.from(order, (v) => visits.minutes[v]),
    onSite: Uint8Array.from(order, (v) => visits.onSite[v]),
    memberStart,
    item,
    cycle,
  };
};

/**
 * The visits with day[v] as the day of visit v, in the order of a plan. The visits of
 * an enterprise must be together.
 * O(occurrences + visits · √ visits of an enterprise).
 */
export const onDays = (visits: Visits, day: Int32Array): Visits =>
  someOf({ ...visits, day }, orderOf(visits, day));
