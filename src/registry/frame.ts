import type { Either } from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { type Codec, codecOf, decodeLocated } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { misfitAt } from '../codec/place';
import { isPlainObject } from '../codec/shapes';
import type { Registry } from './registry';
import { RegistryCodec } from './registry-codec';
import { fieldOf } from './sound-parts';

/** A checked registry without its enterprises and without their rows. */
export type Frame = Omit<Registry, 'enterprises' | 'assignments' | 'history' | 'done' | 'due'>;

const NONE = { enterprises: [], assignments: [], history: [], done: [], due: [] };

const FrameCodec: Codec<Frame> = codecOf('Frame', (input, place) => {
  RegistryCodec.check(isPlainObject(input) ? { ...input, ...NONE } : input, place);
  for (const section of Object.keys(NONE)) {
    const given = fieldOf(input, section);
    if (given === undefined || (Array.isArray(given) && given.length === 0)) continue;
    misfitAt(place, [section], 'nothing or an empty array (enterprises come one by one)', given);
  }
});

/**
 * The input itself as the frame of a registry whose enterprises follow one by one; or everything
 * that is wrong with it, worded as by `decodeRegistry`. In a frame `enterprises`, `assignments`,
 * `history`, `done` and `due` are absent or empty, and pins name no enterprise.
 * O(size of the input).
 */
export const decodeFrame = (input: unknown): Either<NonEmptyArray<LocatedError>, Frame> =>
  decodeLocated(FrameCodec, input);
