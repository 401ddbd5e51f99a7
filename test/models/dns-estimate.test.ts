/** How often DNS is emptied where steps take time: exact under a seed. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import stringWidth from 'string-width';
import { beforeAll, describe, expect, test } from 'vitest';
import { estimate, formatAction, type EstimateOptions } from 'allways';
import { dns } from '../../models/dns/model.js';
import type { DnsSafeguard } from '../../models/dns/safeguards.js';
import { planEvery, timing } from '../../models/dns/timing.js';
import { dnsNeverEmpty } from '../../properties/dns.js';
import { isDeep } from '../support/deep.js';

const articleChecks: DnsSafeguard[] = ['stateCheck', 'safetyBuffer', 'referenceCount'];
/** The planner goes on: another plan would come where the run ends. */
const goesOn = (plans: number) => ({ plans, until: { seconds: plans * planEvery } });

async function emptied(
  on: readonly DnsSafeguard[],
  slowWrite: number,
  {
    share,
    plans = 3,
    ...options
  }: Partial<EstimateOptions> & { share?: number; plans?: number } = {},
) {
  const rollout = share !== undefined;
  const { properties } = await estimate(
    dns.with(on, { failures: false, ticks: 2, plans, rollout }),
    dnsNeverEmpty,
    {
      durations: timing({ slowWrite, rollout }),
      per: 'cleanup.delete',
      runs: 4000,
      seed: 1,
      ...(rollout
        ? { weights: { 'cleanup.draw': (draw) => (draw === 'runs' ? share : 1 - share) } }
        : {}),
      ...options,
    },
  );
  const [frequency] = properties;
  if (frequency === undefined) throw new RangeError('Nothing was estimated.');
  return frequency;
}
const counts = async (...given: Parameters<typeof emptied>) => {
  const { hits, of } = await emptied(...given);
  return [hits, of];
};

describe('an emptied record, per sweep', { timeout: 600_000 }, () => {
  test('comes more often the slower enactor 1 is', async () => {
    expect(await counts([], 5)).toEqual([0, 8000]);
    expect(await counts([], 20)).toEqual([1, 7999]);
    expect(await counts([], 60)).toEqual([10, 7995]);
    expect(await counts([], 300)).toEqual([68, 7984]);
  });

  test('as in the article: a slow write ends after a newer plan was written', async () => {
    const { first } = await emptied([], 300);
    const happened = first?.trace.actions.map(formatAction) ?? [];
    expect(happened).toHaveLength(18);
    const writes = happened.filter((one) => one.endsWith('.write'));
    expect(writes).toEqual(['enactor 2.write', 'enactor 1.write']);
    expect(happened.slice(-2)).toEqual(['cleanup.check(2)', 'cleanup.delete']);
    expect(first?.says).toBe('DNS shows plan 2, without an address');
  });

  test.runIf(isDeep)('the four checks help as long as a newer plan comes', async () => {
    expect(await counts([], 300, goesOn(4))).toEqual([36, 8146]);
    expect(await counts(articleChecks, 300, goesOn(4))).toEqual([0, 6268]);
    expect(await counts(articleChecks, 300)).toEqual([61, 7997]);
  });

  test('none with fencing, of which nothing but a bound follows', async () => {
    const { hits, low, high } = await emptied(['fencing'], 300);
    expect({ hits, low }).toEqual({ hits: 0, low: 0 });
    expect(high).toBeGreaterThan(0);
    expect(high).toBeLessThan(1 / 1000);
  });
});

test.runIf(isDeep)(
  'a gradual rollout: fewer sweeps, and each that is made nearly as dangerous',
  { timeout: 600_000 },
  async () => {
    const made = async (share: number) => counts([], 300, { ...goesOn(3), runs: 40_000, share });
    expect(await made(1)).toEqual([135, 50465]);
    expect(await made(0.1)).toEqual([12, 7176]);
  },
);

describe.runIf(isDeep)('the command', { timeout: 600_000 }, () => {
  const run = promisify(execFile);
  const command = (...options: string[]) =>
    run(process.execPath, ['--import', 'tsx', 'examples/dns/estimate.ts', ...options]);
  let stdout = '';
  let stderr = '';

  beforeAll(async () => {
    ({ stdout, stderr } = await command('--runs', '1000', '--seed', '7'));
  }, 600_000);

  test('answers first', () => {
    expect(stdout.split('\n').slice(0, 28)).toEqual([
      'How often is DNS emptied, if one enactor is slow now and then?',
      '',
      'With naive cleanup, if 1 in 100 writes of enactor 1 takes longer than a time:',
      '  more rarely than in 1 of 10,000 sweeps for none of these as far as is sure;',
      '  more often from 40 s on.',
      '  300 s, in the article  1 in 80 (1 in 125 to 1 in 53)',
      '',
      'With safeguards, at 300 s, as long as the planner makes a plan a minute:',
      '  naive cleanup          1 in 493 (1 in 23,493 to 1 in 80)',
      "  the article's checks   none in 381, so rarer than 1 in 92",
      '  fencing                none in 515, so rarer than 1 in 126',
      'And if it falls silent after three plans:',
      '  naive cleanup          1 in 50 (1 in 106 to 1 in 26)',
      "  the article's checks   1 in 71 (1 in 182 to 1 in 34)",
      '  fencing                none in 500, so rarer than 1 in 132',
      'None proves nothing. What can happen at all, check says:',
      "  the article's checks: a way of 14 steps;",
      '  fencing: never, in all 141,262 states.',
      '',
      'With a gradual rollout of naive cleanup, at 300 s, in 3 minutes:',
      '  1 % of sweeps made     none in 500, so rarer than 1 in 136',
      '  all made               1 in 500 (1 in 19,750 to 1 in 90)',
      'But in each sweep that is made:',
      '  1 % of sweeps made     none in 7, so rarer than 100 %',
      '  all made               1 in 642 (1 in 30,211 to 1 in 105)',
      'So it puts the race off, and does not remove it: check finds, with draws,',
      '  a way of 12 steps.',
      '',
    ]);
  });

  test('then draws it, and counts', () => {
    expect(stdout.split('\n').slice(28, 38)).toEqual([
      'Emptied per sweep: 1 in 100 writes of enactor 1 takes',
      '',
      'over 5 s    <────────────────────                            rarer than 1 in 528',
      'over 10 s   <────────────────────                            rarer than 1 in 528',
      'over 20 s   <────────────────────                            rarer than 1 in 528',
      'over 40 s   │──────────────●─────────                        1 in 1,000',
      'over 60 s   │               ───────●─────                    1 in 333',
      'over 120 s  │                   ─────●─────                  1 in 222',
      'over 300 s  │                            ───●───             1 in 80',
      '            1 in 10,000                1 in 100     1 in 10',
    ]);
    expect(stdout.split(/^Emptied/m)).toHaveLength(5);
    expect(stdout).toContain('13,500 runs, seed 7: ');
  });

  test('fits 80 columns, without colours or progress where there is no terminal', () => {
    expect(stdout.split('\n').filter((line) => stringWidth(line) > 80)).toEqual([]);
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toBe('');
  });

  test.each([
    [['--run', '3'], "Unknown option '--run'; there are --runs, --seed and --help.\n"],
    [['--runs', 'many'], '--runs is "many"; give a whole number from 1 on.\n'],
    [['--seed=-1'], '--seed is "-1"; give a whole number from 0 on.\n'],
  ])('refuses %j in a sentence, with exit code 3', async (options, says) => {
    await expect(command(...options)).rejects.toMatchObject({ code: 3, stderr: says, stdout: '' });
  });
});
