import type * as TE from 'fp-ts/TaskEither';
import type { Arguments, Syntax } from './arguments';
import type { Failure } from './failure';

/** 0: done; 1: the plan has violations, or had to be mended. Failures end with 2. */
export type ExitCode = 0 | 1;

export interface Command {
  readonly syntax: Syntax;
  readonly run: (given: Arguments) => TE.TaskEither<Failure, ExitCode>;
}

/** The option of commands that write a document. */
export const OUT = { out: 'write to this file, whole or not at all, instead of standard output' };
