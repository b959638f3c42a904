import type { OccurrenceRef } from '../registry/occurrence-ref';
import { byText } from '../registry/sorted';

interface Dated {
  readonly id?: string;
  readonly enterprise: string;
  readonly date: string;
  readonly occurrences: readonly OccurrenceRef[];
}

/**
 * Compares visits by enterprise, date, id and occurrences, so that a revision does
 * not depend on the order of rows.
 */
export const inVisitOrder = (a: Dated, b: Dated): number =>
  byText(a.enterprise, b.enterprise) ||
  byText(a.date, b.date) ||
  byText(a.id ?? '', b.id ?? '') ||
  byText(JSON.stringify(a.occurrences), JSON.stringify(b.occurrences));
