import { isNonEmpty } from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import type { LocatedError } from '../codec/located-error';
import { amendmentErrors } from '../decode/check-amendments';
import type { Pin } from '../registry/pin';
import type { Registry } from '../registry/registry';
import type { EditedRegistry } from './edited-registry';

/** Least number of occurrences of a pin of this kind. */
const fewestOf = ({ pin }: Pin): number => (pin === 'visit' ? 1 : 2);

/** The pin without some of its occurrences; undefined where too few are left. */
const without = (pin: Pin, places: ReadonlySet<number>): Pin | undefined => {
  if (!('occurrences' in pin) || places.size === 0) return undefined;
  const occurrences = pin.occurrences.filter((_, k) => !places.has(k));
  return occurrences.length < fewestOf(pin) ? undefined : { ...pin, occurrences };
};

/**
 * Each pin in its possible form. An impossible new pin is an error. An old pin goes on without the
 * occurrences that time or a change has taken from it; undefined: it is void.
 * O(occurrences × days) of the enterprises with pins, once and again for each round of void pins.
 */
export const possiblePins = (
  registry: Registry,
  pins: EditedRegistry['pins'],
  /** The place of a change's pin, or of its wrong field (`.date`). */
  placeOf: (change: number, field: string) => string,
): E.Either<NonEmptyArray<LocatedError>, ReadonlyArray<Pin | undefined>> => {
  const { done = [], due = [] } = registry;
  const named = new Set(pins.map(([{ enterprise }]) => enterprise));
  const isNamed = ({ enterprise }: { readonly enterprise: string }): boolean =>
    named.has(enterprise);
  const own = { ...registry, due: due.filter(isNamed), done: done.filter(isNamed) };
  const kept: (Pin | undefined)[] = pins.map(([pin]) => pin);
  for (;;) {
    const places = kept.flatMap((pin, k) => (pin === undefined ? [] : [k]));
    const errors = amendmentErrors({ ...own, pins: kept.flatMap((pin) => pin ?? []) });
    /** Indices of wrong occurrences by pin; −1 among them for any other error. */
    const wrong = new Map<number, Set<number>>();
    const refused = errors.flatMap((error): readonly LocatedError[] => {
      const [, place, field, occurrence] =
        /^pins\[(\d+)\]((?:\.occurrences\[(\d+)\])?.*)$/.exec(error.path) ?? [];
      if (place === undefined) return [];
      const k = places[Number(place)];
      wrong.set(k, (wrong.get(k) ?? new Set()).add(Number(occurrence ?? -1)));
      const at = pins[k][1];
      return at < 0 ? [] : [{ ...error, path: placeOf(at, field) }];
    });
    if (isNonEmpty(refused)) return E.left(refused);
    if (wrong.size === 0) return E.right(kept);
    for (const [k, some] of wrong) {
      const pin = kept[k];
      kept[k] = pin === undefined || some.has(-1) ? undefined : without(pin, some);
    }
  }
};
