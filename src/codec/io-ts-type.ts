import { identity } from 'fp-ts/function';
import * as t from 'io-ts';
import { type Codec, locatedError, misfitsOf } from './codec';
import { formatError } from './located-error';
import { ABSENT, type Key, type Misfit, UNREADABLE } from './place';

// io-ts writes array indices as text.
const keyOf = (text: string): Key => (/^(0|[1-9]\d{0,9})$/.test(text) ? Number(text) : text);

const validationError = (
  problem: Misfit,
  context: t.Context,
  codec: t.Decoder<unknown, unknown>,
): t.ValidationError => {
  const outer = context.map(({ key }) => key).filter((key) => key !== '');
  const value =
    problem.value === ABSENT || problem.value === UNREADABLE ? undefined : problem.value;
  return {
    value,
    context: [
      ...context,
      ...problem.keys.map((key, at) => ({
        key: String(key),
        type: codec,
        actual: at === problem.keys.length - 1 ? value : undefined,
      })),
    ],
    message: formatError(
      locatedError({ ...problem, keys: [...outer.map(keyOf), ...problem.keys] }),
    ),
  };
};

/**
 * A codec as an io-ts codec, which composes with the combinators of io-ts: it accepts the same
 * values, decoding returns the value itself, and encoding is the identity. A message is the line of
 * `formatError`, its place counted from the outermost value.
 */
export const ioTsType = /* @__NO_SIDE_EFFECTS__ */ <A>({
  name,
  check,
  is,
}: Codec<A>): t.Type<A, A, unknown> => {
  const type: t.Type<A, A, unknown> = new t.Type<A, A, unknown>(
    name,
    is,
    (value, context) => {
      const misfits = misfitsOf(check, value);
      // The check has read the whole value: without misfits it is an A.
      return misfits.length === 0
        ? t.success(value as A)
        : t.failures(misfits.map((misfit) => validationError(misfit, context, type)));
    },
    identity,
  );
  return type;
};
