import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Options } from 'tsup';
import ts from 'typescript';

/** Folders of the packages of which something is in the bundles. */
const bundled = new Map<string, string>();

/** A package's name and licence; a bundle may not go without it. */
const licenceOf = ([name, folder]: readonly [string, string]): string => {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled, but has no licence text`);
  return `${name}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
};

/** Writes the licences of all packages that are in any of the bundles. */
const licences: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'licences',
  setup: (build) => {
    build.initialOptions.metafile = true;
    build.onEnd(({ metafile }) => {
      for (const { inputs } of Object.values(metafile?.outputs ?? {}))
        for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
          const [, folder, name] = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(path) ?? [];
          if (bytesInOutput > 0 && name !== undefined) bundled.set(name, folder);
        }
      mkdirSync('dist', { recursive: true });
      const texts = [...bundled].sort(([a], [b]) => (a < b ? -1 : 1)).map(licenceOf);
      writeFileSync('dist/THIRD-PARTY-LICENSES.txt', texts.join(`\n${'-'.repeat(80)}\n\n`));
    });
  },
};

/**
 * fp-ts and io-ts have no `exports` map, so plain Node cannot import their folders: they are
 * bundled.
 */
const shared: Options = {
  target: 'node20',
  noExternal: [/^fp-ts/, /^io-ts/],
  esbuildPlugins: [licences],
};

/** The entry of each subpath: `rules` is src/subpaths/rules.ts. */
const subpaths = Object.fromEntries(
  readdirSync('src/subpaths', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file.slice(0, -'.ts'.length), join('src/subpaths', file)]),
);

const entry: Readonly<Record<string, string>> = { index: 'src/index.ts', ...subpaths };

/** Folder of the declarations of each source. */
const declarations = 'out/declarations';

/**
 * Writes the declarations of each source from its text alone, as `isolatedDeclarations` allows:
 * tsup joins them without a check of all types, which `npm run typecheck` makes.
 */
const writeDeclarations = (): void => {
  rmSync(declarations, { recursive: true, force: true });
  for (const name of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const file = join(declarations, name.replace(/\.ts$/, '.d.ts'));
    mkdirSync(dirname(file), { recursive: true });
    const source = readFileSync(join('src', name), 'utf8');
    writeFileSync(file, ts.transpileDeclaration(source, { fileName: name }).outputText);
  }
};

writeDeclarations();

const config: Options[] = [
  {
    ...shared,
    entry,
    format: ['esm', 'cjs'],
    dts: {
      entry: Object.fromEntries(
        Object.entries(entry).map(([name, file]) => [
          name,
          file.replace(/^src\b(.*)\.ts$/, `${declarations}$1.d.ts`),
        ]),
      ),
      // tsup's declaration builder still sets `baseUrl`, which TypeScript 6 calls deprecated.
      compilerOptions: { ignoreDeprecations: '6.0' },
    },
    // What stands for import.meta.url in CommonJS.
    shims: true,
  },
  {
    ...shared,
    entry: { cli: 'src/cli.ts', 'parallel-worker': 'src/parallel/worker.ts' },
    format: ['esm'],
  },
  {
    entry: { browser: 'src/index.ts' },
    format: ['esm'],
    platform: 'browser',
    target: 'es2022',
    noExternal: [/.*/],
    minify: true,
    esbuildPlugins: [licences],
  },
];

export default config;
