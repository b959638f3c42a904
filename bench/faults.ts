// Breaks a copy of the library on purpose, one planted fault after another,
// and prints which faults the soak's slice in CI finds, and the first failure. Faults in the
// guard are found by its own tests:
// npm run bench:faults [-- --only cycles]
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { machineLine } from './support/machine';
import { type PlantedFault, plantedFaults } from './support/planted-faults';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const copy = resolve('out/faults');
const bundle = join(copy, 'slice.mjs');

rmSync(copy, { recursive: true, force: true });
mkdirSync(copy, { recursive: true });
for (const part of ['src', 'test', 'bench', 'package.json', 'vitest.config.ts', 'tsconfig.json'])
  cpSync(part, join(copy, part), { recursive: true });
symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));

/** Runs a program in the copy; its output where it fails. */
const failureOf = (program: string, options: readonly string[]): string | undefined => {
  try {
    execFileSync(program, options, { cwd: copy, encoding: 'utf8', stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `${Reflect.get(Object(error), 'stdout')}${Reflect.get(Object(error), 'stderr')}`;
  }
};

/** The first failure of the slice in the copy: its part, its seed and the kind of fault. */
const sliceFailure = (): string | undefined => {
  const options = [
    '--bundle',
    '--platform=node',
    '--format=esm',
    '--log-level=error',
    `--outfile=${bundle}`,
  ];
  const unbuilt = failureOf('node_modules/.bin/esbuild', [
    'bench/support/slice-alone.ts',
    ...options,
  ]);
  return unbuilt ?? failureOf('node', [bundle])?.trim();
};

/** The first failure of some files of tests in the copy. */
const testsFailure = (tests: readonly string[]): string | undefined => {
  const said = failureOf('node_modules/.bin/vitest', [
    'run',
    '--bail',
    '1',
    '--no-color',
    ...tests,
  ]);
  return said && (/FAIL\s+(.*)/.exec(said)?.[1] ?? said);
};

/** The test that finds a fault. */
const foundBy = ({ file, right, wrong, tests }: PlantedFault): string | undefined => {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(right).length !== 2) throw new Error(`${file}: not there just once: ${right}`);
  writeFileSync(
    path,
    text.replace(right, () => wrong),
  );
  const failure = tests === undefined ? sliceFailure() : testsFailure(tests);
  writeFileSync(path, text);
  return failure;
};

console.log(machineLine());
const chosen = plantedFaults.filter(({ file, what }) => `${file} ${what}`.includes(values.only));
const tests = [...new Set(chosen.flatMap((one) => one.tests ?? []))];
const needsSlice = chosen.some((one) => one.tests === undefined);
const unfaulted =
  (needsSlice ? sliceFailure() : undefined) ??
  (tests.length === 0 ? undefined : testsFailure(tests));
if (unfaulted !== undefined) throw new Error(`without a planted fault fails ${unfaulted}`);
let survived = 0;
for (const fault of chosen) {
  const failure = foundBy(fault);
  if (failure === undefined) survived++;
  const told = failure === undefined ? 'SURVIVED' : 'found   ';
  console.log(`${told} ${fault.file}: ${fault.what} | ${failure ?? ''}`);
}
console.log(`${chosen.length - survived} found, ${survived} survived`);
if (survived > 0) process.exitCode = 1;
