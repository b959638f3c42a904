import { isNonEmpty } from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { decodeLocated } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { parseJson } from '../codec/parse-json';
import { Certificate } from './certificate';

/**
 * Certificates from lines of JSON, with or without their ends, or everything in them that has the wrong shape, at places such as
 * `line 17: witness[0].cycle`. Blank lines are skipped, as is a byte order mark. Whether they hold for a plan is another question.
 * O(length of the lines).
 */
export const decodeCertificates = (
  lines: Iterable<string>,
): E.Either<NonEmptyArray<LocatedError>, readonly Certificate[]> => {
  const certificates: Certificate[] = [];
  const errors: LocatedError[] = [];
  let number = 0;
  for (const line of lines) {
    number++;
    // A byte order mark is no part of the text, but editors write it.
    const json = number === 1 && line.startsWith('\ufeff') ? line.slice(1) : line;
    if (/^[ \t\r\n]*$/.test(json)) continue;
    const decoded = pipe(
      parseJson(json),
      E.chain((input) => decodeLocated(Certificate, input)),
    );
    if (E.isRight(decoded)) certificates.push(decoded.right);
    else
      for (const { path, ...rest } of decoded.left)
        errors.push({ path: path === '' ? `line ${number}` : `line ${number}: ${path}`, ...rest });
  }
  return isNonEmpty(errors) ? E.left(errors) : E.right(certificates);
};
