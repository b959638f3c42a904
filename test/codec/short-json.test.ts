import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortJson } from '../../src/codec/short-json';

describe('shortJson', () => {
  it.each<[unknown, string]>([
    ['45', '"45"'],
    [45, '45'],
    [-0, '-0'],
    [Number.NaN, 'NaN'],
    [1e308, '1e+308'],
    [12n, '12n'],
    [null, 'null'],
    [undefined, 'undefined'],
    [() => 1, 'a function'],
    [Symbol('s'), 'a symbol'],
    [{ a: [1, { b: 'c' }], 'odd key': true }, '{"a":[1,{"b":"c"}],"odd key":true}'],
    [[undefined, null], '[undefined,null]'],
    [new Map([[1, 2]]), '[object Map]'],
    [new Date(0), '[object Date]'],
    ['a\nb\u2028c\u009bd\ud800', '"a\\nb\\u2028c\\u009bd\\ud800"'],
    ['x'.repeat(58), `"${'x'.repeat(58)}"`],
    ['x'.repeat(59), `"${'x'.repeat(58)}…`],
    ['😀'.repeat(100), `"${'😀'.repeat(29)}…`],
    [`a${'😀'.repeat(100)}`, `"a${'😀'.repeat(28)}…`],
  ])('%# says what it is', (value, text) => {
    expect(shortJson(value)).toBe(text);
  });

  it('agrees with JSON.stringify on what is short enough', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const json = JSON.stringify(value, (_, part: unknown) => part);
        const text = shortJson(value);
        expect(text.length).toBeLessThanOrEqual(60);
        expect(text).not.toMatch(/[\n\r\u2028\u2029]/);
        if (json.length <= 60 && !/-0|[\u007f-\u009f\u2028\u2029]/.test(json) && !/-0/.test(text))
          expect(text).toBe(json);
        if (text.endsWith('…')) expect(json.length).toBeGreaterThan(50);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('ends on cycles, on any depth, and on values that cannot be read', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = [cyclic];
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    const secret = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('secret');
      },
    });
    expect(shortJson(cyclic)).toBe(
      `${'{"self":[{"self":[{"self":[{"self":[{"self":[{"self":[{"self":[{"self":['.slice(0, 59)}…`,
    );
    expect(shortJson(deep)).toBe(`${'['.repeat(59)}…`);
    expect(shortJson(secret)).toBe('an unreadable value');
  });
});
