import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { expect, test } from 'vitest';
import { decodeRegistry, plan, taskRows, taskSheets, taskText } from '../../src/index';
import type { RegistryInput } from '../../src/registry/registry';
import { csvText } from '../../src/subpaths/csv';
import { builtCommand, type Ended, inFolder, namesIn } from './command';
import { smallRegistry } from './small-registry';

const start = builtCommand();
const command = (folder: string, args: readonly string[]): Promise<Ended> =>
  start(folder, args).ended;

const input: RegistryInput = {
  ...smallRegistry,
  enterprises: [{ id: 'E-1', area: '海昌街道' }, { id: 'E-2' }],
};
const decoded = decodeRegistry(input);
if (E.isLeft(decoded)) throw new Error('the registry of this test is wrong');
const registry = decoded.right;
const planned = plan(registry);
const files = { 'registry.json': JSON.stringify(input), 'plan.json': JSON.stringify(planned) };
const inputs = ['registry.json', 'plan.json'];
const sheets = taskSheets(registry, planned);

const asText = (some: typeof sheets, language: 'en' | 'zh'): string =>
  some.map((sheet) => `${taskText(sheet, { language }).join('\n')}\n`).join('\n\n');

test.concurrent('tasks writes what the library gives, as text, JSON and CSV', () =>
  inFolder(files, async (folder) => {
    const run = (...options: readonly string[]): Promise<Ended> =>
      command(folder, ['tasks', ...inputs, ...options]);
    expect(await run()).toEqual({ code: 0, stdout: asText(sheets, 'en'), stderr: '' });
    const { stdout } = await run('--format', 'json', '--period', 'week', '--group-by', 'area');
    expect(JSON.parse(stdout)).toEqual(
      JSON.parse(
        JSON.stringify(taskSheets(registry, planned, { period: 'week', groupBy: 'area' })),
      ),
    );
    await run('--format', 'csv', '--language', 'zh', '--out', 'tasks.csv');
    expect(readFileSync(join(folder, 'tasks.csv'), 'utf8')).toBe(
      [...csvText(taskRows(sheets), { language: 'zh', bom: true })].join(''),
    );
  }));

test.concurrent('tasks of one department, area and month', () =>
  inFolder(files, async (folder) => {
    const run = async (...options: readonly string[]): Promise<string> =>
      (await command(folder, ['tasks', ...inputs, ...options, '--language', 'zh'])).stdout;
    expect(await run('--department', 'fire')).toBe(
      asText(
        sheets.filter(({ department }) => department?.id === 'fire'),
        'zh',
      ),
    );
    const inArea = taskSheets(registry, planned, { groupBy: 'area' }).filter(
      ({ area }) => area !== undefined,
    );
    expect(inArea.length).toBeGreaterThan(0);
    expect(await run('--area', '海昌街道')).toBe(asText(inArea, 'zh'));
    expect(await run('--period', sheets[0].period)).toBe(
      asText(
        sheets.filter(({ period }) => period === sheets[0].period),
        'zh',
      ),
    );
    expect(await run('--period', '2026-W53')).toBe('');
  }));

test.concurrent.each<[readonly string[], string]>([
  [['--department', 'tax'], '--department: expected the id of a department, got "tax"\n'],
  [['--area', 'x'], '--area: expected the area of an enterprise, got "x"\n'],
  [
    ['--area', 'x', '--department', 'fire'],
    '--department: expected --group-by department with it, got area\n',
  ],
  ...['May', '2026-13', '2026-00', '2026-W00', '2026-W54', '2027-W53'].map(
    (period): [readonly string[], string] => [
      ['--period', period],
      `--period: expected month, week, one month (2026-05) or one week (2026-W19), got "${period}"\n`,
    ],
  ),
  [['--group-by', 'day'], '--group-by: expected department or area, got "day"\n'],
  [['--format', 'xlsx'], '--format: expected text or json or csv, got "xlsx"\n'],
])('tasks refuses %j', (options, message) =>
  inFolder(files, async (folder) => {
    expect(await command(folder, ['tasks', ...inputs, ...options])).toEqual({
      code: 2,
      stdout: '',
      stderr: message,
    });
    expect(namesIn(folder)).toEqual(['plan.json', 'registry.json']);
  }),
);
