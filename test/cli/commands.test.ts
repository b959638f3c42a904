import { chmodSync, closeSync, openSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { expect, test } from 'vitest';
import { version } from '../../package.json';
import { decodeRegistry, type PlanDocument, plan, regroup, type Summary } from '../../src/index';
import { generateCounty } from '../../src/subpaths/county';
import { runs } from '../support/runs';
import { undated, undatedSummary } from '../support/undated';
import { builtCommand, type Ended, inFolder, namesIn } from './command';
import { ndjson, smallRegistry } from './small-registry';

const start = builtCommand();
const command = (folder: string, args: readonly string[], stdin: string = ''): Promise<Ended> =>
  start(folder, args, { stdin }).ended;

const registry = JSON.stringify(smallRegistry);

const planOf = (input: unknown): PlanDocument => {
  const decoded = decodeRegistry(input);
  if (E.isLeft(decoded)) throw new Error('the registry of this test is wrong');
  return plan(decoded.right);
};

const planned = JSON.stringify(planOf(smallRegistry));

test.concurrent('plan writes what JSON.stringify writes of the plan', () =>
  inFolder({ 'registry.json': registry }, async (folder) => {
    expect(await command(folder, ['plan', 'registry.json'])).toEqual({
      code: 0,
      stdout: planned,
      stderr: '',
    });
  }));

test.concurrent('a byte order mark is no part of a registry', () =>
  inFolder({}, async (folder) => {
    expect(await command(folder, ['plan', '-'], `\ufeff${registry}`)).toEqual({
      code: 0,
      stdout: planned,
      stderr: '',
    });
  }));

test.concurrent('--out replaces a file through a link, keeps its mode, and shows the summary', () =>
  inFolder({ 'registry.json': registry, 'old.json': 'old' }, async (folder) => {
    chmodSync(join(folder, 'old.json'), 0o640);
    symlinkSync('old.json', join(folder, 'link.json'));
    const { code, stdout, stderr } = await command(folder, [
      'plan',
      'registry.json',
      '--out',
      'link.json',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^visits, joint +1$/m);
    expect(namesIn(folder)).toEqual(['link.json', 'old.json', 'registry.json']);
    expect(readFileSync(join(folder, 'old.json'), 'utf8')).toBe(planned);
    expect(statSync(join(folder, 'old.json')).mode & 0o777).toBe(0o640);
  }));

test.concurrent('plan --regroup writes what regroup makes of the plan', () => {
  const short = {
    ...generateCounty({ enterprises: runs(20, 40), items: 300, departments: 8, seed: 3 }),
  };
  const input = {
    ...short,
    departments: short.departments.map((row) => ({ ...row, dailyMinutes: 15 })),
  };
  const decoded = decodeRegistry(input);
  if (E.isLeft(decoded)) throw new Error('the registry of this test is wrong');
  return inFolder({ 'registry.json': JSON.stringify(input) }, async (folder) => {
    const { code, stdout } = await command(folder, ['plan', 'registry.json', '--regroup']);
    expect(code).toBe(0);
    expect(stdout).toBe(JSON.stringify(regroup(decoded.right, plan(decoded.right))));
    expect(stdout).not.toBe(JSON.stringify(plan(decoded.right)));
  });
});

test.concurrent('stream writes a line per enterprise and the summary, to a file and to standard output alike', () => {
  const county = generateCounty({
    enterprises: runs(120, 400),
    items: 300,
    departments: 10,
    seed: 7,
  });
  const { visits, summary } = planOf(county);
  return inFolder({ 'county.ndjson': `\ufeff${ndjson(county)}` }, async (folder) => {
    const { stdout, ...rest } = await command(folder, ['stream', 'county.ndjson']);
    expect(rest).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines.pop()).toBe('');
    const last: { readonly summary: Summary } = JSON.parse(lines.pop() ?? '');
    expect(undatedSummary(last.summary)).toEqual(undatedSummary(summary));
    const rows = lines.map((line) => JSON.parse(line));
    expect(rows.map(({ enterprise }) => enterprise)).toEqual(
      county.enterprises.map(({ id }) => id),
    );
    expect(undated(rows.flatMap((row) => row.visits))).toEqual(undated(visits));
    const toFile = await command(folder, ['stream', '-', '--out', 'plan.ndjson'], ndjson(county));
    expect({ code: toFile.code, stderr: toFile.stderr }).toEqual({ code: 0, stderr: '' });
    expect(toFile.stdout).toMatch(/^enterprises +(120|400)$/m);
    expect(readFileSync(join(folder, 'plan.ndjson'), 'utf8')).toBe(stdout);
  });
});

test.concurrent('stream reads lines of any length across the pieces in which they come, the last without its end', () => {
  const name = '企'.repeat(500_000);
  const input = ndjson({
    ...smallRegistry,
    enterprises: [{ id: 'E-1', name }, { id: name }],
  }).trimEnd();
  return inFolder({ 'long.ndjson': input }, async (folder) => {
    const { code, stdout } = await command(folder, ['stream', 'long.ndjson']);
    expect(code).toBe(0);
    expect(stdout.match(/"enterprise":"(?:E-1|企{500000})","visits"/g)).toHaveLength(2);
  });
});

test.concurrent('--help and --version', () =>
  inFolder({}, async (folder) => {
    expect(await command(folder, ['--version'])).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
    for (const args of [
      ['--help'],
      ['-h'],
      ['plan', '-h'],
      ['verify', 'x', '--help'],
      ['stream', '-h'],
      ['generate', '--help'],
      ['explain', '--help'],
    ].slice(0, runs(4, 7))) {
      const { code, stdout, stderr } = await command(folder, args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(
        `inspection-consolidation ${args[0].startsWith('-') ? 'plan' : args[0]}`,
      );
    }
  }));

test.concurrent('verify says how much is valid', () =>
  inFolder({ 'registry.json': registry, 'plan.json': planned }, async (folder) => {
    const expected = { code: 0, stdout: 'valid: 1 visits, 0 unserved\n', stderr: '' };
    expect(await command(folder, ['verify', 'registry.json', 'plan.json'])).toEqual(expected);
    expect(await command(folder, ['verify', '-', 'plan.json'], registry)).toEqual(expected);
    expect(await command(folder, ['verify', 'registry.json', '-'], planned)).toEqual(expected);
  }));

test.concurrent('verify prints violations, place first, and ends with 1', () => {
  const { visits, unserved, summary } = planOf(smallRegistry);
  const damaged = {
    unserved,
    summary,
    visits: visits.map((visit) => ({ ...visit, lead: 'no\nbody' })),
  };
  return inFolder({ 'registry.json': registry }, async (folder) => {
    const { code, stdout, stderr } = await command(
      folder,
      ['verify', 'registry.json', '-'],
      JSON.stringify(damaged),
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^visits\[0\]\S*: [^\n]+\n$/);
  });
});

test.concurrent('plan --seconds takes what there is by then', () =>
  inFolder({ 'registry.json': registry }, async (folder) => {
    for (const seconds of ['0', '60'])
      expect(await command(folder, ['plan', 'registry.json', '--seconds', seconds])).toEqual({
        code: 0,
        stdout: planned,
        stderr: '',
      });
    const { code, stderr } = await command(folder, ['plan', 'registry.json', '--seconds', 'soon']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: '--seconds: expected an integer from 0 to 1000000, got "soon"\n',
    });
  }));

test.concurrent('plan --certificates writes a line for each enterprise, which verify reads', () =>
  inFolder({ 'registry.json': registry }, async (folder) => {
    const { stdout, ...rest } = await command(folder, [
      'plan',
      'registry.json',
      '--certificates',
      'c.ndjson',
    ]);
    expect(rest).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(planned);
    const text = readFileSync(join(folder, 'c.ndjson'), 'utf8');
    expect(text).toMatch(
      /^{"enterprise":"E-1","visits":1,"lowerBound":1,"witness":\[{"item":"..-01","cycle":0}\]}\n$/,
    );
    const files = ['plan.json', 'c.ndjson'];
    expect(
      (
        await command(folder, [
          'plan',
          'registry.json',
          '--out',
          files[0],
          '--certificates',
          files[1],
        ])
      ).code,
    ).toBe(0);
    expect(namesIn(folder)).toEqual(['c.ndjson', 'plan.json', 'registry.json']);
    const expected = {
      code: 0,
      stdout: 'valid: 1 visits, 0 unserved, 1 certificates\n',
      stderr: '',
    };
    expect(await command(folder, ['verify', 'registry.json', ...files])).toEqual(expected);
    const piped = ['verify', 'registry.json', 'plan.json', '-'];
    expect(await command(folder, piped, `\ufeff${text}\n`)).toEqual(expected);
    expect(await command(folder, piped, text.replace('"lowerBound":1', '"lowerBound":2'))).toEqual({
      code: 1,
      stdout:
        'certificates["E-1"]: no plan is said to have fewer than 2 visits, but there are 1\n' +
        'summary.lowerBound: lowerBound is 1, not 2\n' +
        'summary.enterprisesProven: enterprisesProven is 1, not 0\n',
      stderr: '',
    });
  }));

test.concurrent('plan --certificates says what minutes above capacity cannot be avoided, and verify checks it', () => {
  const busy = {
    ...smallRegistry,
    departments: smallRegistry.departments.map(({ id }) => ({
      id,
      ...(id === 'fire' && { dailyMinutes: 5 }),
    })),
  };
  return inFolder({ 'registry.json': JSON.stringify(busy) }, async (folder) => {
    const files = ['registry.json', '--out', 'plan.json', '--certificates', 'c.ndjson'];
    expect((await command(folder, ['plan', ...files])).code).toBe(0);
    const text = readFileSync(join(folder, 'c.ndjson'), 'utf8');
    const [, line] = text.split('\n');
    expect(line).toBe(
      '{"shortfall":{"department":"fire","weeks":[],"needed":20,"available":0,"short":20}}',
    );
    const piped = ['verify', 'registry.json', 'plan.json', '-'];
    const valid = { code: 0, stdout: 'valid: 1 visits, 0 unserved, 1 certificates\n', stderr: '' };
    expect(await command(folder, piped, text)).toEqual(valid);
    const stdout = 'summary.overloadBound: overloadBound is 20, not 0\n';
    expect(await command(folder, piped, text.replace(line, ''))).toEqual({
      code: 1,
      stdout,
      stderr: '',
    });
  });
});

test.concurrent('generate writes the county of the API, to a file and to standard output alike', () =>
  inFolder({}, async (folder) => {
    const size = ['--enterprises', '50', '--items', '300', '--departments', '10', '--seed', '7'];
    const { stdout, ...rest } = await command(folder, ['generate', ...size]);
    expect(rest).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      JSON.stringify(generateCounty({ enterprises: 50, items: 300, departments: 10, seed: 7 })),
    );
    const toFile = await command(folder, ['generate', ...size, '--out', 'county.json']);
    expect(toFile).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(namesIn(folder)).toEqual(['county.json']);
    expect(readFileSync(join(folder, 'county.json'), 'utf8')).toBe(stdout);
  }));

test.concurrent('generate --national makes a county whose summary has the official figures', () =>
  inFolder({}, async (folder) => {
    const size = ['--enterprises', '60', '--items', '300', '--departments', '8'];
    await command(folder, ['generate', '--national', ...size, '--out', 'county.json']);
    expect(JSON.parse(readFileSync(join(folder, 'county.json'), 'utf8'))).toEqual(
      JSON.parse(
        JSON.stringify(
          generateCounty({ enterprises: 60, items: 300, departments: 8, national: true }),
        ),
      ),
    );
    const files = ['plan', 'county.json', '--out', 'plan.json'];
    const [en, zh] = await Promise.all([
      command(folder, files),
      command(folder, [...files.slice(0, 3), 'zh.json', '--language', 'zh']),
    ]);
    const { summary } = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'));
    const [cap] = summary.caps;
    const share = (part: number): string => `${(100 * part).toFixed(1)} %`;
    const figures: ReadonlyArray<readonly [string, string, string | number]> = [
      ['visits of several items', '整合率', share(summary.mergedShare)],
      ['checks off site', '非现场检查占比', share(summary.offSiteShare)],
      ['checks by fallback', '非现场替代（项次）', summary.byFallback],
      [
        'department–enterprise pairs above two visits, joint',
        '同一部门入企超过2次的企业户次，统筹后',
        summary.pairsAboveTwo,
      ],
      ['left out for cap 54号', '频次上限54号：未安排（项次）', cap.leftOut],
    ];
    const rows = (text: string): readonly string[] =>
      text.split('\n').map((row) => row.replace(/ {2,}/, '  '));
    for (const [name, chinese, value] of figures) {
      expect(rows(en.stdout)).toContain(`${name}  ${value}`);
      expect(rows(zh.stdout)).toContain(`${chinese}  ${value}`);
    }
    const wrong = await command(folder, [...files, '--language', 'fr']);
    expect(wrong).toEqual({
      code: 2,
      stdout: '',
      stderr: '--language: expected en or zh, got "fr"\n',
    });
  }));

test.concurrent('generate --ndjson writes the same county for stream', () =>
  inFolder({}, async (folder) => {
    const size = { enterprises: 50, items: 300, departments: 10, seed: 7 };
    const options = Object.entries(size).flatMap(([name, value]) => [`--${name}`, `${value}`]);
    const { stdout, ...rest } = await command(folder, ['generate', '--ndjson', ...options]);
    expect(rest).toEqual({ code: 0, stderr: '' });
    const lines = (text: string): readonly unknown[] =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    const none = { assignments: [], history: [] };
    expect(lines(stdout).map((line) => ({ ...none, ...Object(line) }))).toEqual(
      lines(ndjson(generateCounty(size))).map((line) => ({ ...none, ...Object(line) })),
    );
  }));

test.concurrent('a reader that closes the pipe early ends it quietly', () =>
  inFolder({}, async (folder) => {
    const running = start(folder, ['generate', '--enterprises', '2000']);
    running.closeStdout();
    const { code, stderr } = await running.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  }));

test.concurrent('a reader that closes the pipe early ends a stream quietly, and what feeds it', () =>
  inFolder(
    { 'county.ndjson': ndjson(generateCounty({ enterprises: runs(800, 2000), items: 100 })) },
    async (folder) => {
      const running = start(folder, ['stream', 'county.ndjson']);
      running.closeStdout();
      const { code, stderr } = await running.ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    },
  ));

test.runIf(process.platform === 'linux')(
  'a full device is one line, for standard output and for --out',
  () =>
    inFolder({ 'registry.json': registry }, async (folder) => {
      const full = { code: 2, stdout: '', stderr: '/dev/full: no space left on the device\n' };
      expect(await command(folder, ['plan', 'registry.json', '--out', '/dev/full'])).toEqual(full);
      const stdout = openSync('/dev/full', 'w');
      const { code, stderr } = await start(folder, ['plan', 'registry.json'], { stdout }).ended;
      closeSync(stdout);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: 'stdout: no space left on the device\n',
      });
    }),
);

test.concurrent.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGQUIT', 131],
  ['SIGHUP', 129],
] as const)('%s while a file is written leaves what was there', (signal, code) =>
  inFolder({ 'county.json': 'old' }, async (folder) => {
    const running = start(folder, [
      ...['generate', '--ndjson', '--enterprises', '1000000'],
      ...['--out', 'county.json'],
    ]);
    let ended = false;
    const done = running.ended.finally(() => {
      ended = true;
    });
    while (!ended && namesIn(folder).length === 1)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(namesIn(folder)).toHaveLength(2);
    process.kill(running.pid, signal);
    expect(await done).toEqual({ code, stdout: '', stderr: '' });
    expect(namesIn(folder)).toEqual(['county.json']);
    expect(readFileSync(join(folder, 'county.json'), 'utf8')).toBe('old');
  }),
);

test.concurrent('explain prints sentences of an enterprise, a visit or a pair, in two languages, or the data', () =>
  inFolder({ 'registry.json': registry, 'plan.json': planned }, async (folder) => {
    const explain = (...args: readonly string[]): Promise<Ended> =>
      command(folder, ['explain', 'registry.json', 'plan.json', '--enterprise', 'E-1', ...args]);
    const [{ date }] = planOf(smallRegistry).visits;
    const said = [
      await explain(),
      await explain('--visit', date),
      await explain('--items', 'XF-01,SC-01@1'),
    ];
    expect(said.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      said.map(() => ({ code: 0, stderr: '' })),
    );
    const firsts = said.map(({ stdout }) => stdout.split('\n')[0]);
    expect(firsts[0]).toBe('E-1 gets 1 visit (1 on site) for 2 checks.');
    expect(firsts[1]).toMatch(
      `E-1 is visited on ${date} under the rules of general by fire and market`,
    );
    expect(firsts[2]).toMatch('At E-1, XF-01 no. 1 and SC-01 no. 1 can share a visit of general');
    expect((await explain('--language', 'zh')).stdout).toMatch(/^E-1共安排检查1次，其中入企1次/);
    expect((await explain('--visit', date, '--items', 'XF-01', '--language=zh')).stdout).toMatch(
      /牵头/,
    );
    const data = JSON.parse((await explain('--json')).stdout);
    expect(data).toMatchObject({
      kind: 'enterprise',
      enterprise: { id: 'E-1' },
      visits: 1,
      proven: true,
    });
  }));
