import { describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  invariant,
  noDeadlock,
  reachable,
  StepError,
  transition,
} from 'allways';
import { AskedProperties } from '../../../../src/search/reference/asked-properties.js';
import { FoundStates } from '../../../../src/search/reference/found-states.js';

interface Count {
  n: number;
}
const low = invariant<Count>('low', (s) => s.n < 1 || `n is ${s.n}`);
const high = reachable<Count>('high', (s) => s.n === 1);
const rises = transition<Count>('rises', (before, _action, after) => after.n > before.n);
const goesOn = noDeadlock<Count>();
const step = { actor: 'one', step: 'up' };

/** Two states, 0 and 1, and four properties that are asked about them. */
function counted() {
  const model = defineModel<Count>({
    name: 'count',
    initial: { n: 0 },
    actors: [actor('one', { up: { then: () => undefined } })],
  });
  const found = new FoundStates(model);
  found.add('0', { n: 0 }, -1, undefined);
  found.add('1', { n: 1 }, 0, step);
  return { found, asked: new AskedProperties([low, high, rises, goesOn], found) };
}

describe('asked properties', () => {
  test('stay open until they are decided', () => {
    const { asked } = counted();
    asked.askState(0);
    asked.askStep(0, step, { n: 1 });
    expect([...asked.open]).toEqual([low, high, rises, goesOn]);
    expect(asked.decisionOn(low)).toBeUndefined();
  });

  test('are decided by a state', () => {
    const { asked } = counted();
    asked.askState(1);
    expect([...asked.open]).toEqual([rises, goesOn]);
    expect([asked.decisionOn(low), asked.decisionOn(high)]).toEqual(['violated', 'reached']);
    expect(asked.violated.get(low)).toMatchObject({ says: 'n is 1', trace: { actions: [step] } });
    expect(asked.reached.get(high)?.states).toEqual([{ n: 0 }, { n: 1 }]);
  });

  test('are decided by a step, whose trace does not share states', () => {
    const { asked, found } = counted();
    asked.askStep(1, step, found.at(1));
    const { states = [], actions } = asked.violated.get(rises)?.trace ?? {};
    expect(states).toEqual([{ n: 0 }, { n: 1 }, { n: 1 }]);
    expect(states[2]).not.toBe(states[1]);
    expect(actions).toEqual([step, step]);
  });

  test('are decided by a stop', () => {
    const { asked } = counted();
    asked.askStop(0);
    expect(asked.violated.get(goesOn)?.trace.states).toEqual([{ n: 0 }]);
  });
});

test('the first error of a step is kept', () => {
  const { asked } = counted();
  const errors = ['first', 'second'].map((text) => new StepError(step, 'then', new Error(text)));
  for (const [number, error] of errors.entries()) asked.noteStepError(number, error);
  const [first] = errors;
  expect([...asked.stepErrors.keys()]).toEqual(['one.up does not throw']);
  expect(asked.stepErrors.get('one.up does not throw')).toMatchObject({
    says: first?.message,
    trace: { states: [{ n: 0 }], failed: first },
  });
});
