import { type CountyOptions, countyEnterprises, countyFrame } from '../county/county';
import { sizeOf } from '../county/options';
import { recordsOf } from '../county/records';

const withoutEnterprise = <A extends { readonly enterprise: string }>(rows: readonly A[]) =>
  rows.map(({ enterprise: _, ...row }) => row);

/**
 * A generated county as the lines that a stream reads, each made when it is asked for. O(items) and
 * a line of memory.
 */
export function* countyLines(options: CountyOptions = {}): Iterable<string> {
  const frame = countyFrame(options);
  yield JSON.stringify(frame);
  const recordsAt = recordsOf(sizeOf(options).seed, frame.items);
  let k = 0;
  for (const enterprise of countyEnterprises(options)) {
    const { assignments, history } = recordsAt(k++, enterprise);
    yield JSON.stringify({
      enterprise,
      ...(assignments.length > 0 ? { assignments: withoutEnterprise(assignments) } : {}),
      ...(history.length > 0 ? { history: withoutEnterprise(history) } : {}),
    });
  }
}
