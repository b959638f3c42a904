import type { Key } from '../codec/place';
import { dateTextOf } from '../registry/day';
import type { Bare, Note } from './bare-occurrences';

/** The days that pins leave the occurrences, as ranks. */
export interface DaysLeft {
  readonly daysOf: (o: number) => ReadonlySet<number>;
  /** Leaves an occurrence the days to `keep`, or notes at `keys` that it has none of them. */
  readonly narrow: (
    o: number,
    keys: readonly Key[],
    value: unknown,
    keep: (rank: number) => boolean,
  ) => void;
}

/** The days before any pin; {@link DaysLeft.narrow} takes some. O(days of an occurrence) a call */
export const daysLeft = (
  { occurrences: { rows, item, cycle, daySet, timeline }, ranksOf }: Bare,
  note: Note,
): DaysLeft => {
  const narrowed = new Map<number, ReadonlySet<number>>();
  const ranksOfSet = new Map<number, ReadonlySet<number>>();
  const daysOf = (o: number): ReadonlySet<number> => {
    const known = narrowed.get(o) ?? ranksOfSet.get(daySet[o]);
    if (known !== undefined) return known;
    const ranks = ranksOf(o);
    ranksOfSet.set(daySet[o], ranks);
    return ranks;
  };
  const spanOf = (ranks: ReadonlySet<number>): string => {
    const days = [...ranks]
      .sort((a, b) => a - b)
      .map((rank) => dateTextOf(timeline.dayOfRank[rank]));
    return days.length === 0
      ? 'no day'
      : `${days.length} ${days.length === 1 ? 'day' : 'days'} from ${days[0]} to ${days[days.length - 1]}`;
  };
  return {
    daysOf,
    narrow: (o, keys, value, keep) => {
      const before = daysOf(o);
      const after = new Set([...before].filter(keep));
      if (after.size > 0) narrowed.set(o, after);
      else {
        const name = `item ${JSON.stringify(rows.items[item[o]].id)} (cycle ${cycle[o]})`;
        note(keys, `days that ${name} is allowed (${spanOf(before)})`, value);
      }
    },
  };
};
