import type { Registry } from 'inspection-consolidation';
import { commonDays, consolidate, occurrencesOf } from 'inspection-consolidation/stages';
import { IntegerProgram } from './integer-program';

/** Visits with equal minutes of equal departments and equal possible weeks. */
interface Kind {
  readonly minutes: ReadonlyMap<number, number>;
  readonly weeks: readonly number[];
  count: number;
}

/**
 * A linear program for the least minutes above capacity, for all departments at once, where
 * visits may be split among weeks. Its columns are the visits of each kind in each week,
 * and the minutes above capacity.
 */
export const datesProgram = (registry: Registry): IntegerProgram => {
  const occurrences = occurrencesOf(registry);
  const { memberStart, member, host } = consolidate(occurrences);
  const { daySet, daySets } = commonDays({ memberStart, member }, occurrences);
  const { rows, policy, item, timeline } = occurrences;
  const weekOf = Array.from(timeline.dayOfRank, (day) => Math.floor((day + 3) / 7));
  const departmentAt = new Map(rows.departments.map(({ id }, d) => [id, d]));
  const kinds = new Map<string, Kind>();
  host.forEach((_, v) => {
    const minutes = new Map<number, number>();
    for (const o of member.subarray(memberStart[v], memberStart[v + 1])) {
      const { department, minutes: own } = rows.items[item[o]];
      const d = departmentAt.get(department) ?? 0;
      minutes.set(d, (minutes.get(d) ?? policy.travelMinutes) + own);
    }
    const weeks = new Set<number>();
    for (let r = daySets.start[daySet[v]]; r < daySets.start[daySet[v] + 1]; r++)
      for (let rank = daySets.lo[r]; rank <= daySets.hi[r]; rank++) weeks.add(weekOf[rank]);
    const key = JSON.stringify([[...weeks], [...minutes].sort(([a], [b]) => a - b)]);
    const kind = kinds.get(key) ?? { minutes, weeks: [...weeks], count: 0 };
    kind.count++;
    kinds.set(key, kind);
  });

  const program = new IntegerProgram();
  const cells = new Map<string, [number, number][]>();
  for (const { minutes, weeks, count } of kinds.values()) {
    const own = weeks.map((week): readonly [number, number] => {
      const column = program.column(0, count, false);
      for (const [d, spent] of minutes) {
        const key = `${d} ${week}`;
        const terms = cells.get(key) ?? [];
        terms.push([column, spent]);
        cells.set(key, terms);
      }
      return [column, 1];
    });
    program.row(own, '>=', count);
  }
  const open = new Map<number, number>();
  for (const week of weekOf) open.set(week, (open.get(week) ?? 0) + 1);
  for (const [key, terms] of cells) {
    const [d, week] = key.split(' ').map(Number);
    const { dailyMinutes = Number.POSITIVE_INFINITY } = rows.departments[d];
    const above = program.column(1, 1e9, false);
    program.row([...terms, [above, -1]], '<=', dailyMinutes * (open.get(week) ?? 0));
  }
  return program;
};
