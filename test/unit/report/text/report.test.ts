import { describe, expect, test, vi } from 'vitest';
import {
  actor,
  check,
  defineModel,
  defineSafeguards,
  defineSystem,
  eventually,
  invariant,
  reachable,
  report,
  sample,
  terminalStyle,
  type CheckResult,
} from 'allways';
import { account, type Account } from '../../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../../properties/bank-account.js';

const positive = invariant<Account>('the balance is positive', (s) => s.balance > 0);
const paidOut = reachable<Account>('money is paid out', (s) => s.balance < 1000);
const doubled = reachable<Account>('the balance doubles', (s) => s.balance === 2000);
const untimed = (text: string) => text.replace(/\d+ ms/, '_');

describe('a report', () => {
  test('answers first, then shows, then counts', async () => {
    const text = untimed(report(await check(account, [noLostUpdate, positive, paidOut, doubled])));
    const [answer, heading, lanes, overtaken, changes, counts, ...more] = text.split('\n\n');
    expect(answer).toBe(
      [
        'bank account: violated',
        '✗ no update is lost: violated in 4 steps: both are done and the balance is 950',
        '✓ the balance is positive: holds',
        '✓ money is paid out: holds, reached in 2 steps',
        '✗ the balance doubles: violated: no reachable state satisfies it',
      ].join('\n'),
    );
    expect(heading).toBe('How "no update is lost" is violated');
    expect(lanes).toMatch(/^ {4}deposit\n/);
    expect(overtaken).toBe(
      'Step 4: withdraw knows balance as of step 2, not of the write in step 3.',
    );
    expect(changes).toMatch(/^What each step changed:\n/);
    expect(counts).toBe(
      '14 distinct states, 15 generated (100 % twice), depth 5, _; every interleaving was explored.',
    );
    expect(more).toEqual([]);
  });

  test('says what was explored and what not', async () => {
    const ends = async (options: Parameters<typeof check>[2], property = positive) =>
      report(await check(account, property, options))
        .split('\n')
        .at(-1)
        ?.replace(/^.*; /, '');
    expect(await ends({ limits: { states: 3 } })).toBe(
      'ended by the limit of 3 states, 2 states not expanded.',
    );
    expect(await ends({ limits: { states: 1 } })).toMatch(/^ended by the limit of 1 state, /);
    expect(await ends({ limits: { depth: 1 } })).toBe(
      'ended by the limit of depth 1, 1 state not expanded.',
    );
    expect(await ends({ limits: { seconds: 1e-9 } })).toMatch(/^ended by the limit of 0 ms, /);
    expect(await ends({ signal: AbortSignal.abort() })).toBe('interrupted, 1 state not expanded.');
    expect(await ends({}, noLostUpdate)).toBe('ended as all was decided, 4 states not expanded.');
    const both = await check(account, [noLostUpdate, positive], { stopAtViolation: true });
    expect(report(both)).toContain('; ended at the first violation, 4 states not expanded.');
    expect(report(both)).toContain('? the balance is positive: undecided');
  });

  test('says in how much of it loops were looked for', async () => {
    const ends = eventually<Account>('it ends', () => false);
    const result = await check(account, ends);
    const last = (graph: CheckResult<Account>['graph']) =>
      report({ ...result, ...(graph && { graph }) })
        .split('\n')
        .at(-1);
    expect(last(result.graph)).toBe('Loops were looked for in all 14 edges.');
    expect(last({ states: 9, edges: 12, bytes: 1, isCut: true })).toBe(
      'Loops were looked for in the 12 edges of the first 9 states.',
    );
    expect(last({ states: 1, edges: 2, bytes: 1, isCut: false })).toBe(
      'Loops were looked for in the 2 edges of 1 state: no loop through the 13 other states can violate a property.',
    );
    expect(last({ states: 0, edges: 0, bytes: 1, isCut: false })).toBe(
      'Loops were not looked for: no loop through the 14 states can violate a property.',
    );
  });

  test('says that a step which threw hides what lies behind it', async () => {
    const fuse = defineModel<{ lit: boolean }>({
      name: 'fuse',
      initial: { lit: false },
      actors: [
        actor<{ lit: boolean }>('match', {
          light: {
            then: () => {
              throw new Error('wet');
            },
          },
        }),
      ],
    });
    const dark = invariant<{ lit: boolean }>('dark', (s) => !s.lit);
    const lines = untimed(report(await check(fuse, dark))).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'fuse: violated',
      '? dark: undecided',
      '✗ match.light does not throw: violated in 1 step: match.light: then threw Error: wet',
    ]);
    expect(lines.at(-1)).toBe(
      '1 distinct state, 1 generated, depth 1, _; every interleaving was explored, ' +
        'but for what lies behind a step that threw.',
    );
  });

  test('names the variant, steps that were never taken, and what the model never read', async () => {
    const door = defineSystem({
      name: 'door',
      safeguards: defineSafeguards({ lock: 'It stays shut.', bolt: 'It stays shut, too.' }),
      parameters: { doors: 2, wooden: true },
      model: (on) =>
        defineModel<{ open: boolean }>({
          name: 'door',
          initial: { open: false },
          actors: [
            actor<{ open: boolean }>('wind', {
              open: {
                when: () => !on.lock,
                then: (s) => {
                  s.open = true;
                },
              },
            }),
          ],
        }),
    });
    const shut = invariant<{ open: boolean }>('shut', (s) => !s.open);
    expect(untimed(report(await check(door.with(['bolt', 'lock'], { doors: 3 }), shut)))).toBe(
      [
        'door with lock + bolt (doors 3, wooden true): holds',
        '✓ shut: holds',
        '',
        '1 distinct state, 1 generated, depth 1, _; every interleaving was explored.',
        'Never taken: wind.open.',
        'Never read by the model: safeguard bolt, parameter doors, parameter wooden.',
      ].join('\n'),
    );
  });

  test('gives the reason for what is violated', async () => {
    const reasoned = invariant<Account>('rich', (s) => s.balance > 950, {
      because: 'The bank asks for it.',
    });
    expect(report(await check(account, reasoned))).toContain(
      '\n\nHow "rich" is violated\nThe bank asks for it.\n\n    withdraw\n',
    );
  });

  test('of sampling says how to find a counterexample again', () => {
    const result = sample(account, [noLostUpdate, positive, paidOut], { seed: 7 });
    const [answer, heading, ...rest] = report(result).split('\n\n');
    expect(answer).toBe(
      [
        'bank account: violated',
        '✗ no update is lost: violated in 4 steps: both are done and the balance is 950',
        '? the balance is positive: undecided',
        '✓ money is paid out: holds, reached in 2 steps',
      ].join('\n'),
    );
    expect(heading).toMatch(
      /^How "no update is lost" is violated\nSample it again with \{ seed: 7, path: "[\d:]+" \}\.$/,
    );
    expect(rest.at(-1)).toBe('100 random runs, seed 7; samples cannot prove that anything holds.');
    const ended = sample(account, positive, { seed: 7, interruptAfterTimeLimit: 0 });
    expect(report(ended)).toContain('\n\n0 random runs, seed 7, ended early; ');
  });

  test('has colours only where the style has', async () => {
    const result = await check(account, [noLostUpdate, positive], { limits: { depth: 2 } });
    vi.stubEnv('NO_COLOR', '');
    const stream = { isTTY: true, columns: 80, hasColors: () => true };
    expect(report(result, terminalStyle(stream))).toContain('\u001b[33mundecided\u001b[39m');
    expect(report(result)).not.toContain('\u001b');
    vi.unstubAllEnvs();
  });
});
