import type { TestModule, Vitest } from 'vitest/node';
import { expect, test } from 'vitest';
import { check } from 'allways';
import { bank } from '../../../models/bank/model.js';
import { balanceIsDue } from '../../../properties/bank.js';
import { describeCheck, note } from '../../../src/vitest/notes.js';
import AllwaysReporter from '../../../src/vitest/reporter.js';

test('a check is a line: what was checked, the verdict, how much was searched', async () => {
  const holds = await check(bank.with(['lock', 'retry'], { crashes: 0 }), balanceIsDue);
  expect(describeCheck({ ...holds, seconds: 0.041 })).toBe(
    `bank with lock + retry: holds: ${holds.distinct} states, depth ${holds.depth}, 41 ms`,
  );
  const cut = await check(bank.with([]), balanceIsDue, { limits: { states: 1 } });
  expect(describeCheck({ ...cut, seconds: 2 })).toBe(
    'bank: undecided: 1 state, depth 1, 2.0 s, ended early',
  );
});

test('a matcher notes its checks with the test that asks', async ({ task }) => {
  note('first');
  await expect(bank.with([])).toViolate(balanceIsDue, { steps: 4 });
  expect(task.meta.allways?.[0]).toBe('first');
  expect(task.meta.allways?.[1]).toMatch(
    /^bank: violated: [\d,]+ states, depth \d+, .* ended early$/,
  );
});

test('the reporter prints them when a module has ended, however vitest makes it', () => {
  const lines: string[] = [];
  const logger = { log: (line: string) => void lines.push(line) };
  const tests = [{ meta: () => ({ allways: ['one', 'other'] }) }, { meta: () => ({}) }];
  const module = { children: { allTests: () => tests } } as unknown as TestModule;
  const Constructor = AllwaysReporter as unknown as new () => ReturnType<typeof AllwaysReporter>;
  for (const reporter of [AllwaysReporter(), new Constructor()]) {
    reporter.onTestModuleEnd?.(module);
    reporter.onInit?.({ logger } as unknown as Vitest);
    reporter.onTestModuleEnd?.(module);
  }
  expect(lines).toEqual(['   one', '   other', '   one', '   other']);
});
