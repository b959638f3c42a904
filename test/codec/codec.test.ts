import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { isLeft, isRight } from 'fp-ts/Either';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { type Codec, decodeLocated } from '../../src/codec/codec';
import { formatError } from '../../src/codec/located-error';
import { pathText } from '../../src/codec/place';
import { arrayOf, isPlainObject, optional, recordOf, struct } from '../../src/codec/shapes';
import { finite, id, integerFrom, limitOrNull, oneOf, text } from '../../src/codec/values';

interface Pet {
  readonly name: string;
  readonly legs?: number;
  readonly toys?: readonly string[];
  readonly friends?: Readonly<Record<string, number>>;
}

const Pet: Codec<Pet> = struct<Pet>('Pet', {
  name: id,
  legs: optional(integerFrom(0)),
  toys: optional(arrayOf(text)),
  friends: optional(recordOf(finite)),
});

const linesOf = <A>(codec: Codec<A>, input: unknown): readonly string[] => {
  const result = decodeLocated(codec, input);
  return isLeft(result) ? result.left.map(formatError) : [];
};

describe('decodeLocated', () => {
  it('gives the very value back, typed', () => {
    const input: unknown = { name: 'Rex', legs: 4, toys: ['ball'], friends: { Tom: 1 } };
    const result = decodeLocated(Pet, input);
    expect(isRight(result) && result.right).toBe(input);
    if (isRight(result)) expectTypeOf(result.right).toEqualTypeOf<Pet>();
  });

  it('tells everything that is wrong, in the order of the fields', () => {
    expect(
      linesOf(Pet, { name: '', legs: -1, toys: ['a', 2], friends: { 'no name': null }, wings: 2 }),
    ).toEqual([
      'name: expected a non-empty string, got ""',
      'legs: expected an integer ≥ 0, got -1',
      'toys[1]: expected a string, got 2',
      'friends["no name"]: expected a number, got null',
      'wings: expected no such field (known: name, legs, toys, friends), got 2',
    ]);
  });

  it('tells a field left out from one of the wrong kind', () => {
    expect(linesOf(Pet, {})).toEqual(['name: expected a non-empty string, got nothing']);
    expect(linesOf(Pet, { name: undefined })).toEqual([
      'name: expected a non-empty string, got nothing',
    ]);
    expect(linesOf(Pet, { name: 'Rex', legs: undefined, wings: undefined })).toEqual([]);
    expect(linesOf(Pet, { name: 'Rex', legs: null })).toEqual([
      'legs: expected an integer ≥ 0, got null',
    ]);
  });

  it('stops at the first hole of an array', () => {
    expect(linesOf(arrayOf(text), new Array(4_294_967_295))).toEqual([
      '[0]: expected a string, got nothing',
    ]);
    const holed = ['a'];
    holed.length = 3;
    expect(linesOf(arrayOf(text), holed)).toEqual(['[1]: expected a string, got nothing']);
    expect(linesOf(arrayOf(text), [undefined, 1])).toEqual([
      '[0]: expected a string, got undefined',
      '[1]: expected a string, got 1',
    ]);
  });

  it('reports a getter that throws at its place, after what was found before', () => {
    const input = Object.defineProperty({ name: 1 }, 'legs', {
      enumerable: true,
      get: () => {
        throw new Error('no legs today');
      },
    });
    expect(linesOf(Pet, input)).toEqual([
      'name: expected a non-empty string, got 1',
      'legs: expected a value that can be read, got an error',
    ]);
  });

  it('knows limits, choices and integers', () => {
    const choice = oneOf<'a' | 'b'>('Choice', 'a', 'b');
    expect(linesOf(choice, 'constructor')).toEqual([
      'input: expected one of "a", "b", got "constructor"',
    ]);
    expect([1, 1.5, null].flatMap((value) => linesOf(limitOrNull, value))).toEqual([]);
    expect(linesOf(limitOrNull, Infinity)).toEqual([
      'input: expected a number ≥ 1 or null, got Infinity',
    ]);
    expect(linesOf(integerFrom(1), 2 ** 53)).toEqual([
      'input: expected an integer ≥ 1, got 9007199254740992',
    ]);
    expect(linesOf(finite, Number.NaN)).toEqual(['input: expected a number, got NaN']);
  });
});

describe('isPlainObject', () => {
  it('takes what JSON makes, of any realm, and nothing else', () => {
    for (const value of [
      {},
      Object.create(null),
      JSON.parse('{"__proto__":1}'),
      runInNewContext('({ a: 1 })'),
    ]) {
      expect(isPlainObject(value)).toBe(true);
    }
    for (const value of [
      null,
      [],
      () => 1,
      new Map(),
      new Date(0),
      Object.create({}),
      Object('text'),
      runInNewContext('[]'),
    ]) {
      expect(isPlainObject(value)).toBe(false);
    }
  });
});

describe('pathText', () => {
  it.each<[readonly (string | number)[], string]>([
    [[], ''],
    [['items', 12, 'minutes'], 'items[12].minutes'],
    [['policy', 'domains', 'half-year', 'window'], 'policy.domains["half-year"].window'],
    [['__proto__', '', '检查', '0'], '__proto__[""].检查["0"]'],
    [['odd key'], '["odd key"]'],
    [['a"b\n'], '["a\\"b\\n"]'],
    [['k'.repeat(1e6)], `["${'k'.repeat(58)}…]`],
  ])('%# is how a program would get there', (keys, path) => {
    expect(pathText(keys)).toBe(path);
  });

  it('leads to the value, read as JavaScript, whatever the keys', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ maxLength: 8, unit: 'binary' }), fc.nat(9)), {
          minLength: 1,
        }),
        (keys) => {
          const seen: string[] = [];
          const probe: object = new Proxy(
            {},
            {
              get: (_, key) => {
                seen.push(String(key));
                return probe;
              },
            },
          );
          const path = pathText(keys);
          runInNewContext(`probe${path.startsWith('[') ? '' : '.'}${path}`, { probe });
          expect(seen).toEqual(keys.map(String));
        },
      ),
      { seed: 2, numRuns: 200 },
    );
  });
});
