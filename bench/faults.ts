// Breaks a copy of the library on purpose, one planted fault after another, and tells which the soak's slice in CI finds; checks of the guard
// are proven by their own tests:
// npm run bench:faults [-- --only cycles]
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { machineLine } from './support/machine';
import { type PlantedFault, plantedFaults } from './support/planted-faults';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const copy = resolve('out/faults');

rmSync(copy, { recursive: true, force: true });
mkdirSync(copy, { recursive: true });
for (const part of ['src', 'test', 'bench', 'package.json', 'vitest.config.ts', 'tsconfig.json'])
  cpSync(part, join(copy, part), { recursive: true });
symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));

const SLICE = ['test/soak/slice.test.ts'];

/** The first failure of some tests in the copy: the test and, where the soak says so, its seed and the kind of fault. */
const failureOf = (tests: readonly string[]): string | undefined => {
  try {
    const options = { cwd: copy, encoding: 'utf8', stdio: 'pipe' } as const;
    execFileSync('npx', ['vitest', 'run', '--bail', '1', '--no-color', ...tests], options);
    return undefined;
  } catch (error) {
    const said = `${Reflect.get(Object(error), 'stdout')}${Reflect.get(Object(error), 'stderr')}`;
    const test = /FAIL\s+(.*)/.exec(said)?.[1] ?? 'its tests do not start';
    const seed = /seed \d+: [^:"]*/.exec(said)?.[0];
    return seed === undefined ? test : `${test} – ${seed}`;
  }
};

/** What finds a fault. */
const foundBy = ({ file, right, wrong, tests = SLICE }: PlantedFault): string | undefined => {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(right).length !== 2) throw new Error(`${file}: not there just once: ${right}`);
  writeFileSync(
    path,
    text.replace(right, () => wrong),
  );
  const failure = failureOf(tests);
  writeFileSync(path, text);
  return failure;
};

console.log(machineLine());
const chosen = plantedFaults.filter(({ file, what }) => `${file} ${what}`.includes(values.only));
const unfaulted = failureOf([...new Set(chosen.flatMap(({ tests = SLICE }) => tests))]);
if (unfaulted !== undefined) throw new Error(`without a planted fault fails ${unfaulted}`);
let survived = 0;
for (const fault of chosen) {
  const failure = foundBy(fault);
  if (failure === undefined) survived++;
  console.log(
    `${failure === undefined ? 'SURVIVED' : 'found   '} ${fault.file}: ${fault.what}${failure === undefined ? '' : ` | ${failure}`}`,
  );
}
console.log(`${chosen.length - survived} found, ${survived} survived`);
if (survived > 0) process.exitCode = 1;
