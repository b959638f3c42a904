import type { Key } from '../codec/place';
import { dateTextOf, parseDay } from '../registry/day';
import type { Department } from '../registry/department';
import { type Due, FURTHER_CYCLES } from '../registry/due';
import type { Enterprise } from '../registry/enterprise';
import type { Item } from '../registry/item';
import type { Pin } from '../registry/pin';
import { GENERAL } from '../registry/policy-defaults';
import type { DateRange } from '../registry/range';
import type { Assignment, Registry, RegistryInput } from '../registry/registry';
import { because, type CausesNoted, causesNoted } from './causes';
import type { Change } from './change';

/** A registry while changes are made to it, one after another; rows by id. */
export interface Draft {
  readonly horizon: RegistryInput['horizon'];
  readonly departments: Map<string, Department>;
  readonly items: Map<string, Item>;
  readonly enterprises: Map<string, Enterprise>;
  readonly assignments: Map<string, Assignment>;
  due: Due[];
  /** The next number for a further occurrence of an item at an enterprise. */
  readonly nextCycle: (enterprise: string, item: string) => number;
  /** Each with the change that set it; −1: the registry had it. */
  pins: Array<readonly [pin: Pin, change: number]>;
  policy: RegistryInput['policy'];
  frozenThrough: string | undefined;
  /** Ids of visits that were not made. */
  readonly missed: Set<string>;
  readonly causes: CausesNoted;
}

const byId = <A extends { readonly id: string }>(rows: readonly A[]): Map<string, A> =>
  new Map(rows.map((row) => [row.id, row]));

export const pairOf = (enterprise: string, item: string): string =>
  JSON.stringify([enterprise, item]);

/** O(rows) */
export const draftOf = (registry: Registry): Draft => ({
  horizon: registry.horizon,
  departments: byId(registry.departments),
  items: byId(registry.items),
  enterprises: byId(registry.enterprises),
  assignments: new Map(
    (registry.assignments ?? []).map((row) => [pairOf(row.enterprise, row.item), row]),
  ),
  due: [...(registry.due ?? [])],
  nextCycle: furtherCycles(registry.due ?? []),
  pins: (registry.pins ?? []).map((pin) => [pin, -1]),
  policy: registry.policy,
  frozenThrough: registry.frozenThrough,
  missed: new Set(),
  causes: causesNoted(),
});

/** Notes something wrong with a change, below some steps. */
export type Note = (keys: readonly Key[], expected: string, value: unknown) => void;

/**
 * Gives numbers for further occurrences of an item at an enterprise, each that no row has and that
 * was not given before. O(rows), then O(1)
 */
const furtherCycles = (due: readonly Due[]): ((enterprise: string, item: string) => number) => {
  const next = new Map<string, number>();
  for (const { enterprise, item, cycle } of due) {
    const key = pairOf(enterprise, item);
    next.set(key, Math.max(next.get(key) ?? FURTHER_CYCLES, cycle + 1));
  }
  return (enterprise, item) => {
    const key = pairOf(enterprise, item);
    const cycle = next.get(key) ?? FURTHER_CYCLES;
    next.set(key, cycle + 1);
    return cycle;
  };
};

const dayAfter = (date: string): string => dateTextOf(parseDay(date) + 1);

const without = (ranges: readonly DateRange[], from: string): readonly DateRange[] =>
  ranges
    .filter((range) => range.from < from)
    .map((range) =>
      range.to < from ? range : { from: range.from, to: dateTextOf(parseDay(from) - 1) },
    );

/** Rows that the draft knows by the ids a change names; notes ids that it does not know. */
const known = <A>(
  rows: ReadonlyMap<string, A>,
  id: string,
  keys: readonly Key[],
  what: string,
  note: Note,
) => {
  const row = rows.get(id);
  if (row === undefined) note(keys, `the id of ${what}`, id);
  return row;
};

/**
 * The check-up of a department that an enterprise asks for: an item that nobody is owed otherwise.
 */
const invitedItem = (draft: Draft, { id, name }: Department, minutes: number): Item => {
  const domains = Object.keys(draft.policy?.domains ?? { [GENERAL]: {} });
  return {
    id: `invited:${id}:${minutes}`,
    name: `邀约检查 ${name ?? id}`,
    department: id,
    domain: domains.includes(GENERAL) ? GENERAL : (domains.toSorted()[0] ?? GENERAL),
    minutes,
    frequency: { times: 0 },
  };
};

/**
 * Makes one change to a draft, or notes why it cannot be made. O(rows of pins), and O(assignments)
 * where an item ends.
 */
export const applyChange = (draft: Draft, change: Change, at: number, note: Note): void => {
  const { causes, enterprises, items, departments } = draft;
  const enterpriseOf = (id: string): Enterprise | undefined =>
    known(enterprises, id, ['enterprise'], 'an enterprise', note);
  const tomorrow = (): string =>
    draft.frozenThrough === undefined ? draft.horizon.start : dayAfter(draft.frozenThrough);
  const addDue = (row: Omit<Due, 'cycle'>): Due => {
    const due = { ...row, cycle: draft.nextCycle(row.enterprise, row.item) };
    draft.due.push(due);
    because(causes.ofEnterprise, row.enterprise, change.change);
    return due;
  };
  switch (change.change) {
    case 'through':
      if (draft.frozenThrough !== undefined && change.date < draft.frozenThrough) {
        note(['date'], `a date not before ${draft.frozenThrough}`, change.date);
        return;
      }
      if (change.date > draft.horizon.end) {
        note(['date'], `a date not after ${draft.horizon.end}`, change.date);
        return;
      }
      draft.frozenThrough = change.date;
      for (const id of change.missed ?? []) draft.missed.add(id);
      return;
    case 'task':
    case 'reinspect': {
      const enterprise = enterpriseOf(change.enterprise);
      const item = known(items, change.item, ['item'], 'an item', note);
      if (enterprise === undefined || item === undefined) return;
      const { from = tomorrow(), to } = change;
      if (to < from) {
        note(['to'], `a date not before ${from}`, to);
        return;
      }
      addDue({
        enterprise: enterprise.id,
        item: item.id,
        from,
        to,
        ...(change.note === undefined ? {} : { note: change.note }),
      });
      return;
    }
    case 'invitation': {
      const enterprise = enterpriseOf(change.enterprise);
      const invited = [...new Set(change.departments)].map((id, k) =>
        known(departments, id, ['departments', k], 'a department', note),
      );
      const { from = tomorrow(), to, minutes = 60 } = change;
      if (to < from) {
        note(['to'], `a date not before ${from}`, to);
        return;
      }
      if (enterprise === undefined || invited.includes(undefined)) return;
      const occurrences = invited.flatMap((department) => {
        if (department === undefined) return [];
        const item = invitedItem(draft, department, minutes);
        if (!items.has(item.id)) items.set(item.id, item);
        const { cycle } = addDue({
          enterprise: enterprise.id,
          item: item.id,
          from,
          to,
          note: change.note ?? '邀约检查',
        });
        return [{ item: item.id, cycle }];
      });
      if (occurrences.length > 1)
        draft.pins.push([
          { pin: 'together', enterprise: enterprise.id, occurrences, note: '邀约检查' },
          at,
        ]);
      return;
    }
    case 'enterprise':
      enterprises.set(change.row.id, change.row);
      because(causes.ofEnterprise, change.row.id, 'enterprise');
      return;
    case 'closed': {
      const row = enterpriseOf(change.enterprise);
      if (row === undefined) return;
      const to = [change.from, draft.horizon.end].toSorted()[1];
      enterprises.set(row.id, {
        ...row,
        closed: [...(row.closed ?? []), { from: change.from, to }],
      });
      because(causes.ofEnterprise, row.id, 'closed');
      return;
    }
    case 'item':
      known(departments, change.row.department, ['row', 'department'], 'a department', note);
      items.set(change.row.id, change.row);
      because(causes.ofItem, change.row.id, 'item');
      return;
    case 'item-ended': {
      const row = known(items, change.item, ['item'], 'an item', note);
      if (row === undefined) return;
      const { appliesTo: _, ...rest } = row;
      items.set(row.id, rest);
      for (const [key, { item }] of draft.assignments)
        if (item === row.id) draft.assignments.delete(key);
      because(causes.ofItem, row.id, 'item-ended');
      return;
    }
    case 'assignment':
    case 'assignment-ended': {
      const enterprise = enterpriseOf(change.enterprise);
      const item = known(items, change.item, ['item'], 'an item', note);
      if (enterprise === undefined || item === undefined) return;
      const key = pairOf(enterprise.id, item.id);
      because(causes.ofEnterprise, enterprise.id, change.change);
      if (change.change === 'assignment') {
        const { change: _, ...row } = change;
        draft.assignments.set(key, row);
      } else if (!draft.assignments.delete(key))
        note(['item'], 'an item that is assigned to the enterprise', item.id);
      return;
    }
    case 'exempt':
    case 'exempt-ended': {
      const row = enterpriseOf(change.enterprise);
      if (row === undefined) return;
      const exempt =
        change.change === 'exempt'
          ? [...(row.exempt ?? []), { from: change.from, to: change.to }]
          : without(row.exempt ?? [], change.from);
      enterprises.set(row.id, { ...row, exempt });
      because(causes.ofEnterprise, row.id, change.change);
      return;
    }
    case 'capacity': {
      const row = known(departments, change.department, ['department'], 'a department', note);
      if (row === undefined) return;
      const { dailyMinutes: _, dailyMinutesByArea: __, ...rest } = row;
      const { change: ___, department: ____, ...minutes } = change;
      departments.set(row.id, { ...rest, ...minutes });
      because(causes.ofDepartment, row.id, 'capacity');
      return;
    }
    case 'pin':
    case 'unpin': {
      const text = JSON.stringify(change.row);
      if (change.change === 'pin') draft.pins.push([change.row, at]);
      else if (!draft.pins.some(([pin]) => JSON.stringify(pin) === text))
        note(['row'], 'a pin that is set', change.row);
      else draft.pins = draft.pins.filter(([pin]) => JSON.stringify(pin) !== text);
      if (change.row.enterprise !== undefined)
        because(causes.ofEnterprise, change.row.enterprise, change.change);
      else if (change.row.pin === 'unmerged' && change.row.item !== undefined)
        because(causes.ofItem, change.row.item, change.change);
      return;
    }
    case 'policy':
      draft.policy = change.row;
      causes.ofAll.add('policy');
      return;
  }
};
