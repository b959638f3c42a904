import type { Either } from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { type Codec, codecOf, decodeLocated } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { MOST_MISFITS } from '../codec/place';
import { checkDomains } from './domain-checks';
import { checkReferences } from './references';
import { type Registry, RegistryInput } from './registry';
import { soundPartsOf } from './sound-parts';
import { checkTimes } from './times-checks';

/** What is wrong with a registry, and where. */
export type RegistryError = LocatedError;

/** A checked 台账, as an io-ts codec: decoding gives the very input, encoding gives it back. */
export const RegistryCodec: Codec<Registry> = codecOf('Registry', (input, place) => {
  const before = place.misfits.length;
  RegistryInput.check(input, place);
  // Nobody knows what is sound where misfits are left out, and enough is told.
  if (place.found > MOST_MISFITS) return;
  // What has the right shape is compared with the rest even where that has not, so that one run
  // tells all.
  const own = place.misfits
    .slice(before)
    .map((misfit) => ({ ...misfit, keys: misfit.keys.slice(place.depth) }));
  const isSound = soundPartsOf(input, own);
  checkReferences(input, place);
  checkDomains(input, isSound, place);
  checkTimes(input, isSound, place);
});

/**
 * The input as a registry, or everything that is wrong with it: wrong types, unknown and missing
 * fields, numbers out of range, dates that are none, references to nothing, ids or assignments that
 * come twice, domains without settings, more times than days. First come the errors of single
 * entities in the order of the fields in the model, then those between entities. The registry is
 * the input itself, unchanged; it must not be changed afterwards. O(size of the input).
 */
export const decodeRegistry = (input: unknown): Either<NonEmptyArray<RegistryError>, Registry> =>
  decodeLocated(RegistryCodec, input);
