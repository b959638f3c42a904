// Breaks a copy of the library on purpose, one planted fault after another, and tells which the soak's slice in CI finds:
// npm run bench:faults [-- --only cycles]
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { plantedFaults } from './support/planted-faults';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const copy = resolve('out/faults');

rmSync(copy, { recursive: true, force: true });
mkdirSync(copy, { recursive: true });
for (const part of ['src', 'test', 'bench', 'package.json', 'vitest.config.ts', 'tsconfig.json'])
  cpSync(part, join(copy, part), { recursive: true });
symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));

/** Whether the slice passes in the copy. */
const sliceFails = (): boolean => {
  try {
    execFileSync('npx', ['vitest', 'run', '--bail', '1', 'test/soak/slice.test.ts'], { cwd: copy, stdio: 'ignore' });
    return false;
  } catch {
    return true;
  }
};

let [found, survived] = [0, 0];
const chosen = plantedFaults.filter(({ file, what }) => `${file} ${what}`.includes(values.only));
if (sliceFails()) throw new Error('the slice fails without a planted fault');
for (const { file, right, wrong, what } of chosen) {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(right).length !== 2) throw new Error(`${file}: not there just once: ${right}`);
  writeFileSync(
    path,
    text.replace(right, () => wrong),
  );
  const start = performance.now();
  const isFound = sliceFails();
  writeFileSync(path, text);
  if (isFound) found++;
  else survived++;
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${isFound ? 'found   ' : 'SURVIVED'} ${seconds} s  ${file}: ${what}`);
}
console.log(`${found} found, ${survived} survived`);
if (survived > 0) process.exitCode = 1;
