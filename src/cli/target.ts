import { constants, fstatSync, type Stats } from 'node:fs';
import { access, lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as E from 'fp-ts/Either';
import { identity, pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { errorCode, type Failure, systemFailure } from './failure';

/** A file that a text replaces whole. */
export interface FileTarget {
  readonly kind: 'file';
  /** Its path as given. */
  readonly name: string;
  /** Its path with links resolved: one path per file. */
  readonly path: string;
  /** The mode of the present file. */
  readonly mode?: number;
}

/** The destination of a text: standard output, a file, or a device that is written directly. */
export type Target =
  | { readonly kind: 'stdout' }
  | FileTarget
  | { readonly kind: 'device'; readonly name: string };

const ifThere = async (look: Promise<Stats>): Promise<Stats | undefined> => {
  try {
    return await look;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
};

const sameFile = (a: Stats, b: Stats | undefined): boolean =>
  b !== undefined && a.dev === b.dev && a.ino === b.ino;

const STDIN = 0;
const STDOUT_NUMBER = 1;

/** The file behind a stream of this process; undefined where it is a pipe, a terminal or closed. */
const redirected = (descriptor: number): Stats | undefined => {
  try {
    const stats = fstatSync(descriptor);
    return stats.isFile() ? stats : undefined;
  } catch {
    return undefined;
  }
};

const STDOUT: Target = { kind: 'stdout' };

const lookAt = async (
  option: string,
  out: string,
  inputs: readonly string[],
): Promise<E.Either<Failure, Target>> => {
  const there = await ifThere(stat(out));
  if (there?.isDirectory() || (there === undefined && out.endsWith('/'))) {
    return E.left([`${out}: expected a file, got a directory`]);
  }
  if (there === undefined) {
    // A link to nothing: its intended target does not exist.
    if ((await ifThere(lstat(out))) !== undefined)
      return E.left([`${out}: expected a file, got a link to nothing`]);
    const folder = await realpath(dirname(out));
    await access(folder, constants.W_OK);
    return E.right({ kind: 'file', name: out, path: join(folder, basename(out)) });
  }
  for (const input of inputs)
    if (sameFile(there, input === '-' ? redirected(STDIN) : await ifThere(stat(input))))
      return E.left([`${out}: expected ${option} to name another file than the input`]);
  if (sameFile(there, redirected(STDOUT_NUMBER))) return E.right(STDOUT);
  if (!there.isFile()) return E.right({ kind: 'device', name: out });
  // The target of a link is replaced, not the link.
  const path = await realpath(out);
  await access(path, constants.W_OK);
  await access(dirname(path), constants.W_OK);
  return E.right({ kind: 'file', name: out, path, mode: there.mode & 0o777 });
};

/**
 * Checks `--out`, or another option, before the work starts:
 * it must be writable, and no input file.
 */
export const targetOf = (
  out: string | undefined,
  inputs: readonly string[] = [],
  option: string = '--out',
): TE.TaskEither<Failure, Target> =>
  out === undefined
    ? TE.right(STDOUT)
    : pipe(
        TE.tryCatch(
          () => lookAt(option, out, inputs),
          (error) =>
            /^ENO(ENT|TDIR)$/.test(errorCode(error) ?? '')
              ? [`${out}: no such directory`]
              : systemFailure(out)(error),
        ),
        TE.chainEitherK<Failure, E.Either<Failure, Target>, Target>(identity),
      );

/** A key: of targets with equal keys, one text would overwrite the other. */
const placeOf = (target: Target): string | undefined => {
  if (target.kind === 'device') return undefined;
  return target.kind === 'file' ? `file ${target.path}` : 'stdout';
};

/**
 * The target of each option, standard output where it is not given. No two may be one
 * file, and none an input file.
 */
export const targetsOf = <K extends string>(
  outs: Readonly<Record<K, string | undefined>>,
  inputs: readonly string[],
): TE.TaskEither<Failure, Readonly<Record<K, Target>>> => {
  const options = Object.keys(outs) as K[];
  return pipe(
    TE.traverseSeqArray((option: K) => targetOf(outs[option], inputs, `--${option}`))(options),
    TE.chainEitherK((targets) => {
      const places = targets.map(placeOf);
      const doubled = options.flatMap((option, k) => {
        const out = outs[option];
        const first = options.find(
          (other, j) => (j < k || outs[other] === undefined) && places[j] === places[k],
        );
        if (out === undefined || places[k] === undefined || first === undefined) return [];
        const named = outs[first] === undefined ? 'standard output' : `--${first}`;
        return [`${out}: expected --${option} to name another file than ${named}`];
      });
      return doubled.length > 0
        ? E.left<Failure>(doubled)
        : E.right(
            Object.fromEntries(options.map((option, k) => [option, targets[k]])) as Record<
              K,
              Target
            >,
          );
    }),
  );
};
