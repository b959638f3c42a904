import { expect, test } from 'vitest';
import type { PlanDocument, Visit } from '../../src/index';
import { builtCommand, type Ended, inFolder } from './command';

const start = builtCommand();
const command = (folder: string, args: readonly string[], stdin: string = ''): Promise<Ended> =>
  start(folder, args, { stdin }).ended;

const visitOf = (enterprise: string, date: string): Visit => ({
  ...{
    enterprise,
    date,
    domain: 'general',
    departments: ['fire'],
    lead: 'fire',
    minutes: 45,
    onSite: true,
  },
  occurrences: [{ item: 'exits', cycle: 0 }],
});

const planOf = (visits: readonly Visit[]): PlanDocument => ({
  visits,
  unserved: [],
  summary: {
    ...{
      occurrences: 3,
      visits: 3,
      lowerBound: 3,
      perItem: 3,
      perDepartment: 3,
      reduction: 0,
      enterprisesProven: 3,
    },
    ...{ enterprises: 3, jointShare: 0, onSiteShare: 1, overloadMinutes: 0 },
  },
});

const before = JSON.stringify(planOf(['E-1', 'E-2', 'E-3'].map((id) => visitOf(id, '2026-03-02'))));
const after = JSON.stringify(
  planOf([
    visitOf('E-1', '2026-03-02'),
    visitOf('E-2', '2026-03-03'),
    visitOf('E-4\n', '2026-03-04'),
  ]),
);
const files = { 'before.json': before, 'after.json': after };
const both = ['compare', 'before.json', 'after.json'];

const HEAD = [
  'There are 3 visits, as many as before (3 on site, as many as before): 1 is unchanged, 1 is on another date, 1 is new and 1 is dropped.',
  'All checks are served in both plans.',
  '1 check is newly owed and 1 check is owed no longer.',
  'No department is above capacity in either plan.',
  'fire takes part in 3 visits, as many as before: 1 is unchanged, 1 is on another date, 1 is new and 1 is dropped.',
];
const E2 =
  'The visit to E-2 on 2026-03-02 moves to 2026-03-03 as it is, by fire for 1 check: exits no. 1.';
const E3 = [
  'The visit to E-3 on 2026-03-02 is dropped; it was planned by fire for 1 check: exits no. 1.',
  'At E-3, exits no. 1 is owed no longer.',
];
const E4 = [
  '"E-4\\n" gets a new visit on 2026-03-04 by fire for 1 check: exits no. 1.',
  'At "E-4\\n", exits no. 1 is newly owed and served.',
];
const printed = (...lines: readonly string[]): Ended => ({
  code: 0,
  stdout: lines.map((line) => `${line}\n`).join(''),
  stderr: '',
});

test.concurrent('compare says what changed, and ends with 0 whether or not anything did', () =>
  inFolder(files, async (folder) => {
    const all = printed(...HEAD, E2, ...E3, ...E4);
    expect(await command(folder, both)).toEqual(all);
    expect(await command(folder, ['compare', '-', 'after.json'], before)).toEqual(all);
    expect(await command(folder, ['compare', 'before.json', '-'], after)).toEqual(all);
    const same = await command(folder, ['compare', 'after.json', 'after.json']);
    expect(same).toEqual(
      printed(
        'All 3 visits (3 on site) are the same in both plans.',
        ...HEAD.slice(1, 2),
        ...HEAD.slice(3, 4),
      ),
    );
  }));

test.concurrent('compare --language, --limit and --enterprise', () =>
  inFolder(files, async (folder) => {
    const { stdout } = await command(folder, [...both, '--language', 'zh', '--limit=1']);
    expect(stdout.split('\n').slice(-3)).toEqual([
      'E-2原定2026-03-02的入企检查改期至2026-03-03，其他不变，由fire实施，共1项检查任务：exits第1次。',
      '另有4条关于单次检查和单项任务的变化未列出。',
      '',
    ]);
    expect(await command(folder, [...both, '--limit', '0'])).toEqual(
      printed(...HEAD, '5 more sentences about single visits and checks are left out.'),
    );
    expect(await command(folder, [...both, '--enterprise', 'E-3'])).toEqual(
      printed(
        'There are 0 visits at E-3 instead of 1 (0 on site instead of 1): 1 is dropped.',
        'All checks are served in both plans.',
        '1 check is owed no longer.',
        'fire takes part in 0 visits instead of 1: 1 is dropped.',
        ...E3,
      ),
    );
  }));

test.concurrent('compare says twenty things about single visits and checks, and all with --json', () => {
  const many = planOf(Array.from({ length: 30 }, (_, k) => visitOf(`E-${k}`, '2026-03-02')));
  return inFolder({ 'before.json': before, 'many.json': JSON.stringify(many) }, async (folder) => {
    const args = ['compare', 'before.json', 'many.json'];
    const { stdout } = await command(folder, args);
    // A visit and an occurrence of each of 27 enterprises.
    expect(stdout).toMatch(/\n34 more sentences about single visits and checks are left out\.\n$/);
    expect(stdout.match(/^(E-\d+ gets|At E-)/gm)).toHaveLength(20);
    const json = await command(folder, [...args, '--json']);
    expect(json).toMatchObject({ code: 0, stderr: '' });
    expect(json.stdout.endsWith('\n')).toBe(true);
    const data = JSON.parse(json.stdout);
    expect(data).toMatchObject({
      kind: 'comparison',
      total: { before: 3, after: 30, kept: 3, added: 27 },
    });
    expect(data.visits).toHaveLength(27);
    const one = await command(folder, [...args, '--json', '--enterprise', 'E-5']);
    expect(JSON.parse(one.stdout)).toMatchObject({
      enterprise: 'E-5',
      total: { after: 1 },
      summary: [],
    });
  });
});

test.concurrent.each([
  [['-', '-'], 'arguments: expected "-" for one file, got it for both\n'],
  [['before.json'], 'arguments: expected <before.json|-> and <after.json|->, got 1\n'],
  [['before.json', 'after.json', '--language', 'fr'], '--language: expected en or zh, got "fr"\n'],
  [['before.json', 'after.json', '--limit', '-1'], '--limit: expected a value, got none\n'],
  [
    ['before.json', 'after.json', '--enterprise', 'E-9'],
    '--enterprise: expected the id of an enterprise of either plan, got "E-9"\n',
  ],
  [['before.json', 'nowhere.json'], 'nowhere.json: no such file\n'],
  [['bad.json', 'after.json'], 'bad.json:1:2: expected '],
  [
    ['before.json', 'wrong.json'],
    'wrong.json: visits[0].date: expected a date (YYYY-MM-DD), got "2026-02-30"\n',
  ],
  [['list.json', 'after.json'], 'list.json: expected an object, got []\n'],
])('compare %j is refused with its place', (args, message) =>
  inFolder(
    {
      ...files,
      'bad.json': '{',
      'list.json': '[]',
      'wrong.json': before.replace('2026-03-02', '2026-02-30'),
    },
    async (folder) => {
      const { code, stdout, stderr } = await command(folder, ['compare', ...args]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr.startsWith(message)).toBe(true);
    },
  ),
);

test.concurrent('compare --help', () =>
  inFolder({}, async (folder) => {
    const { code, stdout } = await command(folder, ['compare', '--help']);
    expect(code).toBe(0);
    for (const option of ['enterprise <id>', 'language <en|zh>', 'limit <n>', 'json'])
      expect(stdout).toContain(`  --${option} `);
  }));
