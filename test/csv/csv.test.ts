import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TaskRow } from '../../src/answers/tasks/task-rows';
import { csvText } from '../../src/subpaths/csv';

/**
 * Records of an RFC 4180 text: fields parted by commas, records by CRLF, quotes doubled within
 * quotes.
 */
const recordsOf = (text: string): readonly (readonly string[])[] => {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (text[at] === '"') at++;
        field += text[at];
      }
      at++;
    } else {
      for (; at < text.length && text[at] !== ',' && !text.startsWith('\r\n', at); at++)
        field += text[at];
    }
    record.push(field);
    if (text[at] === ',') {
      at++;
      continue;
    }
    expect(text.slice(at, at + 2)).toBe('\r\n');
    at += 2;
    records.push(record);
    record = [];
  }
  return records;
};

/** What a spreadsheet skips, or nobody sees. */
const UNSEEN = '\u0000\t\n\v\f\r \u00a0\u00ad\u200b\u200e\u202e\u2060\u2066\u3000\u3164\ufeff';

const textArb = fc.oneof(
  fc.string(),
  fc.string({
    unit: fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '"',
      ',',
      ';',
      "'",
      '＝',
      'a',
      '疏',
    ),
  }),
  fc.string({ unit: fc.constantFrom('=', '－', '−', '﹣', '＠', '=', 'a', ...UNSEEN) }),
);
const rowArb: fc.Arbitrary<TaskRow> = fc.record({
  period: fc.constantFrom('2026-05', '2026-W19'),
  date: fc.constant('2026-05-12'),
  visit: textArb,
  area: textArb,
  enterprise: textArb,
  enterpriseName: textArb,
  lead: textArb,
  leadName: textArb,
  partners: textArb,
  item: textArb,
  itemName: textArb,
  department: textArb,
  number: fc.nat(9),
  minutes: fc.nat(500),
  visitMinutes: fc.nat(500),
  basis: textArb,
  prepare: textArb,
  note: textArb,
});

test('CSV gives back every row, none of it a formula', () => {
  fc.assert(
    fc.property(
      fc.array(rowArb, { maxLength: 5 }),
      fc.constantFrom('en' as const, 'zh' as const),
      (rows, language) => {
        const text = [...csvText(rows, { language, bom: true })].join('');
        expect(text[0]).toBe('\ufeff');
        const [headings, ...records] = recordsOf(text.slice(1));
        expect(headings).toHaveLength(18);
        expect(records).toHaveLength(rows.length);
        records.forEach((record, r) => {
          Object.values(rows[r]).forEach((value, c) => {
            const [first = ''] = [...String(value)].filter((c) => !UNSEEN.includes(c));
            const guarded =
              '=+-@＝＋－＠−﹣'.includes(first || ' ') || /^[\t\r\n]/.test(String(value));
            expect(record[c]).toBe(guarded ? `'${value}` : String(value));
          });
        });
      },
    ),
    { numRuns: 500, seed: 91 },
  );
});

test('CSV of many rows comes in pieces that say the same, and of none has its headings', () => {
  const [row] = fc.sample(rowArb, { numRuns: 1, seed: 92 });
  const rows = Array.from({ length: 2500 }, (_, k) => ({ ...row, number: k }));
  const pieces = [...csvText(rows)];
  expect(pieces.length).toBeGreaterThan(2);
  expect(recordsOf(pieces.join('')).slice(1)).toEqual(
    rows.flatMap((one) => recordsOf([...csvText([one])].join('')).slice(1)),
  );
  expect(recordsOf([...csvText([])].join(''))).toEqual([Object.keys(row)]);
});

test.each([...'=+-@＝＋－＠'])(
  'a cell that starts with %s, perhaps after what nobody sees, is no formula',
  (sign) => {
    const [row] = fc.sample(rowArb, { numRuns: 1, seed: 93 });
    for (const before of ['', ...UNSEEN, ' \u200b\n']) {
      const note = `${before}${sign}HYPERLINK("x")`;
      expect(recordsOf([...csvText([{ ...row, note }])].join(''))[1].at(-1)).toBe(`'${note}`);
    }
  },
);
