import { oneLine } from './unprintable';

/** Most characters of a value that an error shows. */
const LIMIT = 60;

const quoted = (text: string): string => oneLine(JSON.stringify(text.slice(0, LIMIT + 1)));

const cut = (text: string): string =>
  text.length <= LIMIT ? text : `${text.slice(0, LIMIT - 1).replace(/[\ud800-\udbff]$/, '')}…`;

/**
 * Appends the JSON of a value and stops once the text is past the limit. Every level of nesting
 * writes a character, so deep and cyclic values end too.
 */
const append = (text: string, value: unknown): string => {
  if (text.length > LIMIT) return text;
  if (typeof value === 'string') return text + quoted(value);
  if (typeof value === 'bigint') return `${text}${value}n`;
  if (Object.is(value, -0)) return `${text}-0`;
  if (typeof value === 'function' || typeof value === 'symbol') return `${text}a ${typeof value}`;
  if (typeof value !== 'object' || value === null) return text + String(value);
  const isArray = Array.isArray(value);
  const kind = Object.prototype.toString.call(value);
  if (!isArray && kind !== '[object Object]') return text + kind;
  let out = text + (isArray ? '[' : '{');
  let separator = '';
  for (const key in value) {
    if (out.length > LIMIT) return out;
    out = append(
      `${out}${separator}${isArray ? '' : `${quoted(key)}:`}`,
      (value as Readonly<Record<string, unknown>>)[key],
    );
    separator = ',';
  }
  return out + (isArray ? ']' : '}');
};

/**
 * A value as JSON of at most 60 characters, cut with `…`. A value that JSON has no text for (NaN,
 * undefined, a function) is named.
 * O(1), plus the listing of an object's keys.
 */
export const shortJson = (value: unknown): string => {
  try {
    return cut(append('', value));
  } catch {
    return 'an unreadable value';
  }
};
