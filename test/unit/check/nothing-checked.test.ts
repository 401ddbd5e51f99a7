/** A check in which nothing was asked does not hold: it has a verdict of its own, everywhere. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actor,
  audit,
  auditReport,
  check,
  compareSafeguards,
  defineModel,
  duration,
  estimate,
  estimateReport,
  follow,
  htmlReport,
  invariant,
  junit,
  report,
  runOf,
  sample,
  table,
  whatIf,
} from 'allways';
import { account } from '../../../models/bank-account/model.js';
import { bank } from '../../../models/bank/model.js';
import { noLostUpdate } from '../../../properties/bank-account.js';
import { arbitraryModel, modelOf, type SmallState } from '../../support/arbitrary-model.js';
import { judge } from '../../support/plain-search.js';
import { openPage } from '../../support/page.js';

const nothing = 'nothing was checked: no properties';
const trivial = invariant<SmallState>('true', () => true);

/** A model whose only step throws. */
const broken = defineModel<{ n: number }>({
  name: 'broken',
  initial: { n: 0 },
  actors: [
    actor<{ n: number }>('fuse', {
      blow: {
        then: () => {
          throw new Error('bang');
        },
      },
    }),
  ],
});

describe('check without properties', () => {
  test('counts states, and says that nothing was checked', async () => {
    const result = await check(account, []);
    expect(result).toMatchObject({
      verdict: 'nothing checked',
      properties: [],
      distinct: 14,
      generated: 15,
      depth: 5,
      ended: { by: 'complete' },
    });
    const [first, ...others] = report(result).split('\n');
    expect(first).toBe(`bank account: ${nothing}`);
    expect(others.join('\n')).toMatch(
      /^\n14 distinct states, 15 generated \(100 % twice\), depth 5, .* explored\.$/,
    );
  });

  test('tells the limit that ended it', async () => {
    const result = await check(account, [], { limits: { states: 3 } });
    expect(result.verdict).toBe('nothing checked');
    expect(report(result)).toContain('ended by the limit of 3 states');
  });

  test('still finds a step that throws, and says that no property was checked', async () => {
    const result = await check(broken, []);
    expect(result.verdict).toBe('violated');
    expect(report(result).split('\n').slice(0, 3)).toEqual([
      'broken: violated',
      '✗ fuse.blow does not throw: violated in 1 step: fuse.blow: then threw Error: bang',
      '? no property was checked',
    ]);
  });

  test('a model of one state in which nothing can happen is a model', async () => {
    const still = defineModel<{ n: number }>({
      name: 'still',
      initial: { n: 0 },
      actors: [actor<{ n: number }>('idler', { act: { when: () => false, then: () => {} } })],
    });
    const zero = invariant<{ n: number }>('n is 0', (s) => s.n === 0);
    expect(await check(still, zero)).toMatchObject({ verdict: 'holds', distinct: 1 });
    expect((await check(still, [])).verdict).toBe('nothing checked');
  });

  test('of any model, never holds, and counts what a check of a property that is true counts', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryModel(), async (description) => {
        fc.pre(judge(description, [], 300) !== undefined);
        const none = await check(modelOf(description), []);
        const one = await check(modelOf(description), [
          trivial,
          // Never decided before all is explored.
          invariant<SmallState>('true, too', () => true),
        ]);
        const { distinct, generated, depth, frontier } = one;
        expect(none).toMatchObject({ distinct, generated, depth, frontier });
        const threw = one.properties.filter(({ kind }) => kind === 'step');
        expect(none.verdict).toBe(threw.length > 0 ? 'violated' : 'nothing checked');
        expect(none.properties.map(({ name }) => name)).toEqual(threw.map(({ name }) => name));
      }),
      { numRuns: 50 },
    );
  });
});

describe('what shows results says so', () => {
  test('a table, below it', async () => {
    const rows = [
      { name: 'asked', result: await check(account, noLostUpdate) },
      { name: 'not asked', result: await check(account, []) },
    ];
    expect(table(rows).split('\n').at(-1)).toBe('not asked: nothing was checked: no properties');
    expect(table(rows.slice(0, 1))).not.toContain('nothing');
  });

  test('JUnit, as an error', async () => {
    const lines = junit([await check(account, [])]).split('\n');
    expect(lines[1]).toContain('tests="1" failures="0" errors="1"');
    expect(lines.slice(3, 6)).toEqual([
      '    <testcase classname="bank account" name="properties">',
      `      <error message="${nothing}"/>`,
      '    </testcase>',
    ]);
    const threw = junit([await check(broken, [])]);
    expect(threw).toContain('tests="2" failures="1" errors="1"');
  });

  test('the page, below its verdicts', async () => {
    const rows = [
      { name: 'asked', result: await check(account, noLostUpdate) },
      { name: 'not asked', result: await check(account, []) },
    ];
    const { texts } = await openPage(htmlReport(rows));
    expect(texts('#verdicts .notes li')).toEqual([`not asked: ${nothing}`]);
    const alone = await openPage(htmlReport(rows.slice(1)));
    expect(alone.texts('#verdicts .notes li')).toEqual([`not asked: ${nothing}`]);
    const { texts: asked } = await openPage(htmlReport(rows.slice(0, 1)));
    expect(asked('#verdicts .notes li')).toEqual([]);
  });
});

describe('the other verbs without properties', () => {
  test('sample', () => {
    const result = sample(account, [], { seed: 1, numRuns: 5 });
    expect(result).toMatchObject({ verdict: 'nothing checked', properties: [], runs: 5 });
    expect(report(result).split('\n')[0]).toBe(`bank account: ${nothing}`);
    const threw = sample(broken, [], { seed: 1, numRuns: 5 });
    expect(threw.verdict).toBe('violated');
    expect(report(threw)).toContain('\n? no property was checked\n');
  });

  test('estimate', async () => {
    const durations = { '*': duration.fixed(1) };
    const result = await estimate(account, [], { durations, runs: 3, seed: 1 });
    expect(estimateReport(result).split('\n').slice(0, 2)).toEqual([
      'bank account',
      `? ${nothing}`,
    ]);
    const threw = await estimate(broken, [], { durations, runs: 3, seed: 1 });
    expect(estimateReport(threw)).toContain(`\n? ${nothing}\n`);
    const asked = await estimate(account, noLostUpdate, { durations, runs: 3, seed: 1 });
    expect(estimateReport(asked)).not.toContain('nothing');
  });

  test('audit', async () => {
    const found = await audit(account, {});
    expect(found.base.verdict).toBe('nothing checked');
    expect(auditReport(found).split('\n')).toContain('No property was checked.');
    const asked = await audit(account, { staleRefused: noLostUpdate });
    expect(auditReport(asked)).not.toContain('No property was checked.');
  });

  test('compareSafeguards, whatIf and satisfies refuse: they have nothing to say', async () => {
    await expect(compareSafeguards(bank, [])).rejects.toThrow(
      'compareSafeguards was given no properties, and no set of safeguards is enough for nothing; give one or more.',
    );
    await expect(whatIf(account, [])).rejects.toThrow(
      'whatIf was given no properties, and without one nothing is missed; give one or more.',
    );
    expect(() => runOf(follow(account, []).trace).satisfies([])).toThrow(
      'run.satisfies was given no properties, and a run satisfies nothing without one; give one or more.',
    );
  });
});
