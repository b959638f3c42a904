import { isNonEmpty } from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { amendmentErrors } from '../amendment-checks';
import type { RegistryError } from '../registry/decode-registry';
import type { Pin } from '../registry/pin';
import type { Registry } from '../registry/registry';
import type { Draft } from './draft';

/**
 * The pins that can be: old ones that time or a change has made void are gone, new ones are refused. O(occurrences × days) of the enterprises
 * with pins, once and once more for void pins
 */
export const possiblePins = (
  registry: Registry,
  pins: Draft['pins'],
  /** Where a change has its pin, or the field of it that is wrong (such as `.date`). */
  placeOf: (change: number, field: string) => string,
): E.Either<NonEmptyArray<RegistryError>, readonly Pin[]> => {
  const { done = [], due = [] } = registry;
  const rows = pins.map(([pin]) => pin);
  const named = new Set(rows.map(({ enterprise }) => enterprise));
  const isNamed = ({ enterprise }: { readonly enterprise: string }): boolean => named.has(enterprise);
  const errors = amendmentErrors({
    ...registry,
    due: due.filter(isNamed),
    done: done.filter(isNamed),
    pins: rows,
  }).filter(({ path }) => path.startsWith('pins'));
  if (errors.length === 0) return E.right(rows);
  const wrong = new Set<number>();
  const refused = errors.flatMap((error) => {
    const k = Number(/^pins\[(\d+)\]/.exec(error.path)?.[1]);
    const at = pins[k][1];
    wrong.add(k);
    return at < 0 ? [] : [{ ...error, path: placeOf(at, error.path.replace(/^pins\[\d+\]/, '')) }];
  });
  return isNonEmpty(refused)
    ? E.left(refused)
    : possiblePins(
        registry,
        pins.filter((_, k) => !wrong.has(k)),
        placeOf,
      );
};
