import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestPrefix, prefixesOf } from '../../src/occurrences/prefixes';

const textArb = fc.string({ unit: fc.constantFrom('A', 'B', '\ud800', '\udc00'), maxLength: 6 });

describe('prefixes', () => {
  test('of a text are the longest one and those that are shorter than it, one by one', () => {
    fc.assert(
      fc.property(fc.array(textArb, { maxLength: 12 }), textArb, (texts, text) => {
        const prefixes = prefixesOf(texts);
        const found: string[] = [];
        for (let p = longestPrefix(prefixes, text); p >= 0; p = prefixes.shorter[p])
          found.push(prefixes.texts[p]);
        const all = [...new Set(texts)].filter((prefix) => text.startsWith(prefix));
        expect(found).toEqual(all.sort((a, b) => b.length - a.length));
      }),
      { numRuns: 1000, seed: 1 },
    );
  });
});
