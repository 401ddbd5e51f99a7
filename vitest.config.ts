import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import allwaysReporter from './src/vitest/reporter.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // Models and tests import the public face by its package name, as a user does.
    alias: [
      { find: /^allways$/, replacement: here('src/index.ts') },
      { find: /^allways\/cli$/, replacement: here('src/cli/index.ts') },
      { find: /^allways\/vitest$/, replacement: here('src/vitest/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // By itself vitest leaves one core free, which of two is half.
    maxWorkers: '100%',
    setupFiles: ['src/vitest/index.ts'],
    // Searches take what they take, on a busy machine several times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'] },
    // .ci/run reads the counts from the JSON file.
    reporters: process.env['CI']
      ? ['default', allwaysReporter(), ['json', { outputFile: 'coverage/results.json' }]]
      : ['default', allwaysReporter()],
    coverage: {
      include: ['src/**'],
      // A page's script runs in the page, and the program in a process of its own, where nothing is
      // counted; tests click through the one and run the other.
      exclude: ['src/report/html/*.{js,css,json}', 'src/cli/{allways.js,main.ts}'],
      reporter: ['text', 'html'],
      thresholds: { lines: 95, branches: 95, functions: 95, statements: 95 },
    },
  },
});
