/**
 * Rows by enterprise: enterprise e has the rows start[e] … start[e + 1] − 1,
 * each with an item and a value.
 */
export interface Records {
  readonly start: Int32Array;
  readonly item: Int32Array;
  readonly value: Int32Array;
}

/** A row that names an enterprise and an item. */
export interface RecordRow {
  readonly enterprise: string;
  readonly item: string;
}

/**
 * The rows by enterprise, in their order (a counting sort). Rows of unknown
 * enterprises or items are left out.
 * O(rows + enterprises).
 */
export const recordsOf = <Row extends RecordRow>(
  rows: readonly Row[],
  enterprises: number,
  enterpriseOf: (id: string) => number | undefined,
  itemOf: (id: string, enterprise: number) => number,
  valueFor: (row: Row, item: number) => number,
): Records => {
  const start = new Int32Array(enterprises + 2);
  const enterprise = new Int32Array(rows.length);
  const item = new Int32Array(rows.length);
  for (let r = 0; r < rows.length; r++) {
    enterprise[r] = enterpriseOf(rows[r].enterprise) ?? -1;
    item[r] = enterprise[r] < 0 ? -1 : itemOf(rows[r].item, enterprise[r]);
    if (item[r] < 0) enterprise[r] = -1;
    if (enterprise[r] >= 0) start[enterprise[r] + 2]++;
  }
  for (let e = 2; e < start.length; e++) start[e] += start[e - 1];
  // While rows are placed, start[e + 1] is the place of e's next row;
  // at the end it is the start of e + 1.
  const sorted: Records = {
    start: start.subarray(0, enterprises + 1),
    item: new Int32Array(rows.length),
    value: new Int32Array(rows.length),
  };
  for (let r = 0; r < rows.length; r++) {
    if (enterprise[r] < 0) continue;
    const at = start[enterprise[r] + 1]++;
    sorted.item[at] = item[r];
    sorted.value[at] = valueFor(rows[r], item[r]);
  }
  return sorted;
};
