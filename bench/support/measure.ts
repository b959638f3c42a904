/** Milliseconds of some rounds in one process, ascending. */
export interface Measured {
  readonly name: string;
  readonly rounds: readonly number[];
}

/** Results are stored here, so that the engine cannot skip unused work. */
let sink: unknown;

/** Times `work`; the heap is cleared before each round where the process allows it. */
export const measure = (name: string, rounds: number, work: () => unknown): Measured => {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    globalThis.gc?.();
    const start = performance.now();
    sink = work();
    times.push(performance.now() - start);
  }
  if (sink === measure) throw new Error('a bench must not return its own tool');
  sink = undefined;
  return { name, rounds: times.sort((a, b) => a - b) };
};

export const medianOf = ({ rounds }: Measured): number => {
  const middle = Math.floor(rounds.length / 2);
  return rounds.length % 2 === 1 ? rounds[middle] : (rounds[middle - 1] + rounds[middle]) / 2;
};

const milliseconds = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 0 });

/** Rows of a table: median, spread, and the ratios of the median to the medians of the units. */
export const tableOf = (
  units: readonly Measured[],
  all: readonly Measured[],
): ReadonlyArray<readonly string[]> => [
  ['', 'median ms', 'min–max ms', ...units.map(({ name }) => `÷ ${name}`)],
  ...all.map((measured) => [
    measured.name,
    milliseconds(medianOf(measured)),
    `${milliseconds(measured.rounds[0])}–${milliseconds(measured.rounds[measured.rounds.length - 1])}`,
    ...units.map((unit) => (medianOf(measured) / medianOf(unit)).toFixed(2)),
  ]),
];

/** Prints a table, its first column to the left and the others to the right. */
export const printTable = (rows: ReadonlyArray<readonly string[]>): void => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  for (const cells of rows) {
    console.log(
      cells
        .map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c])))
        .join('  '),
    );
  }
};
