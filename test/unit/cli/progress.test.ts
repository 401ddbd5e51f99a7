import { afterEach, describe, expect, test, vi } from 'vitest';
import { describeProgress, withProgress } from '../../../src/cli/progress.js';
import { plainStyle, type Growth, type Progress } from 'allways';

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

test('a terminal without a width, and one that loses it, are no trap', async () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { stderr } = process;
  const parts = ['isTTY', 'columns', 'cursorTo', 'clearLine', 'moveCursor'] as const;
  const before = Object.fromEntries(
    parts.map((part) => [part, Reflect.get(stderr, part) as unknown]),
  );
  const nothing = () => true;
  Object.assign(stderr, { cursorTo: nothing, clearLine: nothing, moveCursor: nothing });
  const shown = async (columns: number, later: number) => {
    Object.assign(stderr, { isTTY: true, columns });
    await withProgress(host, async (show) => {
      now += 2001;
      show('dns: 12 states');
      // The spinner draws again every 80 milliseconds.
      await new Promise((done) => setTimeout(done, 200));
      Object.assign(stderr, { columns: later });
      stderr.emit('resize');
      await new Promise((done) => setTimeout(done, 200));
    });
  };
  try {
    await shown(0, 0);
    await shown(80, 0);
    await shown(0, 80);
    expect(stderr.listenerCount('resize')).toBe(0);
  } finally {
    Object.assign(stderr, before);
  }
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

const progress: Progress = {
  distinct: 1234,
  generated: 5678,
  depth: 12,
  frontier: 99,
  seconds: 3,
  memory: 80,
};

test('says how far a search has come', () => {
  const counts = 'dns: 1,234 states, depth 12, 99 to expand';
  expect(describeProgress('dns', progress, plainStyle)).toBe(counts);
  expect(describeProgress('dns', { ...progress, growth: [] }, plainStyle)).toBe(counts);
});

describe('says what slows a search, in a second line', () => {
  const growth: readonly Growth[] = [
    { part: 'log', measure: 'entries', from: 0, to: 1870 },
    { part: 'clock', measure: 'number', from: 0, to: 412 },
    { part: 'left', measure: 'number', from: 0, to: -3 },
  ];
  const second = (columns: number, parts = growth) =>
    describeProgress('dns', { ...progress, growth: parts }, { ...plainStyle, columns }).split(
      '\n',
    )[1];

  test('the two parts that grow fastest', () => {
    expect(describeProgress('dns', { ...progress, growth }, plainStyle)).toBe(
      'dns: 1,234 states, depth 12, 99 to expand\n' +
        '  still growing: log has grown to 1,870 entries; clock has reached 412',
    );
    expect(second(80, growth.slice(2))).toBe('  still growing: left has fallen to -3');
  });

  test.each([
    [70, '  still growing: log has grown to 1,870 entries; clock has reached 412'],
    [69, '  still growing: log has grown to 1,870 entries'],
    [47, '  still growing: log has grown to 1,870 entries'],
    [46, '  still growing: log has grown to 1,870 entri…'],
    [20, '  still growing: lo…'],
  ])('and fits it into %d columns', (columns, line) => {
    expect(second(columns)).toBe(line);
    expect(line.length).toBeLessThanOrEqual(columns);
  });

  test('and counts a wide character as the two columns that it takes', () => {
    const [log] = growth as [Growth];
    expect(second(24, [{ ...log, part: '記録記録' }])).toBe('  still growing: 記録記…');
  });
});
