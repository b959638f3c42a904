// The public surface: every name that users can import, with its type. `npm run surface` accepts
// it as it is now.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { exports } from '../../package.json';
import { root } from '../support/pages';

const at = (...path: readonly string[]): string => join(root, ...path);

/** The declarations of all sources, without comments, as files next to them. */
const declarations = (): ts.Program => {
  const { config } = ts.readConfigFile(at('tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const sources = readdirSync(at('src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => at('src', name));
  const texts = new Map(
    sources.map((name) => [
      name.replace(/\.ts$/, '.d.ts'),
      ts.transpileDeclaration(ts.sys.readFile(name) ?? '', {
        fileName: name,
        compilerOptions: { ...options, removeComments: true, noEmit: false },
      }).outputText,
    ]),
  );
  const disk = ts.createCompilerHost(options);
  const isSource = (name: string): boolean => name.startsWith(at('src')) && !name.endsWith('.d.ts');
  return ts.createProgram([...texts.keys()], options, {
    ...disk,
    readFile: (name) => texts.get(name) ?? disk.readFile(name),
    fileExists: (name) => !isSource(name) && (texts.has(name) || disk.fileExists(name)),
    getSourceFile: (name, language) => {
      const text = texts.get(name);
      return text === undefined
        ? disk.getSourceFile(name, language)
        : ts.createSourceFile(name, text, language, true);
    },
  });
};

/** Every subpath: its names with their declarations, and the hidden types that these speak of. */
const surface = (): string => {
  const program = declarations();
  const checker = program.getTypeChecker();
  const whole = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  /** The statement of a source that a declaration is, if it is one. */
  const statementOf = (node: ts.Node): ts.Node | undefined => {
    const own: ts.Node = ts.isVariableDeclaration(node) ? node.parent.parent : node;
    if (ts.isSourceFile(own)) return undefined;
    const isOwn = ts.isSourceFile(own.parent) && own.getSourceFile().fileName.startsWith(at('src'));
    return isOwn ? own : undefined;
  };
  const statementsOf = (symbol: ts.Symbol): readonly ts.Node[] =>
    (symbol.declarations ?? []).flatMap((node) => statementOf(node) ?? []);
  const textOf = (node: ts.Node): string => node.getText().replace(/^(export )?(declare )?/, '');
  const toldIn = new Map<ts.Symbol, string>();
  const hidden = new Set<ts.Symbol>();
  /** Notes the symbols without a name to import that a declaration speaks of. */
  const visit = (node: ts.Node): void => {
    const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    if (symbol !== undefined && !toldIn.has(whole(symbol))) hidden.add(whole(symbol));
    ts.forEachChild(node, visit);
  };
  /** Of a name that is a type and a value, whether the type alone is exported. */
  const isTypeOnly = ({ declarations: [specifier] = [] }: ts.Symbol): boolean =>
    specifier !== undefined &&
    ts.isExportSpecifier(specifier) &&
    ts.isTypeOnlyExportDeclaration(specifier);

  const entries = Object.keys(exports).filter((name) => !/browser|json/.test(name));
  const all = entries.map((entry) => {
    const file = entry === '.' ? 'src/index.d.ts' : `src/subpaths/${entry.slice(2)}.d.ts`;
    const source = program.getSourceFile(at(file));
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${relative(root, file)} exports nothing`);
    const names = checker.getExportsOfModule(module);
    return { entry, names: names.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
  });
  for (const { entry, names } of all)
    for (const name of names) if (!toldIn.has(whole(name))) toldIn.set(whole(name), entry);
  const told = (symbol: ts.Symbol, typeOnly = false): readonly string[] => {
    const statements = statementsOf(symbol).filter(
      (one) => !typeOnly || !ts.isVariableStatement(one),
    );
    statements.forEach(visit);
    return statements.map(textOf);
  };
  const sections = all.map(({ entry, names }) => {
    const texts = names.flatMap((name): readonly string[] => {
      const home = toldIn.get(whole(name));
      return home === entry ? told(whole(name), isTypeOnly(name)) : [`${name.name}: as in ${home}`];
    });
    return [`# ${entry === '.' ? 'the root' : entry.slice(1)}`, '', ...texts, ''].join('\n');
  });
  // A set gives what is added while it is gone through.
  const rest = Array.from(hidden, (symbol) => told(symbol, true));
  return [...sections, '# types without a name to import', '', ...rest.flat().sort(), ''].join(
    '\n',
  );
};

test('the public surface is the one in docs/api-surface.txt', async () => {
  await expect(surface()).toMatchFileSnapshot(at('docs/api-surface.txt'));
});

test('the root has at most 25 values', async () => {
  expect(Object.keys(await import('inspection-consolidation')).length).toBeLessThanOrEqual(25);
});
