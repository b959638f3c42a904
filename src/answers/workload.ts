import type { PlanDocument, Visit } from '../output/plan-document';
import { parseDay, weekOf } from '../registry/day';
import { openDaysOf } from '../registry/open-days';
import type { RegistryInput } from '../registry/registry';
import { byText, sortedById } from '../registry/sorted';
import { teamsOf } from '../registry/teams';
import { weekTextOf } from '../registry/weeks';

/** The work of one department in one area and one week. */
export interface WorkloadRow {
  readonly department: string;
  /** Absent for enterprises without an area. */
  readonly area?: string;
  /** ISO week, for example `2026-W07`. */
  readonly week: string;
  /** Visits that the department takes part in. */
  readonly visits: number;
  /** Minutes of the department's items, and of travel. */
  readonly minutes: number;
  /** Days with an on-site visit; an enterprise without an area counts as an area of its own. */
  readonly trips: number;
}

/** The work of one team in one week, against its capacity. */
export interface TeamWeekRow extends Pick<WorkloadRow, 'department' | 'week' | 'minutes'> {
  /** The area of a squad with minutes of its own; absent: the department's own team. */
  readonly area?: string;
  /** Capacity in minutes; absent without limit. */
  readonly capacity?: number;
  /** Minutes above capacity; 0 without limit. */
  readonly short: number;
}

/** The rows by column, for tables: entry k of each column belongs to row k. */
export interface WorkloadColumns {
  readonly departments: readonly string[];
  readonly areas: ReadonlyArray<string | undefined>;
  readonly weeks: readonly string[];
  /** Indices into `departments`, `areas` and `weeks`. */
  readonly department: Int32Array;
  readonly area: Int32Array;
  readonly week: Int32Array;
  readonly visits: Int32Array;
  readonly minutes: Float64Array;
  readonly trips: Int32Array;
}

export interface Workload {
  /** Ascending by department, area and week; only rows with a visit. */
  readonly rows: readonly WorkloadRow[];
  readonly columns: WorkloadColumns;
  /** Ascending by department, squad and week, for every week that has open days or visits. */
  readonly teams: readonly TeamWeekRow[];
  /** Sum over all rows. */
  readonly trips: number;
}

interface Cell {
  readonly department: number;
  readonly area: number;
  readonly week: number;
  visits: number;
  minutes: number;
  readonly days: Set<string>;
}

/** Open days of each week (`weekOf`) of the horizon that has any. */
const openDaysByWeek = (registry: RegistryInput): ReadonlyMap<number, number> => {
  const open = new Map<number, number>();
  for (const day of openDaysOf(registry)) open.set(weekOf(day), (open.get(weekOf(day)) ?? 0) + 1);
  return open;
};

/**
 * The workload of a plan's visits (model §7), by department, area and week, and by team against its
 * capacity. Visits to unknown enterprises and unknown items are ignored.
 * O(occurrences + departments × weeks).
 */
export const workload = (
  registry: RegistryInput,
  { visits }: Pick<PlanDocument, 'visits'>,
): Workload => {
  const departments = sortedById(registry.departments);
  const departmentAt = new Map(departments.map(({ id }, d) => [id, d]));
  const items = new Map(registry.items.map((item) => [item.id, item]));
  const enterprises = new Map(
    registry.enterprises.map((enterprise) => [enterprise.id, enterprise]),
  );
  const named = [
    ...new Set(registry.enterprises.flatMap(({ area }) => (area === undefined ? [] : [area]))),
  ].sort(byText);
  const areas: ReadonlyArray<string | undefined> = [...named, undefined];
  const areaAt = new Map(areas.map((area, a) => [area, a]));
  const travel = registry.policy?.travelMinutes ?? 0;

  const cells = new Map<string, Cell>();
  const cellOf = (department: number, area: number, week: number): Cell => {
    const key = `${department} ${area} ${week}`;
    const cell = cells.get(key) ?? {
      department,
      area,
      week,
      visits: 0,
      minutes: 0,
      days: new Set(),
    };
    cells.set(key, cell);
    return cell;
  };
  const add = ({ enterprise, date, onSite, occurrences }: Visit): void => {
    const place = enterprises.get(enterprise);
    const day = parseDay(date);
    if (place === undefined || Number.isNaN(day)) return;
    const minutesOf = new Map<number, number>();
    for (const { item: id } of occurrences) {
      const item = items.get(id);
      const d = departmentAt.get(item?.department ?? '');
      if (item !== undefined && d !== undefined)
        minutesOf.set(d, (minutesOf.get(d) ?? travel) + item.minutes);
    }
    for (const [d, minutes] of minutesOf) {
      const cell = cellOf(d, areaAt.get(place.area) ?? areas.length - 1, weekOf(day));
      cell.visits++;
      cell.minutes += minutes;
      if (onSite) cell.days.add(place.area === undefined ? `${date} ${enterprise}` : date);
    }
  };
  for (const visit of visits) add(visit);

  const all = [...cells.values()].sort(
    (a, b) => a.department - b.department || a.area - b.area || a.week - b.week,
  );
  const open = openDaysByWeek(registry);
  const weeks = [...new Set([...open.keys(), ...all.map(({ week }) => week)])].sort(
    (a, b) => a - b,
  );
  const weekAt = new Map(weeks.map((week, w) => [week, w]));

  const { daily, department: departmentOf, area: areaOf, teamOf } = teamsOf(departments);
  const spent = new Float64Array(daily.length * weeks.length);
  for (const { department, area, week, minutes } of all)
    spent[teamOf(department, areas[area]) * weeks.length + (weekAt.get(week) ?? 0)] += minutes;
  return {
    rows: all.map(({ department, area, week, visits: count, minutes, days }) => ({
      department: departments[department].id,
      ...(areas[area] === undefined ? {} : { area: areas[area] }),
      week: weekTextOf(week),
      visits: count,
      minutes,
      trips: days.size,
    })),
    columns: {
      departments: departments.map(({ id }) => id),
      areas,
      weeks: weeks.map(weekTextOf),
      department: Int32Array.from(all, (cell) => cell.department),
      area: Int32Array.from(all, (cell) => cell.area),
      week: Int32Array.from(all, (cell) => weekAt.get(cell.week) ?? 0),
      visits: Int32Array.from(all, (cell) => cell.visits),
      minutes: Float64Array.from(all, (cell) => cell.minutes),
      trips: Int32Array.from(all, (cell) => cell.days.size),
    },
    teams: Array.from(daily, (ofDay, t) =>
      weeks.map((week, w): TeamWeekRow => {
        const minutes = spent[t * weeks.length + w];
        const capacity = ofDay * (open.get(week) ?? 0);
        const area = areaOf[t];
        const isLimited = ofDay < Number.POSITIVE_INFINITY;
        return {
          department: departments[departmentOf[t]].id,
          ...(area === undefined ? {} : { area }),
          week: weekTextOf(week),
          minutes,
          ...(isLimited ? { capacity } : {}),
          short: isLimited ? Math.max(0, minutes - capacity) : 0,
        };
      }),
    ).flat(),
    trips: all.reduce((sum, { days }) => sum + days.size, 0),
  };
};
