import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { afterAll, beforeAll } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Ended {
  /** Exit code, or the signal that ended it. */
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly ended: Promise<Ended>;
  readonly pid: number;
  /** Closes the reading end of its standard output. */
  readonly closeStdout: () => void;
}

export interface Streams {
  /** What it reads, or a file descriptor to read from. */
  readonly stdin?: string | Buffer | number;
  /** A file descriptor to write to instead of a pipe. */
  readonly stdout?: number;
}

/** Starts the command in a folder, as a person does in a terminal. */
export type Start = (folder: string, args: readonly string[], streams?: Streams) => Running;

const startFile = (
  file: string,
  folder: string,
  args: readonly string[],
  streams: Streams,
): Running => {
  const { stdin = '' } = streams;
  const stdio = [
    typeof stdin === 'number' ? stdin : 'pipe',
    streams.stdout ?? 'pipe',
    'pipe',
  ] as const;
  const child = spawn(process.execPath, [file, ...args], { cwd: folder, stdio: [...stdio] });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // It may end without having read its input.
  child.stdin?.on('error', () => {});
  if (typeof stdin !== 'number') child.stdin?.end(stdin);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ code: code ?? signal ?? 'unknown', stdout, stderr }),
    );
  });
  return { ended, pid: child.pid ?? -1, closeStdout: () => child.stdout?.destroy() };
};

/**
 * Builds the command once for the tests of a file; starting it from its sources takes five times as
 * long.
 */
export const builtCommand = (): Start => {
  const folder = mkdtempSync(join(tmpdir(), 'inspection-consolidation-cli-'));
  beforeAll(async () => {
    await build({
      config: false,
      silent: true,
      entry: { cli: join(root, 'src/cli.ts') },
      outDir: folder,
      format: ['esm'],
      outExtension: () => ({ js: '.mjs' }),
      target: 'node20',
      noExternal: [/.*/],
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (cwd, args, streams = {}) => startFile(join(folder, 'cli.mjs'), cwd, args, streams);
};

export type Files = Readonly<Record<string, string | Buffer>>;

/** Does something in a new folder that holds some files, and removes it. */
export const inFolder = async <A>(
  files: Files,
  work: (folder: string) => Promise<A>,
): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), 'inspection-consolidation-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const namesIn = (folder: string): readonly string[] => readdirSync(folder).sort();
