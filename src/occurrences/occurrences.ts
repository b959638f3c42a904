import { int32Column } from '../columns/growable';
import { domainOf } from '../registry/classify';
import { type Day, civilOf, dateTextOf, parseDay } from '../registry/day';
import type { Enterprise } from '../registry/enterprise';
import type { Frequency, Per } from '../registry/frequency';
import { type ResolvedPolicy, policyWithDefaults } from '../registry/policy-defaults';
import type { Registry } from '../registry/registry';
import { type SortedRows, indexById, sortedRows } from '../registry/sorted';
import { type CyclePattern, cyclePattern, timesInUnit } from './cycles';
import { type DaySets, type Ranges, daySetPool, emptySet, intersect } from './day-sets';
import { matcherOf } from './matching';
import { permanentRandomNumber } from './random-number';
import { recogniseInto } from './recognition';
import { type Timeline, ranksInSeason, ranksOutside, timelineOf } from './timeline';

/** Why an occurrence cannot be served, as stored in {@link Occurrences.reason}; 0 means it can. */
export const reasonCode = { servable: 0, noOpenDay: 1, exempt: 2, recognised: 3 } as const;

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
  /** A {@link reasonCode}. */
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

/** First day later than last + (1 − w)·ℓ days. The product is a decimal fraction in the input, hence the tolerance for its binary noise. */
const firstDayAfter = (last: Day, windowShare: number, cycleDays: number): Day =>
  last + Math.floor((1 - windowShare) * cycleDays + 1e-9) + 1;

/**
 * Every occurrence that the registry owes within its horizon, with its allowed days, or the reason why it has none (model §3, and
 * recognition of §6). O(occurrences + candidates of each distinct enterprise profile); a day set is stored once.
 */
export const occurrencesOf = (registry: Registry): Occurrences => {
  const rows = sortedRows(registry);
  const timeline = timelineOf(registry);
  const policy = policyWithDefaults(registry.policy, civilOf(timeline.first).year);
  const pool = daySetPool();
  const itemsFor = matcherOf(rows.items);
  const { assigned, last } = assignmentsOf(registry, rows);

  const domains = rows.items.map((item) => domainOf(policy, item));
  const seasonRanks = new Map<string, Ranges>();
  const seasonOf = (i: number): Ranges | undefined => {
    const season = rows.items[i].season;
    if (season === undefined) return undefined;
    const key = season.map(({ from, to }) => `${from}/${to}`).join();
    const known = seasonRanks.get(key) ?? ranksInSeason(timeline, season);
    seasonRanks.set(key, known);
    return known;
  };
  const patternByKey = new Map<string, CyclePattern>();
  const patternOf = (i: number, per: Per): CyclePattern => {
    const share = policy.domains[domains[i]].window;
    const season = seasonOf(i);
    const key = `${per} ${share} ${season?.join() ?? 'all year'}`;
    const known =
      patternByKey.get(key) ?? cyclePattern(registry.horizon, timeline, pool, per, share, season);
    patternByKey.set(key, known);
    return known;
  };
  const ownPattern = rows.items.map((item, i) => patternOf(i, item.frequency.per ?? 'year'));

  const start = new Int32Array(rows.enterprises.length + 1);
  const itemColumn = int32Column();
  const cycleColumn = int32Column();
  const daySetColumn = int32Column();
  const reasonColumn = int32Column();

  const expand = (enterprise: Enterprise, e: number): void => {
    const u = permanentRandomNumber(policy.seed, enterprise.id);
    const open = enterprise.closed?.length ? ranksOutside(timeline, enterprise.closed) : undefined;
    const notExempt = enterprise.exempt?.length ? ranksOutside(timeline, enterprise.exempt) : undefined;
    const lastOf = last.get(e);

    const push = (i: number, cycle: number, base: number, cycleDays: number): void => {
      const lastDay = lastOf?.get(i);
      const key = domains[i] === 'key';
      let id = base;
      let reason: number = reasonCode.noOpenDay;
      if (open !== undefined || lastDay !== undefined || (notExempt !== undefined && !key)) {
        let ranges = pool.rangesOf(base);
        if (open !== undefined) ranges = intersect(ranges, open);
        if (lastDay !== undefined) {
          const from = firstDayAfter(lastDay, policy.domains[domains[i]].window, cycleDays) - timeline.first;
          const lo = timeline.rankFrom[Math.min(Math.max(from, 0), timeline.days)];
          ranges = intersect(ranges, [lo, timeline.dayOfRank.length - 1]);
        }
        if (ranges.length > 0 && notExempt !== undefined && !key) {
          reason = reasonCode.exempt;
          ranges = intersect(ranges, notExempt);
        }
        id = pool.idOf(ranges);
      }
      itemColumn.push(i);
      cycleColumn.push(cycle);
      daySetColumn.push(id);
      reasonColumn.push(id === emptySet ? reason : reasonCode.servable);
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

/** One occurrence in words. */
export interface OccurrenceRow {
  readonly enterprise: string;
  readonly item: string;
  readonly cycle: number;
  readonly domain: string;
  /** Allowed days as `YYYY-MM-DD`, ascending; empty when it cannot be served. */
  readonly days: readonly string[];
  /** Why it cannot be served. */
  readonly reason?: 'no-open-day' | 'exempt' | 'recognised';
}

const reasonNames = [undefined, 'no-open-day', 'exempt', 'recognised'] as const;

/** The occurrences of one enterprise as rows; empty for an id that does not exist. O(its occurrences × their days). */
export const occurrenceRows =
  ({ rows, policy, timeline, start, item, cycle, daySet, reason, daySets }: Occurrences) =>
  (enterprise: string): readonly OccurrenceRow[] => {
    const e = rows.enterprises.findIndex(({ id }) => id === enterprise);
    if (e < 0) return [];
    return Array.from(item.subarray(start[e], start[e + 1]), (i, k) => {
      const o = start[e] + k;
      const why = reasonNames[reason[o]];
      const days: string[] = [];
      if (why === undefined)
        for (let range = daySets.start[daySet[o]]; range < daySets.start[daySet[o] + 1]; range++)
          for (let rank = daySets.lo[range]; rank <= daySets.hi[range]; rank++)
            days.push(dateTextOf(timeline.dayOfRank[rank]));
      const row = { enterprise, item: rows.items[i].id, cycle: cycle[o], domain: domainOf(policy, rows.items[i]), days };
      return why === undefined ? row : { ...row, reason: why };
    });
  };
