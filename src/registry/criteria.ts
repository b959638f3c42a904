import { type Codec, codecOf } from '../codec/codec';
import { misfit, type Place } from '../codec/place';
import { arrayOf, isPlainObject } from '../codec/shapes';
import { text } from '../codec/values';

/**
 * The enterprises that an item applies to. `{}` is everybody;
 * every other form has exactly one field.
 */
export type Criteria =
  | Readonly<Record<never, never>>
  /** The industry code starts with one of these texts. */
  | { readonly industry: readonly string[] }
  | { readonly tag: readonly string[] }
  | { readonly size: readonly string[] }
  | { readonly grade: readonly string[] }
  | { readonly area: readonly string[] }
  | { readonly all: readonly Criteria[] }
  | { readonly any: readonly Criteria[] }
  | { readonly not: Criteria };

/**
 * Deeper or larger criteria are refused. So cyclic criteria end, and so do criteria whose shared
 * parts would take exponential time.
 */
const MOST_LEVELS = 64;
const MOST_PARTS = 10_000;

const LISTS = ['industry', 'tag', 'size', 'grade', 'area'];
const FIELDS = [...LISTS, 'all', 'any', 'not'];
const texts = arrayOf(text);

/** Parts that may still follow within one item's criteria. */
interface Budget {
  parts: number;
}

/** Checks criteria `level` deep; false once they are too many or too deep to go on. */
const walk = (value: unknown, place: Place, level: number, budget: Budget): boolean => {
  if (level > MOST_LEVELS || budget.parts-- === 0) return false;
  if (!isPlainObject(value)) {
    misfit(place, 'criteria (an object)', value);
    return true;
  }
  const depth = place.depth++;
  // Undefined fields count too: `{ all: undefined }` must not mean everybody.
  const fields = Object.getOwnPropertyNames(value);
  let finished = true;
  for (const field of fields) {
    const part = value[field];
    place.keys[depth] = field;
    if (LISTS.includes(field)) texts.check(part, place);
    else if (field === 'not') finished = walk(part, place, level + 1, budget);
    else if (field === 'all' || field === 'any')
      finished = walkEach(part, place, level + 1, budget);
    else misfit(place, `no such field (known: ${FIELDS.join(', ')})`, part);
    if (!finished) break;
  }
  place.depth = depth;
  if (finished && fields.filter((field) => FIELDS.includes(field)).length > 1) {
    misfit(place, 'criteria with exactly one field (join several by all or any)', value);
  }
  return finished;
};

const walkEach = (value: unknown, place: Place, level: number, budget: Budget): boolean => {
  if (!Array.isArray(value)) {
    misfit(place, 'an array', value);
    return true;
  }
  const depth = place.depth++;
  let finished = true;
  for (let at = 0; at < value.length && finished; at++) {
    place.keys[depth] = at;
    finished = walk(value[at], place, level, budget);
  }
  place.depth = depth;
  return finished;
};

/** {@link Criteria} at most 64 levels deep, of at most 10,000 parts. */
export const Criteria: Codec<Criteria> = codecOf('Criteria', (value, place) => {
  if (!walk(value, place, 1, { parts: MOST_PARTS })) {
    misfit(
      place,
      `criteria at most ${MOST_LEVELS} levels deep, of at most ${MOST_PARTS} parts`,
      value,
    );
  }
});
