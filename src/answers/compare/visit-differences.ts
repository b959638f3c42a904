import type { OccurrenceRef, Visit } from '../../output/plan-document';
import { occurrenceKey } from '../../registry/occurrence-ref';
import { byText } from '../../registry/sorted';
import type { FieldDifference, VisitDifference } from './comparison';
import { matchVisits } from './match-visits';
import { onlyIn, type ReadVisit, rowOf } from './read-visit';

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((one, k) => one === b[k]));

/** The occurrences of both visits that only one of them checks by fallback. O(occurrences) */
const fallbackOnlyIn = (
  a: ReadVisit,
  b: ReadVisit,
): readonly [onlyA: readonly OccurrenceRef[], onlyB: readonly OccurrenceRef[]] => {
  const [onlyA, onlyB]: [OccurrenceRef[], OccurrenceRef[]] = [[], []];
  const inB = new Map(b.occurrences.map((one) => [occurrenceKey('', one), one]));
  for (const was of a.occurrences) {
    const is = inB.get(occurrenceKey('', was));
    if (is === undefined || is.fallback === was.fallback) continue;
    const { item, cycle } = was;
    (was.fallback === true ? onlyA : onlyB).push({ item, cycle });
  }
  return [onlyA, onlyB];
};

const fieldsOf = (a: ReadVisit, b: ReadVisit): readonly FieldDifference[] => {
  const fields: FieldDifference[] = [];
  const text = (field: 'date' | 'domain' | 'lead'): void => {
    const [before, after] = [a.visit[field], b.visit[field]];
    if (before !== after) fields.push({ field, before, after });
  };
  const label = (field: 'method' | 'object'): void => {
    const [before, after] = [a.visit[field] ?? null, b.visit[field] ?? null];
    if (before !== after) fields.push({ field, before, after });
  };
  text('domain');
  text('date');
  label('method');
  label('object');
  if (!sameList(a.departments, b.departments))
    fields.push({ field: 'departments', before: a.departments, after: b.departments });
  text('lead');
  if (a.visit.minutes !== b.visit.minutes)
    fields.push({ field: 'minutes', before: a.visit.minutes, after: b.visit.minutes });
  if (a.visit.onSite !== b.visit.onSite)
    fields.push({ field: 'onSite', before: a.visit.onSite, after: b.visit.onSite });
  const [before, after] = fallbackOnlyIn(a, b);
  if (before.length + after.length > 0) fields.push({ field: 'fallback', before, after });
  return fields;
};

/**
 * The difference between two paired visits, ids aside; undefined where there is none.
 * O(occurrences).
 */
const differenceOf = (before: ReadVisit, after: ReadVisit): VisitDifference | undefined => {
  const [left, joined] = onlyIn(before.occurrences, after.occurrences);
  const fields = fieldsOf(before, after);
  const isSame = left.length === 0 && joined.length === 0;
  if (isSame && fields.length === 0) return undefined;
  const rows = { before: rowOf(before), after: rowOf(after) };
  return isSame && fields.length === 1 && fields[0].field === 'date'
    ? { kind: 'moved', ...rows }
    : { kind: 'changed', ...rows, joined, left, fields };
};

/** The row before; for an added visit the row after. */
const firstRow = (difference: VisitDifference): Visit =>
  difference.kind === 'added' ? difference.after : difference.before;

const byDate = (a: VisitDifference, b: VisitDifference): number =>
  byText(firstRow(a).date, firstRow(b).date) || byText(firstRow(a).id ?? '', firstRow(b).id ?? '');

export interface VisitDifferences {
  readonly kept: readonly ReadVisit[];
  /** By date before (added ones: date after), then id. */
  readonly differences: readonly VisitDifference[];
}

/**
 * The kept visits of an enterprise, and the differences of the others; both lists must be in order.
 * O(occurrences + differences log differences).
 */
export const visitDifferences = (
  before: readonly ReadVisit[],
  after: readonly ReadVisit[],
): VisitDifferences => {
  const kept: ReadVisit[] = [];
  const differences: VisitDifference[] = [];
  const isNew = new Uint8Array(after.length).fill(1);
  matchVisits(before, after).forEach((a, b) => {
    if (a < 0) {
      differences.push({ kind: 'removed', before: rowOf(before[b]) });
      return;
    }
    isNew[a] = 0;
    const difference = differenceOf(before[b], after[a]);
    if (difference === undefined) kept.push(after[a]);
    else differences.push(difference);
  });
  after.forEach((visit, a) => {
    if (isNew[a] === 1) differences.push({ kind: 'added', after: rowOf(visit) });
  });
  return { kept, differences: differences.sort(byDate) };
};
