/** Everything that takes a result or a trace takes those of a program. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  check,
  defineProgram,
  htmlReport,
  itf,
  junit,
  mermaid,
  report,
  sample,
  table,
  timeline,
  type CheckResult,
  type Trace,
} from 'allways';
import { account } from '../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../properties/bank-account.js';
import { openPage } from '../../support/page.js';
import {
  careful,
  endless,
  hasty,
  nervous,
  noCoinIsLost,
  type Coins,
  lostCoinLines,
} from '../../support/till-program.js';
import { untyped } from '../model/thrown.js';

let lost: CheckResult<Coins>;
let threw: CheckResult<Coins>;
let trace: Trace<Coins>;
beforeAll(async () => {
  lost = { ...(await check(hasty, noCoinIsLost)), seconds: 0.027 };
  threw = { ...(await check(nervous, [])), seconds: 0.1 };
  trace = lost.properties[0]?.trace ?? untyped(undefined);
});

const changes = ['What each step changed; the others changed nothing:', '  7  coins 0 → 1'];

describe('text', () => {
  test('of a violation: the events, and the few that changed the state', () => {
    expect(timeline(trace).split('\n')).toEqual([...lostCoinLines, '', ...changes]);
    expect(timeline(trace, { changes: false }).split('\n')).toEqual(lostCoinLines);
  });

  test('of a result: how many runs, and how they ended', async () => {
    const { runs, redundant, events } = lost.program ?? untyped(undefined);
    expect(report(lost).split('\n')).toEqual([
      'hasty till: violated',
      '✗ no coin is lost: violated in 10 steps: there is 1, of 2',
      '',
      'How "no coin is lost" is violated',
      '',
      ...lostCoinLines,
      '',
      ...changes,
      '',
      `${runs + redundant} runs, ${events} events, the longest run 10 events, 3 distinct states, 27 ms; ended as all was decided.`,
    ]);
    const all = await check(careful, noCoinIsLost);
    expect(report(all).split('\n').slice(0, 2)).toEqual([
      'careful till: holds',
      '✓ no coin is lost: holds',
    ]);
    expect(report(all)).toMatch(/ ms; every interleaving was explored\.$/);
    const cut = await check(endless, noCoinIsLost, { limits: { runs: 1 } });
    expect(report(cut).split('\n').slice(0, 1)).toEqual(['endless till: undecided']);
    expect(report(cut)).toMatch(/^1 run, 1,000 events, the longest run .* limit of 1 run[.;]/m);
  });

  test('of a task that throws: a step outcome', () => {
    const [outcome] = threw.properties;
    expect(outcome).toMatchObject({ kind: 'step', verdict: 'violated' });
    expect(report(threw).split('\n').slice(0, 4)).toEqual([
      'nervous till: violated',
      '✗ clerk 2 does not throw: violated in 8 steps: clerk 2 threw Error: not mine',
      '✗ clerk 1 does not throw: violated in 8 steps: clerk 1 threw Error: not mine',
      '? no property was checked',
    ]);
  });

  test('of steps of which none changed the state', async () => {
    const stuck = defineProgram({
      name: 'stuck',
      start: (io) => ({ orders: io.channel<string>('orders') }),
      tasks: { cook: ({ orders }) => orders.receive() },
      state: () => ({}),
    });
    const [outcome] = (await check(stuck, [])).properties;
    expect(outcome).toMatchObject({
      name: 'no deadlock',
      kind: 'step',
      says: 'cook waits for a message in orders',
    });
    expect(
      timeline(outcome?.trace ?? untyped(undefined))
        .split('\n')
        .slice(-2),
    ).toEqual(['', 'No step changed the state.']);
  });

  test('of a sample: how to find it again', async () => {
    const text = report(await sample(hasty, noCoinIsLost, { seed: 1 }));
    expect(text).toMatch(/\nSample it again with \{ seed: 1, path: "[\d:]+" \}\.\n\n +clerk/);
    expect(text).toMatch(/\n\d+ random runs?, seed 1; samples cannot prove that anything holds\.$/);
  });

  test('of a table: a counterexample need not be a shortest one', () => {
    expect(table([{ name: 'till', result: lost }])).toContain(
      '✓ holds, ✗10 violated in 10 steps, ? undecided, + not all was explored',
    );
  });
});

describe('files', () => {
  test('mermaid', () => {
    const lines = mermaid(trace, 'no coin is lost').split('\n');
    expect(lines.slice(3, 10)).toEqual([
      'sequenceDiagram',
      '  participant a0 as clerk 1',
      '  participant a1 as clerk 2',
      '  participant a2 as till',
      '  Note over a0: 1. starts',
      '  Note over a0: 2. asks till.look',
      '  Note over a2: 3. answers clerk 1#58; 0',
    ]);
    expect(lines.slice(-3)).toEqual([
      '  rect rgba(220, 38, 38, 0.2)',
      '    Note over a2: 10. answers clerk 1',
      '  end',
    ]);
  });

  test('ITF', () => {
    const { states } = JSON.parse(itf(trace, 'no coin is lost')) as { states: unknown[] };
    expect(states).toHaveLength(11);
    expect(states[7]).toEqual({
      '#meta': { index: 7, action: 'clerk 2.till.put(1)' },
      coins: { '#bigint': '1' },
    });
  });

  test('JUnit', () => {
    const [, , suite, one, failure] = junit([lost, threw]).split('\n');
    expect(suite).toBe(
      '  <testsuite name="hasty till" tests="1" failures="1" errors="0" time="0.027">',
    );
    expect(one).toBe('    <testcase classname="hasty till" name="no coin is lost">');
    expect(failure).toContain('<failure message="there is 1, of 2">     clerk 1&#10;');
    expect(junit([threw])).toContain('tests="3" failures="2" errors="1"');
  });
});

describe('the page', () => {
  const rows = () => [
    { name: 'hasty till', result: lost },
    { name: 'nervous till', result: threw },
  ];

  test('has verdicts, a story for each trace, and figures of runs', async () => {
    const { texts } = await openPage(htmlReport(rows()));
    expect(texts('#verdicts .key').join()).toContain('✗ 10 violated in 10 steps, ? undecided');
    expect(texts('#stories summary')).toEqual([
      'How “no coin is lost” is violated hasty till, 10 steps',
      'How “clerk 2 does not throw” is violated nervous till, 8 steps',
      'How “clerk 1 does not throw” is violated nervous till, 8 steps',
    ]);
    expect(texts('#figures summary')[0]).toMatch(/^hasty till: \d+ runs, 27 ms$/);
    const labels = texts('#figures details:first-of-type dt');
    expect(labels).toEqual([
      'distinct states',
      'runs',
      'runs ended early',
      'events',
      'events of the longest run',
      'time',
      'ended',
    ]);
    expect(texts('#figures details:first-of-type dd').at(-1)).toBe('ended as all was decided.');
  });

  test('has arrows from what a step does not know, and says what they mean', async () => {
    const { texts, window } = await openPage(htmlReport(rows()));
    const arrows = [...window.document.querySelectorAll('.arrow.missed')];
    expect(arrows.map((arrow) => arrow.getAttribute('data-ends'))).toEqual(['7 9']);
    expect(texts('.stale')).toEqual([
      'clerk 1 knows coins in till as of step 2, not of the write in step 7',
    ]);
    expect(texts('#stories .lead')[0]).toMatch(/ A dotted arrow leads from a call that was /);
  });

  test('says nothing of dotted arrows if there is no program', async () => {
    const { texts } = await openPage(
      htmlReport([{ name: 'it', result: await check(account, noLostUpdate) }]),
    );
    expect(texts('#stories .lead')[0]).toMatch(
      / from a write to a step that does not know of it\.$/,
    );
  });

  test('can be stepped through, with the state beside', async () => {
    const page = await openPage(htmlReport(rows()), '#hasty-till-no-coin-is-lost.6');
    await page.press('ArrowDown');
    expect(page.texts('[aria-live]')[0]).toBe(
      'Step 7 of 10: clerk 2 asks till.put 1. Changed: coins 0 to 1',
    );
    await page.press('ArrowDown');
    expect(page.texts('[aria-live]')[0]).toBe(
      'Step 8 of 10: till answers clerk 2. Changed: nothing',
    );
  });
});
