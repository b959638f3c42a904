import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { firstSyntaxFault } from './json-syntax';
import type { LocatedError } from './located-error';

/**
 * The value of a one-line JSON text; else one error: its first fault, with the column.
 * O(length of the text).
 */
export const parseJson = (text: string): E.Either<NonEmptyArray<LocatedError>, unknown> =>
  pipe(
    E.tryCatch((): unknown => JSON.parse(text), String),
    E.mapLeft((message): NonEmptyArray<LocatedError> => {
      const fault = firstSyntaxFault(text);
      if (fault === undefined) return [{ path: '', expected: 'JSON', actual: message }];
      const { column, expected, actual } = fault;
      return [{ path: '', expected: `${expected} at column ${column}`, actual }];
    }),
  );
