import { parseDay } from '../registry/day';
import type { Enterprise } from '../registry/enterprise';
import type { Registry } from '../registry/registry';
import { indexById } from '../registry/sorted';
import { daysFrom, firstDayAfter, type Narrowing } from './allowed-days';
import { cadencesOf } from './cadences';
import { addTurns, clearTurns, turnsOf } from './cycles-of-enterprise';
import { indexSet } from './index-set';
import { blockSize, matchesOf } from './matching';
import { grow, type OccurrenceColumns, occurrenceColumns } from './occurrence-columns';
import type { PreparedFrame } from './prepared-frame';
import { recordsOf } from './records';

/** Most occurrences that fit into memory; a larger registry is planned in parts. */
const mostOccurrences = 2 ** 27;

/** Stands for no inspection; earlier than every date. */
const none = -(2 ** 31);

export interface Expanded {
  /** Enterprise e has the occurrences start[e] … start[e + 1] − 1. */
  readonly start: Int32Array;
  readonly columns: OccurrenceColumns;
}

/**
 * The occurrences of enterprises (ascending by id), from the items that apply to them and
 * their rows. The turns of a cadence are computed once per enterprise, and items without
 * a turn are skipped in groups.
 */
export const expand = (
  frame: PreparedFrame,
  enterprises: readonly Enterprise[],
  { assignments = [], history = [] }: Pick<Registry, 'assignments' | 'history'>,
): Expanded => {
  const { items, itemIndex, matcher, bunches, cadenceOf, pool, policy, timeline } = frame;
  const total = enterprises.length;
  const enterpriseIndex =
    assignments.length + history.length > 0 ? indexById(enterprises) : new Map<string, number>();
  const enterpriseOf = (id: string): number | undefined => enterpriseIndex.get(id);
  const itemOf = (id: string, e: number): number => itemIndex(id, enterprises[e]);
  const cadences = cadencesOf(frame.patterns, frame.protectedItem, frame.cadences);
  const assigned = recordsOf(assignments, total, enterpriseOf, itemOf, ({ frequency }, i) =>
    frequency === undefined ? cadenceOf[i] : cadences.numberOf(i, frequency),
  );
  const inspected = recordsOf(history, total, enterpriseOf, itemOf, ({ date }) => parseDay(date));
  const { list } = cadences;

  const start = new Int32Array(total + 1);
  const columns = occurrenceColumns(Math.min(Math.max(32 * total, 256), 2 ** 14));
  const turns = turnsOf(list.length);
  const { first: turnFirst, count: turnCount } = turns;
  const { start: bunchStart, cadence: bunchCadence, itemStart, item: bunchItem } = bunches;
  const { groups } = matcher;
  const matches = matchesOf(groups);
  const { group } = matches;
  const owed = indexSet(items.length);
  const owedItems = new Int32Array(items.length);
  /** For the current enterprise: each item's cadence, and its last inspection or `none`. */
  const cadenceNow = cadenceOf.slice();
  const lastInspection = new Int32Array(items.length).fill(none);

  const turnsIn = (c: number, e: number, u: number, narrow: Narrowing | undefined): number =>
    turnCount[c] >= 0
      ? turnCount[c]
      : addTurns(turns, c, list[c], enterprises[e], u, policy.round, narrow);

  /** Adds to `owed` the items of the groups that have a turn, and the assigned items. */
  const collect = (
    e: number,
    u: number,
    narrow: Narrowing | undefined,
    from: number,
    to: number,
  ): void => {
    for (let at = from; at < to; at++)
      for (let b = bunchStart[group[at]], last = bunchStart[group[at] + 1]; b < last; b++)
        if (turnsIn(bunchCadence[b], e, u, narrow) > 0)
          for (let k = itemStart[b], end = itemStart[b + 1]; k < end; k++) owed.add(bunchItem[k]);
    for (let k = assigned.start[e]; k < assigned.start[e + 1]; k++) {
      owed.add(assigned.item[k]);
      cadenceNow[assigned.item[k]] = assigned.value[k];
    }
  };

  const write = (i: number, c: number, n: number): void => {
    const { item, cycle, daySet, reason } = columns;
    const { daySet: ids, reason: reasons } = turns;
    for (let row = turnFirst[c], at = columns.length, j = 0; j < n; j++, at++, row++) {
      item[at] = i;
      cycle[at] = j;
      daySet[at] = ids[row];
      reason[at] = reasons[row];
    }
  };

  const expandOne = (e: number, from: number, to: number): void => {
    const { id } = enterprises[e];
    const u = frame.randomNumberOf(id);
    const narrow = frame.narrowingOf(enterprises[e]);
    clearTurns(turns);
    collect(e, u, narrow, from, to);
    for (let k = inspected.start[e]; k < inspected.start[e + 1]; k++) {
      const i = inspected.item[k];
      lastInspection[i] = Math.max(lastInspection[i], inspected.value[k]);
    }
    for (let k = 0, obligations = owed.drainInto(owedItems); k < obligations; k++) {
      const i = owedItems[k];
      const c = cadenceNow[i];
      const n = turnsIn(c, e, u, narrow);
      const length = columns.length + n;
      if (length > columns.item.length) {
        if (length > mostOccurrences)
          throw new RangeError(
            `more than ${mostOccurrences} occurrences by enterprise ${JSON.stringify(id)}`,
          );
        grow(columns, length, (e + 1) / total, mostOccurrences);
      }
      write(i, c, n);
      if (lastInspection[i] !== none) waitAfterLast(c, n, narrow, lastInspection[i]);
      columns.length = length;
    }
    for (let k = assigned.start[e]; k < assigned.start[e + 1]; k++)
      cadenceNow[assigned.item[k]] = cadenceOf[assigned.item[k]];
    for (let k = inspected.start[e]; k < inspected.start[e + 1]; k++)
      lastInspection[inspected.item[k]] = none;
  };

  /** Removes days too soon after the last inspection from the occurrences just written. */
  const waitAfterLast = (
    c: number,
    n: number,
    narrow: Narrowing | undefined,
    last: number,
  ): void => {
    const { pattern, isProtected } = list[c];
    for (let row = turns.first[c], at = columns.length, j = 0; j < n; j++, at++, row++) {
      const day = firstDayAfter(last, pattern.windowShare, turns.cycleDays[row]) - timeline.first;
      if (day <= 0) continue;
      const rank = timeline.rankFrom[Math.min(day, timeline.days)];
      const { id, reason } = daysFrom(
        pool,
        narrow,
        turns.base[row],
        isProtected ? 'protected' : 'ordinary',
        rank,
      );
      columns.daySet[at] = id;
      columns.reason[at] = reason;
    }
  };

  for (let first = 0; first < total; first += blockSize) {
    const end = Math.min(first + blockSize, total);
    matcher.matchInto(enterprises, first, end, matches);
    for (let e = first; e < end; e++) {
      const b = e - first;
      expandOne(e, b * groups, b * groups + matches.count[b]);
      start[e + 1] = columns.length;
      frame.recognise?.(columns, start[e], start[e + 1]);
    }
  }
  return { start, columns };
};
