import { byText } from '../../registry/sorted';
import type { GroupTally, VisitDifference, VisitFate, VisitTally } from './comparison';
import { sideBySide } from './side-by-side';

/** A tally while it grows. */
export type Counts = { -readonly [K in keyof VisitTally]: number };

export const noVisits = (): Counts => ({
  before: 0,
  after: 0,
  kept: 0,
  moved: 0,
  changed: 0,
  added: 0,
  removed: 0,
});

/** Counts one visit. */
export const count = (counts: Counts, fate: VisitFate): void => {
  counts[fate]++;
  if (fate !== 'added') counts.before++;
  if (fate !== 'removed') counts.after++;
};

const FIELDS = ['before', 'after', 'kept', 'moved', 'changed', 'added', 'removed'] as const;

/** Adds another tally. */
export const addTo = (counts: Counts, more: VisitTally): void => {
  for (const field of FIELDS) counts[field] += more[field];
};

/** Counts a visit in the tally of a group. */
export const countIn = (groups: Map<string, Counts>, group: string, fate: VisitFate): void => {
  let counts = groups.get(group);
  if (counts === undefined) {
    counts = noVisits();
    groups.set(group, counts);
  }
  count(counts, fate);
};

/**
 * Counts a visit that differs for each of its departments. For a department that joins or leaves
 * it, the visit is added or removed.
 * O(departments).
 */
export const countDepartments = (
  groups: Map<string, Counts>,
  difference: VisitDifference,
): void => {
  const { kind } = difference;
  if (kind === 'added') for (const id of difference.after.departments) countIn(groups, id, kind);
  else if (kind === 'removed')
    for (const id of difference.before.departments) countIn(groups, id, kind);
  else
    sideBySide(difference.before.departments, difference.after.departments, byText, (id, was, is) =>
      countIn(groups, id, was === undefined ? 'added' : is === undefined ? 'removed' : kind),
    );
};

/** The tallies, ascending by group. */
export const tallied = (groups: ReadonlyMap<string, Counts>): readonly GroupTally[] =>
  [...groups].sort(([a], [b]) => byText(a, b)).map(([group, counts]) => ({ group, ...counts }));
