import { afterEach, expect, test, vi } from 'vitest';
import { describeProgress, withProgress } from '../../src/cli/progress.js';
import { plainStyle } from 'allways';

afterEach(() => {
  vi.restoreAllMocks();
});

const host = {
  folder: '.',
  style: plainStyle,
  print: () => undefined,
  complain: () => undefined,
  watchesProgress: true,
  signal: new AbortController().signal,
};

test('progress is shown to who waits longer than two seconds, and then goes away', async () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  let written = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  const result = await withProgress(host, (show) => {
    show('too early');
    now = 2001;
    show('dns: 12 states');
    show('dns: 24 states');
    return Promise.resolve('done');
  });
  expect(result).toBe('done');
  expect(written).toContain('dns: 12 states');
  expect(written).not.toContain('too early');
});

test('nobody who does not watch sees any, also where something goes wrong', async () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const failing = withProgress({ ...host, watchesProgress: false }, (show) => {
    now = 5000;
    show('dns: 12 states');
    return Promise.reject(new Error('odd'));
  });
  await expect(failing).rejects.toThrow('odd');
  expect(write).not.toHaveBeenCalled();
});

test('says how far a search has come', () => {
  const progress = {
    distinct: 1234,
    generated: 5678,
    depth: 12,
    frontier: 99,
    seconds: 3,
    memory: 80,
  };
  expect(describeProgress('dns', progress)).toBe('dns: 1,234 states, depth 12, 99 to expand');
});
