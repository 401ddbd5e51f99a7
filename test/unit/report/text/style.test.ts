import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { plainStyle, terminalStyle } from 'allways';

afterEach(() => {
  vi.unstubAllEnvs();
});

type Output = Parameters<typeof terminalStyle>[0];
const red = (stream: Output) => terminalStyle(stream).colors.red('x');
const hasColors = () => true;

describe('the style of an output', () => {
  beforeEach(() => {
    vi.stubEnv('NO_COLOR', '');
    vi.stubEnv('FORCE_COLOR', '');
  });

  test('has colours only on a terminal that has them', () => {
    expect(red({ isTTY: true, columns: 80, hasColors })).toBe('\u001b[31mx\u001b[39m');
    expect(red({ isTTY: true, columns: 80, hasColors: () => false })).toBe('x');
    expect(red({ hasColors })).toBe('x');
    expect(plainStyle.colors.red('x')).toBe('x');
  });

  test.each([
    // NO_COLOR, FORCE_COLOR, on a terminal, in a pipe
    ['', '', true, false],
    ['1', '', false, false],
    ['', '1', true, true],
    ['', 'true', true, true],
    ['', '3', true, true],
    ['', '0', false, false],
    ['', 'false', false, false],
    ['1', '1', false, false],
  ])(
    'NO_COLOR=%s FORCE_COLOR=%s: colours on a terminal %s, in a pipe %s',
    (no, force, ...expected) => {
      vi.stubEnv('NO_COLOR', no);
      vi.stubEnv('FORCE_COLOR', force);
      const outputs: Output[] = [{ isTTY: true, columns: 80, hasColors }, {}];
      expect(outputs.map((stream) => red(stream) !== 'x')).toEqual(expected);
    },
  );

  test('breaks sentences on a terminal only', () => {
    expect(terminalStyle({ isTTY: true, columns: 80, hasColors }).wraps).toBe(true);
    expect(terminalStyle({}).wraps).toBe(false);
    expect(plainStyle.wraps).toBeUndefined();
  });

  test('is as wide as the terminal, and 80 columns elsewhere', () => {
    expect(terminalStyle({ isTTY: true, columns: 132 }).columns).toBe(132);
    expect(terminalStyle({ isTTY: true, columns: 10 }).columns).toBe(40);
    expect(terminalStyle({}).columns).toBe(80);
  });

  test('uses letters where the terminal knows no Unicode', () => {
    vi.stubEnv('TERM', 'linux');
    expect(terminalStyle({}).symbols.step).toBe('o');
    vi.stubEnv('TERM', 'xterm');
    expect(terminalStyle({}).symbols.step).toBe('●');
  });
});
