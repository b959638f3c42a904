import { constants, isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { firstSyntaxFault } from '../subpaths/codecs';
import { type Failure, systemFailure } from './failure';

/** The name of standard input in errors. */
const STDIN = 'stdin';

/** The name of a file in errors. */
export const nameOf = (file: string): string => (file === '-' ? STDIN : file);

const tooLong = (name: string): Failure => [
  `${name}: expected at most ${Math.floor(constants.MAX_STRING_LENGTH / 2 ** 20)} MB of text, got more`,
];

/** The bytes of a file, or of standard input for `-`, in chunks. */
export const bytesOf = (file: string): AsyncIterable<Buffer> =>
  file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 2 ** 20 });

/**
 * All bytes of a file, or of standard input for `-`; a failure once they exceed the longest string.
 */
const readBytes = (file: string): TE.TaskEither<Failure, Buffer> =>
  pipe(
    TE.tryCatch(
      async () => {
        const chunks: Buffer[] = [];
        let size = 0;
        for await (const chunk of bytesOf(file)) {
          chunks.push(chunk);
          size += chunk.length;
          if (size > constants.MAX_STRING_LENGTH) return undefined;
        }
        return Buffer.concat(chunks, size);
      },
      systemFailure(nameOf(file)),
    ),
    TE.chainEitherK(E.fromNullable(tooLong(nameOf(file)))),
  );

const textOf =
  (name: string) =>
  (bytes: Buffer): E.Either<Failure, string> =>
    isUtf8(bytes)
      ? // Editors may write a byte order mark; it is no part of the text.
        E.right(
          bytes.toString(
            'utf8',
            bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0,
          ),
        )
      : E.left([`${name}: expected UTF-8 text, got other bytes`]);

const parseJson =
  (name: string) =>
  (text: string): E.Either<Failure, unknown> =>
    pipe(
      E.tryCatch((): unknown => JSON.parse(text), systemFailure(name)),
      E.mapLeft((failure) => {
        const fault = firstSyntaxFault(text);
        return fault === undefined
          ? failure
          : [
              `${name}:${fault.line}:${fault.column}: expected ${fault.expected}, got ${fault.actual}`,
            ];
      }),
    );

/**
 * The value of a JSON file, or of standard input for `-`. Errors start with
 * `file:` or `file:line:column:`.
 */
export const readJson = (file: string): TE.TaskEither<Failure, unknown> =>
  pipe(
    readBytes(file),
    TE.chainEitherK(textOf(nameOf(file))),
    TE.chainEitherK(parseJson(nameOf(file))),
  );
