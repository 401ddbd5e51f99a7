import { describe, expect, test } from 'vitest';
import { actor, defineModel } from 'allways';
import {
  NextLevel,
  traceOf,
  type Behaviour,
} from '../../../../src/search/counterexamples/behaviour.js';

const by = (name: string, state: number, switches = 0): Behaviour => ({
  state,
  action: { actor: name, step: 'go' },
  actors: `["${name}"]`,
  switches,
});

describe('the next level', () => {
  test('keeps behaviours in their order', () => {
    const next = new NextLevel(false);
    const all = [by('a', 3), by('b', 1), by('a', 2)];
    for (const one of all) next.add(one);
    expect(next.behaviours()).toEqual(all);
  });

  test('keeps the one with the fewest switches of each state and actor', () => {
    const next = new NextLevel(true);
    const [first, second, better] = [by('a', 1, 2), by('a', 2, 2), by('a', 1, 1)];
    next.add(first);
    next.add(second);
    next.improve(by('a', 2, 2));
    next.improve(better);
    expect(next.behaviours()).toEqual([second, better]);
  });

  test('keeps one for each last actor', () => {
    const next = new NextLevel(true);
    next.add(by('a', 1, 1));
    next.improve(by('b', 1, 5));
    expect(next.behaviours()).toHaveLength(2);
  });
});

test('the trace of a behaviour has the states of the model', () => {
  const model = defineModel<{ n: number }>({
    name: 'counter',
    initial: () => [{ n: 5 }, { n: 7 }],
    actors: [
      actor('a', {
        up: {
          then: (s) => {
            s.n++;
          },
        },
      }),
    ],
  });
  const action = { actor: 'a', step: 'up' };
  const start: Behaviour = { state: 1, actors: '[]', switches: 0 };
  const once: Behaviour = { state: 2, from: start, action, actors: '["a"]', switches: 0 };
  const twice: Behaviour = { ...once, state: 3, from: once };
  expect(traceOf(model, twice)).toEqual({
    model,
    states: [{ n: 7 }, { n: 8 }, { n: 9 }],
    actions: [action, action],
  });
});
