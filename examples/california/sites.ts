import * as E from 'fp-ts/Either';
import type { LocatedError } from 'inspection-consolidation';
import { parseCsv } from './csv';

/** A regulated site, with the number of its real inspections. */
export interface Site {
  readonly id: string;
  /** Empty where the data has no city. */
  readonly city: string;
  /** Names as in the data. */
  readonly programmes: readonly string[];
  /** Inspections in the fiscal years 2013/14 to 2019/20, all programmes together. */
  readonly inspections: readonly number[];
}

export const firstFiscalYear = 2013;

const columns = [
  'site',
  'city',
  'programmes',
  'fy2013',
  'fy2014',
  'fy2015',
  'fy2016',
  'fy2017',
  'fy2018',
  'fy2019',
];

const isCount = (text: string): boolean => /^\d{1,9}$/.test(text);

const wrong = (line: number, column: string, expected: string, actual: string): LocatedError => ({
  path: column === '' ? `line ${line}` : `line ${line}, ${column}`,
  expected,
  actual: JSON.stringify(actual),
});

const errorsOf = (row: readonly string[], line: number): readonly LocatedError[] => {
  if (row.length !== columns.length)
    return [wrong(line, '', `${columns.length} fields`, row.join(','))];
  return columns.flatMap((column, i) => {
    if (column === 'site' || column === 'programmes')
      return row[i] === '' ? [wrong(line, column, 'a text', '')] : [];
    return column === 'city' || isCount(row[i]) ? [] : [wrong(line, column, 'a count', row[i])];
  });
};

/**
 * The sites of the data, or all errors in it; lines are rows counted from 1, the header.
 * O(length).
 */
export const readSites = (text: string): E.Either<readonly LocatedError[], readonly Site[]> => {
  const [header = [], ...rows] = parseCsv(text);
  if (header.join() !== columns.join())
    return E.left([wrong(1, '', columns.join(), header.join())]);
  const errors = rows.flatMap((row, i) => errorsOf(row, i + 2));
  if (errors.length > 0) return E.left(errors);
  return E.right(
    rows.map(([id, city, programmes, ...counts]) => ({
      id,
      city,
      // A site may name a programme twice; it counts once.
      programmes: [...new Set(programmes.split('|'))],
      inspections: counts.map(Number),
    })),
  );
};
