import { describe, expect, test } from 'vitest';
import { actor, check, defineModel, follow, lastState, ModelError, stepsOf } from 'allways';
import { cut } from '../../../src/trace/trace.js';
import { hasty, noCoinIsLost } from '../../support/till-program.js';

const counter = defineModel<{ n: number }>({
  name: 'counter',
  initial: { n: 0 },
  actors: [
    actor<{ n: number }>('user', {
      press: {
        then: (s) => {
          if (s.n === 2) throw new Error('worn out');
          s.n++;
        },
      },
    }),
  ],
});
const press = { actor: 'user', step: 'press' };

describe('a trace', () => {
  test.each([
    [0, 0, 0],
    [1, 1, 1],
    [2, 2, 2],
  ])('of %d actions ends in its last state and has as many steps', (actions, n, steps) => {
    const { trace } = follow(
      counter,
      Array.from({ length: actions }, () => press),
    );
    expect(lastState(trace)).toEqual({ n });
    expect(stepsOf(trace)).toBe(steps);
  });

  test('counts a step that threw, though it leads nowhere', () => {
    const { trace } = follow(counter, [press, press, press]);
    expect(lastState(trace)).toEqual({ n: 2 });
    expect(stepsOf(trace)).toBe(3);
  });

  test('can be cut to its first steps', () => {
    const { trace } = follow(counter, [press, press, press]);
    expect(cut(trace, 1)).toStrictEqual({
      model: counter,
      states: [{ n: 0 }, { n: 1 }],
      actions: [press],
    });
    expect(cut(trace, 2)).toStrictEqual({
      model: counter,
      states: [{ n: 0 }, { n: 1 }, { n: 2 }],
      actions: [press, press],
    });
  });

  test('of a program can be cut too, with what its events touched', async () => {
    const { properties } = await check(hasty, noCoinIsLost);
    const trace = properties[0]?.trace;
    if (trace === undefined) throw new Error('It is violated.');
    expect(trace.footprints).toHaveLength(10);
    const { footprints, ofProgram } = cut(trace, 7);
    expect(footprints).toEqual(trace.footprints?.slice(0, 7));
    expect(ofProgram).toBe(true);
  });

  test('without a state is none', () => {
    expect(() => lastState({ model: counter, states: [], actions: [] })).toThrow(
      new ModelError(
        'lastState wants a trace, and was given an object; give the trace of an outcome.',
      ),
    );
  });
});
