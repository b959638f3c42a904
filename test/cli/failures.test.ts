import { expect, test } from 'vitest';
import { plan } from '../../src/plan/plan';
import { decoded } from '../support/decoded';
import { builtCommand, type Files, inFolder, namesIn } from './command';
import { ndjson, smallRegistry } from './small-registry';

const start = builtCommand();
const registry = JSON.stringify(smallRegistry);
const planned = JSON.stringify(plan(decoded(smallRegistry)));
const lines = (...all: string[]): string => all.map((line) => `${line}\n`).join('');

interface Case {
  readonly about: string;
  readonly args: readonly string[];
  readonly files?: Files;
  readonly stdin?: string | Buffer;
  readonly stderr: string;
}

const usage: readonly Case[] = [
  {
    about: 'no command',
    args: [],
    stderr: lines(
      'arguments: expected a command (plan, stream, verify, generate, explain, revise, tasks, compare, advice), got none (see --help)',
    ),
  },
  {
    about: 'an unknown command',
    args: ['__proto__'],
    stderr: lines(
      'arguments: expected a command (plan, stream, verify, generate, explain, revise, tasks, compare, advice), got "__proto__"',
    ),
  },
  {
    about: 'no file',
    args: ['plan'],
    stderr: lines('arguments: expected <registry.json|->, got none'),
  },
  {
    about: 'one file too few',
    args: ['verify', 'registry.json'],
    stderr: lines('arguments: expected <registry.json|-> and <plan.json|->, got 1'),
  },
  {
    about: 'every error in the arguments',
    args: [
      'generate',
      'x',
      '--items',
      '1.5',
      '--seed=-1',
      '--departments',
      '--frob=1',
      '--ndjson=1',
      '-q',
      '--out=',
    ],
    stderr: lines(
      'arguments: expected nothing, got "x" too',
      '--items: expected an integer from 1 to 100000, got "1.5"',
      '--seed: expected an integer from 0 to 4294967295, got "-1"',
      '--departments: expected a value, got none',
      '--ndjson: expected no value, got one',
      '-q: expected --out, --enterprises, --items, --departments, --seed, --ndjson, --national or --help',
      '--out: expected a value, got none',
    ),
  },
  {
    about: 'more enterprises than a registry in one piece may have',
    args: ['generate', '--enterprises', '1000001'],
    stderr: lines('--enterprises: expected at most 1000000 without --ndjson, got 1000001'),
  },
  ...[
    { args: [], stderr: '--enterprise: expected the id of an enterprise, got none' },
    {
      args: ['--enterprise', 'E-2'],
      stderr: '--enterprise: expected the id of an enterprise, got "E-2"',
    },
    {
      args: ['--enterprise', 'E-1', '--language', 'fr'],
      stderr: '--language: expected en or zh, got "fr"',
    },
    {
      args: ['--enterprise', 'E-1', '--items', 'XF-01'],
      stderr: '--items: expected two items with a comma between them, got "XF-01"',
    },
    {
      args: ['--enterprise', 'E-1', '--items', 'XF-01,SC-01@2'],
      stderr: '--items: expected a cycle in which it is owed to "E-1" (0 to 0), got 1',
    },
    {
      args: ['--enterprise', 'E-1', '--visit', '2026-13-01'],
      stderr: '--visit: expected the date of one of its visits, got "2026-13-01"',
    },
  ].map(({ args, stderr }) => ({
    about: `explain ${args.join(' ')}`,
    args: ['explain', 'registry.json', 'plan.json', ...args],
    files: { 'registry.json': registry, 'plan.json': planned },
    stderr: lines(stderr),
  })),
  {
    about: 'standard input twice, of explain',
    args: ['explain', '-', '-'],
    stderr: lines('arguments: expected "-" for one file, got it for both'),
  },
  {
    about: 'standard input twice',
    args: ['verify', '-', '-'],
    stderr: lines('arguments: expected "-" for one file, got it for both'),
  },
  {
    about: 'standard input for two files of three',
    args: ['verify', '-', 'plan.json', '-'],
    stderr: lines('arguments: expected "-" for one file, got it for more'),
  },
  {
    about: 'one file too many',
    args: ['verify', 'a', 'b', 'c', 'd'],
    stderr: lines(
      'arguments: expected <registry.json|->, <plan.json|-> and [<certificates.ndjson|->], got "d" too',
    ),
  },
];

const files: readonly Case[] = [
  {
    about: 'a missing file',
    args: ['plan', 'none.json'],
    stderr: lines('none.json: no such file'),
  },
  {
    about: 'a missing file with a line end in its name',
    args: ['plan', 'no\nne.json'],
    stderr: lines('no\\u000ane.json: no such file'),
  },
  { about: 'a folder', args: ['plan', '.'], stderr: lines('.: expected a file, got a directory') },
  {
    about: 'bytes that are no UTF-8',
    args: ['plan', 'a.json'],
    files: { 'a.json': Buffer.from([0x22, 0xff, 0x22]) },
    stderr: lines('a.json: expected UTF-8 text, got other bytes'),
  },
  {
    about: 'nothing',
    args: ['plan', '-'],
    stderr: lines('stdin:1:1: expected a value, got end of text'),
  },
  {
    about: 'a comma too many',
    args: ['plan', 'a.json'],
    files: { 'a.json': '{\n  "items": [1,\r\n  2, ]}' },
    stderr: lines('a.json:3:6: expected a value, got "]"'),
  },
  {
    about: 'a text that goes on',
    args: ['plan', 'a.json'],
    files: { 'a.json': '{} {}' },
    stderr: lines('a.json:1:4: expected the end of the text, got "{"'),
  },
  {
    about: 'deep nesting that is not closed',
    args: ['plan', '-'],
    stdin: '['.repeat(1_000_000),
    stderr: lines('stdin:1:1000001: expected a value or "]", got end of text'),
  },
  {
    about: 'a plan that is no JSON beside a good registry',
    args: ['verify', 'registry.json', 'plan.json'],
    files: { 'registry.json': registry, 'plan.json': 'null x' },
    stderr: lines('plan.json:1:6: expected the end of the text, got "x"'),
  },
];

const emptyPlan = JSON.stringify({
  visits: [],
  unserved: [],
  summary: Object.fromEntries(
    [
      ...[
        'occurrences',
        'visits',
        'lowerBound',
        'perItem',
        'perDepartment',
        'reduction',
        'enterprisesProven',
      ],
      ...['enterprises', 'jointShare', 'onSiteShare', 'overloadMinutes'],
    ].map((name) => [name, 0]),
  ),
});

const certificates: readonly Case[] = [
  {
    about: 'certificates that are none',
    args: ['verify', 'registry.json', 'plan.json', 'c.ndjson'],
    files: {
      'registry.json': registry,
      'plan.json': emptyPlan,
      'c.ndjson': '\n{"enterprise":7}\n{]\n',
    },
    stderr: lines(
      'line 2: enterprise: expected a non-empty string, got 7',
      'line 2: visits: expected an integer ≥ 0, got nothing',
      'line 2: lowerBound: expected an integer ≥ 0, got nothing',
      'line 2: witness: expected an array, got nothing',
      'line 3: expected a field name in double quotes or "}" at column 2, got "]"',
    ),
  },
  {
    about: 'certificates that are missing',
    args: ['verify', 'registry.json', 'plan.json', 'c.ndjson'],
    files: { 'registry.json': registry, 'plan.json': emptyPlan },
    stderr: lines('c.ndjson: no such file'),
  },
];

const streamed = ndjson(smallRegistry);

const streams: readonly Case[] = [
  {
    about: 'a missing file',
    args: ['stream', 'none.ndjson'],
    stderr: lines('none.ndjson: no such file'),
  },
  {
    about: 'nothing',
    args: ['stream', '-'],
    stderr: lines('line 1: expected a registry without its enterprises, got the end of the text'),
  },
  {
    about: 'a registry in one piece',
    args: ['stream', '-'],
    stdin: registry,
    stderr: lines(
      'line 1: enterprises: expected nothing or an empty array (enterprises come one by one), got [{"id":"E-1"}]',
    ),
  },
  {
    about: 'a line with errors, whatever was planned before it',
    args: ['stream', 'a.ndjson', '--out', 'plan.ndjson'],
    files: {
      'a.ndjson': `${streamed}\n{"enterprise":{"id":"E-2","a\\nb":1},"history":[{"item":"no\u2028ne","date":""}]}\n`,
    },
    stderr: lines(
      'line 4: enterprise["a\\nb"]: expected no such field (known: id, name, industry, size, grade, area, tags, objects, exempt, closed, visitCap), got 1',
      'line 4: history[0].date: expected a date (YYYY-MM-DD), got ""',
    ),
  },
  {
    about: 'bytes that are no UTF-8 in its last line',
    args: ['stream', '-', '--out', 'plan.ndjson'],
    stdin: Buffer.concat([Buffer.from(streamed), Buffer.from([0x22, 0xff, 0x22])]),
    stderr: lines('line 3: expected UTF-8 text, got other bytes'),
  },
  {
    about: 'an output that is the input',
    args: ['stream', 'a.ndjson', '--out', 'a.ndjson'],
    files: { 'a.ndjson': streamed },
    stderr: lines('a.ndjson: expected --out to name another file than the input'),
  },
];

const outputs: readonly Case[] = [
  {
    about: 'an output that is the input',
    args: ['plan', 'registry.json', '--out', './registry.json'],
    files: { 'registry.json': registry },
    stderr: lines('./registry.json: expected --out to name another file than the input'),
  },
  {
    about: 'certificates in the place of the input',
    args: ['plan', 'registry.json', '--certificates', './registry.json'],
    files: { 'registry.json': registry },
    stderr: lines('./registry.json: expected --certificates to name another file than the input'),
  },
  {
    about: 'certificates in the place of the plan',
    args: ['plan', 'registry.json', '--out', 'plan.json', '--certificates', './plan.json'],
    files: { 'registry.json': registry },
    stderr: lines('./plan.json: expected --certificates to name another file than --out'),
  },
  {
    about: 'an output that is a folder',
    args: ['plan', 'registry.json', '--out', '.'],
    files: { 'registry.json': registry },
    stderr: lines('.: expected a file, got a directory'),
  },
  {
    about: 'an output in a folder that is not there',
    args: ['plan', 'registry.json', '--out', 'none/plan.json'],
    files: { 'registry.json': registry },
    stderr: lines('none/plan.json: no such directory'),
  },
  {
    about: 'an output below a file',
    args: ['generate', '--out', 'file/plan.json'],
    files: { file: '' },
    stderr: lines('file/plan.json: no such directory'),
  },
  {
    about: 'a name that is too long',
    args: ['plan', 'registry.json', '--out', 'x'.repeat(300)],
    files: { 'registry.json': registry },
    stderr: lines(`${'x'.repeat(300)}: name too long`),
  },
];

test.concurrent.each([...usage, ...files, ...certificates, ...streams, ...outputs])(
  '$about',
  async ({ args, files: given = {}, stdin, stderr }) => {
    await inFolder(given, async (folder) => {
      const ended = await start(folder, args, stdin === undefined ? {} : { stdin }).ended;
      expect(ended).toEqual({ code: 2, stdout: '', stderr });
      expect(namesIn(folder)).toEqual(Object.keys(given).sort());
    });
  },
);

const broken: ReadonlyArray<readonly [string, unknown, RegExp]> = [
  ['not an object', null, /^stdin: expected .*, got null\n$/],
  ['an empty object', {}, /^(horizon|departments|items|enterprises): expected .*\n/],
  [
    'a number out of range',
    { ...smallRegistry, items: [{ ...smallRegistry.items[0], minutes: 0 }] },
    /^items\[0\]\.minutes: expected .*, got 0\n$/,
  ],
  [
    'a dangling reference with a line end',
    { ...smallRegistry, assignments: [{ enterprise: 'E-1', item: 'no\nne' }] },
    /^assignments\[0\]\.item: expected .*\n$/,
  ],
  [
    'ten thousand errors',
    { ...smallRegistry, enterprises: Array.from({ length: 10_000 }, () => ({ id: 7 })) },
    /^(enterprises\[\d+\]\.id: expected .*, got 7\n){1000}stdin: expected at most 1000 errors .*, got 10000\n$/,
  ],
];

test.concurrent.each(broken)(
  'a registry with %s: every line starts with a place',
  async (_, input, expected) => {
    await inFolder({}, async (folder) => {
      const { code, stdout, stderr } = await start(folder, ['plan', '-', '--out', 'plan.json'], {
        stdin: JSON.stringify(input),
      }).ended;
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toMatch(expected);
      for (const line of stderr.trimEnd().split('\n')) expect(line).toMatch(/^[^\s:]+: expected /);
      expect(namesIn(folder)).toEqual([]);
    });
  },
);
