import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plan } from '../../src/plan/plan';
import { decoded } from '../support/decoded';
import { builtCommand, inFolder, namesIn } from './command';
import { ndjson, smallRegistry } from './small-registry';

const start = builtCommand();
const registry = JSON.stringify(smallRegistry);
const planned = JSON.stringify(plan(decoded(smallRegistry)));
const files = { 'registry.json': registry, 'plan.json': planned, 'changes.json': '[]' };
const revision = ['revise', 'registry.json', 'plan.json', 'changes.json'];
const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');
const refused = (stderr: string) => ({ code: 2, stdout: '', stderr });

describe.runIf(process.platform !== 'win32')(
  'outputs that would overwrite something are refused',
  () => {
    test.concurrent('two that a link to a folder makes one', () =>
      inFolder(files, async (folder) => {
        mkdirSync(join(folder, 'a'));
        symlinkSync('a', join(folder, 'b'));
        const args = ['plan', 'registry.json', '--out', 'a/x.json', '--certificates', 'b/x.json'];
        expect(await start(folder, args).ended).toEqual(
          refused('b/x.json: expected --certificates to name another file than --out\n'),
        );
        expect(namesIn(join(folder, 'a'))).toEqual([]);
      }));

    test.concurrent('two that a link to a file makes one', () =>
      inFolder({ ...files, 'x.json': 'old' }, async (folder) => {
        symlinkSync('x.json', join(folder, 'y.json'));
        expect(
          await start(folder, [...revision, '--out', 'y.json', '--registry', 'x.json']).ended,
        ).toEqual(refused('x.json: expected --registry to name another file than --out\n'));
        expect(read(folder, 'x.json')).toBe('old');
      }));

    test.concurrent('a link to nothing', () =>
      inFolder(files, async (folder) => {
        symlinkSync('none.json', join(folder, 'y.json'));
        const stderr = 'y.json: expected a file, got a link to nothing\n';
        expect(await start(folder, ['plan', 'registry.json', '--out', 'y.json']).ended).toEqual(
          refused(stderr),
        );
        expect(namesIn(folder)).toEqual([...Object.keys(files), 'y.json'].sort());
      }));

    test.concurrent.each(['registry.json', './registry.json', 'link.json', 'hard.json'])(
      'the file that standard input comes from, as %s',
      (out) =>
        inFolder(files, async (folder) => {
          symlinkSync('registry.json', join(folder, 'link.json'));
          linkSync(join(folder, 'registry.json'), join(folder, 'hard.json'));
          const stdin = openSync(join(folder, 'registry.json'), 'r');
          const ended = await start(folder, ['plan', '-', '--out', out], { stdin }).ended;
          closeSync(stdin);
          expect(ended).toEqual(
            refused(`${out}: expected --out to name another file than the input\n`),
          );
          expect(read(folder, 'registry.json')).toBe(registry);
        }),
    );

    test.concurrent('the file that a stream reads from standard input', () =>
      inFolder({ 'a.ndjson': ndjson(smallRegistry) }, async (folder) => {
        const stdin = openSync(join(folder, 'a.ndjson'), 'r');
        const ended = await start(folder, ['stream', '-', '--out', 'a.ndjson'], { stdin }).ended;
        closeSync(stdin);
        expect(ended).toEqual(
          refused('a.ndjson: expected --out to name another file than the input\n'),
        );
        expect(read(folder, 'a.ndjson')).toBe(ndjson(smallRegistry));
      }));

    test.concurrent('the file that standard output goes to', () =>
      inFolder(files, async (folder) => {
        const stdout = openSync(join(folder, 'x.json'), 'w');
        const { code, stderr } = await start(folder, [...revision, '--registry', 'x.json'], {
          stdout,
        }).ended;
        closeSync(stdout);
        const expected = 'x.json: expected --registry to name another file than standard output\n';
        expect({ code, stderr }).toEqual({ code: 2, stderr: expected });
        expect(read(folder, 'x.json')).toBe('');
      }));
  },
);

describe.runIf(process.platform === 'linux')('several outputs are all written, or none', () => {
  const outputs = ['--out', 'new.json', '--registry', 'now.json', '--log'];

  test.concurrent('where the last one fails while it is written', () =>
    inFolder({ ...files, 'now.json': 'old' }, async (folder) => {
      const ended = await start(folder, [...revision, ...outputs, '/dev/full']).ended;
      // Nothing was changed, so that the log is empty: it fits.
      expect(ended.code).toBe(0);
      const task = [{ change: 'task', enterprise: 'E-1', item: 'XF-01', to: '2026-06-30' }];
      rmSync(join(folder, 'new.json'));
      writeFileSync(join(folder, 'now.json'), 'old');
      writeFileSync(join(folder, 'changes.json'), JSON.stringify(task));
      expect(await start(folder, [...revision, ...outputs, '/dev/full']).ended).toEqual(
        refused('/dev/full: no space left on the device\n'),
      );
      expect(namesIn(folder)).toEqual([...Object.keys(files), 'now.json'].sort());
      expect(read(folder, 'now.json')).toBe('old');
    }));

  test.concurrent('where standard output fails', () =>
    inFolder(files, async (folder) => {
      const stdout = openSync('/dev/full', 'w');
      const { code, stderr } = await start(folder, [...revision, '--registry', 'now.json'], {
        stdout,
      }).ended;
      closeSync(stdout);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: 'stdout: no space left on the device\n',
      });
      expect(namesIn(folder)).toEqual(Object.keys(files).sort());
    }));
});
