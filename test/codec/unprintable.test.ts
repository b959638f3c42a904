import { expect, test } from 'vitest';
import { shortJson } from '../../src/codec/short-json';
import { oneLine } from '../../src/codec/unprintable';

const shown = '厂房 café 👩‍🚒 A\u200dB \u05d0';
const hidden = [
  ...'\u0000\u0007\t\n\r\u001b\u007f\u0085\u009b\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069',
];

test('what commands a terminal or turns a text round is shown as its number, everything else as it is', () => {
  expect(oneLine(shown)).toBe(shown);
  for (const c of hidden) {
    const code = `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
    expect(oneLine(`a${c}b${c}`)).toBe(`a${code}b${code}`);
    expect(JSON.parse(shortJson(`a${c}`))).toBe(`a${c}`);
    expect(shortJson(`a${c}`)).not.toContain(c);
  }
});
