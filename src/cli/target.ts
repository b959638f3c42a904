import { constants, type Stats } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
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

const lookAt = async (option: string, out: string, inputs: readonly string[]): Promise<E.Either<Failure, Target>> => {
  const there = await statIfThere(out);
  if (there?.isDirectory() || (there === undefined && out.endsWith('/'))) {
    return E.left([`${out}: expected a file, got a directory`]);
  }
  if (there === undefined) {
    await access(dirname(out), constants.W_OK);
    return E.right({ kind: 'file', name: out, path: out });
  }
  for (const input of inputs)
    if (sameFile(there, await statIfThere(input)))
      return E.left([`${out}: expected ${option} to name another file than the input`]);
  if (!there.isFile()) return E.right({ kind: 'device', name: out });
  // What a link points to is replaced, not the link.
  const path = await realpath(out);
  await access(path, constants.W_OK);
  await access(dirname(path), constants.W_OK);
  return E.right({ kind: 'file', name: out, path, mode: there.mode & 0o777 });
};

const STDOUT: Target = { kind: 'stdout' };

/** Looks at `--out`, or another option, before the work starts: whether it can be written, and is no file that is read. */
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
            /^ENO(ENT|TDIR)$/.test(errorCode(error) ?? '') ? [`${out}: no such directory`] : systemFailure(out)(error),
        ),
        TE.chainEitherK<Failure, E.Either<Failure, Target>, Target>(identity),
      );

/** The target of each option, standard output where it is not given; no two may be one file, and none a file that is read. */
export const targetsOf = <K extends string>(
  outs: Readonly<Record<K, string | undefined>>,
  inputs: readonly string[],
): TE.TaskEither<Failure, Readonly<Record<K, Target>>> => {
  const options = Object.keys(outs) as K[];
  const placed = options.flatMap((option) => {
    const out = outs[option];
    return out === undefined ? [] : [{ option, out }];
  });
  return pipe(
    TE.traverseSeqArray((option: K) => targetOf(outs[option], inputs, `--${option}`))(options),
    TE.chainEitherK((targets) => {
      const doubled = placed.flatMap(({ option, out }, k) => {
        const first = placed.slice(0, k).find((other) => resolve(other.out) === resolve(out));
        const isFile = targets[options.indexOf(option)].kind === 'file';
        return first === undefined || !isFile
          ? []
          : [`${out}: expected --${option} to name another file than --${first.option}`];
      });
      return doubled.length > 0
        ? E.left<Failure>(doubled)
        : E.right(Object.fromEntries(options.map((option, k) => [option, targets[k]])) as Record<K, Target>);
    }),
  );
};
