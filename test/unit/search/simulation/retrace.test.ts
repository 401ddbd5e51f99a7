import { expect, test } from 'vitest';
import { actor, defineModel, duration } from 'allways';
import { executions } from '../../../../src/search/simulation/execute.js';
import { streamOf } from '../../../../src/search/simulation/random.js';
import { retrace } from '../../../../src/search/simulation/retrace.js';
import { simulated } from '../../../../src/search/simulation/visited-states.js';

interface Count {
  n: number;
}

/** Counts to 3, a second each, and then throws if it is to. */
function counterThat(throws: boolean) {
  const model = defineModel<Count>({
    name: 'counter',
    initial: { n: 0 },
    actors: [
      actor<Count>('one', {
        up: {
          when: (s) => s.n < 3 || throws,
          then: (s) => {
            if (s.n === 3) throw new Error('too high');
            s.n++;
          },
        },
      }),
    ],
  });
  const setup = { properties: [], durationOf: () => duration.fixed(1), weightOf: () => undefined };
  return { model, execute: executions(simulated(model, setup), 0, {}) };
}

test('keeps the whole run', () => {
  const { model, execute } = counterThat(false);
  const { trace, times } = retrace(model, execute, streamOf(1));
  expect(trace.states).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }]);
  expect(trace).not.toHaveProperty('failed');
  expect(times).toEqual([1, 2, 3]);
});

test('keeps only so many steps', () => {
  const { model, execute } = counterThat(false);
  const { trace, times } = retrace(model, execute, streamOf(1), 1);
  expect(trace.states).toEqual([{ n: 0 }, { n: 1 }]);
  expect(trace.actions).toHaveLength(1);
  expect(times).toEqual([1]);
});

test('keeps the time of a step that threw', () => {
  const { model, execute } = counterThat(true);
  const { trace, times } = retrace(model, execute, streamOf(1));
  expect(trace.failed?.action).toEqual({ actor: 'one', step: 'up' });
  expect(trace.actions).toHaveLength(3);
  expect(times).toEqual([1, 2, 3, 4]);
});

test('leaves the stream as it is, so that it can be used again', () => {
  const { model, execute } = counterThat(false);
  const stream = streamOf(1);
  const next = stream.clone().next();
  retrace(model, execute, stream);
  expect(stream.next()).toBe(next);
});
