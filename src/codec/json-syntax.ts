import { shortJson } from './short-json';

/** The first place where a text leaves the grammar of JSON. */
export interface SyntaxFault {
  /** Counted from 1; `\n`, `\r` and `\r\n` end a line. */
  readonly line: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number;
  readonly expected: string;
  /** The character found there, as JSON, or `end of text`. */
  readonly actual: string;
}

type Expecting = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or ]' | ', or }' | 'end';

const EXPECTED: Readonly<Record<Expecting, string>> = {
  value: 'a value',
  'value or ]': 'a value or "]"',
  key: 'a field name in double quotes',
  'key or }': 'a field name in double quotes or "}"',
  ':': '":"',
  ', or ]': '"," or "]"',
  ', or }': '"," or "}"',
  end: 'the end of the text',
};

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

const endOf = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
};

/**
 * The offset after the string that opens at `at`; else the complement (`~`) of the offset of the
 * first character that the string may not contain.
 */
const pastString = (text: string, at: number): number => {
  for (let i = at + 1; i < text.length; ) {
    const c = text.charCodeAt(i);
    if (c === 0x22) return i + 1;
    const next = c === 0x5c ? endOf(ESCAPE, text, i) : c < 0x20 ? i : i + 1;
    if (next === i) return ~i;
    i = next;
  }
  return ~text.length;
};

const pastScalar = (text: string, at: number): number => {
  for (const word of ['true', 'false', 'null'])
    if (text.startsWith(word, at)) return at + word.length;
  return endOf(NUMBER, text, at);
};

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

const faultAt = (text: string, offset: number, expected: string): SyntaxFault => {
  let line = 1;
  let lineStart = 0;
  for (let i = 0; i < offset; i++) {
    const c = text.charCodeAt(i);
    // In `\r\n` only the line feed ends the line.
    if (
      c !== LINE_FEED &&
      (c !== CARRIAGE_RETURN || (i + 1 < offset && text.charCodeAt(i + 1) === LINE_FEED))
    )
      continue;
    line++;
    lineStart = i + 1;
  }
  const actual =
    offset < text.length
      ? shortJson(String.fromCodePoint(text.codePointAt(offset) ?? 0))
      : 'end of text';
  return { line, column: offset - lineStart + 1, expected, actual };
};

const isSpace = (c: number): boolean =>
  c === 0x20 || c === 0x09 || c === LINE_FEED || c === CARRIAGE_RETURN;

/**
 * The first fault of a text by the grammar of RFC 8259; undefined where there is none.
 * JavaScript engines differ in how they word and place syntax errors; this function gives the same
 * on all of them. No recursion.
 * O(length).
 */
export const firstSyntaxFault = (text: string): SyntaxFault | undefined => {
  const open: Array<']' | '}'> = [];
  let expecting: Expecting = 'value';
  const afterValue = (): Expecting => {
    const close = open.at(-1);
    return close === undefined ? 'end' : close === ']' ? ', or ]' : ', or }';
  };
  for (let at = 0; ; ) {
    while (isSpace(text.charCodeAt(at))) at++;
    const c: string | undefined = text[at];
    if (c === undefined)
      return expecting === 'end' ? undefined : faultAt(text, at, EXPECTED[expecting]);
    const wantsValue: boolean = expecting === 'value' || expecting === 'value or ]';
    const wantsKey: boolean = expecting === 'key' || expecting === 'key or }';
    if (c === open.at(-1) && expecting.endsWith(c)) {
      open.pop();
      expecting = afterValue();
      at++;
    } else if (c === ',' && expecting.startsWith(',')) {
      expecting = open.at(-1) === ']' ? 'value' : 'key';
      at++;
    } else if (c === ':' && expecting === ':') {
      expecting = 'value';
      at++;
    } else if (c === '"' && (wantsValue || wantsKey)) {
      const end = pastString(text, at);
      if (end < 0)
        return faultAt(
          text,
          ~end,
          'a string that ends in a double quote, with control characters escaped',
        );
      expecting = wantsKey ? ':' : afterValue();
      at = end;
    } else if ((c === '[' || c === '{') && wantsValue) {
      open.push(c === '[' ? ']' : '}');
      expecting = c === '[' ? 'value or ]' : 'key or }';
      at++;
    } else {
      const end = wantsValue ? pastScalar(text, at) : at;
      if (end === at) return faultAt(text, at, EXPECTED[expecting]);
      expecting = afterValue();
      at = end;
    }
  }
};
