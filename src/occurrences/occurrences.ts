import { int32Column } from '../columns/growable';
import { domainOf } from '../registry/classify';
import { civilOf, type Day, parseDay } from '../registry/day';
import type { Enterprise } from '../registry/enterprise';
import type { Frequency } from '../registry/frequency';
import { policyWithDefaults, type ResolvedPolicy } from '../registry/policy-defaults';
import type { Registry } from '../registry/registry';
import { indexById, type SortedRows, sortedRows } from '../registry/sorted';
import { firstDayAfter, narrowing, reasonCode } from './allowed-days';
import { type CyclePattern, patternsOf, timesInUnit } from './cycles';
import { type DaySets, daySetPool } from './day-sets';
import { matcherOf } from './matching';
import { permanentRandomNumber } from './random-number';
import { recogniseInto } from './recognition';
import { type Timeline, timelineOf } from './timeline';

/** More do not fit into memory; who needs them plans county by county. */
const mostOccurrences = 2 ** 27;

/** Every occurrence of a registry, in columns; ascending by enterprise id, item id and cycle. */
export interface Occurrences {
  readonly rows: SortedRows;
  readonly policy: ResolvedPolicy;
  readonly timeline: Timeline;
  readonly count: number;
  /** Enterprise e (index into rows.enterprises) has the occurrences start[e] … start[e + 1] − 1. */
  readonly start: Int32Array;
  /** Index into rows.items. */
  readonly item: Int32Array;
  readonly cycle: Int32Array;
  /** Id of the allowed days in `daySets`; for a recognised occurrence the index of the kept item instead. */
  readonly daySet: Int32Array;
  /** A `reasonCode`: 0 can be served. */
  readonly reason: Uint8Array;
  readonly daySets: DaySets;
}

interface Assigned {
  readonly item: number;
  readonly frequency: Frequency | undefined;
}

/** Assigned items and last inspections of each enterprise that has any, by index. */
const assignmentsOf = (registry: Registry, rows: SortedRows) => {
  const enterpriseIndex = indexById(rows.enterprises);
  const itemIndex = indexById(rows.items);
  const assigned = new Map<number, Assigned[]>();
  const last = new Map<number, Map<number, Day>>();
  for (const { enterprise, item, frequency } of registry.assignments ?? []) {
    const e = enterpriseIndex.get(enterprise) ?? -1;
    const list = assigned.get(e) ?? [];
    list.push({ item: itemIndex.get(item) ?? -1, frequency });
    assigned.set(e, list);
  }
  for (const { enterprise, item, date } of registry.history ?? []) {
    const e = enterpriseIndex.get(enterprise) ?? -1;
    const i = itemIndex.get(item) ?? -1;
    const days = last.get(e) ?? new Map<number, Day>();
    days.set(i, Math.max(days.get(i) ?? Number.NEGATIVE_INFINITY, parseDay(date)));
    last.set(e, days);
  }
  return { assigned, last };
};

const timesOf = ({ times, byGrade }: Frequency, grade: string | undefined): number =>
  grade !== undefined && byGrade !== undefined && Object.hasOwn(byGrade, grade) ? byGrade[grade] : times;

/**
 * Every occurrence that the registry owes within its horizon, with its allowed days, or the reason why it has none (model §3, and
 * recognition of §6). O(occurrences + criteria that each enterprise may meet); a day set is stored once.
 * Throws a RangeError beyond 2^27 occurrences.
 */
export const occurrencesOf = (registry: Registry): Occurrences => {
  const rows = sortedRows(registry);
  const timeline = timelineOf(registry);
  const policy = policyWithDefaults(registry.policy, civilOf(timeline.first).year);
  const pool = daySetPool();
  const itemsFor = matcherOf(rows.items);
  const { assigned, last } = assignmentsOf(registry, rows);

  const domains = rows.items.map((item) => domainOf(policy, item));
  const patternOf = patternsOf(registry.horizon, timeline, pool, policy, rows.items);
  const ownPattern = rows.items.map((item, i) => patternOf(i, item.frequency.per ?? 'year'));

  const start = new Int32Array(rows.enterprises.length + 1);
  const itemColumn = int32Column();
  const cycleColumn = int32Column();
  const daySetColumn = int32Column();
  const reasonColumn = int32Column();

  const expand = (enterprise: Enterprise, e: number): void => {
    const u = permanentRandomNumber(policy.seed, enterprise.id);
    const narrow = narrowing(timeline, pool, enterprise);
    const lastOf = last.get(e);

    const push = (i: number, cycle: number, base: number, cycleDays: number): void => {
      const lastDay = lastOf?.get(i);
      const share = policy.domains[domains[i]].window;
      const after = lastDay === undefined ? undefined : firstDayAfter(lastDay, share, cycleDays);
      const { id, reason } = narrow(base, domains[i] !== 'key', after);
      itemColumn.push(i);
      cycleColumn.push(cycle);
      daySetColumn.push(id);
      reasonColumn.push(reason);
    };

    const pushObligation = (i: number, pattern: CyclePattern, times: number): void => {
      let cycle = 0;
      for (let unit = 0; unit < pattern.units; unit++) {
        const n = timesInUnit(u, times, policy.round, pattern.units, unit);
        if (n === 0) continue;
        const { daySet, length } = pattern.cyclesIn(unit, n);
        for (let k = 0; k < n; k++) push(i, cycle++, daySet[k], length[k]);
      }
    };

    const byCriteria = itemsFor(enterprise);
    const extra = assigned.get(e);
    if (extra === undefined)
      for (const i of byCriteria) pushObligation(i, ownPattern[i], timesOf(rows.items[i].frequency, enterprise.grade));
    else {
      const given = new Map(extra.map(({ item, frequency }) => [item, frequency]));
      for (const i of [...new Set([...byCriteria, ...given.keys()])].sort((a, b) => a - b)) {
        const frequency = given.get(i) ?? rows.items[i].frequency;
        pushObligation(i, patternOf(i, frequency.per ?? 'year'), timesOf(frequency, enterprise.grade));
      }
    }
    start[e + 1] = itemColumn.length();
    if (itemColumn.length() > mostOccurrences)
      throw new RangeError(`more than ${mostOccurrences} occurrences by enterprise ${JSON.stringify(enterprise.id)}`);
  };
  rows.enterprises.forEach(expand);

  const item = itemColumn.values();
  const daySet = daySetColumn.values();
  const reason = Uint8Array.from(reasonColumn.values());
  if (policy.recognise) recogniseInto(rows, domains, start, item, daySet, reason, reasonCode.recognised);
  return {
    rows,
    policy,
    timeline,
    count: item.length,
    start,
    item,
    cycle: cycleColumn.values(),
    daySet,
    reason,
    daySets: pool.columns(),
  };
};
