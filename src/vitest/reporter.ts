/**
 * A reporter for vitest that prints a line for each check: its verdict, and how much was searched.
 *
 * @example
 * // vitest.config.ts
 * export default defineConfig({ test: { reporters: ['default', 'allways/reporter'] } });
 */
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import type {} from './notes.js';

/** Notes of the tests of a module, printed once all of them have ended. */
// Vitest makes reporters with `new`. If a function returns an object, `new` gives that object.
export default function allwaysReporter(): Reporter {
  let vitest: Pick<Vitest, 'logger'> | undefined;
  return {
    onInit(started) {
      vitest = started;
    },
    onTestModuleEnd(module: TestModule) {
      const lines = [...module.children.allTests()].flatMap((test) => test.meta().allways ?? []);
      for (const line of lines) vitest?.logger.log(`   ${line}`);
    },
  };
}
