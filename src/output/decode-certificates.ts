import { isNonEmpty } from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { textLines } from '../codec/checked';
import { type Codec, decodeLocated } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { parseJson } from '../codec/parse-json';
import { MOST_MISFITS } from '../codec/place';
import { struct } from '../codec/shapes';
import { Certificate } from './certificate';
import { Shortfall } from './shortfall';

/**
 * The evidence that comes with a plan: for its number of visits,
 * and for its minutes above capacity.
 */
export interface PlanCertificates {
  readonly certificates: readonly Certificate[];
  readonly shortfalls: readonly Shortfall[];
}

interface ShortfallLine {
  readonly shortfall: Shortfall;
}

const ShortfallLine: Codec<ShortfallLine> = struct<ShortfallLine>('ShortfallLine', {
  shortfall: Shortfall,
});

type Line = Certificate | ShortfallLine;

const hasShortfall = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && Object.hasOwn(input, 'shortfall');

const decodeLine = (input: unknown): E.Either<NonEmptyArray<LocatedError>, Line> =>
  hasShortfall(input) ? decodeLocated(ShortfallLine, input) : decodeLocated(Certificate, input);

/**
 * Certificates and shortfalls from lines of JSON, in any order, with or without line ends;
 * or everything in them that has the wrong shape, at places like `line 17: witness[0].cycle`. Blank
 * lines and a byte order mark are skipped. Whether they hold for a plan is not checked.
 * O(length of the lines).
 */
export const decodeCertificates = (
  lines: Iterable<string>,
): E.Either<NonEmptyArray<LocatedError>, PlanCertificates> => {
  const texts = decodeLocated(textLines, lines);
  if (E.isLeft(texts)) return texts;
  const certificates: Certificate[] = [];
  const shortfalls: Shortfall[] = [];
  const errors: LocatedError[] = [];
  let number = 0;
  for (const line of lines) {
    number++;
    // Editors may write a byte order mark; it is no part of the text.
    const json = number === 1 && line.startsWith('\ufeff') ? line.slice(1) : line;
    if (!/[^ \t\r\n]/.test(json)) continue;
    const decoded = pipe(parseJson(json), E.chain(decodeLine));
    if (E.isLeft(decoded)) {
      for (const { path, ...rest } of decoded.left)
        errors.push({ path: path === '' ? `line ${number}` : `line ${number}: ${path}`, ...rest });
      if (errors.length < MOST_MISFITS) continue;
      const expected = `at most ${MOST_MISFITS} errors (no line after line ${number} is read)`;
      errors.push({ path: '', expected, actual: String(errors.length) });
      break;
    }
    if ('shortfall' in decoded.right) shortfalls.push(decoded.right.shortfall);
    else certificates.push(decoded.right);
  }
  return isNonEmpty(errors) ? E.left(errors) : E.right({ certificates, shortfalls });
};
