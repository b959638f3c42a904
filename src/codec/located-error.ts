/** What is wrong with an input, and where. */
export interface LocatedError {
  /** Such as `items[12].minutes`; empty for the input itself. */
  readonly path: string;
  /** Such as `an integer ≥ 1`. */
  readonly expected: string;
  /** What came, as short JSON. */
  readonly actual: string;
}

/** `items[12].minutes: expected an integer ≥ 1, got "45"` */
export const formatError = ({ path, expected, actual }: LocatedError): string =>
  `${path === '' ? 'input' : path}: expected ${expected}, got ${actual}`;
