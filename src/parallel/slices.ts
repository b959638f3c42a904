import type { FrameRows } from '../occurrences/frame-rows';
import type { Enterprise } from '../registry/enterprise';
import { byText } from '../registry/sorted';

/** Some enterprises of a county, ascending by id, with their rows. */
export interface Slice {
  readonly rows: FrameRows;
  /** Indices of its enterprises among those of the county. */
  readonly places: Int32Array;
}

/**
 * Indices of the enterprises of each industry, ascending. Industries ascend;
 * enterprises without one come first.
 */
const byIndustry = (enterprises: readonly Enterprise[]): ReadonlyArray<readonly number[]> => {
  const members = new Map<string, number[]>();
  enterprises.forEach(({ industry = '' }, e) => {
    const own = members.get(industry);
    if (own === undefined) members.set(industry, [e]);
    else own.push(e);
  });
  return [...members].sort(([a], [b]) => byText(a, b)).map(([, own]) => own);
};

/** The lists joined into runs of at most `size` numbers. Only a list longer than that is split. */
const packed = (
  lists: ReadonlyArray<readonly number[]>,
  size: number,
): ReadonlyArray<readonly number[]> => {
  const runs: number[][] = [];
  let open: number[] | undefined;
  for (const list of lists)
    for (let from = 0; from < list.length; from += size) {
      const piece = list.slice(from, from + size);
      if (open === undefined || open.length + piece.length > size) {
        open = [];
        runs.push(open);
      }
      for (const number of piece) open.push(number);
    }
  return runs.map((run) => run.sort((a, b) => a - b));
};

const groupedBy = <Row extends { readonly enterprise: string }>(
  rows: readonly Row[],
  sliceOf: ReadonlyMap<string, number>,
  slices: number,
): readonly (readonly Row[])[] => {
  const groups = Array.from({ length: slices }, (): Row[] => []);
  for (const row of rows) {
    const slice = sliceOf.get(row.enterprise);
    if (slice !== undefined) groups[slice].push(row);
  }
  return groups;
};

/**
 * The enterprises, ascending by id, in slices of at most `size`. Enterprises of one industry owe
 * much the same, so they stay together: a thread solves equal questions once.
 * O(rows + industries · log industries).
 */
export const slicesOf = (
  { enterprises, assignments = [], history = [], done = [], due = [] }: FrameRows,
  size: number,
): readonly Slice[] => {
  const runs = packed(byIndustry(enterprises), size);
  const sliceOf = new Map<string, number>();
  runs.forEach((run, slice) => {
    for (const e of run) sliceOf.set(enterprises[e].id, slice);
  });
  const assigned = groupedBy(assignments, sliceOf, runs.length);
  const inspected = groupedBy(history, sliceOf, runs.length);
  const made = groupedBy(done, sliceOf, runs.length);
  const tasks = groupedBy(due, sliceOf, runs.length);
  return runs.map((run, slice) => ({
    rows: {
      enterprises: run.map((e) => enterprises[e]),
      assignments: assigned[slice],
      history: inspected[slice],
      done: made[slice],
      due: tasks[slice],
    },
    places: Int32Array.from(run),
  }));
};
