import { columnsOf, isMade } from './plan';
import type { PlanDocument } from './plan-document';
import { unservedRow, visitRow } from './rows';

/** Rows per piece. */
const batch = 1000;

function* listText<A>(count: number, row: (index: number) => A): Iterable<string> {
  yield '[';
  for (let from = 0; from < count; from += batch) {
    const rows = Array.from({ length: Math.min(batch, count - from) }, (_, k) => row(from + k));
    yield (from === 0 ? '' : ',') + JSON.stringify(rows).slice(1, -1);
  }
  yield ']';
}

/**
 * The text of `JSON.stringify(plan)` in pieces, for plans too long for one string. Of a plan in
 * columns, only one piece's rows exist at a time.
 */
export function* planText(plan: PlanDocument): Iterable<string> {
  const columns = isMade(plan) ? columnsOf(plan) : undefined;
  yield '{"visits":';
  yield* columns === undefined
    ? listText(plan.visits.length, (v) => plan.visits[v])
    : listText(columns.visits.count, visitRow(columns));
  yield ',"unserved":';
  yield* columns === undefined
    ? listText(plan.unserved.length, (u) => plan.unserved[u])
    : listText(columns.unserved.count, unservedRow(columns));
  yield `,"summary":${JSON.stringify(plan.summary)}}`;
}
