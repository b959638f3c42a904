import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { version } from '../../package.json';
import { helpOf, parseArguments, usageOf } from './arguments';
import type { ExitCode } from './command';
import { commands } from './commands';
import type { Failure } from './failure';
import { printLines } from './write-text';

const overview: readonly string[] = [
  'Plans joint inspection visits: the fewest visits to every enterprise of a county.',
  '',
  'Usage:',
  ...[...commands].map(([name, { syntax }]) => `  ${usageOf(name, syntax)}`),
  '  inspection-consolidation [<command>] --help',
  '  inspection-consolidation --version',
  '',
  'Ends with 0 when done, 1 when a plan has violations or had to be mended, 2 on bad input or usage.',
];

const print = (lines: readonly string[]): TE.TaskEither<Failure, ExitCode> =>
  pipe(
    printLines(lines),
    TE.map((): ExitCode => 0),
  );

/** Runs the command that the command line names. */
export const run = ([name, ...args]: readonly string[]): TE.TaskEither<Failure, ExitCode> => {
  if (name === '--help' || name === '-h') return print(overview);
  if (name === '--version') return print([version]);
  const command = commands.get(name ?? '');
  if (command === undefined) {
    const got = name === undefined ? 'none (see --help)' : JSON.stringify(name);
    return TE.left([
      `arguments: expected a command (${[...commands.keys()].join(', ')}), got ${got}`,
    ]);
  }
  return pipe(
    parseArguments(command.syntax, args),
    E.fold(
      (failure) => TE.left(failure),
      (given) => (given.help ? print(helpOf(name, command.syntax)) : command.run(given)),
    ),
  );
};
