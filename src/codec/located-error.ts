/** One error in an input: its place, the expected value and the actual one. */
export interface LocatedError {
  /** Path to the wrong part, for example `items[12].minutes`; empty for the input itself. */
  readonly path: string;
  /** For example `an integer ≥ 1`. */
  readonly expected: string;
  /** The actual value as JSON of at most 60 characters. */
  readonly actual: string;
}

/** `items[12].minutes: expected an integer ≥ 1, got "45"` */
export const formatError = ({ path, expected, actual }: LocatedError): string =>
  `${path === '' ? 'input' : path}: expected ${expected}, got ${actual}`;
