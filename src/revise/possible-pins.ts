import { isNonEmpty } from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { amendmentErrors } from '../amendment-checks';
import type { RegistryError } from '../registry/decode-registry';
import type { Pin } from '../registry/pin';
import type { Registry } from '../registry/registry';
import type { Draft } from './draft';

/**
 * The pins that can be: old ones that time or a change has made void are gone, new ones are refused, as are tasks that cannot be. Past visits
 * are checked with all that is owed once it is known. O(occurrences × days) of the enterprises with tasks or pins, once and once more for void pins
 */
export const possiblePins = (
  registry: Registry,
  pins: Draft['pins'],
  /** Where a change has its pin, or the field of it that is wrong (such as `.date`). */
  placeOf: (change: number, field: string) => string,
): E.Either<NonEmptyArray<RegistryError>, readonly Pin[]> => {
  const { done = [], due = [] } = registry;
  const rows = pins.map(([pin]) => pin);
  const named = new Set([...due, ...rows].map(({ enterprise }) => enterprise));
  const errors = amendmentErrors({
    ...registry,
    pins: rows,
    done: done.filter(({ enterprise }) => named.has(enterprise)),
  }).filter(({ path }) => !path.startsWith('done'));
  if (errors.length === 0) return E.right(rows);
  const wrong = new Set<number>();
  const refused = errors.flatMap((error) => {
    const k = Number(/^pins\[(\d+)\]/.exec(error.path)?.[1] ?? -1);
    const at = pins[k]?.[1] ?? -1;
    wrong.add(k);
    if (k >= 0 && at < 0) return [];
    return [k < 0 ? error : { ...error, path: placeOf(at, error.path.replace(/^pins\[\d+\]/, '')) }];
  });
  return isNonEmpty(refused)
    ? E.left(refused)
    : possiblePins(
        registry,
        pins.filter((_, k) => !wrong.has(k)),
        placeOf,
      );
};
