import type { Codec } from '../codec/codec';
import { arrayOf, optional, struct } from '../codec/shapes';
import { id, madeId } from '../codec/values';
import { ServedOccurrence } from './occurrence-ref';
import { DateText } from './range';

/** A visit that has been made. Every plan contains it unchanged, whatever the rules say now. */
export interface DoneVisit {
  /** Its id in the plan that it was made from. */
  readonly id?: string;
  readonly enterprise: string;
  readonly domain: string;
  readonly date: DateText;
  /** Id of the department that led it. */
  readonly lead: string;
  readonly occurrences: readonly ServedOccurrence[];
}

export const DoneVisit: Codec<DoneVisit> = struct<DoneVisit>('DoneVisit', {
  id: optional(madeId),
  enterprise: id,
  domain: id,
  date: DateText,
  lead: id,
  occurrences: arrayOf(ServedOccurrence, { nonEmpty: true }),
});
