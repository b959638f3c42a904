// The documentation is run: the code of every page, its commands and its links.
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { compileFunction } from 'node:vm';
import * as core from 'inspection-consolidation';
import * as china from 'inspection-consolidation/calendar/china';
import * as codecs from 'inspection-consolidation/codecs';
import * as county from 'inspection-consolidation/county';
import * as csv from 'inspection-consolidation/csv';
import * as policies from 'inspection-consolidation/policies';
import * as rules from 'inspection-consolidation/rules';
import * as search from 'inspection-consolidation/search';
import * as stages from 'inspection-consolidation/stages';
import * as stream from 'inspection-consolidation/stream';
import * as t from 'io-ts';
import * as reporter from 'io-ts/PathReporter';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { files, scripts } from '../../package.json';
import { helpOf } from '../../src/cli/arguments';
import { commands } from '../../src/cli/commands';
import { anchorsOf, inLanguage, linksOf, pages, root } from '../support/pages';

/** Takes what a block writes to a file, which must be JSON, and keeps it from the disk. */
const writeFile = async (file: string, chunks: Iterable<string>): Promise<void> => {
  expect(file).toMatch(/\.json$/);
  JSON.parse([...chunks].join(''));
};

const modules = new Map<string, unknown>([
  ['inspection-consolidation', core],
  ['inspection-consolidation/calendar/china', china],
  ['inspection-consolidation/codecs', codecs],
  ['inspection-consolidation/county', county],
  ['inspection-consolidation/csv', csv],
  ['inspection-consolidation/policies', policies],
  ['inspection-consolidation/rules', rules],
  ['inspection-consolidation/search', search],
  ['inspection-consolidation/stages', stages],
  ['inspection-consolidation/stream', stream],
  ['io-ts', t],
  ['io-ts/PathReporter', reporter],
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
  const run = compileFunction(`return (async () => {${outputText}\n})();`, [
    'require',
    'exports',
    'console',
  ]);
  await run(require, {}, { log });
  return printed;
};

describe('TypeScript', () => {
  const code = inLanguage('ts');

  it.each(code)('of $page at line $line prints what the page says', async ({ text, prints }) => {
    expect(await printedBy(text)).toBe(prints);
  });

  it('has no type errors', () => {
    const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (name) =>
      ts.sys.readFile(name),
    );
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    const files = new Map(
      code.map(({ page, text, line }) => [
        path.join(root, `${page.replaceAll('/', '-')}-line-${line}.ts`),
        text,
      ]),
    );
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

describe('commands', () => {
  const lines = inLanguage('sh').flatMap(({ text }) => text.trim().split('\n'));

  it('are scripts that exist', () => {
    const names = pages.flatMap(({ text }) =>
      [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name),
    );
    expect(names).toContain('demo');
    for (const name of names) expect(Object.keys(scripts)).toContain(name);
  });

  it('have the options of the help', () => {
    const calls = lines.flatMap(
      (line) => /^npx inspection-consolidation ([a-z]+)(.*)/.exec(line)?.slice(1) ?? [],
    );
    expect(calls.length).toBeGreaterThan(0);
    for (let at = 0; at < calls.length; at += 2) {
      const command = commands.get(calls[at]);
      if (command === undefined) throw new Error(`there is no command ${calls[at]}`);
      const help = helpOf(calls[at], command.syntax).join('\n');
      for (const [option] of calls[at + 1].matchAll(/--[a-z]+/g))
        expect(help).toContain(`  ${option}`);
    }
    for (const name of commands.keys())
      expect(
        lines.some((line) => line.startsWith(`npx inspection-consolidation ${name}`)),
        name,
      ).toBe(true);
  });
});

describe('links', () => {
  it.each(pages)('of $name point at what exists', (page) => {
    for (const [target, anchor] of linksOf(page)) {
      expect(existsSync(path.join(root, target)), target).toBe(true);
      const to = pages.find(({ name }) => name === target);
      if (to !== undefined && anchor !== '')
        expect(anchorsOf(to), `${target}#${anchor}`).toContain(anchor);
    }
  });

  it.each(pages.filter(({ name }) => name !== 'CONTRIBUTING.md'))(
    'of $name point at what the package has too',
    (page) => {
      const shipped = [...files, 'README.md', 'LICENSE'];
      for (const [target] of linksOf(page))
        expect(
          shipped.some((one) => target === one || target.startsWith(`${one}/`)),
          target,
        ).toBe(true);
    },
  );

  it('of the README lead to every page', () => {
    const [readme] = pages;
    const near = new Set(linksOf(readme).map(([target]) => target));
    const far = new Set(
      pages.filter(({ name }) => near.has(name)).flatMap((page) => linksOf(page).map(([to]) => to)),
    );
    for (const { name } of pages.slice(1)) expect(near.has(name) || far.has(name), name).toBe(true);
  });
});
