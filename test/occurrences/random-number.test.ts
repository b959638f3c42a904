import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { permanentRandomNumber } from '../../src/occurrences/random-number';
import { workedCases } from '../support/cases';

const WORD = 2n ** 32n;

/** As model §3 states it, with integers of any size. */
const asStated = (seed: number, id: string): number => {
  let hash = 2166136261n;
  for (const byte of new TextEncoder().encode(`${seed}:${id}`))
    hash = ((hash ^ BigInt(byte)) * 16777619n) % WORD;
  hash = ((hash ^ (hash >> 16n)) * 0x85ebca6bn) % WORD;
  hash = ((hash ^ (hash >> 13n)) * 0xc2b2ae35n) % WORD;
  return Number(hash ^ (hash >> 16n)) / 2 ** 32;
};

describe('the permanent random number', () => {
  test('is what the model says, for any text, also one with lone surrogates', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(fc.nat(0xffff), { maxLength: 6 }).map((units) => String.fromCharCode(...units)),
      fc.constantFrom('', '企业', '\ud800', '\udc00\ud800', '😀', 'é', '\u07ff\u0800\uffff'),
    );
    fc.assert(
      fc.property(fc.integer(), text, (seed, id) => {
        const u = permanentRandomNumber(seed, id);
        expect(u).toBe(asStated(seed, id));
        expect(u >= 0 && u < 1).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('is what the worked cases say', () => {
    const stated = workedCases.flatMap(({ registry, expected }) =>
      Object.entries(expected.enterprises).map(([id, { permanentRandomNumber: u }]) => ({
        u,
        seed: registry.policy?.seed ?? 1,
        id,
      })),
    );
    expect(stated.length).toBe(75);
    for (const { u, seed, id } of stated) {
      expect(permanentRandomNumber(seed, id)).toBe(u);
      expect(asStated(seed, id)).toBe(u);
    }
  });

  test('spreads ids that differ in their last figures alone', () => {
    const tenths = Array<number>(10).fill(0);
    for (let k = 0; k < 10_000; k++) tenths[Math.floor(permanentRandomNumber(1, `E-${k}`) * 10)]++;
    // Five standard deviations of 30 each.
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
