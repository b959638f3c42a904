// The README is run: its code, its JSON, its commands and the figures that are quick to come by.
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import * as core from 'inspection-consolidation';
import * as china from 'inspection-consolidation/calendar/china';
import * as county from 'inspection-consolidation/county';
import * as csv from 'inspection-consolidation/csv';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { runCalifornia } from '../../examples/california/california';
import { scripts } from '../../package.json';
import { helpOf } from '../../src/cli/arguments';
import { commands } from '../../src/cli/commands';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');

interface Block {
  readonly language: string;
  readonly text: string;
  /** Line of its first line, from 1. */
  readonly line: number;
  /** What follows at once as a block of plain text: what the code prints. */
  readonly prints: string;
}

const blocks: readonly Block[] = [...readme.matchAll(/^```(\w+)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?/gms)].map(
  ({ 1: language, 2: text, 3: prints = '', index }) => ({
    language,
    text,
    prints,
    line: readme.slice(0, index).split('\n').length + 1,
  }),
);

const inLanguage = (language: string): readonly Block[] => blocks.filter((block) => block.language === language);

/** Takes what a block writes to a file, which must be JSON, and keeps it from the disk. */
const writeFile = async (file: string, chunks: Iterable<string>): Promise<void> => {
  expect(file).toMatch(/\.json$/);
  JSON.parse([...chunks].join(''));
};

const modules = new Map<string, unknown>([
  ['inspection-consolidation', core],
  ['inspection-consolidation/calendar/china', china],
  ['inspection-consolidation/county', county],
  ['inspection-consolidation/csv', csv],
  ['node:fs/promises', { writeFile }],
]);

/** Runs a block as a module of its own and gives what it prints. */
const printedBy = async (text: string): Promise<string> => {
  const { module, target } = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module, target } });
  let printed = '';
  const log = (...values: readonly unknown[]): void => {
    printed += `${values.map(String).join(' ')}\n`;
  };
  const require = (name: string): unknown => {
    expect([...modules.keys()]).toContain(name);
    return modules.get(name);
  };
  const run = compileFunction(`return (async () => {${outputText}\n})();`, ['require', 'exports', 'console']);
  await run(require, {}, { log });
  return printed;
};

describe('TypeScript', () => {
  const code = inLanguage('ts');

  it.each(code)('at line $line prints what the page says', async ({ text, prints }) => {
    expect(await printedBy(text)).toBe(prints);
  });

  it('has no type errors', () => {
    const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (name) => ts.sys.readFile(name));
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    const files = new Map(code.map(({ text, line }) => [path.join(root, `readme-line-${line}.ts`), text]));
    const disk = ts.createCompilerHost(options);
    const host: ts.CompilerHost = {
      ...disk,
      readFile: (name) => files.get(name) ?? disk.readFile(name),
      fileExists: (name) => files.has(name) || disk.fileExists(name),
      getSourceFile: (name, language, ...rest) => {
        const text = files.get(name);
        return text === undefined
          ? disk.getSourceFile(name, language, ...rest)
          : ts.createSourceFile(name, text, language);
      },
    };
    const program = ts.createProgram([...files.keys()], options, host);
    const errors = [...files.keys()].flatMap((name) =>
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(name))
        .map(({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
    );
    expect(errors).toEqual([]);
  });
});

describe('JSON', () => {
  const [registry, policy, plan] = inLanguage('json').map(({ text }): unknown => JSON.parse(text));

  it('shows a registry and the very plan of it', () => {
    const decoded = core.decodeRegistry(registry);
    if (decoded._tag === 'Left') throw new Error(decoded.left.map(core.formatError).join('\n'));
    expect(core.plan(decoded.right).toJSON()).toEqual(plan);
    const read = core.decodePlan(plan);
    expect(read._tag === 'Right' && core.verify(decoded.right, read.right)).toEqual([]);
  });

  it('shows the defaults of a policy', () => {
    expect(policy).toEqual(core.policyWithDefaults(undefined, 2026));
    const section = readme.slice(readme.indexOf('### Policy'), readme.indexOf('### Errors'));
    for (const field of Object.keys(core.policyWithDefaults(undefined, 2026)))
      expect(section).toContain(`| \`${field}\``);
  });
});

it('names every field of the input', () => {
  const unknown = { '?': 0 };
  const domains = { general: { window: 1, ...unknown } };
  const result = core.decodeRegistry({
    ...unknown,
    horizon: unknown,
    calendar: unknown,
    departments: [unknown],
    items: [{ ...unknown, frequency: unknown, season: [unknown], appliesTo: unknown }],
    enterprises: [{ ...unknown, exempt: [unknown] }],
    assignments: [unknown],
    history: [unknown],
    policy: { ...unknown, classify: [unknown], domains, methods: { remote: unknown } },
  });
  const lists =
    result._tag === 'Right' ? [] : result.left.flatMap(({ expected }) => /known: (.*)\)/.exec(expected) ?? []);
  const fields = lists.filter((_, at) => at % 2 === 1).flatMap((list) => list.split(', '));
  expect(fields.length).toBeGreaterThan(60);
  const input = readme.slice(readme.indexOf('## Input'), readme.indexOf('### Errors'));
  for (const field of fields) expect(input).toMatch(new RegExp(`\`${field}\``));
});

describe('commands', () => {
  const lines = inLanguage('sh').flatMap(({ text }) => text.trim().split('\n'));

  it('are scripts that exist', () => {
    const names = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name);
    expect(names).toContain('demo');
    for (const name of names) expect(Object.keys(scripts)).toContain(name);
  });

  it('have the options of the help', () => {
    const calls = lines.flatMap((line) => /^npx inspection-consolidation ([a-z]+)(.*)/.exec(line)?.slice(1) ?? []);
    expect(calls.length).toBeGreaterThan(0);
    for (let at = 0; at < calls.length; at += 2) {
      const command = commands.get(calls[at]);
      if (command === undefined) throw new Error(`there is no command ${calls[at]}`);
      const help = helpOf(calls[at], command.syntax).join('\n');
      for (const [option] of calls[at + 1].matchAll(/--[a-z]+/g)) expect(help).toContain(`  ${option}`);
    }
    for (const name of commands.keys()) expect(readme).toContain(`npx inspection-consolidation ${name}`);
  });
});

describe('the first table', () => {
  it('has the figures of California', () => {
    for (const { row, registry, plan } of runCalifornia().plans) {
      const { occurrences, perDepartment, visits, reduction } = plan.summary;
      const counts = [registry.enterprises.length, occurrences, perDepartment, visits];
      const shares = [reduction, row.provenShare].map((share) => `${(100 * share).toFixed(1)} %`);
      const cells = [...counts.map((count) => count.toLocaleString('en-US')), ...shares];
      const line = readme.split('\n').find((text) => text.startsWith(`| California, by ${row.separation}`)) ?? '';
      expect(
        line
          .split('|')
          .slice(2, -1)
          .map((cell) => cell.trim()),
      ).toEqual(cells);
    }
  });
});

it('points at what exists, and pictures what the first code prints', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link);
  expect(links).toContain('examples/figures/model.svg');
  for (const link of links) expect(existsSync(path.join(root, link)), link).toBe(true);

  const figure = readFileSync(path.join(root, 'examples/figures/model.svg'), 'utf8');
  const dates = inLanguage('ts')[0]
    .prints.trim()
    .split('\n')
    .map((line) => line.slice(0, 10));
  for (const date of dates) {
    const day = new Date(date).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
    expect(figure).toContain(`>${day.replace('Sept', 'Sep')}<`);
  }
  expect(figure).toContain(`>${dates.length} visits`);
});
