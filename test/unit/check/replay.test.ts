import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  defineSafeguards,
  defineSystem,
  invariant,
  ModelError,
  type Action,
} from 'allways';
import { account } from '../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../properties/bank-account.js';
import { replay } from '../../../src/check/replay.js';
import type { Recording } from '../../../src/trace/recording.js';
import { untyped } from '../model/thrown.js';

const lost: Action[] = [
  { actor: 'deposit', step: 'read' },
  { actor: 'withdraw', step: 'read' },
  { actor: 'deposit', step: 'write' },
  { actor: 'withdraw', step: 'write' },
];

const recording = (change: Partial<Recording> = {}): Recording => ({
  model: 'bank account',
  safeguards: [],
  parameters: {},
  property: 'no update is lost',
  expect: 'holds',
  actions: lost,
  ...change,
});

interface Counter {
  n: number;
}

const counter = defineSystem({
  name: 'counter',
  parameters: { most: 2, size: { default: 200, min: -5 }, share: { default: 0.5, max: 3 } },
  safeguards: defineSafeguards({ low: 'The counter stops one earlier.' }),
  model: (on, { most }) =>
    defineModel<Counter>({
      name: 'counter',
      initial: () => [{ n: 0 }, { n: 1 }],
      actors: [
        actor<Counter>('user', {
          press: {
            when: (s) => {
              if (s.n > 5) throw new Error('too far');
              return s.n < (on.low ? most - 1 : most);
            },
            then: (s) => {
              s.n++;
            },
          },
          leap: {
            when: (s) => most === 7 && s.n === 0,
            then: (s) => {
              s.n = 6;
            },
          },
        }),
      ],
    }),
});
const low = invariant<Counter>('low', (s) => s.n < 2 || `n is ${s.n}`);
const press = { actor: 'user', step: 'press' };
const pressed = (change: Partial<Recording>) =>
  recording({ model: 'counter', property: 'low', actions: [press], initial: { n: 1 }, ...change });

describe('replay', () => {
  test('reproduced', () => {
    const result = replay(recording(), account, noLostUpdate);
    expect(result).toMatchObject({
      outcome: 'reproduced',
      says: 'both are done and the balance is 950',
    });
    expect(result.trace.actions).toEqual(lost);
  });

  test('reproduced earlier than recorded: the trace ends at the violation', () => {
    const result = replay(
      pressed({ actions: [press, press, press], parameters: { most: 5 } }),
      counter,
      low,
    );
    expect(result).toMatchObject({ outcome: 'reproduced', says: 'n is 2' });
    expect(result.trace.states).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('no longer violated', () => {
    const actions = lost.slice(0, 3);
    expect(replay(recording({ actions }), account, [noLostUpdate]).outcome).toBe(
      'no longer violated',
    );
  });

  test('no longer possible: which step, which action, and what was possible instead', () => {
    expect(replay(pressed({ safeguards: ['low'] }), counter, low)).toMatchObject({
      outcome: 'no longer possible',
      step: 1,
      action: press,
      possible: [],
      unknown: false,
      says: 'at step 1, user.press cannot be taken there; possible instead: nothing',
    });
    const actions = [lost[0], lost[0]] as Action[];
    expect(replay(recording({ actions }), account, noLostUpdate)).toMatchObject({
      step: 2,
      says:
        'at step 2, deposit.read cannot be taken there; ' +
        'possible instead: deposit.write, withdraw.read',
    });
  });

  test('no longer possible: the step has another name now', () => {
    const actions = [{ actor: 'user', step: 'push' }];
    expect(replay(pressed({ actions }), counter, low)).toMatchObject({
      outcome: 'no longer possible',
      unknown: true,
      says: 'at step 1, the model has no step user.push any more; possible instead: user.press',
    });
  });

  test('no longer possible: the initial state is gone', () => {
    expect(replay(pressed({ initial: { n: 9 } }), counter, low)).toMatchObject({
      outcome: 'no longer possible',
      step: 0,
      unknown: true,
      says: 'the state it starts in is no longer an initial state',
    });
  });

  test('a step that throws is reproduced under its own name', () => {
    const change = { initial: { n: 0 }, parameters: { most: 7 } };
    const actions = [{ actor: 'user', step: 'leap' }, press];
    const name = 'user.press does not throw';
    expect(replay(pressed({ ...change, actions, property: name }), counter, low)).toMatchObject({
      outcome: 'reproduced',
      says: 'user.press: when threw Error: too far',
    });
    const high = invariant<Counter>('low', () => true);
    expect(replay(pressed({ ...change, actions }), counter, high)).toMatchObject({
      outcome: 'no longer possible',
      step: 2,
      says: 'at step 2, user.press: when threw Error: too far; possible instead: nothing',
    });
    expect(replay(pressed({ property: name }), counter, []).outcome).toBe('no longer violated');
  });

  test('a step that throws needs no property of its name, whatever that is', () => {
    const change = { initial: { n: 0 }, parameters: { most: 7 } };
    const actions = [{ actor: 'user', step: 'leap' }, press];
    const odd = 'user.press never throws';
    const recorded = pressed({ ...change, actions, property: odd, kind: 'step' });
    expect(replay(recorded, counter, [])).toMatchObject({
      outcome: 'reproduced',
      says: 'user.press: when threw Error: too far',
    });
    // With a property of that name, it would be unclear what the recording is of.
    const broken = invariant<Counter>(odd, () => false);
    expect(() => replay(pressed({ property: odd, kind: 'step' }), counter, broken)).toThrow(
      `The recording is of a step that throws, and "${odd}" is a property; delete its kind, or record it again.`,
    );
  });

  test('a recording from before kinds were kept is of a step where it ends with it', () => {
    const name = 'user.press does not throw';
    expect(replay(pressed({ property: name }), counter, []).outcome).toBe('no longer violated');
    for (const change of [
      { property: 'user.leap does not throw' },
      { property: 'the counter does not throw' },
      { property: name, actions: [] },
    ]) {
      expect(() => replay(pressed(change), counter, low)).toThrow(
        `The recording is of property ${JSON.stringify(change.property)}, which is not among those given: "low".`,
      );
    }
  });

  describe('without an initial state, as there was one only', () => {
    const without = (change: Partial<Recording>): Recording => ({
      model: 'counter',
      safeguards: [],
      parameters: {},
      property: 'low',
      expect: 'holds',
      actions: [press],
      ...change,
    });
    const start = { most: 9 };

    test('it is tried from every one there is now: reproduced where one reproduces it', () => {
      const result = replay(without({}), counter, low);
      expect(result).toMatchObject({ outcome: 'reproduced', says: 'n is 2' });
      expect(result.trace.states).toEqual([{ n: 1 }, { n: 2 }]);
    });

    test('no longer violated where it can be followed from one', () => {
      const result = replay(without({ safeguards: ['low'] }), counter, low);
      expect(result).toMatchObject({ outcome: 'no longer violated' });
      expect(result.trace.states).toEqual([{ n: 0 }, { n: 1 }]);
    });

    test('no longer possible where it can be followed from none', () => {
      const actions = [press, { actor: 'user', step: 'leap' }];
      expect(
        replay(
          without({ actions, parameters: start }),
          counter,
          invariant('low', () => true),
        ),
      ).toMatchObject({ outcome: 'no longer possible', step: 2, unknown: false });
    });
  });

  test.each<[string, unknown, string]>([
    ['the text of one', '{}', 'a string'],
    ['nothing', undefined, 'undefined'],
    ['a trace', { states: [], actions: [] }, 'an object'],
  ])('what is no recording is refused: %s', (_, given, what) => {
    expect(() => replay(untyped(given), account, noLostUpdate)).toThrow(
      `replay wants a recording, and was given ${what}; give what record or parseRecording made.`,
    );
  });

  test('what is neither model nor system is refused', () => {
    expect(() => replay(recording(), untyped(noLostUpdate), noLostUpdate)).toThrow(
      'replay wants a model or a system, and was given an object; give what defineModel, fromReducer or defineSystem made.',
    );
  });

  test.each<[object, string]>([
    [{ most: 1001 }, 'declares no max for it, so a recording may set at most 1000'],
    [{ most: 2 ** 53 }, 'declares no max for it, so a recording may set at most 1000'],
    [{ most: -3_000_000 }, 'declares no min for it, so a recording may set at least -1000'],
    [{ size: 2001 }, 'declares no max for it, so a recording may set at most 2000'],
    [{ size: -6 }, 'allows a whole number, -5 or more'],
    [{ size: 0.5 }, 'allows a whole number, -5 or more'],
    [{ share: 3.25 }, 'allows a number, 3 or less'],
    [{ share: -1000.5 }, 'declares no min for it, so a recording may set at least -1000'],
  ])('a parameter out of bounds is refused: %j', (parameters, says) => {
    const [name = '', value] = Object.entries(parameters)[0] ?? [];
    expect(() => replay(pressed({ parameters: { ...parameters } }), counter, low)).toThrow(
      `The recording sets parameter ${name} to ${String(value)}, and system "counter" ${says}; `,
    );
  });

  test('a system allows a recording all that lies within its bounds', () => {
    const { most, size, share } = counter.parameters;
    const bounds = { most: {}, size: { min: -5 }, share: { max: 3 } };
    /** The rule in its plainest form. */
    const isAllowed = (name: keyof typeof bounds, value: number): boolean => {
      const standard = Math.abs({ most, size, share }[name]);
      const own: { min?: number; max?: number } = bounds[name];
      const far = standard > 100 ? standard * 10 : 1000;
      if (name === 'size' && value % 1 !== 0) return false;
      return value >= (own.min ?? -far) && value <= (own.max ?? far);
    };
    fc.assert(
      fc.property(
        fc.constantFrom('most' as const, 'size' as const, 'share' as const),
        fc.oneof(
          fc.integer({ min: -12, max: 12 }),
          fc.integer({ min: -3000, max: 3000 }),
          fc.integer({ min: -3000, max: 3000 }).map((n) => n / 2),
          fc.constantFrom(-1000, 1000, 1001, 2000, 2001, 3, -5, 1e300, -1e300, Infinity),
        ),
        (name, value) => {
          const call = () => replay(pressed({ parameters: { [name]: value } }), counter, low);
          if (isAllowed(name, value)) call();
          else expect(call).toThrow(ModelError);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a loop does not hide that a property that is not temporal is violated', () => {
    const looping = { ...recording({}), lasso: { from: 0, fairness: [] } };
    expect(() => replay(looping, account, noLostUpdate)).toThrow(
      'The recording is of a behaviour that goes on for ever, and property "no update is lost" is not temporal; delete its lasso, or record it again.',
    );
  });

  test('what is not known is refused in one sentence', () => {
    expect(() => replay(recording(), counter, low)).toThrow(
      'The recording is of model "bank account", not of "counter"; replay it with its own model.',
    );
    expect(() => replay(recording({ property: 'x' }), account, noLostUpdate)).toThrow(
      'The recording is of property "x", which is not among those given: "no update is lost".',
    );
    expect(() => replay(recording({ safeguards: ['lock'] }), account, noLostUpdate)).toThrow(
      'The recording is of "bank account" with other safeguards or parameters; replay it with its system.',
    );
    expect(() => replay(pressed({ safeguards: ['high'] }), counter, low)).toThrow(
      'System "counter" has no safeguard "high"; it has low.',
    );
    expect(() => replay(pressed({ parameters: { most: 'x' } }), counter, low)).toThrow(
      'System "counter": parameter most is a number, not "x".',
    );
  });
});
