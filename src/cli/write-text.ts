import { randomUUID } from 'node:crypto';
import { constants, createWriteStream, rmSync, type Stats } from 'node:fs';
import { access, chmod, open, realpath, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { errorCode, type Failure, oneLine, systemFailure } from './failure';

/** Where a text goes: standard output, a file that it replaces whole, or a device that takes it as it comes. */
export type Target =
  | { readonly kind: 'stdout' }
  | { readonly kind: 'file'; readonly name: string; readonly path: string; readonly mode?: number }
  | { readonly kind: 'device'; readonly name: string };

const statIfThere = async (path: string): Promise<Stats | undefined> => {
  try {
    return await stat(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
};

const sameFile = (a: Stats, b: Stats | undefined): boolean => b !== undefined && a.dev === b.dev && a.ino === b.ino;

/** Looks at `--out` before the work starts: whether it can be written, and is not the file that is read. */
export const targetOf = (out: string | undefined, input: string | undefined): TE.TaskEither<Failure, Target> =>
  out === undefined
    ? TE.right({ kind: 'stdout' })
    : pipe(
        TE.tryCatch(async (): Promise<Target | 'input' | 'directory'> => {
          const there = await statIfThere(out);
          if (there === undefined) {
            await access(dirname(out), constants.W_OK);
            return out === '' || out.endsWith('/') ? 'directory' : { kind: 'file', name: out, path: out };
          }
          if (there.isDirectory()) return 'directory';
          if (input !== undefined && sameFile(there, await statIfThere(input))) return 'input';
          if (!there.isFile()) return { kind: 'device', name: out };
          const path = await realpath(out);
          await access(path, constants.W_OK);
          await access(dirname(path), constants.W_OK);
          return { kind: 'file', name: out, path, mode: there.mode & 0o777 };
        }, systemFailure(out)),
        TE.chain((target) =>
          target === 'input'
            ? TE.left([`${out}: expected --out to name another file than the input`])
            : target === 'directory'
              ? TE.left([`${out}: expected a file, got a directory`])
              : TE.right(target),
        ),
      );

const PIECE = 2 ** 16;

/** The same text in pieces of some size, since every piece costs a turn of the event loop. */
const inPieces = function* (chunks: Iterable<string>): Iterable<string> {
  let piece = '';
  for (const chunk of chunks) {
    piece += chunk;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
};

const source = (chunks: Iterable<string>): Readable => Readable.from(inPieces(chunks));

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
const replaceFile = (path: string, mode: number | undefined, chunks: Iterable<string>): Promise<void> => {
  const temporary = join(dirname(path), `.inspection-consolidation-${randomUUID()}.tmp`);
  return removingOnSignal(temporary, async () => {
    const handle = await open(temporary, 'wx');
    try {
      if (mode !== undefined) await chmod(temporary, mode);
      await pipeline(source(chunks), handle.createWriteStream({ autoClose: false }));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  });
};

const writeStream = async (stream: NodeJS.WriteStream, chunks: Iterable<string>): Promise<void> => {
  try {
    await pipeline(source(chunks), stream, { end: false });
  } catch (error) {
    // Whoever reads has seen enough, as `head` does.
    if (errorCode(error) !== 'EPIPE') throw error;
  }
};

/** Writes a text that comes in chunks; nothing half-written is left of a file. */
export const writeText = (target: Target, chunks: Iterable<string>): TE.TaskEither<Failure, void> => {
  switch (target.kind) {
    case 'stdout':
      return TE.tryCatch(() => writeStream(process.stdout, chunks), systemFailure('stdout'));
    case 'device':
      return TE.tryCatch(() => pipeline(source(chunks), createWriteStream(target.name)), systemFailure(target.name));
    case 'file':
      return TE.tryCatch(() => replaceFile(target.path, target.mode, chunks), systemFailure(target.name));
  }
};

const ended = function* (lines: Iterable<string>): Iterable<string> {
  for (const line of lines) yield `${oneLine(line)}\n`;
};

/** Writes lines to standard output or standard error; a pipe that closes meanwhile is no failure. */
export const writeLines = (stream: NodeJS.WriteStream, lines: Iterable<string>): Promise<void> =>
  writeStream(stream, ended(lines));

export const printLines = (lines: Iterable<string>): TE.TaskEither<Failure, void> =>
  writeText({ kind: 'stdout' }, ended(lines));
