import { randomUUID } from 'node:crypto';
import { createWriteStream, rmSync } from 'node:fs';
import { chmod, open, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as TE from 'fp-ts/TaskEither';
import { oneLine } from '../codec/unprintable';
import { errorCode, type Failure, systemFailure } from './failure';
import type { Target } from './target';

const PIECE = 2 ** 16;

/** A text in parts, which may come in their own time. */
export type Chunks = Iterable<string> | AsyncIterable<string>;

/** The same text in pieces of some size, since every piece costs a turn of the event loop. */
const inPieces = async function* (chunks: Chunks): AsyncIterable<string> {
  let piece = '';
  for await (const chunk of chunks) {
    piece += chunk;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
};

const source = (chunks: Chunks): Readable => Readable.from(inPieces(chunks));

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Runs `work` with a process that, when told to stop, first removes a file. */
const removingOnSignal = async (path: string, work: () => Promise<void>): Promise<void> => {
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => {
    const handler = (): void => {
      rmSync(path, { force: true });
      process.exit(code);
    };
    process.once(signal, handler);
    return () => process.off(signal, handler);
  });
  try {
    await work();
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    for (const off of handlers) off();
  }
};

/** Writes beside the target and renames, so that whoever looks sees the old file or the new one, never a part. */
const replaceFile = (path: string, mode: number | undefined, chunks: Chunks): Promise<void> => {
  const temporary = join(dirname(path), `.inspection-consolidation-${randomUUID()}.tmp`);
  return removingOnSignal(temporary, async () => {
    const handle = await open(temporary, 'wx');
    try {
      if (mode !== undefined) await chmod(temporary, mode);
      await writeFile(handle, inPieces(chunks));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  });
};

const writeStream = async (stream: NodeJS.WritableStream, end: boolean, chunks: Chunks): Promise<void> => {
  try {
    await pipeline(source(chunks), stream, { end });
  } catch (error) {
    // Whoever reads has seen enough, as `head` does.
    if (errorCode(error) !== 'EPIPE') throw error;
  }
};

/** Writes a text that comes in chunks; nothing half-written is left of a file. */
export const writeText = (target: Target, chunks: Chunks): TE.TaskEither<Failure, void> => {
  switch (target.kind) {
    case 'stdout':
      return TE.tryCatch(() => writeStream(process.stdout, false, chunks), systemFailure('stdout'));
    case 'device':
      return TE.tryCatch(() => writeStream(createWriteStream(target.name), true, chunks), systemFailure(target.name));
    case 'file':
      return TE.tryCatch(() => replaceFile(target.path, target.mode, chunks), systemFailure(target.name));
  }
};

/** Lines with their ends. */
export const ended = function* (lines: Iterable<string>): Iterable<string> {
  for (const line of lines) yield `${line}\n`;
};

const printable = function* (lines: Iterable<string>): Iterable<string> {
  for (const line of lines) yield oneLine(line);
};

/** Writes lines to standard output or standard error; a pipe that closes meanwhile is no failure. */
export const writeLines = (stream: NodeJS.WriteStream, lines: Iterable<string>): Promise<void> =>
  writeStream(stream, false, ended(printable(lines)));

export const printLines = (lines: Iterable<string>): TE.TaskEither<Failure, void> =>
  writeText({ kind: 'stdout' }, ended(printable(lines)));
