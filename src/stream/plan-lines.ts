import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { checked, textLines } from '../codec/checked';
import { decodeLocated } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { parseJson } from '../codec/parse-json';
import { recordDecoder } from '../decode/decode-registry';
import type { EnterpriseRecord } from '../registry/enterprise-record';
import { decodeFrame, type Frame } from '../registry/frame';
import type { StreamRow } from './enterprise-plan';
import { ownId } from './id-set';
import { type EnterprisePlanner, enterprisePlanner, StreamOptions } from './plan-enterprises';

type Decoded<A> = E.Either<NonEmptyArray<LocatedError>, A>;

/** The decoder and planner of the enterprise lines, made from the first line. */
interface Body {
  readonly decode: (input: unknown) => Decoded<EnterpriseRecord>;
  readonly planner: EnterprisePlanner;
}

const bodyOf = (frame: Frame, options: StreamOptions): Body => {
  const decode = recordDecoder(frame);
  const Id = ownId();
  return {
    decode: (input) =>
      pipe(
        decode(input),
        E.chainFirst(({ enterprise: { id } }) => decodeLocated(Id, id, ['enterprise', 'id'])),
      ),
    planner: enterprisePlanner(frame, options),
  };
};

/**
 * A line of output; or all errors of one line of input, at places like `line 17: enterprise.grade`.
 */
export type LineResult = Decoded<string>;

/**
 * A planner that takes lines and returns lines. An error is the last result: no line may follow it.
 */
interface LinePlanner {
  readonly line: (text: string) => Iterable<LineResult>;
  readonly end: () => Iterable<LineResult>;
}

const textOf = (row: StreamRow): LineResult => E.right(JSON.stringify(row));

const texts = function* (rows: Iterable<StreamRow>): Iterable<LineResult> {
  for (const row of rows) yield textOf(row);
};

const linePlanner = (options: StreamOptions): LinePlanner => {
  let number = 0;
  let body: Body | undefined;
  const inThisLine = <A>(decoded: Decoded<A>): Decoded<A> =>
    pipe(
      decoded,
      E.mapLeft(([first, ...more]) => {
        const placed = ({ path, ...rest }: LocatedError): LocatedError => ({
          path: path === '' ? `line ${number}` : `line ${number}: ${path}`,
          ...rest,
        });
        return [placed(first), ...more.map(placed)];
      }),
    );
  return {
    *line(text) {
      number++;
      // Editors may write a byte order mark; it is no part of the text.
      const json = number === 1 && text.startsWith('\ufeff') ? text.slice(1) : text;
      if (!/[^ \t\r\n]/.test(json)) return;
      if (body === undefined) {
        const frame = inThisLine(pipe(parseJson(json), E.chain(decodeFrame)));
        if (E.isLeft(frame)) yield frame;
        else body = bodyOf(frame.right, options);
        return;
      }
      const record = inThisLine(pipe(parseJson(json), E.chain(body.decode)));
      if (E.isRight(record)) yield* texts(body.planner.add(record.right));
      else {
        // The lines before the error come out first, whatever the size of a chunk.
        yield* texts(body.planner.flush());
        yield record;
      }
    },
    *end() {
      if (body !== undefined) {
        yield* texts(body.planner.flush());
        yield textOf({ summary: body.planner.summary() });
        return;
      }
      number++;
      yield inThisLine(
        E.left([
          {
            path: '',
            expected: 'a registry without its enterprises',
            actual: 'the end of the text',
          },
        ]),
      );
    },
  };
};

/**
 * Plans a registry that comes as lines of JSON (NDJSON), one enterprise at a time, for registries
 * that do not fit into memory. Lines carry no line ends, in or out.
 *
 * The first line is the registry without `enterprises`, `assignments`, `history`,
 * `done`, `due` and pins of enterprises. Every other line is one enterprise,
 * `{"enterprise":{"id":"E-1",…},"assignments":[{"item":"XF-01",…}],"pins":[…]}`. Its lists are
 * `assignments`, `history`, `done`, `due` and `pins`, all optional, with rows as in a registry but
 * without the field `enterprise`. Blank lines and a byte order mark are skipped.
 *
 * The output has one line per enterprise, in the same order, with rows as in a plan:
 * `{"enterprise":"E-1","visits":[…],"unserved":[…],"lowerBound":4,"witness":[…]}`. The last line is
 * `{"summary":{…}}`. Occurrences share visits as in the `plan` of one registry of all enterprises.
 *
 * The first line with an error ends the output: after the plans of the enterprises before it comes
 * one result with all errors of that line. An id that comes twice is found if one of the two is
 * among the first six million. Memory: a chunk of enterprises, and at most 64 MB of ids.
 */
export const planLines = (
  lines: Iterable<string>,
  options: StreamOptions = {},
): Iterable<LineResult> =>
  resultsOf(checked(textLines, lines, ['lines']), linePlanner(checked(StreamOptions, options)));

function* resultsOf(lines: Iterable<string>, planner: LinePlanner): Iterable<LineResult> {
  for (const line of lines)
    for (const result of planner.line(line)) {
      yield result;
      if (E.isLeft(result)) return;
    }
  yield* planner.end();
}

/** {@link planLines} for lines that arrive asynchronously, for example from a file. */
export const planLinesAsync = (
  lines: AsyncIterable<string>,
  options: StreamOptions = {},
): AsyncIterable<LineResult> => resultsAsync(lines, linePlanner(checked(StreamOptions, options)));

async function* resultsAsync(
  lines: AsyncIterable<string>,
  planner: LinePlanner,
): AsyncIterable<LineResult> {
  for await (const line of lines)
    for (const result of planner.line(line)) {
      yield result;
      if (E.isLeft(result)) return;
    }
  yield* planner.end();
}
