import { checked } from '../../codec/checked';
import type { Codec } from '../../codec/codec';
import { optional, struct } from '../../codec/shapes';
import { oneOf } from '../../codec/values';
import type { OccurrenceRef, PlanDocument, Visit } from '../../output/plan-document';
import { visitId } from '../../output/visit-id';
import { civilOf, dateTextOf, dayOf, daysInMonth, parseDay, weekOf } from '../../registry/day';
import { occurrenceKey } from '../../registry/occurrence-ref';
import { DateText } from '../../registry/range';
import type { Registry } from '../../registry/registry';
import { byText } from '../../registry/sorted';
import { weekTextOf } from '../../registry/weeks';
import type { Named } from '../explain/named';

/** One check of a visit. */
export interface TaskItem extends Named {
  readonly department: Named;
  readonly cycle: number;
  readonly minutes: number;
  /** 非现场替代: the method that checks it instead of its own, since a cap leaves that no room. */
  readonly fallback?: string;
  /** 法律依据: the legal basis. */
  readonly basis: readonly string[];
  /** Documents and things that the enterprise has to have ready for it. */
  readonly prepare: readonly string[];
  /** The note of the due task, else of the visit pin, that names it. */
  readonly note?: string;
}

/** A visit with the data that its inspectors need. */
export interface TaskVisit {
  readonly id: string;
  readonly date: string;
  readonly enterprise: Named & { readonly area?: string };
  /** 牵头部门 */
  readonly lead: Named;
  /** 联合部门: the others, ascending by id. */
  readonly partners: readonly Named[];
  /** Ascending by department, the lead's first, then by id. */
  readonly items: readonly TaskItem[];
  /** Elapsed minutes. */
  readonly minutes: number;
  readonly onSite: boolean;
  readonly method?: string;
  readonly object?: string;
  /** 企业需准备: all that its items ask for, each once. */
  readonly prepare: readonly string[];
}

/** 任务单: the visits of a department in a month or a week, or the visits to an area. */
export interface TaskSheet {
  /** `2026-05`, or an ISO week, for example `2026-W19`. */
  readonly period: string;
  /** First and last day of the period. */
  readonly from: string;
  readonly to: string;
  /** The department, on sheets by department. */
  readonly department?: Named;
  /** The area, on sheets by area; absent for enterprises without an area. */
  readonly area?: string;
  /**
   * Minutes in these visits, travel included: of the department, or on an
   * area's sheet of all departments.
   */
  readonly minutes: number;
  /** Ascending by date, area, enterprise and id. */
  readonly visits: readonly TaskVisit[];
}

export interface TaskSheetOptions {
  /** Default: `month`. */
  readonly period?: 'month' | 'week';
  /** Default: `department`. */
  readonly groupBy?: 'department' | 'area';
  /** First and last day, inclusive; by default all days after `frozenThrough`. */
  readonly from?: string;
  readonly to?: string;
}

const TaskSheetOptions: Codec<TaskSheetOptions> = struct<TaskSheetOptions>('TaskSheetOptions', {
  period: optional(oneOf('Period', 'month', 'week')),
  groupBy: optional(oneOf('GroupBy', 'department', 'area')),
  from: optional(DateText),
  to: optional(DateText),
});

interface Period {
  readonly text: string;
  readonly from: string;
  readonly to: string;
}

const monthOf = (date: string): Period => {
  const { year, month } = civilOf(parseDay(date));
  const first = dayOf(year, month, 1);
  const text = date.slice(0, 7);
  return { text, from: dateTextOf(first), to: dateTextOf(first + daysInMonth(year, month) - 1) };
};

const weekAt = (date: string): Period => {
  const week = weekOf(parseDay(date));
  const monday = 7 * week - 3;
  return { text: weekTextOf(week), from: dateTextOf(monday), to: dateTextOf(monday + 6) };
};

/** Notes on occurrences, by enterprise, from visit pins and due tasks; the note of a task wins. */
const notesOf = ({
  due = [],
  pins = [],
}: Registry): ReadonlyMap<string, ReadonlyMap<string, string>> => {
  const notes = new Map<string, Map<string, string>>();
  const add = (enterprise: string, one: OccurrenceRef, note: string): void => {
    const own = notes.get(enterprise) ?? new Map<string, string>();
    notes.set(enterprise, own.set(occurrenceKey(enterprise, one), note));
  };
  for (const pin of pins)
    if (pin.pin === 'visit' && pin.note !== undefined)
      for (const one of pin.occurrences) add(pin.enterprise, one, pin.note);
  for (const row of due) if (row.note !== undefined) add(row.enterprise, row, row.note);
  return notes;
};

/**
 * Visits with all data for a sheet. A row unknown to the registry has its id alone, and 0 minutes.
 * O(registry) to prepare, then O(occurrences).
 */
const taskVisits = (registry: Registry): ((visit: Visit) => TaskVisit) => {
  const items = new Map(registry.items.map((row) => [row.id, row]));
  const departments = new Map(registry.departments.map((row) => [row.id, row]));
  const enterprises = new Map(registry.enterprises.map((row) => [row.id, row]));
  const notes = notesOf(registry);
  const named = (id: string, row: Named | undefined): Named =>
    row?.name === undefined ? { id } : { id, name: row.name };
  return ({
    id,
    enterprise,
    date,
    lead,
    departments: all,
    occurrences,
    minutes,
    onSite,
    method,
    object,
  }) => {
    const place = enterprises.get(enterprise);
    const order = (department: string): string => `${department === lead ? 0 : 1}${department}`;
    const tasks = occurrences
      .map((one): TaskItem => {
        const row = items.get(one.item);
        const note = notes.get(enterprise)?.get(occurrenceKey(enterprise, one));
        return {
          ...named(one.item, row),
          department: named(row?.department ?? '', departments.get(row?.department ?? '')),
          cycle: one.cycle,
          minutes: row?.minutes ?? 0,
          ...(one.fallback === true && row?.fallback !== undefined
            ? { fallback: row.fallback }
            : {}),
          basis: row?.basis ?? [],
          prepare: row?.prepare ?? [],
          ...(note === undefined ? {} : { note }),
        };
      })
      .sort(
        (a, b) =>
          byText(order(a.department.id), order(b.department.id)) ||
          byText(a.id, b.id) ||
          a.cycle - b.cycle,
      );
    const [first] = occurrences;
    return {
      id:
        id ??
        (first === undefined
          ? `${enterprise}/${date}`
          : visitId(enterprise, first.item, first.cycle)),
      date,
      enterprise: {
        ...named(enterprise, place),
        ...(place?.area === undefined ? {} : { area: place.area }),
      },
      lead: named(lead, departments.get(lead)),
      partners: all
        .filter((one) => one !== lead)
        .toSorted(byText)
        .map((one) => named(one, departments.get(one))),
      items: tasks,
      minutes,
      onSite,
      ...(method === undefined ? {} : { method }),
      ...(object === undefined ? {} : { object }),
      prepare: [...new Set(tasks.flatMap(({ prepare }) => prepare))],
    };
  };
};

const inOrder = (a: TaskVisit, b: TaskVisit): number =>
  byText(a.date, b.date) ||
  byText(a.enterprise.area ?? '', b.enterprise.area ?? '') ||
  byText(a.enterprise.id, b.enterprise.id) ||
  byText(a.id, b.id);

/**
 * 任务单 of a plan: one sheet per department (or area) and month (or week) that has visits,
 * ascending by period, then by department or area, the sheet without an area first. A visit is on
 * the sheet of each of its departments, or on the sheet of its area. Visits up to `frozenThrough`
 * are left out unless `from` asks for them. Where the plan names ids that the registry does not
 * have, they stand without a name.
 * O(occurrences + sheets).
 */
export const taskSheets = (
  registry: Registry,
  { visits }: Pick<PlanDocument, 'visits'>,
  options: TaskSheetOptions = {},
): readonly TaskSheet[] => {
  const {
    period: unit = 'month',
    groupBy = 'department',
    from,
    to,
  } = checked(TaskSheetOptions, options);
  const travel = registry.policy?.travelMinutes ?? 0;
  const taskVisit = taskVisits(registry);
  const nameOf = new Map(registry.departments.map(({ id, name }) => [id, name]));
  const frozen = registry.frozenThrough ?? '';
  const isAsked = ({ date }: Visit): boolean =>
    (from === undefined ? date > frozen : date >= from) && (to === undefined || date <= to);
  const sheets = new Map<
    string,
    { period: Period; of: string | undefined; minutes: number; visits: TaskVisit[] }
  >();
  for (const visit of visits) {
    if (!isAsked(visit)) continue;
    const task = taskVisit(visit);
    const period = unit === 'week' ? weekAt(visit.date) : monthOf(visit.date);
    const minutesOf = new Map<string, number>();
    for (const { department, minutes } of task.items)
      minutesOf.set(department.id, (minutesOf.get(department.id) ?? travel) + minutes);
    const owners =
      groupBy === 'area'
        ? [task.enterprise.area]
        : [task.lead.id, ...task.partners.map(({ id }) => id)];
    for (const of of owners) {
      const key = JSON.stringify([period.text, of ?? null]);
      const sheet = sheets.get(key) ?? { period, of, minutes: 0, visits: [] };
      sheets.set(key, sheet);
      sheet.visits.push(task);
      for (const [department, minutes] of minutesOf)
        if (groupBy === 'area' || department === of) sheet.minutes += minutes;
    }
  }
  return [...sheets.values()]
    .sort(
      (a, b) =>
        byText(a.period.from, b.period.from) ||
        Number(a.of !== undefined) - Number(b.of !== undefined) ||
        byText(a.of ?? '', b.of ?? ''),
    )
    .map(({ period, of, minutes, visits: own }): TaskSheet => {
      const name = of === undefined ? undefined : nameOf.get(of);
      return {
        period: period.text,
        from: period.from,
        to: period.to,
        ...(of === undefined
          ? {}
          : groupBy === 'area'
            ? { area: of }
            : { department: name === undefined ? { id: of } : { id: of, name } }),
        minutes,
        visits: own.sort(inOrder),
      };
    });
};
