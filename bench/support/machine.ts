import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

const git = (...args: readonly string[]): string => {
  try {
    return execFileSync('git', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
};

/** Machine, Node version and commit of a measurement, in one line. */
export const machineLine = (): string => {
  const processors = cpus();
  const commit = git('rev-parse', '--short', 'HEAD') || 'unknown';
  const changed =
    git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ' with changes';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const model = processors[0]?.model ?? 'unknown processor';
  return `${processors.length} × ${model}, ${memory}; Node ${process.version}; commit ${commit}${changed}`;
};
