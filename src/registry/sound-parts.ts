import type { Codec } from '../codec/codec';
import type { Misfit } from '../codec/place';
import { isPlainObject } from '../codec/shapes';

/** A field of any value; undefined where the value is no object. */
export const fieldOf = (value: unknown, field: string): unknown =>
  isPlainObject(value) ? value[field] : undefined;

/**
 * Calls `visit` for the elements that a codec has checked: all up to the first hole,
 * none where the value is no array.
 */
export const eachRow = (value: unknown, visit: (row: unknown, at: number) => void): void => {
  if (!Array.isArray(value)) return;
  for (let at = 0; at < value.length; at++) {
    const row: unknown = value[at];
    if (row === undefined && !Object.hasOwn(value, at)) return;
    visit(row, at);
  }
};

/** Every object and array on the paths from the input to its misfits. */
const brokenObjects = (input: unknown, misfits: readonly Misfit[]): ReadonlySet<unknown> => {
  const broken = new Set<unknown>();
  for (const { keys } of misfits) {
    let value: unknown = input;
    for (let at = 0; typeof value === 'object' && value !== null; at++) {
      broken.add(value);
      if (at === keys.length) break;
      value = Reflect.get(value, keys[at]);
    }
  }
  return broken;
};

/**
 * Whether an object or array passed this codec, although other parts of the input may not have.
 * O(1).
 */
export type IsSound = <A extends object>(codec: Codec<A>, value: unknown) => value is A;

/** Tells which parts of an input are free of the misfits that its codec noted. O(misfits). */
export const soundPartsOf = (input: unknown, misfits: readonly Misfit[]): IsSound => {
  const broken = brokenObjects(input, misfits);
  return <A extends object>(_codec: Codec<A>, value: unknown): value is A =>
    typeof value === 'object' && value !== null && !broken.has(value);
};
