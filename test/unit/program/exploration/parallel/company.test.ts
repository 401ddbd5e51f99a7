import { expect, test } from 'vitest';
import { work } from '../../../../../src/program/execution/work.js';
import { search } from '../../../../../src/program/exploration/search.js';
import { settingOf } from '../../../../../src/program/exploration/setting.js';
import { inBeforeOut, three } from '../../../../support/threaded-program.js';

const address = new URL('../../../../support/threaded-program.ts', import.meta.url).href;

/** A search that starts threads after some runs. */
async function searched(after: number, runs: number, modules = [address]) {
  const setting = settingOf(three.definition, [inBeforeOut], {
    isOver: (done) => done.runs >= runs,
  });
  const help = { threads: 1, modules, after, runs };
  return work(setting, search(setting, { reduction: 'none' }, help));
}

test('threads help after so many runs, and the runs of all count', async () => {
  const { done, isComplete } = await searched(10, 3_000);
  expect({ isComplete, runs: done.runs }).toEqual({ isComplete: false, runs: 3_000 });
});

test('a short search starts none', async () => {
  // A module that is not there would be refused.
  const { done } = await searched(2_000, 2_000, ['file:///nowhere.ts']);
  expect(done.runs).toBe(2_000);
});

test('what a thread refuses ends the search', async () => {
  await expect(searched(10, Infinity, ['file:///nowhere.ts'])).rejects.toThrow(
    /another thread cannot load file:\/\/\/nowhere\.ts/,
  );
});
