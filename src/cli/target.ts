import { constants, type Stats } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as E from 'fp-ts/Either';
import { identity, pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { errorCode, type Failure, systemFailure } from './failure';

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

const lookAt = async (option: string, out: string, input: string | undefined): Promise<E.Either<Failure, Target>> => {
  const there = await statIfThere(out);
  if (there?.isDirectory() || (there === undefined && out.endsWith('/'))) {
    return E.left([`${out}: expected a file, got a directory`]);
  }
  if (there === undefined) {
    await access(dirname(out), constants.W_OK);
    return E.right({ kind: 'file', name: out, path: out });
  }
  if (input !== undefined && sameFile(there, await statIfThere(input))) {
    return E.left([`${out}: expected ${option} to name another file than the input`]);
  }
  if (!there.isFile()) return E.right({ kind: 'device', name: out });
  // What a link points to is replaced, not the link.
  const path = await realpath(out);
  await access(path, constants.W_OK);
  await access(dirname(path), constants.W_OK);
  return E.right({ kind: 'file', name: out, path, mode: there.mode & 0o777 });
};

const STDOUT: Target = { kind: 'stdout' };

/** Looks at `--out`, or another option, before the work starts: whether it can be written, and is not the file that is read. */
export const targetOf = (
  out: string | undefined,
  input?: string,
  option: string = '--out',
): TE.TaskEither<Failure, Target> =>
  out === undefined
    ? TE.right(STDOUT)
    : pipe(
        TE.tryCatch(
          () => lookAt(option, out, input),
          (error) =>
            /^ENO(ENT|TDIR)$/.test(errorCode(error) ?? '') ? [`${out}: no such directory`] : systemFailure(out)(error),
        ),
        TE.chainEitherK<Failure, E.Either<Failure, Target>, Target>(identity),
      );
