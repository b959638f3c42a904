import { randomUUID } from 'node:crypto';
import { copyFileSync, createWriteStream, linkSync, renameSync, rmSync } from 'node:fs';
import { chmod, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as TE from 'fp-ts/TaskEither';
import { oneLine } from '../subpaths/codecs';
import { errorCode, type Failure, Refusal, systemFailure } from './failure';
import type { FileTarget, Target } from './target';

const PIECE = 2 ** 16;

/** A text in chunks, which may arrive asynchronously. */
export type Chunks = Iterable<string> | AsyncIterable<string>;

/**
 * The text in pieces of at least PIECE characters, since every piece
 * costs a turn of the event loop.
 */
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

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 } as const;

const removeAll = (paths: readonly string[]): void => {
  for (const path of paths) rmSync(path, { force: true });
};

/**
 * Runs `work`; removes the files at `paths` where it fails, and where a signal ends the process.
 */
const removingOnSignal = async (
  paths: readonly string[],
  work: () => Promise<void>,
): Promise<void> => {
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => {
    const handler = (): void => {
      removeAll(paths);
      process.exit(code);
    };
    process.once(signal, handler);
    return () => process.off(signal, handler);
  });
  try {
    await work();
  } catch (error) {
    removeAll(paths);
    throw error;
  } finally {
    for (const off of handlers) off();
  }
};

const writeStream = async (
  stream: NodeJS.WritableStream,
  end: boolean,
  chunks: Chunks,
): Promise<void> => {
  try {
    await pipeline(source(chunks), stream, { end });
  } catch (error) {
    // The reader closed the pipe, as `head` does.
    if (errorCode(error) !== 'EPIPE') throw error;
  }
};

/** A text and its destination. */
export interface Output {
  readonly target: Target;
  readonly chunks: Chunks;
}

/** Throws an error again as a refusal that names the target. */
const refuse =
  (name: string) =>
  (error: unknown): never => {
    throw new Refusal(systemFailure(name)(error));
  };

/** A temporary file next to its target. */
interface Draft {
  readonly target: FileTarget;
  readonly chunks: Chunks;
  readonly temporary: string;
  /** A second name for the old file. */
  readonly old: string;
}

const draftOf = (target: FileTarget, chunks: Chunks): Draft => {
  const name = join(dirname(target.path), `.inspection-consolidation-${randomUUID()}`);
  return { target, chunks, temporary: `${name}.tmp`, old: `${name}.old` };
};

const writeDraft = async ({ target: { mode }, chunks, temporary }: Draft): Promise<void> => {
  const handle = await open(temporary, 'wx');
  try {
    if (mode !== undefined) await chmod(temporary, mode);
    await writeFile(handle, inPieces(chunks));
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Gives the old file a second name; false where there is none. */
const keepOld = ({ target: { path }, old }: Draft): boolean => {
  try {
    linkSync(path, old);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    // Some file systems have no links.
    copyFileSync(path, old);
  }
  return true;
};

/**
 * Renames all drafts, or none: a reader sees old files or new ones, never a part. It is
 * synchronous, so that no signal comes between two renames.
 */
const publish = (drafts: readonly Draft[]): void => {
  const undo: Array<() => void> = [];
  try {
    for (const draft of drafts) {
      const { target, temporary, old } = draft;
      try {
        const hadOld = drafts.length > 1 && keepOld(draft);
        renameSync(temporary, target.path);
        undo.push(() =>
          hadOld ? renameSync(old, target.path) : rmSync(target.path, { force: true }),
        );
      } catch (error) {
        refuse(target.name)(error);
      }
    }
  } catch (error) {
    for (const back of undo.reverse()) back();
    throw error;
  } finally {
    removeAll(drafts.map(({ old }) => old));
  }
};

/**
 * Writes files next to their targets, then streams, which cannot be undone, then renames the files.
 */
const writeOutputs = async (outputs: readonly Output[]): Promise<void> => {
  const drafts = outputs.flatMap(({ target, chunks }) =>
    target.kind === 'file' ? [draftOf(target, chunks)] : [],
  );
  const work = async (): Promise<void> => {
    for (const draft of drafts) await writeDraft(draft).catch(refuse(draft.target.name));
    for (const { target, chunks } of outputs) {
      if (target.kind === 'stdout')
        await writeStream(process.stdout, false, chunks).catch(refuse('stdout'));
      else if (target.kind === 'device')
        await writeStream(createWriteStream(target.name), true, chunks).catch(refuse(target.name));
    }
    publish(drafts);
  };
  await (drafts.length === 0
    ? work()
    : removingOnSignal(
        drafts.map(({ temporary }) => temporary),
        work,
      ));
};

/** Writes texts in chunks; where one fails, every file stays unchanged. */
export const writeTexts = (outputs: readonly Output[]): TE.TaskEither<Failure, void> =>
  TE.tryCatch(() => writeOutputs(outputs), systemFailure('output'));

/** Writes a text in chunks; a file is never left half-written. */
export const writeText = (target: Target, chunks: Chunks): TE.TaskEither<Failure, void> =>
  writeTexts([{ target, chunks }]);

/** Lines, each with a line end. */
export const ended = function* (lines: Iterable<string>): Iterable<string> {
  for (const line of lines) yield `${line}\n`;
};

/** A text in chunks, then a line end. */
export const line = function* (chunks: Iterable<string>): Iterable<string> {
  yield* chunks;
  yield '\n';
};

const printable = function* (lines: Iterable<string>): Iterable<string> {
  for (const line of lines) yield oneLine(line);
};

/**
 * Writes lines to standard output or standard error; a pipe that closes meanwhile is no failure.
 */
export const writeLines = (stream: NodeJS.WriteStream, lines: Iterable<string>): Promise<void> =>
  writeStream(stream, false, ended(printable(lines)));

export const printLines = (lines: Iterable<string>): TE.TaskEither<Failure, void> =>
  writeText({ kind: 'stdout' }, ended(printable(lines)));
