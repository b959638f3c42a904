import { fileURLToPath } from 'node:url';
import type { ViteUserConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const config: ViteUserConfig = {
  resolve: {
    alias: [
      { find: /^inspection-consolidation$/, replacement: source('src/index.ts') },
      { find: /^inspection-consolidation\/(.*)$/, replacement: source('src/subpaths/$1.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // The files of a worker share its modules: to load them anew for every file took as long as a
    // tenth of the tests.
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    setupFiles: ['test/support/seed.ts'],
    // The slowest tests plan a whole county; a shared machine may be several times slower than a
    // free one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: { provider: 'v8', include: ['src/**'] },
  },
};

export default config;
