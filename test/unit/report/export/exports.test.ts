import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  eventually,
  invariant,
  itf,
  junit,
  mermaid,
  reachable,
} from 'allways';
import { account } from '../../../../models/bank-account/model.js';
import { dns } from '../../../../models/dns/model.js';
import { dnsNeverEmpty } from '../../../../properties/dns.js';
import { noLostUpdate } from '../../../../properties/bank-account.js';

const lost = async () => {
  const [outcome] = (await check(account, [noLostUpdate])).properties;
  if (outcome?.trace === undefined) throw new Error('It is violated.');
  return outcome.trace;
};

/** An actor that turns a lamp on and off for ever. */
const lamp = defineModel<{ on: boolean; turns: Map<string, Set<number>>; left: bigint; no: null }>({
  name: 'lamp; "and" more',
  initial: { on: false, turns: new Map([['#a', new Set([1, 0.5])]]), left: 7n, no: null },
  actors: [
    actor('me: <you>', {
      on: {
        when: (s) => !s.on,
        then: (s) => {
          s.on = true;
        },
        says: 'turns it on; \n end #1 -> 2',
      },
      off: {
        when: (s) => s.on,
        then: (s) => {
          s.on = false;
        },
      },
    }),
  ],
});

const forEver = async (fairness: 'weak' | 'none') => {
  const never = eventually<{ left: bigint }>('none is left', (s) => s.left === 0n);
  const [outcome] = (await check(lamp, never, { fairness })).properties;
  if (outcome?.trace === undefined) throw new Error('It is violated.');
  return outcome.trace;
};

describe('itf', () => {
  test('writes a state as variables, and the action that led to it as meta data', async () => {
    const file: unknown = JSON.parse(itf(await lost(), 'no update is lost'));
    expect(file).toEqual({
      '#meta': {
        format: 'ITF',
        'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
        source: 'bank account',
        status: 'violation',
        description: 'no update is lost',
      },
      params: [],
      vars: ['balance', 'done', 'read'],
      states: [
        [1000, [], null, null, undefined],
        [1000, [], 1000, null, 'deposit.read'],
        [1000, [], 1000, 1000, 'withdraw.read'],
        [1100, ['deposit'], 1000, 1000, 'deposit.write'],
        [950, ['deposit', 'withdraw'], 1000, 1000, 'withdraw.write'],
      ].map(([balance, done, deposit, withdraw, action], index) => ({
        '#meta': { index, ...(action === undefined ? {} : { action }) },
        balance: { '#bigint': String(balance) },
        done,
        read: Object.fromEntries(
          Object.entries({ deposit, withdraw }).map(([key, value]) => [
            key,
            value === null ? { '#unserializable': 'null' } : { '#bigint': String(value) },
          ]),
        ),
      })),
    });
  });

  test('writes Map, Set and bigint as the format does, and where a lasso comes back', async () => {
    const file = JSON.parse(itf(await forEver('weak'))) as { loop: number; states: object[] };
    expect(file.loop).toBe(0);
    expect(file).not.toHaveProperty(['#meta', 'status']);
    expect(file.states[0]).toEqual({
      '#meta': { index: 0 },
      on: false,
      turns: { '#map': [['#a', { '#set': [{ '#unserializable': '0.5' }, { '#bigint': '1' }] }]] },
      left: { '#bigint': '7' },
      no: { '#unserializable': 'null' },
    });
  });

  test('a state that is no record is one variable, and a field that comes later is not there yet', () => {
    const trace = {
      model: account,
      states: [[1], { '#odd': 1 }, new Map([[1, new Set(['a'])]])],
      actions: [],
    };
    const { vars, states } = JSON.parse(itf<unknown>(trace)) as Record<string, unknown[]>;
    expect(vars).toEqual(['state', '_#odd']);
    const absent = { '#unserializable': 'undefined' };
    expect(states).toEqual([
      { '#meta': { index: 0 }, state: [{ '#bigint': '1' }], '_#odd': absent },
      { '#meta': { index: 1 }, state: absent, '_#odd': { '#bigint': '1' } },
      {
        '#meta': { index: 2 },
        state: { '#map': [[{ '#bigint': '1' }, { '#set': ['a'] }]] },
        '_#odd': absent,
      },
    ]);
  });

  test('refuses what is no trace', () => {
    expect(() => itf(undefined as never)).toThrow('itf wants a trace, and was given');
  });
});

describe('mermaid', () => {
  test('draws a lifeline for each actor, a note for each step, the last one marked', async () => {
    expect(mermaid(await lost(), 'no update is lost').split('\n')).toEqual([
      '---',
      'title: "no update is lost"',
      '---',
      'sequenceDiagram',
      '  participant a0 as deposit',
      '  participant a1 as withdraw',
      '  Note over a0: 1. reads a balance of 1000',
      '  Note over a1: 2. reads a balance of 1000',
      '  Note over a0: 3. writes 1000 #43; 100',
      '  rect rgba(220, 38, 38, 0.2)',
      '    Note over a1: 4. writes 1000 #45; 50',
      '  end',
    ]);
  });

  test('puts a loop around what goes on for ever, and escapes what means something', async () => {
    expect(mermaid(await forEver('weak')).split('\n')).toEqual([
      'sequenceDiagram',
      '  participant a0 as me#58; #60;you#62;',
      '  loop again and again',
      '    Note over a0: 1. turns it on#59; #92;n end #35;1 #45;#62; 2',
      '    Note over a0: 2. off',
      '  end',
    ]);
  });

  test('tells who waited long', async () => {
    const [outcome] = (await check(dns.with([]), dnsNeverEmpty)).properties;
    if (outcome?.trace === undefined) throw new Error('It is violated.');
    expect(mermaid(outcome.trace)).toContain(
      '\n  Note over a1: 8. after 3 steps of others, writes plan 2 over plan 3\n',
    );
  });

  test('says where it stops, and that a trace has no step', async () => {
    expect(mermaid(await forEver('none')).split('\n')).toEqual([
      'sequenceDiagram',
      '  participant a0 as lamp#59; "and" more',
      '  Note over a0: in the initial state',
      '  Note over a0: and here it stops for ever',
    ]);
  });
});

describe('junit', () => {
  test('has a suite for each result, and a case for each property', async () => {
    const holds = invariant<{ balance: number }>('a "balance" < is & there', () => true);
    const result = await check(account, [noLostUpdate, holds]);
    const limited = await check(account, holds, { limits: { depth: 2 } });
    const lines = junit([{ ...result, safeguards: ['a', 'b'] }, limited]).split('\n');
    const time = 'time="\\d+\\.\\d{3}"';
    expect(lines[0]).toBe('<?xml version="1.0" encoding="UTF-8"?>');
    expect(lines[1]).toMatch(
      new RegExp(`^<testsuites name="allways" tests="3" failures="1" errors="1" ${time}>$`),
    );
    expect(lines[2]).toMatch(
      new RegExp(
        `^ {2}<testsuite name="bank account with a \\+ b" tests="2" failures="1" errors="0" ${time}>$`,
      ),
    );
    expect(lines[4]).toMatch(
      /^ {6}<failure message="both are done and the balance is 950">.*✗ {2}withdraw {2}writes/,
    );
    expect(lines.slice(6)).toEqual([
      '    <testcase classname="bank account with a + b" name="a &quot;balance&quot; &lt; is &amp; there"/>',
      '  </testsuite>',
      expect.stringContaining(
        '<testsuite name="bank account" tests="1" failures="0" errors="1"',
      ) as string,
      '    <testcase classname="bank account" name="a &quot;balance&quot; &lt; is &amp; there">',
      '      <error message="undecided"/>',
      '    </testcase>',
      '  </testsuite>',
      '</testsuites>',
      '',
    ]);
  });

  test('shows no timeline of what cannot be reached', async () => {
    const never = reachable<{ balance: number }>('rich', (s) => s.balance > 1e6);
    expect(junit([await check(account, never)])).toContain(
      '<failure message="no reachable state satisfies it"></failure>',
    );
  });

  test('holds no sign that XML cannot', async () => {
    const odd = invariant<object>('a\u0001b\uD800c\n', () => 'no\u001B[31m');
    const text = junit([await check(account, odd)]);
    expect(text).toContain('name="a\\x01b\\ud800c\\n"');
    expect(text).toContain('message="no\\x1b[31m"');
  });

  test('refuses what is no result', () => {
    expect(() => junit([{} as never])).toThrow('junit wants');
  });
});
