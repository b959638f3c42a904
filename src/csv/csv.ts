import { stringify } from 'csv-stringify/sync';
import { type LanguageOptions, languageFields } from '../answers/sentences/language';
import type { TaskRow } from '../answers/tasks/task-rows';
import { checked } from '../codec/checked';
import type { Codec } from '../codec/codec';
import { optional, struct } from '../codec/shapes';
import { truth } from '../codec/values';

/** `language` is that of the headings; `en` gives the names of the fields. */
export interface CsvOptions extends LanguageOptions {
  /**
   * Whether the text starts with a byte order mark, which Excel needs to
   * show Chinese; default: false.
   */
  readonly bom?: boolean;
}

const CsvOptions: Codec<CsvOptions> = struct<CsvOptions>('CsvOptions', {
  ...languageFields,
  bom: optional(truth),
});

const HEADINGS: Readonly<Record<keyof TaskRow, string>> = {
  period: '任务周期',
  date: '检查日期',
  visit: '检查编号',
  area: '区域',
  enterprise: '企业编号',
  enterpriseName: '企业名称',
  lead: '牵头部门编号',
  leadName: '牵头部门',
  partners: '联合部门',
  item: '事项编号',
  itemName: '检查事项',
  department: '检查部门编号',
  number: '第几次',
  minutes: '事项时长（分钟）',
  visitMinutes: '检查时长（分钟）',
  basis: '法律依据',
  prepare: '企业需准备',
  note: '备注',
};

const FIELDS = Object.keys(HEADINGS) as ReadonlyArray<keyof TaskRow>;

// Spreadsheets ignore blanks and invisible characters before a formula.
const SEEN = /[^\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/**
 * The text, with an apostrophe in front where a spreadsheet might run it: where it starts with `=`,
 * `+`, `-` or `@` of any width, perhaps after blanks, or with a tab or line end.
 */
const guarded = (text: string): string => {
  const first = SEEN.exec(text)?.[0].normalize('NFKC') ?? '';
  return /^[=+\-−@]/.test(first) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
};

const ROWS_AT_ONCE = 1000;

/**
 * Rows as CSV (RFC 4180) with headings, in pieces. A text that a spreadsheet would run as a formula
 * gets an apostrophe in front, so that ids and names from any source can be opened safely.
 * O(rows).
 */
export const csvText = (rows: Iterable<TaskRow>, options: CsvOptions = {}): Iterable<string> =>
  piecesOf(rows, checked(CsvOptions, options));

function* piecesOf(
  rows: Iterable<TaskRow>,
  { language = 'en', bom = false }: CsvOptions,
): Iterable<string> {
  const piece = (list: readonly TaskRow[], header: boolean): string =>
    stringify([...list], {
      header,
      columns: FIELDS.map((key) => ({ key, header: language === 'zh' ? HEADINGS[key] : key })),
      record_delimiter: 'windows',
      quoted_match: /[\r\n]/,
      cast: { string: guarded },
    });
  yield `${bom ? '\ufeff' : ''}${piece([], true)}`;
  let list: TaskRow[] = [];
  for (const row of rows) {
    list.push(row);
    if (list.length < ROWS_AT_ONCE) continue;
    yield piece(list, false);
    list = [];
  }
  if (list.length > 0) yield piece(list, false);
}
