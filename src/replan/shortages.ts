import { expanderOf } from '../occurrences/occurrences';
import { columnsOf, type Plan } from '../output/plan';
import { agendaOf, datingTerms } from '../plan/dates';
import { dateTextOf } from '../registry/day';
import type { Registry } from '../registry/registry';
import { weekTextOf } from '../registry/weeks';
import {
  changesOf,
  freeDays,
  leaveDay,
  type Placing,
  placingOf,
  put,
  unload,
} from '../schedule/placing';
import { movableOf, rowsNow } from './plan-in-registry';

/** A visit that could be in another week. */
export interface Mover {
  readonly enterprise: string;
  readonly date: string;
  /** Minutes that it takes of the short team. */
  readonly minutes: number;
  /** The best other week, for example `2026-W08`. */
  readonly week: string;
  /** Change of the minutes above capacity of all teams together; negative where they fall. */
  readonly change: number;
}

/** A team and a week in which it is above capacity. */
export interface Shortage {
  readonly department: string;
  /** The area of a squad with minutes of its own. */
  readonly area?: string;
  readonly week: string;
  readonly minutes: number;
  readonly capacity: number;
  /** minutes − capacity, above 0. */
  readonly short: number;
  /** Number of its visits in that week. */
  readonly visits: number;
  /**
   * Computes the visits that could be in another week, smallest `change` first,
   * then by enterprise and date.
   * O(visits × weeks × departments).
   */
  readonly couldLeave: () => readonly Mover[];
}

/**
 * The best other week of a visit, with the change of minutes above capacity;
 * undefined where there is none.
 */
const bestOther = (
  placing: Placing,
  v: number,
): { readonly week: number; readonly change: number } | undefined => {
  const { options, daySet, workload, rank, over } = placing;
  const home = rank[v];
  const own = workload.weeks.ofRank[home];
  unload(placing, v);
  leaveDay(placing, v);
  changesOf(placing, v);
  const first = options.start[daySet[v]];
  let [here, best] = [0, -1];
  for (let k = first; k < options.start[daySet[v] + 1]; k++) {
    if (options.week[k] === own) here = over[k - first];
    else if (
      freeDays(placing, v, options.week[k]) !== 0 &&
      (best < 0 || over[k - first] < over[best - first])
    )
      best = k;
  }
  const found =
    best < 0 ? undefined : { week: options.week[best], change: over[best - first] - here };
  put(placing, v, home);
  return found;
};

/**
 * The teams and weeks of a plan that are above the registry's capacities, by department, area and
 * week, with the visits that could leave.
 * O(occurrences + teams × weeks).
 */
export const shortages = (registry: Registry, plan: Plan): readonly Shortage[] => {
  const occurrences = expanderOf(registry)(registry);
  const made = columnsOf(plan);
  const columns = { ...made, rows: rowsNow(made.rows, occurrences.rows) };
  const terms = datingTerms(columns.rows, occurrences.timeline.dayOfRank, occurrences.policy);
  const movable = movableOf(occurrences, columns);
  const { visits } = movable.columns;
  const rankOfDay = new Map(Array.from(terms.openDays, (day, rank) => [day, rank]));
  const rank = visits.day.map((day, v) => rankOfDay.get(day) ?? movable.rank[v]);
  const placing = placingOf(agendaOf(movable.columns, movable.days, terms), rank);
  const { workload, load, capacity } = placing;
  const { departments, enterprises } = columns.rows;
  const { teams, weeks } = terms;

  const byWeek: number[][] = Array.from({ length: weeks.count }, () => []);
  rank.forEach((at, v) => {
    byWeek[weeks.ofRank[at]].push(v);
  });
  /** The visits of a team in a week, with their minutes of the team. */
  const visitsIn = (t: number, w: number): ReadonlyArray<readonly [number, number]> => {
    const found: [number, number][] = [];
    for (const v of byWeek[w]) {
      for (let k = workload.start[v]; k < workload.start[v + 1]; k++)
        if (workload.team[k] === t) found.push([v, workload.minutes[k]]);
    }
    return found;
  };
  const moversOf = (t: number, w: number): readonly Mover[] =>
    visitsIn(t, w)
      .flatMap(([v, minutes]): readonly Mover[] => {
        const other = bestOther(placing, v);
        if (other === undefined) return [];
        return [
          {
            enterprise: enterprises[visits.enterprise[v]].id,
            date: dateTextOf(visits.day[v]),
            minutes,
            week: weekTextOf(weeks.first + other.week),
            change: other.change,
          },
        ];
      })
      .sort((a, b) => a.change - b.change);
  const shortageOf = (t: number, w: number): Shortage => {
    const cell = t * weeks.count + w;
    const area = teams.area[t];
    return {
      department: departments[teams.department[t]].id,
      ...(area === undefined ? {} : { area }),
      week: weekTextOf(weeks.first + w),
      minutes: load[cell],
      capacity: capacity[cell],
      short: load[cell] - capacity[cell],
      visits: visitsIn(t, w).length,
      couldLeave: () => moversOf(t, w),
    };
  };
  return Array.from(load, (minutes, cell) => ({ cell, short: minutes - capacity[cell] }))
    .filter(({ short }) => short > 1e-6)
    .map(({ cell }) => shortageOf(Math.floor(cell / weeks.count), cell % weeks.count));
};
