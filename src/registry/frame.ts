import type { Either } from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { type Codec, codecOf, decodeLocated } from '../codec/codec';
import { misfitAt } from '../codec/place';
import { isPlainObject } from '../codec/shapes';
import type { Registry } from './registry';
import { RegistryCodec, type RegistryError } from './registry-codec';
import { fieldOf } from './sound-parts';

/** A checked registry without its enterprises and what is on record of them. */
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
 * The input as a registry whose enterprises come one by one, or everything that is wrong with it,
 * as `decodeRegistry` says it; `enterprises`, `assignments`, `history`, `done` and `due` are absent
 * or empty, and its pins name no enterprise. The frame is the input itself, unchanged. O(size of
 * the input).
 */
export const decodeFrame = (input: unknown): Either<NonEmptyArray<RegistryError>, Frame> =>
  decodeLocated(FrameCodec, input);
