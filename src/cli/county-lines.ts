import { type CountyOptions, countyFrame, countyRecords } from '../subpaths/county';

/**
 * A generated county as the lines that `stream` reads, each made when it is read. It takes
 * O(items) and one line of memory.
 */
export function* countyLines(options: CountyOptions): Iterable<string> {
  yield JSON.stringify(countyFrame(options));
  for (const record of countyRecords(options)) yield JSON.stringify(record);
}
