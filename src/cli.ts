#!/usr/bin/env node
import * as E from 'fp-ts/Either';
import { run } from './cli/run';
import { writeLines } from './cli/write-text';

// A closed pipe is no error to report, and certainly not into that pipe.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

// A bug of this program also ends in one line, not in a stack trace.
const result = await run(process.argv.slice(2))().catch((error: unknown) =>
  E.left([`inspection-consolidation: failed unexpectedly: ${String(error)}`]),
);
if (E.isLeft(result)) await writeLines(process.stderr, result.left).catch(() => {});
process.exitCode = E.isLeft(result) ? 2 : result.right;
