import { isUtf8 } from 'node:buffer';
import * as TE from 'fp-ts/TaskEither';
import { type Failure, Refusal, systemFailure } from './failure';
import { bytesOf, nameOf } from './read-json';

const LINE_END = 0x0a;
const MEGABYTE = 2 ** 20;
/**
 * Most bytes of a line. Longer lines are most likely a mistake, and no
 * string holds much longer ones.
 */
const MOST_BYTES = 256 * MEGABYTE;

const refused = (line: number, expected: string, actual: string): Refusal =>
  new Refusal([`line ${line}: expected ${expected}, got ${actual}`]);

/**
 * The lines of a file, or of standard input for `-`, without their ends; one line is in memory at a
 * time. Throws a {@link Refusal}.
 */
export async function* readLines(
  file: string,
  mostBytes: number = MOST_BYTES,
): AsyncIterable<string> {
  let line = 1;
  let begun: Buffer[] = [];
  let size = 0;
  const take = (part: Buffer): void => {
    size += part.length;
    if (size > mostBytes) throw refused(line, `at most ${mostBytes / MEGABYTE} MB`, 'more');
    begun.push(part);
  };
  const finish = (): string => {
    const bytes = begun.length === 1 ? begun[0] : Buffer.concat(begun, size);
    if (!isUtf8(bytes)) throw refused(line, 'UTF-8 text', 'other bytes');
    begun = [];
    size = 0;
    line++;
    return bytes.toString('utf8');
  };
  try {
    for await (const bytes of bytesOf(file)) {
      let from = 0;
      for (let to = bytes.indexOf(LINE_END); to >= 0; to = bytes.indexOf(LINE_END, from)) {
        take(bytes.subarray(from, to));
        yield finish();
        from = to + 1;
      }
      if (from < bytes.length) take(bytes.subarray(from));
    }
  } catch (error) {
    const failure: Failure = systemFailure(nameOf(file))(error);
    throw new Refusal(failure);
  }
  if (size > 0) yield finish();
}

/** All lines of a file, or of standard input for `-`. */
export const readAllLines = (file: string): TE.TaskEither<Failure, readonly string[]> =>
  TE.tryCatch(
    async () => {
      const lines: string[] = [];
      for await (const line of readLines(file)) lines.push(line);
      return lines;
    },
    systemFailure(nameOf(file)),
  );
