import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Summary } from '../index';
import type { ExitCode } from './command';
import { type Failure, systemFailure } from './failure';
import { writeLines } from './write-text';

/**
 * The exit code of a command that made a plan: 1, with a line on standard error,
 * where the plan had to be mended.
 */
export const soundness = ({
  faults = 0,
}: Pick<Summary, 'faults'>): TE.TaskEither<Failure, ExitCode> =>
  faults === 0
    ? TE.right(0)
    : pipe(
        TE.tryCatch(
          () =>
            writeLines(process.stderr, [
              `inspection-consolidation found and mended ${faults} ${faults === 1 ? 'mistake' : 'mistakes'} of its own. ` +
                'The plan is valid, but may have more visits than it need have. Please report the registry.',
            ]),
          systemFailure('stderr'),
        ),
        TE.map(() => 1),
      );
