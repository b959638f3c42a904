import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import * as TE from 'fp-ts/TaskEither';
import { formatError, type LocatedError } from '../index';
import type { Failure } from './failure';
import { nameOf, readJson } from './read-json';

export type Decode<A> = (input: unknown) => E.Either<NonEmptyArray<LocatedError>, A>;

/** Errors as lines; an error of the whole document starts with the file's name. */
export const linesOf = function* (file: string, errors: readonly LocatedError[]): Iterable<string> {
  for (const error of errors)
    yield formatError(error.path === '' ? { ...error, path: nameOf(file) } : error);
};

/** Reads and decodes a file. */
export const readAs = <A>(decode: Decode<A>, file: string): TE.TaskEither<Failure, A> =>
  pipe(
    readJson(file),
    TE.chainEitherK((input) =>
      pipe(
        decode(input),
        E.mapLeft((errors) => linesOf(file, errors)),
      ),
    ),
  );

/** An error where standard input (`-`) is named more than once. */
export const stdinOnce = (files: readonly string[]): E.Either<Failure, void> =>
  files.filter((file) => file === '-').length > 1
    ? E.left([
        `arguments: expected "-" for one file, got it for ${files.length === 2 ? 'both' : 'more'}`,
      ])
    : E.right(undefined);
