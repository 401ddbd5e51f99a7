import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import allwaysReporter from './src/vitest/reporter.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `.ci/run` names the file in which it wants the counts. */
const counts = process.env['COUNTS_FILE'];

/** The files with deep tests: those in `test/deep`, and those that ask whether the suite is deep. */
const deepFiles = () =>
  readdirSync(here('test'), { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name}`)
    .filter(
      (file) =>
        file.startsWith('test/deep/') ||
        (file.endsWith('.test.ts') && readFileSync(here(file), 'utf8').includes('support/deep.js')),
    );

/**
 * The modes: without one, the fast suite. `deep` runs what takes longer than a user waits, and `all` runs
 * everything.
 */
export default defineConfig(({ mode }) => {
  const isDeep = mode === 'deep' || mode === 'all';
  return {
    resolve: {
      // Models and tests import the public face by its package name, as a user does.
      alias: [
        { find: /^allways$/, replacement: here('src/index.ts') },
        { find: /^allways\/cli$/, replacement: here('src/cli/index.ts') },
        { find: /^allways\/vitest$/, replacement: here('src/vitest/index.ts') },
      ],
    },
    test: {
      include: mode === 'deep' ? deepFiles() : ['test/**/*.test.ts'],
      exclude: isDeep ? [] : ['test/deep/**'],
      env: { DEEP: String(isDeep) },
      // Vitest leaves one core free by default, which is half of two.
      maxWorkers: '100%',
      // Threads take a tenth less time than processes.
      pool: isDeep ? 'forks' : 'threads',
      // To load the product anew for each file takes a sixth of the time of the fast suite. The deep suite
      // does it, so it also runs each file on its own.
      isolate: isDeep,
      setupFiles: ['src/vitest/index.ts', 'test/support/setup.ts'],
      // A search on a busy machine may take several times as long as alone.
      testTimeout: 600_000,
      hookTimeout: 600_000,
      // `npm run lint` checks the types of all tests; the deep suite also counts them.
      typecheck: { enabled: isDeep, include: ['test/**/*.test-d.ts'] },
      reporters: [
        'default',
        allwaysReporter(),
        ...(counts === undefined ? [] : [['json', { outputFile: counts }] as ['json', object]]),
      ],
      coverage: {
        include: ['src/**'],
        // The page's script runs in the page and the program in a process of its own. Coverage sees
        // neither; tests click through the one and run the other.
        exclude: [
          'src/report/html/*.{js,css,json}',
          'src/cli/{allways,command,watchdog}.js',
          'src/cli/main.ts',
        ],
        reporter: ['text', 'html'],
        thresholds: { lines: 95, branches: 95, functions: 95, statements: 95 },
      },
    },
  };
});
