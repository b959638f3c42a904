import type { Either } from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { type Codec, codecOf, decodeLocated } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { MOST_MISFITS } from '../codec/place';
import { checkCaps } from './cap-checks';
import { checkDomains } from './domain-checks';
import { checkReferences } from './references';
import { type Registry, RegistryInput } from './registry';
import { soundPartsOf } from './sound-parts';
import { checkTimes } from './times-checks';

/** A checked 台账 as an io-ts codec: decoding returns the input itself, encoding the same. */
export const RegistryCodec: Codec<Registry> = codecOf('Registry', (input, place) => {
  const before = place.misfits.length;
  RegistryInput.check(input, place);
  // Misfits past the maximum are not listed, so which parts are sound is unknown.
  if (place.found > MOST_MISFITS) return;
  // Parts of the right shape are compared with one another even where other parts are wrong, so
  // that one run lists all errors.
  const own = place.misfits
    .slice(before)
    .map((misfit) => ({ ...misfit, keys: misfit.keys.slice(place.depth) }));
  const isSound = soundPartsOf(input, own);
  checkReferences(input, place);
  checkDomains(input, isSound, place);
  checkTimes(input, isSound, place);
  checkCaps(input, place);
});

/**
 * The input itself as a registry; or everything that is wrong with it: wrong types, unknown
 * and missing fields, numbers out of range, dates that do not exist, unknown ids, duplicate ids
 * and assignments, domains without settings, more times than days. Errors of single entities
 * come first, in the order of the fields in the model, then errors between entities.
 * The input must not change afterwards.
 * O(size of the input).
 */
export const decodeRegistry = (input: unknown): Either<NonEmptyArray<LocatedError>, Registry> =>
  decodeLocated(RegistryCodec, input);
