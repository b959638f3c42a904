import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../src/cli/failure';
import { readLines } from '../../src/cli/read-lines';
import { inFolder } from './command';

const MEGABYTE = 2 ** 20;

/** The lines of a file of these bytes, and what it was refused for. */
const read = (bytes: Buffer, mostBytes?: number): Promise<readonly string[]> =>
  inFolder({ file: bytes }, async (folder) => {
    const lines: string[] = [];
    try {
      for await (const line of readLines(join(folder, 'file'), mostBytes)) lines.push(line);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      lines.push(...error.failure);
    }
    return lines;
  });

test('lines are what stands between line ends', async () => {
  const text = fc.string({
    unit: fc.constantFrom('\n', '\r', 'a', '企', '\ufeff', '😀', ' '),
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(text, async (all) => {
      // A line end at the end begins no further line.
      expect(await read(Buffer.from(all))).toEqual(
        all
          .replace(/\n$/, '')
          .split('\n')
          .slice(all === '' ? 1 : 0),
      );
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('lines up to a limit are read, though they come in pieces, and longer ones refused', async () => {
  const long = '企'.repeat(MEGABYTE);
  expect(await read(Buffer.from(`a\n${long}\nb`), 3 * MEGABYTE)).toEqual(['a', long, 'b']);
  const refused = 'line 2: expected at most 3 MB, got more';
  expect(await read(Buffer.from(`a\n${long}b\nc`), 3 * MEGABYTE)).toEqual(['a', refused]);
});

test('bytes that are no UTF-8 are refused where they are', async () => {
  const bytes = Buffer.concat([
    Buffer.from('a\n\n'),
    Buffer.from([0xe4, 0xbc]),
    Buffer.from('\nb'),
  ]);
  expect(await read(bytes)).toEqual(['a', '', 'line 3: expected UTF-8 text, got other bytes']);
});
