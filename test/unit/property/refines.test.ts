import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  faultOf,
  follow,
  fromReducer,
  htmlReport,
  junit,
  plainStyle,
  refines,
  report,
  sample,
  whatIf,
} from 'allways';
import { asJson } from '../../../src/cli/json.js';
import { bank, bankOf, branches, total, type Bank, type Branches } from '../../support/branches.js';

describe('refines', () => {
  test('holds if each step is one of the spec, or none', async () => {
    const result = await check(branches(false), refines(bank, total));
    expect(result.properties).toEqual([
      { name: 'refines bank', kind: 'transition', verdict: 'holds' },
    ]);
  });

  test('takes a name and a reason', () => {
    expect(refines(bank, total, { name: 'it is a bank', because: 'Money.' })).toMatchObject({
      name: 'it is a bank',
      because: 'Money.',
    });
    expect(() => refines(bank, total, { name: '' })).toThrow('A property has no name');
    expect(() => refines(bank, total, { reason: 'x' } as never)).toThrow('no option "reason"');
    expect(() => refines(bank, 7 as never)).toThrow('its mapping is 7');
    expect(() => refines({} as never, total)).toThrow('refines wants a model');
  });

  test('is violated by a step that the spec cannot take, and shows it in the spec', async () => {
    const stingy = bankOf(
      (s) => void s.total--,
      (s) => s.total > 1,
    );
    const result = await check(branches(true), refines(stingy, total));
    const [outcome] = result.properties;
    expect(outcome).toMatchObject({
      verdict: 'violated',
      says: '"bank" cannot do that: it can do nothing there',
      inSpec: {
        spec: 'bank',
        start: { total: 2 },
        steps: [
          {
            kind: 'step',
            action: { action: { actor: 'owner', step: 'spend' }, says: 'spends a coin' },
            state: { total: 1 },
          },
          { kind: 'impossible', state: { total: 0 } },
        ],
        instead: [],
      },
    });
    const text = report(result);
    expect(text).toContain('In the spec, "bank"\n 1  owner spends a coin\n      total 2 → 1\n');
    expect(text).toContain('no action of the spec does this\n      total 1 → 0');
    expect(text).toContain('The spec can do nothing there.');
    expect(htmlReport([{ name: 'it', result }])).toContain('In the spec, “bank”');
    expect(junit([result])).toContain('In the spec, &quot;bank&quot;');
    expect(JSON.parse(asJson(result))).toHaveProperty('properties.0.inSpec.spec', 'bank');
  });

  test('says what the spec could have done instead', async () => {
    const leap = bankOf(
      (s) => void (s.total -= 2),
      (s) => s.total > 1,
    );
    const result = await check(branches(false), refines(leap, total));
    expect(result.properties).toMatchObject([
      { says: '"bank" cannot do that: it can only take owner.spend there' },
    ]);
    expect(report(result)).toContain('The spec could do there: owner spends a coin.');
  });

  test('is violated by an initial state that is none of the spec', async () => {
    const rich = refines(bank, (s: Branches) => ({ total: 1 + total(s).total }));
    const result = await check(branches(false), rich);
    const [outcome] = result.properties;
    expect(outcome).toMatchObject({
      says: 'it does not start in an initial state of "bank"',
      trace: { actions: [] },
      inSpec: { start: { total: 3 }, steps: [] },
    });
    expect(report(result)).toContain('it would have to start in:\n  total + 3');
  });

  test('holds vacuously if the spec never takes a step', async () => {
    const constant = refines(bank, () => ({ total: 2 }));
    const { verdict, properties } = await check(branches(false), constant);
    expect(verdict).toBe('holds');
    expect(properties).toMatchObject([{ vacuous: 'no step of the spec was ever taken' }]);
    const stopped = await check(
      branches(true),
      [constant, refines(bank, total, { name: 'other' })],
      {
        stopAtViolation: true,
      },
    );
    // That the spec moves is no violation, at which the search could stop.
    expect(stopped.ended.by).toBe('complete');
  });

  test('follows a spec whose states are no records', async () => {
    const counter = fromReducer<number, 'up'>({
      initial: 0,
      actions: (n) => (n < 3 ? ['up'] : []),
      reduce: (n) => n + 1,
    });
    const up = refines(counter, (s: Branches) => 2 - s.north);
    expect((await check(branches(false), up)).verdict).toBe('holds');
  });

  test('shows no more than it knows in a trace that was cut', () => {
    const model = branches(false);
    const { trace } = follow(model, [{ actor: 'north', step: 'send' }]);
    expect(faultOf(refines(bank, total), trace)).toBe(undefined);
  });
});

describe('a mapping or a spec that is wrong', () => {
  test('a mapping that throws is a violation, and the place is shown as unknown', async () => {
    const throwing = refines(bank, (s: Branches) => {
      if (s.south > 0) throw new Error('no idea');
      return total(s);
    });
    const result = await check(branches(false), throwing);
    expect(result.properties).toMatchObject([
      {
        says: 'the predicate threw Error: no idea',
        inSpec: { steps: [{ kind: 'stutters' }, { kind: 'unknown' }] },
      },
    ]);
    expect(report(result)).toContain('unknown, because the mapping or the spec threw');
  });

  test('what is no plain data is refused by its path', async () => {
    const dated = refines(bank, (s: Branches) => ({ ...total(s), at: new Date(0) }));
    await expect(check(branches(false), dated)).rejects.toThrow(
      /^Property "refines bank": what its mapping answered\.at/,
    );
    const nothing = refines(bank, () => undefined as never);
    await expect(check(branches(false), nothing)).rejects.toThrow(
      'Property "refines bank": its mapping answered undefined; let it answer a state of "bank".',
    );
    expect(() => sample(branches(false), nothing, { numRuns: 1 })).toThrow('answered undefined');
  });

  test('a mapping that changes the state is refused', async () => {
    const changing = refines(bank, (s: Branches) => ({ total: ++s.north }));
    await expect(check(branches(false), changing)).rejects.toThrow('must only look at');
  });

  test('a spec that throws where the model needs it leaves the answer unknown, which is refused', async () => {
    const broken = bankOf(
      (s) => void s.total--,
      (s) => {
        if (s.total === 1) throw new Error('down');
        return true;
      },
    );
    await expect(check(branches(false), refines(broken, total))).rejects.toThrow(
      'Property "refines bank": in its spec "bank", owner.spend: when threw Error: down, so it is unknown what the spec allows',
    );
    const recipe = bankOf(() => {
      throw new Error('down');
    });
    await expect(check(branches(false), refines(recipe, total))).rejects.toThrow('then threw');
  });

  test('without a guard, a wrong answer of a mapping is a violation', async () => {
    const dated = refines(bank, (s: Branches) =>
      s.north < 0 ? (new Date(0) as never) : { total: Math.max(0, total(s).total) },
    );
    const { drops } = await whatIf(branches(false), dated, { limits: { states: 200 } });
    const noticed = drops.filter(({ effect }) => effect === 'noticed').map((one) => one.dropped);
    expect(noticed).toContain('north.buy');
  });
});

test('a line of the report names at most three actions of the spec', async () => {
  const wide = defineModel<Bank>({
    name: 'wide',
    initial: { total: 2 },
    actors: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name) =>
      actor<Bank>(name, { more: { then: (s) => void s.total++ } }),
    ),
  });
  const result = await check(branches(false), refines(wide, total));
  expect(result.properties).toMatchObject([
    { says: '"wide" cannot do that: it can only take a.more, b.more, c.more or 6 more there' },
  ]);
  expect(report(result, plainStyle)).toContain('h more; 1 more.');
});
