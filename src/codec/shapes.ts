import { type Check, type Codec, codecOf } from './codec';
import { ABSENT, misfit, misfitAt, type Place } from './place';
import { MOST_CHARACTERS } from './text-length';

/** A value whose fields may be read by name. */
export type PlainObject = Readonly<Record<string, unknown>>;

/**
 * Whether a value is an object as `JSON.parse` makes it, in this realm or another. Arrays, Maps and
 * instances of classes are not.
 * O(1).
 */
export const isPlainObject = (value: unknown): value is PlainObject => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  // The root prototype of another realm (a frame, a vm context).
  return (
    Object.getPrototypeOf(prototype) === null && Object.hasOwn(Object(prototype), 'hasOwnProperty')
  );
};

/** A field that may be left out. */
export interface Optional<A> {
  readonly optional: Codec<A>;
}

export const optional = /* @__NO_SIDE_EFFECTS__ */ <A>(codec: Codec<A>): Optional<A> => ({
  optional: codec,
});

/** A codec for each field, wrapped by `optional` exactly where the field's type says `?`. */
export type Fields<A> = {
  readonly [K in keyof A]-?: Record<never, never> extends Pick<A, K>
    ? Optional<Exclude<A[K], undefined>>
    : Codec<A[K]>;
};

/** Further demands on a struct than its fields. */
export interface StructOptions<A> {
  /** Checks the whole value; runs only when every field is right. */
  readonly also?: (value: A, place: Place) => void;
  /** Whether unknown fields are allowed; by default each is an error. */
  readonly open?: boolean;
}

type AnyField = { readonly check: Check } | Optional<unknown>;

/**
 * A codec of objects with these fields and, unless `open`, no others. A field whose value is
 * `undefined` counts as absent.
 */
export const struct = /* @__NO_SIDE_EFFECTS__ */ <A extends object>(
  name: string,
  fields: Fields<A>,
  options: StructOptions<A> = {},
): Codec<A> => {
  const { also, open = false } = options;
  const entries: ReadonlyArray<readonly [string, AnyField]> = Object.entries(fields);
  const names = entries.map(([field]) => field);
  const checks = entries.map(([, field]) =>
    'optional' in field ? field.optional.check : field.check,
  );
  const needed = entries.map(([, field]) => !('optional' in field));
  const unknownField = `no such field (known: ${names.join(', ')})`;

  return codecOf(name, (value, place) => {
    if (!isPlainObject(value)) return misfit(place, 'an object', value);
    const before = place.found;
    const depth = place.depth++;
    let present = 0;
    for (let at = 0; at < names.length; at++) {
      const field = names[at];
      place.keys[depth] = field;
      const part = value[field];
      if (part !== undefined) {
        present++;
        checks[at](part, place);
      } else if (needed[at]) checks[at](ABSENT, place);
    }
    place.depth = depth;
    if (!open) {
      let own = 0;
      for (const _ in value) own++;
      if (own !== present) {
        for (const key of Object.keys(value)) {
          if (!names.includes(key) && value[key] !== undefined)
            misfitAt(place, [key], unknownField, value[key]);
        }
      }
    }
    // Every field has passed its codec, so the value is an A.
    if (also !== undefined && place.found === before) also(value as A, place);
  });
};

/** A codec of arrays whose elements pass `codec`. A hole is an error, and ends the check. */
export const arrayOf = /* @__NO_SIDE_EFFECTS__ */ <A>(
  codec: Codec<A>,
  options: { readonly nonEmpty?: boolean } = {},
): Codec<readonly A[]> => {
  const { check } = codec;
  return codecOf(`Array<${codec.name}>`, (value, place) => {
    if (!Array.isArray(value)) return misfit(place, 'an array', value);
    if (options.nonEmpty === true && value.length === 0)
      return misfit(place, 'an array of at least one', value);
    const depth = place.depth++;
    for (let at = 0; at < value.length; at++) {
      place.keys[depth] = at;
      const element: unknown = value[at];
      if (element === undefined && !Object.hasOwn(value, at)) {
        // An array of four billion holes is quick to make and slow to check.
        check(ABSENT, place);
        break;
      }
      check(element, place);
    }
    place.depth = depth;
  });
};

/** A codec of arrays with exactly two elements that pass `codec`. */
export const pairOf = /* @__NO_SIDE_EFFECTS__ */ <A>(
  codec: Codec<A>,
  options: Pick<StructOptions<readonly [A, A]>, 'also'> = {},
): Codec<readonly [A, A]> =>
  codecOf(`Pair<${codec.name}>`, (value, place) => {
    if (!Array.isArray(value) || value.length !== 2) return misfit(place, 'an array of two', value);
    const before = place.found;
    const depth = place.depth++;
    for (let at = 0; at < 2; at++) {
      place.keys[depth] = at;
      codec.check(value[at], place);
    }
    place.depth = depth;
    if (place.found === before) options.also?.([value[0], value[1]], place);
  });

/** A codec of objects with any keys, whose values pass `codec`. */
export const recordOf = /* @__NO_SIDE_EFFECTS__ */ <A>(
  codec: Codec<A>,
): Codec<Readonly<Record<string, A>>> =>
  codecOf(`Record<${codec.name}>`, (value, place) => {
    if (!isPlainObject(value)) return misfit(place, 'an object', value);
    const depth = place.depth++;
    for (const key of Object.getOwnPropertyNames(value)) {
      place.keys[depth] = key;
      if (key.length > MOST_CHARACTERS)
        misfit(place, `a key of at most ${MOST_CHARACTERS} characters`, key);
      codec.check(value[key], place);
    }
    place.depth = depth;
  });
