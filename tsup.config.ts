import type { Options } from 'tsup';

/** fp-ts and io-ts have no `exports` map, so plain Node cannot import their folders: they are bundled. */
const shared: Options = { target: 'node20', noExternal: [/^fp-ts/, /^io-ts/], treeshake: true };

const config: Options[] = [
  {
    ...shared,
    entry: {
      index: 'src/index.ts',
      county: 'src/county/county.ts',
      'calendar/china': 'src/calendar/china.ts',
      parallel: 'src/parallel/parallel.ts',
      csv: 'src/csv/csv.ts',
    },
    format: ['esm', 'cjs'],
    // tsup's declaration builder still sets `baseUrl`, which TypeScript 6 calls deprecated.
    dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
    // What stands for import.meta.url in CommonJS.
    shims: true,
  },
  { ...shared, entry: { cli: 'src/cli.ts', 'parallel-worker': 'src/parallel/worker.ts' }, format: ['esm'] },
  {
    entry: { browser: 'src/index.ts' },
    format: ['esm'],
    platform: 'browser',
    target: 'es2022',
    noExternal: [/.*/],
    minify: true,
    treeshake: true,
  },
];

export default config;
