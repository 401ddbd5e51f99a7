import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  follow,
  fromReducer,
  ModelError,
  step,
  StepError,
  type Action,
} from 'allways';
import { thrownBy } from '../model/thrown.js';

interface Lift {
  floor: number;
  door: { open: boolean };
}
const cause = new Error('stuck');
const lift = defineModel<Lift>({
  name: 'lift',
  initial: () => [
    { floor: 0, door: { open: false } },
    { floor: 2, door: { open: true } },
  ],
  actors: [
    actor<Lift>('door', {
      open: {
        when: (s) => !s.door.open,
        then: (s) => {
          s.door.open = true;
        },
      },
      jam: {
        when: (s) => s.door.open,
        then: () => {
          throw cause;
        },
      },
    }),
    actor<Lift>('cabin', {
      go: step({
        choose: (s) => {
          if (s.floor > 2) throw cause;
          return [{ to: s.floor + 1 }, { to: s.floor + 2 }];
        },
        when: (s, { to }) => {
          if (to === 4) throw cause;
          return !s.door.open;
        },
        then: (s, { to }) => {
          s.floor = to;
        },
      }),
    }),
  ],
});
const open: Action = { actor: 'door', step: 'open' };
const jam: Action = { actor: 'door', step: 'jam' };
const go = (to: number): Action => ({ actor: 'cabin', step: 'go', choice: { to } });
const closedAt = (floor: number): Lift => ({ floor, door: { open: false } });

describe('a list of actions is followed', () => {
  test('to its end, from the first initial state', () => {
    expect(follow(lift, [go(2), open])).toStrictEqual({
      trace: {
        model: lift,
        states: [closedAt(0), closedAt(2), { floor: 2, door: { open: true } }],
        actions: [go(2), open],
      },
    });
  });

  test('where it is empty', () => {
    expect(follow(lift, [])).toStrictEqual({
      trace: { model: lift, states: [closedAt(0)], actions: [] },
    });
  });

  test('from another state; all states are frozen and canonical', () => {
    const { states, actions } = follow(lift, [go(2)], closedAt(1)).trace;
    expect(states).toStrictEqual([closedAt(1), closedAt(2)]);
    expect(states.map((state) => Object.keys(state))).toEqual([
      ['door', 'floor'],
      ['door', 'floor'],
    ]);
    expect(states.every((state) => Object.isFrozen(state) && Object.isFrozen(state.door))).toBe(
      true,
    );
    expect(actions).toEqual([go(2)]);
  });

  test('with choices as the model gives them, whatever the order of their keys', () => {
    const model = defineModel<{ at: string }>({
      name: 'map',
      initial: { at: '' },
      actors: [
        actor<{ at: string }>('user', {
          go: step({
            choose: () => [{ x: 1, y: 2 }],
            then: (s, place) => {
              s.at = JSON.stringify(place);
            },
          }),
        }),
      ],
    });
    const { trace } = follow(model, [{ actor: 'user', step: 'go', choice: { y: 2, x: 1 } }]);
    expect(trace.states[1]).toEqual({ at: '{"x":1,"y":2}' });
    expect(JSON.stringify(trace.actions[0])).toBe(
      '{"actor":"user","step":"go","choice":{"x":1,"y":2}}',
    );
  });

  test('up to one that is not possible, and says what was', () => {
    expect(follow(lift, [open, go(1), open])).toStrictEqual({
      trace: {
        model: lift,
        states: [closedAt(0), { floor: 0, door: { open: true } }],
        actions: [open],
      },
      stopped: { at: 1, action: go(1), possible: [jam] },
    });
    expect(follow(lift, [go(7)]).stopped).toStrictEqual({
      at: 0,
      action: go(7),
      possible: [open, go(1), go(2)],
    });
    expect(follow(lift, [{ actor: 'cabin', step: 'fall' }]).stopped).toMatchObject({ at: 0 });
  });

  test('up to a recipe that throws', () => {
    const { trace, stopped } = follow(lift, [open, jam, open]);
    expect(stopped).toBe(undefined);
    expect(trace).toStrictEqual({
      model: lift,
      states: [closedAt(0), { floor: 0, door: { open: true } }],
      actions: [open],
      failed: new StepError(jam, 'then', cause),
    });
    expect(trace.failed?.cause).toBe(cause);
  });

  test('up to a guard that throws for this choice; another choice can still be taken', () => {
    expect(follow(lift, [go(2), go(4)])).toStrictEqual({
      trace: {
        model: lift,
        states: [closedAt(0), closedAt(2)],
        actions: [go(2)],
        failed: new StepError(go(4), 'when', cause),
      },
    });
    expect(follow(lift, [go(2), go(3)]).trace.states).toEqual([
      closedAt(0),
      closedAt(2),
      closedAt(3),
    ]);
    expect(follow(lift, [go(2), open]).trace.actions).toEqual([go(2), open]);
  });

  test('up to a choice that throws, whichever was wanted; another step can still be taken', () => {
    const failed = new StepError({ actor: 'cabin', step: 'go' }, 'choose', cause);
    expect(follow(lift, [go(4)], closedAt(3))).toStrictEqual({
      trace: { model: lift, states: [closedAt(3)], actions: [], failed },
    });
    expect(follow(lift, [open], closedAt(3)).trace.actions).toEqual([open]);
  });

  test('and the failing action of a counterexample fails again', async () => {
    const { properties } = await check(lift, []);
    const traces = properties.map((property) => ('trace' in property ? property.trace : undefined));
    expect(properties.map(({ name }) => name)).toEqual([
      'cabin.go does not throw',
      'door.jam does not throw',
    ]);
    for (const trace of traces) {
      const actions = [...(trace?.actions ?? []), trace?.failed?.action as Action];
      expect(follow(lift, actions, trace?.states[0]).trace).toEqual(trace);
    }
  });

  test('up to where a reducer cannot list its actions', () => {
    const model = fromReducer({
      initial: 0,
      actions: (n) => {
        if (n === 1) throw cause;
        return ['up'];
      },
      reduce: (n) => n + 1,
    });
    const up = { actor: 'reducer', step: 'dispatch', choice: 'up' };
    expect(follow(model, [up, up])).toStrictEqual({
      trace: {
        model,
        states: [0, 1],
        actions: [up],
        failed: new StepError({ actor: 'reducer', step: 'actions' }, 'choose', cause),
      },
    });
  });

  test('but not where the model is wrong', () => {
    const wrong = defineModel<{ n: number }>({
      name: 'wrong',
      initial: { n: 0 },
      actors: [
        actor<{ n: number }>('user', {
          act: {
            then: (s) => {
              s.n = NaN;
            },
          },
        }),
      ],
    });
    expect(thrownBy(() => follow(wrong, [{ actor: 'user', step: 'act' }]))).toEqual(
      new ModelError(
        'After user.act, state.n is NaN; only plain data can be compared: use null, booleans, finite numbers, bigints, strings, arrays, plain objects, Map and Set.',
      ),
    );
    expect(() => follow(wrong, [], { n: NaN })).toThrow('state.n is NaN');
  });
});
