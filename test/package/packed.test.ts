// What nothing but an installed tarball shows: that plain Node, ESM and CJS, TypeScript and
// browsers find everything in it.
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { version } from '../../package.json';
import { smallRegistry } from '../cli/small-registry';

const root = fileURLToPath(new URL('../..', import.meta.url));
const parent = mkdtempSync(join(tmpdir(), 'inspection-consolidation-packed-'));
const consumer = join(parent, 'consumer');

const run = async (cwd: string, file: string, ...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(file, args, { cwd, maxBuffer: 2 ** 26 });
  return stdout;
};

/** Runs a script of the consumer in plain Node. */
const script = async (name: string, text: string): Promise<string> => {
  writeFileSync(join(consumer, name), text);
  return run(consumer, process.execPath, name);
};

beforeAll(async () => {
  await run(root, 'npm', 'run', 'build');
  await run(root, 'npm', 'pack', '--pack-destination', parent);
  mkdirSync(consumer);
  writeFileSync(join(consumer, 'package.json'), '{ "private": true }');
  writeFileSync(join(consumer, 'registry.json'), JSON.stringify(smallRegistry));
  const tarball = `../inspection-consolidation-${version}.tgz`;
  await run(consumer, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', tarball);
}, 300_000);

afterAll(() => rmSync(parent, { recursive: true, force: true }));

const uses = `
const input = JSON.parse(readFileSync('registry.json', 'utf8'));
const { right: registry } = core.decodeRegistry(input);
const planned = core.plan(registry);
const decoded = core.decodePlan(JSON.parse([...core.planText(planned)].join('')));
console.log(planned.visits.length, core.verify(registry, decoded.right).length);
console.log(core.decodeRegistry(null)._tag, county.generateCounty({ enterprises: 3 }).enterprises.length);
console.log(china.chinaCalendar({ start: '2026-02-14', end: '2026-02-28' }).right.open.join(' '));
console.log([...csv.csvText([], { language: 'zh' })].join('').slice(0, 9));
console.log(policies.document54().right.policy.caps[0].max);
const { policy, count } = stages.occurrencesOf(registry);
const book = rules.withRules(rules.sameTopic)(rules.rulesOf(policy));
console.log(count, core.plan(registry, { rules: book, until: search.gapAtMost(1) }).visits.length);
console.log([...stream.planLines(['{'])][0]._tag, codecs.Registry.decode(input)._tag);
`;

const PRINTED = '1 0\nLeft 3\n2026-02-14 2026-02-28\n任务周期,检查日期\n2\n2 1\nLeft Right\n';

test('plain Node imports it as an ES module', async () => {
  const text = `
    import { readFileSync } from 'node:fs';
    import * as core from 'inspection-consolidation';
    import * as county from 'inspection-consolidation/county';
    import * as china from 'inspection-consolidation/calendar/china';
    import * as csv from 'inspection-consolidation/csv';
    import * as codecs from 'inspection-consolidation/codecs';
    import * as policies from 'inspection-consolidation/policies';
    import * as rules from 'inspection-consolidation/rules';
    import * as search from 'inspection-consolidation/search';
    import * as stages from 'inspection-consolidation/stages';
    import * as stream from 'inspection-consolidation/stream';
    ${uses}`;
  expect(await script('consumer.mjs', text)).toBe(PRINTED);
});

test('plain Node requires it as CommonJS', async () => {
  const text = `
    const { readFileSync } = require('node:fs');
    const core = require('inspection-consolidation');
    const county = require('inspection-consolidation/county');
    const china = require('inspection-consolidation/calendar/china');
    const csv = require('inspection-consolidation/csv');
    const codecs = require('inspection-consolidation/codecs');
    const policies = require('inspection-consolidation/policies');
    const rules = require('inspection-consolidation/rules');
    const search = require('inspection-consolidation/search');
    const stages = require('inspection-consolidation/stages');
    const stream = require('inspection-consolidation/stream');
    ${uses}`;
  expect(await script('consumer.cjs', text)).toBe(PRINTED);
});

const usesThreads = `
const input = JSON.parse(readFileSync('registry.json', 'utf8'));
const { right: registry } = core.decodeRegistry(input);
planParallel(registry, { threads: 2 }).then(
  (planned) => console.log(JSON.stringify(planned) === JSON.stringify(core.plan(registry))),
  (error) => console.log(error.message),
);
`;

test('threads plan the same in plain Node, ES module and CommonJS, once tinypool is there', async () => {
  const esm = `
    import { readFileSync } from 'node:fs';
    import * as core from 'inspection-consolidation';
    import { planParallel } from 'inspection-consolidation/parallel';
    ${usesThreads}`;
  const cjs = `
    const { readFileSync } = require('node:fs');
    const core = require('inspection-consolidation');
    const { planParallel } = require('inspection-consolidation/parallel');
    ${usesThreads}`;
  expect(await script('threads.mjs', esm)).toBe(
    'planning on threads needs the package tinypool: npm install tinypool@2\n',
  );
  symlinkSync(
    join(root, 'node_modules/tinypool'),
    join(consumer, 'node_modules/tinypool'),
    'junction',
  );
  expect(await script('threads.mjs', esm)).toBe('true\n');
  expect(await script('threads.cjs', cjs)).toBe('true\n');
});

test('the command is there', async () => {
  expect(await run(consumer, 'npx', 'inspection-consolidation', '--version')).toBe(`${version}\n`);
  const command = (...args: readonly string[]): Promise<string> =>
    run(consumer, 'node_modules/.bin/inspection-consolidation', ...args);
  await command('plan', 'registry.json', '--out', 'plan.json');
  expect(await command('verify', 'registry.json', 'plan.json')).toBe(
    'valid: 1 visits, 0 unserved\n',
  );
});

test('the browser build is one file that imports nothing', async () => {
  const folder = join(consumer, 'node_modules/inspection-consolidation');
  const text = readFileSync(join(folder, 'dist/browser.js'), 'utf8');
  expect(text).not.toMatch(
    /\b(import|require)\s*\(|(?<!["'])\bfrom\s*["']|\bimport\s*["']|\bnode:/,
  );
  // Outside of any package, nothing that it might want to import could be found.
  writeFileSync(join(parent, 'browser.mjs'), text);
  const { decodeRegistry, plan } = await import(
    /* @vite-ignore */ pathToFileURL(join(parent, 'browser.mjs')).href
  );
  expect(plan(decodeRegistry(smallRegistry).right).visits).toHaveLength(1);
});

test('the licences of what is bundled come with it', () => {
  const folder = join(consumer, 'node_modules/inspection-consolidation');
  const text = readFileSync(join(folder, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
  // Of tsup it is what stands for import.meta.url in CommonJS.
  const packages = ['@date-fns/utc', 'date-fns', 'fp-ts', 'io-ts', 'tsup'];
  for (const name of packages) {
    const licence = ['LICENSE', 'LICENSE.md']
      .map((file) => join(root, 'node_modules', name, file))
      .find((file) => existsSync(file));
    expect(text).toContain(`${name}\n\n${readFileSync(licence ?? name, 'utf8').trim()}\n`);
  }
  expect(text.split(`\n${'-'.repeat(80)}\n\n`).map((part) => part.split('\n')[0])).toEqual(
    packages,
  );
});

test('its types are found and hold under strict settings', async () => {
  const typed = (tail: string): string => `
import { decodeRegistry, plan, verify, type RegistryInput, type Violation } from 'inspection-consolidation';
import { chinaCalendar } from 'inspection-consolidation/calendar/china';
import { Item } from 'inspection-consolidation/codecs';
import { generateCounty } from 'inspection-consolidation/county';
import { csvText } from 'inspection-consolidation/csv';
import { planParallel } from 'inspection-consolidation/parallel';
import type { PolicyPack } from 'inspection-consolidation/policies';
import { rulesOf } from 'inspection-consolidation/rules';
import type { StopRule } from 'inspection-consolidation/search';
import { policyWithDefaults } from 'inspection-consolidation/stages';
import type { LineResult } from 'inspection-consolidation/stream';

const county: RegistryInput = generateCounty({ enterprises: 3 });
const calendar = chinaCalendar(county.horizon);
const input: RegistryInput = calendar._tag === 'Right' ? { ...county, calendar: calendar.right } : county;
const decoded = decodeRegistry(input);
const violations: readonly Violation[] =
  decoded._tag === 'Right' ? verify(decoded.right, plan(decoded.right)) : [];
export const table: string = [...csvText([])].join('');
export const rules: readonly unknown[] = rulesOf(policyWithDefaults(undefined, 2026));
export const isItem = (value: unknown): value is Item => Item.is(value);
export const until: StopRule = ({ visits }) => visits < 3;
export const lines: readonly LineResult[] = [];
export const packs: readonly PolicyPack[] = [];
export const later = decoded._tag === 'Right' && planParallel(decoded.right, { threads: 2 });
${tail}`;
  writeFileSync(
    join(consumer, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        noEmit: true,
        strict: true,
        module: 'nodenext',
        target: 'es2022',
        lib: ['es2022'],
        types: [],
      },
    }),
  );
  const types = { 'good.mts': 'number', 'good.cts': 'number', 'bad.mts': 'string' };
  for (const [name, type] of Object.entries(types))
    writeFileSync(join(consumer, name), typed(`export const count: ${type} = violations.length;`));
  const printed = await run(
    consumer,
    process.execPath,
    join(root, 'node_modules/typescript/bin/tsc'),
  ).catch((error: { readonly stdout: string }) => error.stdout);
  // Types that are not found would be `any` and let everything pass.
  expect(printed).toMatch(/^bad\.mts\(\d+,14\): error TS2322: [^\n]+\n$/);
});
