import { type Key, misfitAt, type Place } from '../codec/place';
import { eachRow, fieldOf } from './sound-parts';

/**
 * Index of the first row with each id; `undefined` for a section that is no list, since references
 * into it can be neither right nor wrong.
 */
type Ids = ReadonlyMap<string, number> | undefined;

/**
 * The ids of a section; notes ids that come again. The id of a row with other errors counts as
 * well, so that one mistake is one error.
 */
const idsOf = (section: string, rows: unknown, place: Place): Ids => {
  if (!Array.isArray(rows)) return undefined;
  const ids = new Map<string, number>();
  eachRow(rows, (row, at) => {
    const id = fieldOf(row, 'id');
    if (typeof id !== 'string' || id === '') return;
    const first = ids.get(id);
    if (first === undefined) ids.set(id, at);
    else
      misfitAt(
        place,
        [section, at, 'id'],
        `an id of its own (${section}[${first}] has this one)`,
        id,
      );
  });
  return ids;
};

/**
 * The index of the row that a reference at `[...section, at, field]` names;
 * notes a reference to an unknown id.
 */
type Resolve = (
  value: unknown,
  section: readonly Key[],
  at: number,
  field?: string,
) => number | undefined;

const resolveIn =
  (ids: Ids, expected: string, place: Place): Resolve =>
  (value, section, at, field) => {
    // A value that is no id has its misfit already.
    if (ids === undefined || typeof value !== 'string' || value === '') return undefined;
    const row = ids.get(value);
    if (row === undefined)
      misfitAt(place, [...section, at, ...(field === undefined ? [] : [field])], expected, value);
    return row;
  };

/**
 * Notes duplicate ids, duplicate assignments, and references to unknown ids.
 * O(size of the input).
 */
export const checkReferences = (input: unknown, place: Place): void => {
  const section = (name: string): unknown => fieldOf(input, name);
  const departments = idsOf('departments', section('departments'), place);
  const items = idsOf('items', section('items'), place);
  const enterprises = idsOf('enterprises', section('enterprises'), place);
  const department = resolveIn(departments, 'the id of a department', place);
  const item = resolveIn(items, 'the id of an item', place);
  const enterprise = resolveIn(enterprises, 'the id of an enterprise', place);

  eachRow(section('items'), (row, at) =>
    department(fieldOf(row, 'department'), ['items'], at, 'department'),
  );

  const itemRows = section('items');
  const width = Array.isArray(itemRows) ? itemRows.length : 0;
  const assigned = new Map<number, number>();
  eachRow(section('assignments'), (row, at) => {
    const enterpriseAt = enterprise(fieldOf(row, 'enterprise'), ['assignments'], at, 'enterprise');
    const itemAt = item(fieldOf(row, 'item'), ['assignments'], at, 'item');
    if (enterpriseAt === undefined || itemAt === undefined) return;
    const pair = enterpriseAt * width + itemAt;
    const first = assigned.get(pair);
    if (first === undefined) assigned.set(pair, at);
    else
      misfitAt(
        place,
        ['assignments', at],
        `an enterprise and item not assigned by assignments[${first}]`,
        row,
      );
  });

  eachRow(section('history'), (row, at) => {
    enterprise(fieldOf(row, 'enterprise'), ['history'], at, 'enterprise');
    item(fieldOf(row, 'item'), ['history'], at, 'item');
  });

  for (const name of ['done', 'due', 'pins'])
    eachRow(section(name), (row, at) => {
      enterprise(fieldOf(row, 'enterprise'), [name], at, 'enterprise');
      item(fieldOf(row, 'item'), [name], at, 'item');
      department(fieldOf(row, 'lead'), [name], at, 'lead');
      eachRow(fieldOf(row, 'occurrences'), (one, nth) =>
        item(fieldOf(one, 'item'), [name, at, 'occurrences'], nth, 'item'),
      );
    });

  const policy = section('policy');
  eachRow(fieldOf(policy, 'classify'), (row, at) =>
    eachRow(fieldOf(row, 'departments'), (id, nth) =>
      department(id, ['policy', 'classify', at, 'departments'], nth),
    ),
  );
  eachRow(fieldOf(policy, 'caps'), (row, at) =>
    eachRow(fieldOf(fieldOf(row, 'counts'), 'departments'), (id, nth) =>
      department(id, ['policy', 'caps', at, 'counts', 'departments'], nth),
    ),
  );
  eachRow(fieldOf(policy, 'leads'), (row, at) =>
    eachRow(fieldOf(row, 'departments'), (id, nth) =>
      department(id, ['policy', 'leads', at, 'departments'], nth),
    ),
  );
  eachRow(fieldOf(policy, 'apart'), (pair, at) =>
    eachRow(pair, (id, nth) => item(id, ['policy', 'apart', at], nth)),
  );
};
