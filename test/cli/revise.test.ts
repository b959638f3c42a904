import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { expect, test } from 'vitest';
import { type Change, decodeRegistry, plan, revise, sentences } from '../../src/index';
import { builtCommand, type Ended, inFolder, namesIn } from './command';
import { smallRegistry } from './small-registry';

const start = builtCommand();
const command = (folder: string, args: readonly string[], stdin: string = ''): Promise<Ended> =>
  start(folder, args, { stdin }).ended;

const decoded = decodeRegistry(smallRegistry);
if (E.isLeft(decoded)) throw new Error('the registry of this test is wrong');
const published = plan(decoded.right);
const changes: readonly Change[] = [
  { change: 'through', date: '2026-01-31' },
  { change: 'task', enterprise: 'E-1', item: 'XF-01', to: '2026-03-31' },
];
const revised = revise(decoded.right, published, changes);
if (E.isLeft(revised)) throw new Error(JSON.stringify(revised.left));
const revision = revised.right;

const files = {
  'registry.json': JSON.stringify(smallRegistry),
  'plan.json': JSON.stringify(published),
  'changes.json': JSON.stringify(changes),
};
const inputs = ['registry.json', 'plan.json', 'changes.json'];

test.concurrent('revise writes the plan, the registry and the log of what the library gives', () =>
  inFolder(files, async (folder) => {
    const written = ['--out', 'plan2.json', '--registry', 'registry2.json', '--log', 'log.ndjson'];
    const { code, stdout, stderr } = await command(folder, [
      'revise',
      ...inputs,
      ...written,
      '--language',
      'zh',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      sentences(revision, { language: 'zh' })
        .map((line) => `${line}\n`)
        .join(''),
    );
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    expect(read('plan2.json')).toBe(JSON.stringify(revision.plan));
    expect(JSON.parse(read('registry2.json'))).toEqual(
      JSON.parse(JSON.stringify(revision.registry)),
    );
    expect(read('log.ndjson')).toBe(
      revision.changes.map((row) => `${JSON.stringify(row)}\n`).join(''),
    );
    const verified = await command(folder, ['verify', 'registry2.json', 'plan2.json']);
    expect(verified.code).toBe(0);
  }));

test.concurrent('revise writes the plan to standard output, and tells of no more than was asked for', () =>
  inFolder(files, async (folder) => {
    expect(
      await command(folder, ['revise', 'registry.json', 'plan.json', '-'], files['changes.json']),
    ).toEqual({
      code: 0,
      stdout: JSON.stringify(revision.plan),
      stderr: '',
    });
    const { stdout } = await command(folder, [
      'revise',
      ...inputs,
      '--out',
      'plan2.json',
      '--limit',
      '0',
    ]);
    expect(stdout).toBe(`${sentences(revision, { language: 'en', limit: 0 }).join('\n')}\n`);
  }));

test.concurrent.each<[string, readonly string[], unknown, string]>([
  [
    'changes that are none',
    [],
    [{ change: 'through', date: '2026-13-01' }, 5],
    '[0].date: expected a date (YYYY-MM-DD), got "2026-13-01"\n[1]: expected an object, got 5\n',
  ],
  [
    'changes that cannot be made',
    [],
    [{ change: 'closed', enterprise: 'E-9', from: '2026-02-01' }],
    'changes[0].enterprise: expected the id of an enterprise, got "E-9"\n',
  ],
  [
    'an unknown preference',
    ['--prefer', 'none'],
    [],
    '--prefer: expected fewest-visits or fewest-changes, got "none"\n',
  ],
  ['an unknown language', ['--language', 'fr'], [], '--language: expected en or zh, got "fr"\n'],
  [
    'a file that is read as the target',
    ['--registry', 'plan.json'],
    [],
    'plan.json: expected --registry to name another file than the input\n',
  ],
  [
    'two targets that are one',
    ['--out', 'a.json', '--log', './a.json'],
    [],
    './a.json: expected --log to name another file than --out\n',
  ],
])('revise refuses %s and writes nothing', (_, options, wrong, message) =>
  inFolder({ ...files, 'changes.json': JSON.stringify(wrong) }, async (folder) => {
    expect(await command(folder, ['revise', ...inputs, ...options])).toEqual({
      code: 2,
      stdout: '',
      stderr: message,
    });
    expect(namesIn(folder)).toEqual(['changes.json', 'plan.json', 'registry.json']);
  }),
);
