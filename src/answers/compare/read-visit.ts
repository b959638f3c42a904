import type { OccurrenceRef, ServedOccurrence, Visit } from '../../output/plan-document';
import { visitId } from '../../output/visit-id';
import { byText } from '../../registry/sorted';
import { sideBySide } from './side-by-side';

/** A visit with its lists in order, ready to be compared. */
export interface ReadVisit {
  readonly visit: Visit;
  /** Its own id, else the id of its first occurrence; absent where it has neither. */
  readonly id: string | undefined;
  /** Ascending by {@link byOccurrence}. */
  readonly occurrences: readonly ServedOccurrence[];
  /** Ascending, each once. */
  readonly departments: readonly string[];
}

/** Compares occurrences by item, then cycle. */
export const byOccurrence = (a: OccurrenceRef, b: OccurrenceRef): number =>
  byText(a.item, b.item) || a.cycle - b.cycle;

const rising = <A>(list: readonly A[], order: (a: A, b: A) => number, least: number): boolean => {
  for (let k = 1; k < list.length; k++) if (order(list[k], list[k - 1]) < least) return false;
  return true;
};

/** A visit, read. O(occurrences); O(n log n) where they are not in order. */
export const readVisit = (visit: Visit): ReadVisit => {
  const occurrences = rising(visit.occurrences, byOccurrence, 0)
    ? visit.occurrences
    : visit.occurrences.toSorted(byOccurrence);
  const [first] = occurrences;
  return {
    visit,
    id:
      visit.id ??
      (first === undefined ? undefined : visitId(visit.enterprise, first.item, first.cycle)),
    occurrences,
    departments: rising(visit.departments, byText, 1)
      ? visit.departments
      : [...new Set(visit.departments)].sort(byText),
  };
};

/**
 * The visit as a row with its lists in order and its id; the plan's own row where it has both.
 * O(1).
 */
export const rowOf = ({ visit, id, occurrences, departments }: ReadVisit): Visit =>
  visit.id === id && visit.occurrences === occurrences && visit.departments === departments
    ? visit
    : { ...visit, ...(id === undefined ? {} : { id }), departments, occurrences };

const restOf = ({ visit, occurrences, departments }: ReadVisit): string => {
  const { domain, method, object, lead, minutes, onSite } = visit;
  const members = occurrences.map(({ item, cycle, fallback }) => [item, cycle, fallback]);
  return JSON.stringify([domain, method, object, departments, lead, minutes, onSite, members]);
};

/**
 * Compares visits of one enterprise by date, id and then all other fields,
 * so that only equal visits tie.
 */
export const byVisit = (a: ReadVisit, b: ReadVisit): number =>
  byText(a.visit.date, b.visit.date) ||
  byText(a.id ?? '', b.id ?? '') ||
  byText(restOf(a), restOf(b));

/**
 * Two lists, ascending: the occurrences that only `a` has, and the ones that only `b` has. Where
 * one list has an occurrence more often than the other, the occurrence is listed once for each time
 * more.
 * O(both).
 */
export const onlyIn = (
  a: readonly OccurrenceRef[],
  b: readonly OccurrenceRef[],
): readonly [onlyA: readonly OccurrenceRef[], onlyB: readonly OccurrenceRef[]] => {
  const [onlyA, onlyB]: [OccurrenceRef[], OccurrenceRef[]] = [[], []];
  sideBySide(a, b, byOccurrence, (one, was, is) => {
    if (is === undefined) onlyA.push(one);
    else if (was === undefined) onlyB.push(one);
  });
  return [onlyA, onlyB];
};
