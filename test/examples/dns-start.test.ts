import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import stringWidth from 'string-width';
import { beforeAll, describe, expect, test } from 'vitest';
import { isDeep } from '../support/deep.js';

const run = promisify(execFile);
const start = (...options: string[]) => {
  const env = { ...process.env, TERM: 'xterm' };
  return run(process.execPath, ['--import', 'tsx', 'examples/dns/start.ts', ...options], { env });
};

const withoutTimes = (text: string) => text.replace(/ +([\d.]+ m?s|time)$/gm, '');

let stdout = '';
let stderr = '';

/** The fast suite runs the program once, with all that it can show. */
beforeAll(async () => {
  ({ stdout, stderr } = await start('--lasso'));
}, 600_000);

describe('npm start -- --lasso', () => {
  test('answers first', () => {
    expect(stdout.split('\n').slice(0, 17)).toEqual([
      'Can a planner, three enactors and a cleanup process empty the DNS record?',
      '',
      '  Naive cleanup: DNS is emptied in 11 steps.',
      "  The article's four checks: DNS is emptied in 13 steps,",
      '    and if check and delete are one step: DNS is emptied in 12 steps.',
      '',
      '  Enough for DNS never to be empty:',
      '    fencing',
      '    checkAgain',
      '    stateCheck + neverSweepLive',
      '    referenceCount + neverSweepLive',
      '  Enough for all that must never happen, A to D:',
      '    stateCheck + fencing',
      '    stateCheck + checkAgain',
      '    referenceCount + fencing',
      '    referenceCount + checkAgain',
      '',
    ]);
  });

  test('then shows: a table, and a timeline of each of the two ways to an empty record', () => {
    expect(stdout).toMatch(/^naive cleanup +✗11 ✗9 +✗8 ✗11 ✗5 ✗4 ✓ +✓ ✓ +1,907 +16 +[\d.]+ m?s$/m);
    expect(stdout).toMatch(
      /^stateCheck \+ fencing +✓ +✓ +✓ +✓ +✗5 ✗4 ✓ +✓ ✓ +1,100 +16 +[\d.]+ m?s$/m,
    );
    const timelines = stdout.split('How DNS is emptied: ').slice(1);
    expect(timelines.map((text) => text.split('\n')[0])).toEqual([
      'naive cleanup',
      "the article's four checks",
    ]);
    expect(timelines[0]).toContain(' 11        ✗  cleanup    deletes plan 2, which DNS shows');
    expect(timelines[1]).toContain(' 13        ✗    cleanup    deletes plan 2, which DNS shows');
  });

  test('says what comes in the end', () => {
    expect(stdout).toContain(
      [
        'Is the newest plan live in the end, if no enactor fails and all go on?',
        '  checkAgain: always; fencing: not always (12 steps);',
        '  and tried again: not always (14 steps); for the version by then: always.',
        'Does an empty record heal? never: people must.',
        '',
      ].join('\n'),
    );
  });

  test('shows how: where all stops, and what goes on for ever', () => {
    const timelines = stdout.split(/^How /m).slice(3);
    expect(timelines.map((text) => text.split('\n')[0])).toEqual([
      'the newest plan does not go live: fencing',
      'the newest plan does not go live: fencing, and tried again',
      'an empty record does not heal: naive cleanup',
    ]);
    expect(timelines[0]).toContain('     and here it stops for ever');
    expect(timelines[1]).toContain('     and so on for ever, from step 11');
    expect(timelines[2]).toContain('     and here it stops for ever');
    expect(stdout).not.toContain('--lasso');
  });

  test('is what the page about it shows', () => {
    const page = readFileSync('docs/found.md', 'utf8');
    const shown = page.split('```').filter((_, index) => index % 2 === 1);
    expect(shown).toHaveLength(2);
    for (const part of shown) expect(withoutTimes(stdout)).toContain(withoutTimes(part).trim());
  });

  test('fits 80 columns, without colours or progress where there is no terminal', () => {
    expect(stdout.split('\n').filter((line) => stringWidth(line) > 80)).toEqual([]);
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toBe('');
  });
});

describe.runIf(isDeep)('npm start', () => {
  test('prints the same without the lassos, and says how to see them', async () => {
    const { stdout: short } = await start();
    const [answers, lassos] = withoutTimes(stdout).split(/^(?=How the newest plan)/m);
    expect(lassos).toBeDefined();
    const hint = 'people must. See how: npm start -- --lasso';
    expect(withoutTimes(short)).toContain((answers ?? '').replace('people must.', hint).trim());
    expect(short).not.toContain('for ever');
  });
});
