import fc from 'fast-check';
import { isRight } from 'fp-ts/Either';
import * as t from 'io-ts';
import { PathReporter } from 'io-ts/PathReporter';
import { describe, expect, it } from 'vitest';
import { type Codec, decodeLocated } from '../../src/codec/codec';
import { ioTsType } from '../../src/codec/io-ts-type';
import { arrayOf, optional, struct } from '../../src/codec/shapes';
import { id, integerFrom, text } from '../../src/codec/values';

interface Pet {
  readonly name: string;
  readonly legs?: number;
  readonly toys?: readonly string[];
}

const Pet: Codec<Pet> = struct<Pet>('Pet', {
  name: id,
  legs: optional(integerFrom(0)),
  toys: optional(arrayOf(text)),
});
const IoPet = ioTsType(Pet);

describe('an io-ts codec', () => {
  it('decodes, is and encodes', () => {
    const pet = { name: 'Rex' };
    expect(IoPet.decode(pet)).toEqual({ _tag: 'Right', right: pet });
    expect(IoPet.is(pet)).toBe(true);
    expect(IoPet.is({ name: 3 })).toBe(false);
    expect(IoPet.encode(pet)).toBe(pet);
    expect(IoPet.name).toBe('Pet');
  });

  it('composes with io-ts, and says where as its reporters expect', () => {
    const Household = t.type({ pets: t.array(IoPet), dwelling: t.string });
    const result = Household.decode({
      pets: [{ name: 'Rex' }, { name: 'Tom', toys: [1] }],
      dwelling: 5,
    });
    expect(PathReporter.report(result)).toEqual([
      'pets[1].toys[0]: expected a string, got 1',
      expect.stringContaining('dwelling'),
    ]);
    if (isRight(result)) throw new Error('should be refused');
    expect(result.left[0].value).toBe(1);
    expect(result.left[0].context.map(({ key }) => key)).toEqual(['', 'pets', '1', 'toys', '0']);
    expect(result.left[0].context.at(-1)?.actual).toBe(1);
  });

  it('accepts the values of the codec', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.record({ name: fc.string(), legs: fc.anything() })),
        (value) => {
          const accepted = isRight(decodeLocated(Pet, value));
          expect(IoPet.is(value)).toBe(accepted);
          expect(isRight(IoPet.decode(value))).toBe(accepted);
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });
});
