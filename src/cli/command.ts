import type * as TE from 'fp-ts/TaskEither';
import type { Arguments, Syntax } from './arguments';
import type { Failure } from './failure';

/**
 * 0: done; 1: `verify` found violations, or the program mended a mistake of its own in a plan. A
 * {@link Failure} gives 2.
 */
export type ExitCode = 0 | 1;

export interface Command {
  readonly syntax: Syntax;
  readonly run: (given: Arguments) => TE.TaskEither<Failure, ExitCode>;
}

/** Help text of `--out`, an entry of `texts` in the syntax of commands that write a document. */
export const OUT = { out: 'write to this file, whole or not at all, instead of standard output' };
