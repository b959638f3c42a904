#!/usr/bin/env node
import * as E from 'fp-ts/Either';
import { run } from './cli/run';
import { writeLines } from './cli/write-text';

// A closed pipe is no reason to complain, least of all into that pipe.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

// Even a fault of this program ends in one line, not in a stack trace.
const result = await run(process.argv.slice(2))().catch((error: unknown) =>
  E.left([`inspection-consolidation: failed unexpectedly: ${String(error)}`]),
);
if (E.isLeft(result)) await writeLines(process.stderr, result.left).catch(() => {});
process.exitCode = E.isLeft(result) ? 2 : result.right;
