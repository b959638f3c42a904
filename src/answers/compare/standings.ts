import type { OccurrenceRef, Unserved } from '../../output/plan-document';
import { byText } from '../../registry/sorted';
import type { OccurrenceDifference, OccurrenceFate, Standing, VisitDifference } from './comparison';
import { byOccurrence, type ReadVisit } from './read-visit';
import { sideBySide } from './side-by-side';

/** The rows of one enterprise in a plan: visits by date, unserved rows by {@link byUnserved}. */
export interface EnterpriseRows {
  readonly visits: readonly ReadVisit[];
  readonly unserved: readonly Unserved[];
}

const byReason = (a: Unserved, b: Unserved): number =>
  byText(a.reason, b.reason) || byText(a.by ?? '', b.by ?? '');

/** Compares unserved rows by item, cycle and reason. */
export const byUnserved = (a: Unserved, b: Unserved): number =>
  byOccurrence(a, b) || byReason(a, b);

/** A served occurrence, or an unserved one. */
type Owed = OccurrenceRef | Unserved;

/**
 * Every occurrence once, ascending. One that is both served and unserved counts as served;
 * of two reasons the first counts.
 */
const owedIn = ({ visits, unserved }: EnterpriseRows): readonly Owed[] => {
  const rows: Owed[] = [];
  for (const { occurrences } of visits) for (const one of occurrences) rows.push(one);
  for (const row of unserved) rows.push(row);
  rows.sort(byOccurrence);
  return rows.filter((row, k) => k === 0 || byOccurrence(rows[k - 1], row) !== 0);
};

/**
 * A quick test that no standing differs: every visit that differs is only moved, and the unserved
 * rows are the same. False leaves it open.
 */
const isAsBefore = (
  before: EnterpriseRows,
  after: EnterpriseRows,
  differences: readonly VisitDifference[],
): boolean =>
  differences.every(({ kind }) => kind === 'moved') &&
  before.unserved.length === after.unserved.length &&
  before.unserved.every((row, k) => byUnserved(row, after.unserved[k]) === 0);

const SERVED: Standing = { kind: 'visit' };

const standingOf = (row: Owed): Standing =>
  'reason' in row
    ? { kind: 'unserved', reason: row.reason, ...(row.by === undefined ? {} : { by: row.by }) }
    : SERVED;

const fateOf = (before: Owed | undefined, after: Owed | undefined): OccurrenceFate | undefined => {
  if (before === undefined) return 'owed';
  if (after === undefined) return 'ended';
  if (!('reason' in before)) return 'reason' in after ? 'unserved' : undefined;
  if (!('reason' in after)) return 'served';
  return byReason(before, after) === 0 ? undefined : 'reason';
};

/**
 * The occurrences of an enterprise whose standing differs, by item and cycle. `visits` are
 * the differences of its visits.
 * O(occurrences log visits).
 */
export const standingDifferences = (
  enterprise: string,
  before: EnterpriseRows,
  after: EnterpriseRows,
  visits: readonly VisitDifference[],
): readonly OccurrenceDifference[] => {
  if (isAsBefore(before, after, visits)) return [];
  const differences: OccurrenceDifference[] = [];
  sideBySide(owedIn(before), owedIn(after), byOccurrence, ({ item, cycle }, was, is) => {
    const kind = fateOf(was, is);
    if (kind === undefined) return;
    const standings = {
      ...(was === undefined ? {} : { before: standingOf(was) }),
      ...(is === undefined ? {} : { after: standingOf(is) }),
    };
    differences.push({ kind, enterprise, item, cycle, ...standings });
  });
  return differences;
};
