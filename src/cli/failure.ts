/** The errors of a command that ends with exit code 2: one line each, starting with its place. */
export type Failure = Iterable<string>;

const WORDS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'expected a file, got a directory'],
  ['EMFILE', 'too many open files'],
  ['ENAMETOOLONG', 'name too long'],
  ['ENOENT', 'no such file'],
  ['ENOSPC', 'no space left on the device'],
  ['ENOTDIR', 'no such file'],
  ['ELOOP', 'too many symbolic links'],
  ['EROFS', 'read-only file system'],
]);

export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** A thrown failure; an iteration can be left early only by throwing. */
export class Refusal extends Error {
  constructor(readonly failure: Failure) {
    super('refused');
  }
}

/**
 * An error of the operating system in words, as `registry.json: no such file`;
 * a {@link Refusal} gives its own failure.
 */
export const systemFailure =
  (place: string) =>
  (error: unknown): Failure => {
    if (error instanceof Refusal) return error.failure;
    const code = errorCode(error);
    return [
      `${place}: ${WORDS.get(code ?? '') ?? (error instanceof Error ? error.message : String(error))}`,
    ];
  };
