import type { Key } from '../codec/place';
import { dateTextOf, parseDay } from '../registry/day';
import type { Department } from '../registry/department';
import type { Due } from '../registry/due';
import type { Enterprise } from '../registry/enterprise';
import type { Item } from '../registry/item';
import { GENERAL } from '../registry/policy-defaults';
import type { DateRange } from '../registry/range';
import { because } from './causes';
import type { Change } from './change';
import { type EditedRegistry, pairOf } from './edited-registry';

/** Notes an error of a change; `keys` lead to the wrong part. */
export type Note = (keys: readonly Key[], expected: string, value: unknown) => void;

const dayAfter = (date: string): string => dateTextOf(parseDay(date) + 1);

const without = (ranges: readonly DateRange[], from: string): readonly DateRange[] =>
  ranges
    .filter((range) => range.from < from)
    .map((range) =>
      range.to < from ? range : { from: range.from, to: dateTextOf(parseDay(from) - 1) },
    );

/** The row of an id that a change names; notes an unknown id. */
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

/** The item of a department for check-ups by invitation. */
const invitedItem = (edited: EditedRegistry, { id, name }: Department, minutes: number): Item => {
  const domains = Object.keys(edited.policy?.domains ?? { [GENERAL]: {} });
  return {
    id: `invited:${id}:${minutes}`,
    name: `邀约检查 ${name ?? id}`,
    department: id,
    domain: domains.includes(GENERAL) ? GENERAL : (domains.toSorted()[0] ?? GENERAL),
    kind: 'invitation',
    minutes,
    frequency: { times: 0 },
  };
};

/**
 * Applies one change to an edited registry, or notes why that is impossible.
 * O(rows of pins), and O(assignments) where an item ends.
 */
export const applyChange = (
  edited: EditedRegistry,
  change: Change,
  at: number,
  note: Note,
): void => {
  const { causes, enterprises, items, departments } = edited;
  const enterpriseOf = (id: string): Enterprise | undefined =>
    known(enterprises, id, ['enterprise'], 'an enterprise', note);
  const tomorrow = (): string =>
    edited.frozenThrough === undefined ? edited.horizon.start : dayAfter(edited.frozenThrough);
  const addDue = (row: Omit<Due, 'cycle'>): Due => {
    const due = { ...row, cycle: edited.nextCycle(row.enterprise, row.item) };
    edited.due.push(due);
    because(causes.ofEnterprise, row.enterprise, change.change);
    return due;
  };
  switch (change.change) {
    case 'through':
      if (edited.frozenThrough !== undefined && change.date < edited.frozenThrough) {
        note(['date'], `a date not before ${edited.frozenThrough}`, change.date);
        return;
      }
      if (change.date > edited.horizon.end) {
        note(['date'], `a date not after ${edited.horizon.end}`, change.date);
        return;
      }
      edited.frozenThrough = change.date;
      for (const id of change.missed ?? []) edited.missed.add(id);
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
        const item = invitedItem(edited, department, minutes);
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
        edited.pins.push([
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
      const to = [change.from, edited.horizon.end].toSorted()[1];
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
      for (const [key, { item }] of edited.assignments)
        if (item === row.id) edited.assignments.delete(key);
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
        edited.assignments.set(key, row);
      } else if (!edited.assignments.delete(key))
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
      if (change.change === 'pin') edited.pins.push([change.row, at]);
      else if (!edited.pins.some(([pin]) => JSON.stringify(pin) === text))
        note(['row'], 'a pin that is set', change.row);
      else edited.pins = edited.pins.filter(([pin]) => JSON.stringify(pin) !== text);
      if (change.row.enterprise !== undefined)
        because(causes.ofEnterprise, change.row.enterprise, change.change);
      else if (change.row.pin === 'unmerged' && change.row.item !== undefined)
        because(causes.ofItem, change.row.item, change.change);
      return;
    }
    case 'policy':
      edited.policy = change.row;
      causes.ofAll.add('policy');
      return;
  }
};
