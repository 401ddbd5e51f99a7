/** No terminal breaks a line of a report inside a word: sentences go on in the next line. */
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import {
  check,
  compareSafeguards,
  duration,
  estimate,
  estimateReport,
  eventually,
  invariant,
  plainStyle,
  reachable,
  report,
  safeguardsTable,
  sample,
  table,
  whatIf,
  whatIfTable,
  type Style,
} from 'allways';
import { flow } from '../../../../src/report/text/format.js';
import { account, type Account } from '../../../../models/bank-account/model.js';
import { gate } from '../../../support/gate.js';

const long = (start: string) => `${start} and ${'says so in many short words '.repeat(6).trim()}`;

const lost = invariant<Account>(
  long('no update is lost'),
  (s) => s.done.length < 2 || s.balance > 990 || long(`the balance is ${s.balance}`),
  { because: long('a customer complains') },
);
const all = [
  lost,
  invariant<Account>(long('the balance is positive'), (s) => s.balance > 0),
  reachable<Account>(long('money is paid out'), (s) => s.done.length === 1),
  eventually<Account>(long('all is paid out'), (s) => s.done.length === 2),
];

const narrow = (columns: number): Style => ({ ...plainStyle, columns, wraps: true });
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '');

/** The reports in which a sentence can be long, as functions of a style. */
const reports: Record<string, () => Promise<(style: Style) => string>> = {
  check: async () => {
    const result = await check(account, all, { coverage: true, limits: { depth: 4 } });
    return (style) => report(result, style);
  },
  sample: () => {
    const result = sample(account, all.slice(0, 3), { seed: 7 });
    return Promise.resolve((style) => report(result, style));
  },
  'table of variants': async () => {
    const result = await check(account, all);
    return (style) => table([{ name: 'account', result }], style);
  },
  'table of safeguards': async () => {
    const found = await compareSafeguards(gate(1), [
      invariant(long('it is shut'), () => true),
      invariant(long('it is open'), () => false),
    ]);
    return (style) => safeguardsTable(found, style);
  },
  'table of what-if': async () => {
    const found = await whatIf(account, all.slice(0, 1));
    return (style) => whatIfTable(found, style);
  },
  estimate: async () => {
    const durations = { '*': duration.fixed(1) };
    // The chart draws a name in one line.
    const found = await estimate(
      account,
      { ...lost, name: 'no update is lost' },
      { durations, runs: 20, seed: 1 },
    );
    return (style) => estimateReport(found, style);
  },
};

describe.each(Object.entries(reports))('the report of %s', (_, make) => {
  test.each([60, 80])('fits %i columns, and loses no word', async (columns) => {
    const shown = await make();
    const lines = shown(narrow(columns)).split('\n');
    expect(lines.filter((line) => stringWidth(line) > columns)).toEqual([]);
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
    const sentences = (text: string) => wordsOf(text).filter((word) => /^\w+[.,:;]?$/.test(word));
    const wide = shown({ ...plainStyle, columns: 10_000, wraps: true });
    expect(sentences(lines.join('\n')).length).toBeGreaterThan(20);
    expect(new Set(sentences(lines.join('\n')))).toEqual(new Set(sentences(wide)));
  });
});

test('in a pipe a sentence is one line', async () => {
  const result = await check(account, all);
  expect(report(result)).toContain(
    `\n✗ ${lost.name}: violated in 4 steps: ${long('the balance is 950')}\n`,
  );
});

describe('a sentence', () => {
  const word = fc.stringMatching(/^[a-zé✓]{1,12}$/);

  test('goes on below, further right, in lines that fit, word by word', () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 40, max: 100 }),
        fc.integer({ min: 0, max: 8 }),
        (words, columns, indent) => {
          const text = words.join(' ');
          const [first = '', ...rest] = flow(text, narrow(columns), indent).split('\n');
          expect([first, ...rest.map((line) => line.slice(indent))].join(' ')).toBe(text);
          for (const line of rest) expect(line).toMatch(new RegExp(`^ {${indent}}\\S`));
          for (const line of [first, ...rest])
            expect(stringWidth(line)).toBeLessThanOrEqual(columns);
          expect(flow(text, { ...narrow(columns), wraps: false }, indent)).toBe(text);
        },
      ),
    );
  });

  test('keeps a word whole that is longer than a line', () => {
    const path = 'a/'.repeat(60);
    expect(flow(`It is in ${path} now.`, narrow(40))).toBe(`It is in\n  ${path}\n  now.`);
  });
});
