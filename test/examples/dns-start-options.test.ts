import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const start = (...options: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'examples/dns/start.ts', ...options]);

describe('npm start with options that it does not have', () => {
  test.each([
    [['--laso'], "error: unknown option '--laso'\n(Did you mean --lasso?)\n"],
    [['-x'], "error: unknown option '-x'\n"],
    [['lasso'], 'error: npm start takes no lasso; its one option is npm start -- --lasso.\n'],
  ])('%j says so in a sentence, and searches nothing', async (options, says) => {
    await expect(start(...options)).rejects.toMatchObject({ code: 3, stdout: '', stderr: says });
  });

  test('--help shows those that it has', async () => {
    const { stdout: help } = await start('--help');
    expect(help).toContain('Usage: npm start -- [options]');
    expect(help).toContain('--lasso ');
  });
});
