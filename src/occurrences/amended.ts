import { type Day, parseDay } from '../registry/day';
import { FURTHER_CYCLES } from '../registry/due';
import type { Enterprise } from '../registry/enterprise';
import { occurrenceAt } from '../registry/occurrence-at';
import type { OccurrenceRef } from '../registry/occurrence-ref';
import { indexById } from '../registry/sorted';
import { type AllowedDays, reasonCode } from './allowed-days';
import { emptySet, intersect } from './day-sets';
import type { Expanded } from './expand';
import type { FrameRows } from './frame-rows';
import { occurrenceColumns } from './occurrence-columns';
import type { PreparedFrame } from './prepared-frame';
import { ranksBetween } from './timeline';

/** An occurrence beyond the item's frequency. */
interface Further {
  readonly enterprise: number;
  readonly item: number;
  readonly cycle: number;
}

/** The columns with further occurrences inserted in order. O(occurrences). */
const withFurther = ({ start, columns }: Expanded, further: readonly Further[]): Expanded => {
  if (further.length === 0) return { start, columns };
  const sorted = further.toSorted(
    (a, b) => a.enterprise - b.enterprise || a.item - b.item || a.cycle - b.cycle,
  );
  const wider = occurrenceColumns(columns.length + sorted.length);
  const starts = new Int32Array(start.length);
  let [at, next] = [0, 0];
  for (let e = 0; e + 1 < start.length; e++) {
    let from = start[e];
    const copyTo = (to: number): void => {
      for (const name of ['item', 'cycle', 'daySet', 'reason'] as const)
        wider[name].set(columns[name].subarray(from, to), at);
      at += to - from;
      from = to;
    };
    for (; next < sorted.length && sorted[next].enterprise === e; next++) {
      const { item, cycle } = sorted[next];
      let to = from;
      while (to < start[e + 1] && columns.item[to] <= item) to++;
      copyTo(to);
      wider.item[at] = item;
      wider.cycle[at] = cycle;
      wider.reason[at++] = reasonCode.noOpenDay;
    }
    copyTo(start[e + 1]);
    starts[e + 1] = at;
  }
  wider.length = at;
  return { start: starts, columns: wider };
};

/**
 * The occurrences after the rows about single ones: due tasks (days of their own, further
 * occurrences), days that pins allow, and made visits. Rows of unknown enterprises, and references
 * to occurrences that are not owed, are skipped.
 * O(rows · log occurrences of an enterprise), and O(occurrences) where there are further ones.
 */
export const amended = (
  frame: PreparedFrame,
  enterprises: readonly Enterprise[],
  { done = [], due = [], pins = [] }: FrameRows,
  expanded: Expanded,
): Expanded => {
  const { pool, timeline, firstFree, itemIndex, protectedItem } = frame;
  if (done.length + due.length + pins.length === 0) return expanded;
  const indexOf = indexById(enterprises);
  const { start, columns } = withFurther(
    expanded,
    due.flatMap((row) => {
      const enterprise = indexOf.get(row.enterprise);
      if (row.cycle < FURTHER_CYCLES || enterprise === undefined) return [];
      const item = itemIndex(row.item, enterprises[enterprise]);
      return item < 0 ? [] : [{ enterprise, item, cycle: row.cycle }];
    }),
  );
  const find = (enterprise: string, { item, cycle }: OccurrenceRef): number => {
    const e = indexOf.get(enterprise);
    if (e === undefined) return -1;
    return occurrenceAt({ start, ...columns }, e, itemIndex(item, enterprises[e]), cycle);
  };
  const ranks = (from: Day, to: Day): readonly number[] => {
    const [lo, hi] = ranksBetween(timeline, from, to);
    return Math.max(lo, firstFree) <= hi ? [Math.max(lo, firstFree), hi] : [];
  };

  for (const row of due) {
    const o = find(row.enterprise, row);
    if (o < 0 || columns.reason[o] === reasonCode.recognised) continue;
    const base = pool.idOf(ranks(parseDay(row.from), parseDay(row.to)));
    const narrow = frame.narrowingOf(enterprises[indexOf.get(row.enterprise) ?? 0]);
    const whole: AllowedDays = {
      id: base,
      reason: base === emptySet ? reasonCode.noOpenDay : reasonCode.servable,
    };
    const i = columns.item[o];
    const limited = protectedItem[i] === 1 ? 'protected' : 'task';
    const allowed = narrow?.(base, limited) ?? whole;
    columns.daySet[o] = allowed.id;
    columns.reason[o] = allowed.reason;
  }

  const narrowTo = (o: number, from: Day, to: Day): void => {
    if (o < 0 || columns.reason[o] !== reasonCode.servable) return;
    columns.daySet[o] = pool.idOf(intersect(pool.rangesOf(columns.daySet[o]), ranks(from, to)));
    if (columns.daySet[o] === emptySet) columns.reason[o] = reasonCode.noOpenDay;
  };
  for (const pin of pins) {
    if (pin.pin === 'visit')
      for (const one of pin.occurrences)
        narrowTo(find(pin.enterprise, one), parseDay(pin.date), parseDay(pin.date));
    if (pin.pin !== 'days') continue;
    const e = indexOf.get(pin.enterprise);
    if (e === undefined) continue;
    const i = itemIndex(pin.item, enterprises[e]);
    const from = pin.from === undefined ? timeline.first : parseDay(pin.from);
    const to = pin.to === undefined ? timeline.first + timeline.days - 1 : parseDay(pin.to);
    for (let o = start[e]; o < start[e + 1]; o++)
      if (columns.item[o] === i && (pin.cycle === undefined || columns.cycle[o] === pin.cycle))
        narrowTo(o, from, to);
  }

  for (const visit of done) {
    const [rank, last] = ranksBetween(timeline, parseDay(visit.date), parseDay(visit.date));
    for (const one of visit.occurrences) {
      const o = find(visit.enterprise, one);
      if (o < 0) continue;
      columns.daySet[o] = rank === last ? pool.idOf([rank, rank]) : emptySet;
      columns.reason[o] = reasonCode.done;
    }
  }
  return { start, columns };
};
