import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonText } from '../../src/cli/json-text';
import { firstSyntaxFault } from '../../src/codec/json-syntax';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const rows: ReadonlyArray<readonly [string, number, number, string, string]> = [
  ['', 1, 1, 'a value', 'end of text'],
  ['\n\r\n\r  x', 4, 3, 'a value', '"x"'],
  ['[1 2]', 1, 4, '"," or "]"', '"2"'],
  ['{"a":1 "b"}', 1, 8, '"," or "}"', '"\\""'],
  ['{"a" 1}', 1, 6, '":"', '"1"'],
  ['{a:1}', 1, 2, 'a field name in double quotes or "}"', '"a"'],
  ['{"a":1,}', 1, 8, 'a field name in double quotes', '"}"'],
  ['[01]', 1, 3, '"," or "]"', '"1"'],
  ['[}', 1, 2, 'a value or "]"', '"}"'],
  ['nul', 1, 1, 'a value', '"n"'],
  [
    '"台\u0001"',
    1,
    3,
    'a string that ends in a double quote, with control characters escaped',
    '"\\u0001"',
  ],
  [
    '"\\u12"',
    1,
    2,
    'a string that ends in a double quote, with control characters escaped',
    '"\\\\"',
  ],
  [
    '"abc',
    1,
    5,
    'a string that ends in a double quote, with control characters escaped',
    'end of text',
  ],
  ['[]😀', 1, 3, 'the end of the text', '"😀"'],
  ['[]\u009b', 1, 3, 'the end of the text', '"\\u009b"'],
  ['\r\r\n\n\r[\r\n\u202e', 6, 1, 'a value or "]"', '"\\u202e"'],
];

test.each(rows)('%j', (text, line, column, expected, actual) => {
  expect(firstSyntaxFault(text)).toEqual({ line, column, expected, actual });
});

const damagedJson = fc
  .tuple(
    fc.json(),
    fc.nat(),
    fc.nat({ max: 2 }),
    fc.constantFrom(...'[]{}",:01-.eE+ \n\\utrfalsn\u0001台'),
  )
  .map(([text, at, cut, insert]) => {
    const offset = at % (text.length + 1);
    return text.slice(0, offset) + insert + text.slice(offset + cut);
  });

test('a text has a fault exactly when JSON.parse refuses it', () => {
  let faults = 0;
  fc.assert(
    fc.property(fc.oneof(fc.json(), damagedJson), (text) => {
      const fault = firstSyntaxFault(text);
      expect(fault === undefined).toBe(isJson(text));
      if (fault !== undefined) faults++;
    }),
    { numRuns: 5000, seed: 1 },
  );
  expect(faults).toBeGreaterThan(1000);
});

test('jsonText is JSON.stringify in chunks', () => {
  const value = fc.option(fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), { nil: undefined });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), (document) => {
      expect([...jsonText(document)].join('')).toBe(JSON.stringify(document));
    }),
  );
});

test('lines before a fault are those that splitting gives', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('\r', '\n', ' ', '\t', '1', ',', '[', '"a"')), (parts) => {
      const text = `${parts.join('')}!`;
      const fault = firstSyntaxFault(text);
      if (fault === undefined) throw new Error('"!" is no JSON');
      const before = text.split(/\r\n|\r|\n/).slice(0, fault.line);
      expect(before).toHaveLength(fault.line);
      expect(before[fault.line - 1].length).toBeGreaterThanOrEqual(fault.column - 1);
      const [actual] = before[fault.line - 1].slice(fault.column - 1);
      expect(fault.actual).toBe(JSON.stringify(actual));
    }),
    { numRuns: 1000, seed: 2 },
  );
});

test('ten million empty lines before a fault take little time and next to no memory', () => {
  const text = `${'\n'.repeat(10_000_000)}x`;
  const before = process.memoryUsage().heapUsed;
  expect(firstSyntaxFault(text)).toEqual({
    line: 10_000_001,
    column: 1,
    expected: 'a value',
    actual: '"x"',
  });
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(50_000_000);
}, 5000);
