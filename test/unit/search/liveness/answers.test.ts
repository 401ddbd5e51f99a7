/** The answers of predicates are collected state by state, and asked again. */
import { describe, expect, test } from 'vitest';
import { eventually, leadsTo } from 'allways';
import {
  AnswerBuilder,
  askAll,
  askingPlainly,
  stride,
  type Asking,
} from '../../../../src/search/liveness/answers.js';
import type { Ended } from '../../../../src/search/common/outcome.js';
import type { Complaint } from '../../../../src/property/evaluate.js';

interface Counter {
  readonly n: number;
}

const even = eventually<Counter>('even', ({ n }) => n % 2 === 0);
const rises = leadsTo<Counter>(
  'rises',
  ({ n }) => n < 2,
  ({ n }) => {
    if (n === 1) throw new Error('one');
    return n > 2;
  },
);
const properties = [even, rises];
const isFalse: Complaint = { says: '', threw: false };

/** The answers about the states from 0 on. */
function collected(states: number) {
  const builder = new AnswerBuilder(properties);
  for (let n = 0; n < states; n++) builder.ask(askingPlainly(properties, { n }));
  return builder;
}

describe('answers', () => {
  test('are 1 for each state in which a predicate holds, and 0 for the others', () => {
    const [first, second] = collected(4).answers();
    expect(first?.holds.map((one) => [...one])).toEqual([[1, 0, 1, 0]]);
    expect(second?.holds.map((one) => [...one])).toEqual([
      [1, 1, 0, 0],
      [0, 0, 0, 1],
    ]);
  });

  test('name the states in which a predicate threw, by property', () => {
    const [first, second] = collected(4).answers();
    expect(first?.threw.size).toBe(0);
    expect([...(second?.threw ?? [])]).toEqual([
      [1, { says: 'the predicate threw Error: one', threw: true }],
    ]);
  });

  test('have the complaint of the first predicate that threw in a state', () => {
    const builder = new AnswerBuilder([rises]);
    const asking: Asking = (_, predicate) => ({ says: `predicate ${predicate}`, threw: true });
    builder.ask(asking);
    builder.ask(() => isFalse);
    const [answers] = builder.answers();
    expect([...(answers?.threw ?? [])]).toEqual([[0, { says: 'predicate 0', threw: true }]]);
  });

  test('are kept when there are more states than there was room for', () => {
    const builder = collected(2 * stride + 1);
    const holds = builder.answers()[0]?.holds[0];
    expect(holds).toHaveLength(2049);
    expect(holds?.every((answer, n) => answer === (n + 1) % 2)).toBe(true);
  });

  test('need as much room again, when they grow', () => {
    // Three predicates with room for 1,024 states each, then for 2,048.
    expect(collected(stride).bytesToGrow()).toBe(3 * 1024);
    expect(collected(stride + 1).bytesToGrow()).toBe(3 * 2048);
  });
});

describe('asked again', () => {
  test('a predicate that answers the same passes', () => {
    const builder = collected(4);
    for (let n = 0; n < 4; n++) builder.askAgain({ n }, n);
    expect(builder.answers()[0]?.holds[0]).toHaveLength(4);
  });

  test.each([
    [{ n: 1 }, 0, 'Property "even" is not pure'],
    // Both are even, and the cause of the other property holds in one of them only.
    [{ n: 2 }, 0, 'Property "rises" is not pure'],
  ])('a predicate that answers otherwise is refused by name: %o', (state, number, message) => {
    expect(() => {
      collected(4).askAgain(state, number);
    }).toThrow(message);
  });
});

test('a question goes to the predicate at its position', () => {
  const asking = askingPlainly(properties, { n: 3 });
  expect(asking(0, 0)).toEqual({ says: 'it does not hold', threw: false });
  expect(asking(1, 0)).toEqual({ says: 'it does not hold', threw: false });
  expect(asking(1, 1)).toBeUndefined();
});

describe('all states', () => {
  /** Asks about so many states: how many times, and the answers or why it ended. */
  const all = async (states: number, ended: () => Ended | undefined) => {
    const answers = new AnswerBuilder(properties);
    const asking = (n: number) => askingPlainly(properties, { n });
    const cut = await askAll({ states, asking }, answers, {
      ended: () => Promise.resolve(ended()),
      seconds: undefined,
    });
    return { cut, answers: answers.answers() };
  };

  test('are asked about, each once', async () => {
    for (const states of [0, 5, stride, stride + 1]) {
      expect(await all(states, () => undefined)).toEqual({
        cut: undefined,
        answers: collected(states).answers(),
      });
    }
  });

  test('are asked about until the search must end, but at least 1,024', async () => {
    const end = (): Ended => ({ by: 'interrupt' });
    expect(await all(stride, end)).toEqual({
      cut: undefined,
      answers: collected(stride).answers(),
    });
    expect(await all(5000, end)).toEqual({
      cut: { by: 'interrupt' },
      answers: collected(stride).answers(),
    });
  });

  test('can be left out of the answers', () => {
    expect(collected(7).answers(4)).toEqual(collected(4).answers());
  });
});
