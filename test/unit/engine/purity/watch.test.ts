/** What only the watch can see: it does a share of the states again, in every search. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  eventually,
  invariant,
  noDeadlock,
  reachable,
  transition,
  type Model,
  type Property,
} from 'allways';
import { referenceSearch } from '../../../../src/search/reference/reference.js';
import { engine, turns } from '../../../support/engine.js';

interface Line {
  n: number;
  stopped: boolean;
}

/** 2,000 states on a line, and from each one in which the system stops. */
const line = (spoils: (n: number) => boolean = () => false): Model<Line> =>
  defineModel<Line>({
    name: 'line',
    initial: { n: 0, stopped: false },
    actors: [
      actor<Line>('walker', {
        walk: {
          when: (s) => !s.stopped && s.n < 2000,
          then: (s) => {
            s.n++;
          },
        },
        stop: {
          when: (s) => !s.stopped,
          then: (s) => {
            s.stopped = !spoils(s.n);
          },
        },
      }),
    ],
  });

/** Says no after it was asked so many times. */
const late = (calls = 0) => {
  const last = 600;
  return () => ++calls < last;
};

const watched: readonly (readonly [string, () => Property<Line>])[] = [
  ['an invariant', () => invariant('late', (s) => !s.stopped || isFine())],
  ['a property of steps', () => transition('late', (before) => before.stopped || isFine())],
  ['a property of states in which it stops', () => noDeadlock(() => isFine(), { name: 'late' })],
];
let isFine = late();

describe('a property that answers something else after a while', () => {
  const message = 'Property "late" is not pure: asked twice about one and the same state';

  test.each(watched)('is refused with a watch of 1: %s', async (_, property) => {
    isFine = late();
    await expect(check(line(), property(), { watch: 1 })).rejects.toThrow(message);
    isFine = late();
    await expect(engine(line(), [property()], {}, { watch: 1, threads: turns() })).rejects.toThrow(
      message,
    );
  });
});

/** Says once that something is wrong, or that it is there, and never again. */
const once = (answer: boolean, asked = 0) => ({
  ask: (wanted: boolean) => (wanted && ++asked === 1 ? answer : !answer),
});

describe.each<[string, () => Property<Line>]>([
  [
    'an invariant',
    () => {
      const { ask } = once(false);
      return invariant('once', (s) => ask(s.n === 50));
    },
  ],
  [
    'a property of steps',
    () => {
      const { ask } = once(false);
      return transition('once', (before) => ask(before.n === 50));
    },
  ],
  [
    'a property of states in which it stops',
    () => {
      const { ask } = once(false);
      return noDeadlock(() => ask(true), { name: 'once' });
    },
  ],
  [
    'something that must be possible',
    () => {
      const { ask } = once(true);
      return reachable('once', (s) => ask(s.n === 50));
    },
  ],
])('%s that answers so only once is refused', (_, property) => {
  const asked = /^Property "once" is not pure: asked twice about one and the same state, it gave/;
  test.each([
    ['a check', {}, asked],
    ['a check of all states', { stopAtViolation: false }, asked],
    ['a check up to symmetry', { symmetric: ['nobody', 'no one'] }, asked],
    ['a check by two threads', { workers: 2 }, /^(Property "once"|Model "line") is not pure/],
  ])('by %s', async (_, options, says) => {
    await expect(check(line(), property(), options)).rejects.toThrow(says);
  });
});

describe.each<[string, () => Property<Line>]>([
  [
    'an invariant',
    () => {
      let calls = 0;
      return invariant('later', () => ++calls < 5);
    },
  ],
  [
    'a property of steps',
    () => {
      let calls = 0;
      return transition('later', () => ++calls < 5);
    },
  ],
  [
    'something that must be possible',
    () => {
      let calls = 0;
      return reachable('later', () => ++calls > 5);
    },
  ],
])('%s that answers otherwise after some calls, and then for ever, is refused', (_, property) => {
  test.each([
    ['a check', (one: Property<Line>) => check(line(), one)],
    ['the engine', (one: Property<Line>) => check(line(), one, { stopAtViolation: false })],
    ['a check with a watch of 1', (one: Property<Line>) => check(line(), one, { watch: 1 })],
  ])('by %s', async (_, search) => {
    await expect(search(property())).rejects.toThrow(/^Property "later" is not pure: asked twice/);
  });
});

/** A counter from 0 to 5 and back to 0. */
const around = (): Model<{ n: number }> =>
  defineModel<{ n: number }>({
    name: 'around',
    initial: { n: 0 },
    actors: [
      actor<{ n: number }>('node', {
        add: { when: (s) => s.n < 5, then: (s) => void s.n++ },
        reset: { when: (s) => s.n === 5, then: (s) => void (s.n = 0) },
      }),
    ],
  });

describe.each<[string, () => Property<{ n: number }>]>([
  [
    'an invariant',
    () => {
      let last = -1;
      return invariant('odd', ({ n }) => {
        const rises = n >= last;
        last = n;
        return rises;
      });
    },
  ],
  [
    'a property of steps',
    () => {
      let last = -1;
      return transition('odd', (_, __, { n }) => {
        const rises = n === 0 || n >= last;
        last = n;
        return rises;
      });
    },
  ],
  [
    'something that must be possible',
    () => {
      let last = -1;
      return reachable('odd', ({ n }) => {
        const falls = n < last;
        last = n;
        return falls;
      });
    },
  ],
  [
    'something that comes in the end',
    () => {
      let asked = 0;
      return eventually('odd', () => asked++ > 1);
    },
  ],
])('%s that answers by a variable outside the state, and is right so far', (_, property) => {
  test.each([
    ['a check', (one: Property<{ n: number }>) => check(around(), one)],
    ['the engine', (one: Property<{ n: number }>) => engine(around(), [one], {}, {})],
    ['the reference', (one: Property<{ n: number }>) => referenceSearch(around(), [one])],
  ])('is refused by %s', async (_, search) => {
    await expect(search(property())).rejects.toThrow(/^Property "odd" is not pure: asked twice/);
  });
});

test('a function for the enabled steps that was made by hand, and answers more the second time', async () => {
  let asked = 0;
  const own = around();
  const none = { actions: [], errors: [] };
  const enabled: typeof own.enabled = (state) => (asked++ < 3 ? none : own.enabled(state));
  await expect(
    check(
      { ...own, enabled },
      invariant('small', ({ n }) => n < 9),
    ),
  ).rejects.toThrow(
    'Model "around" is not pure: run again, it did not come to the same states, at node.add.',
  );
});

describe('a step that is not pure in one state of 4,001', () => {
  let isOdd = false;
  // In one state it comes to the one and to the other in turns.
  const model = () => line((n) => n === 1001 && (isOdd = !isOdd));

  test('is refused by the reference search with a watch of 1', async () => {
    await expect(referenceSearch(model(), [], { watch: 1 })).rejects.toThrow(
      'walker.stop is not pure: taken twice in one and the same state',
    );
  });

  test('is refused by the symmetric search with a watch of 1', async () => {
    const options = { symmetric: ['nobody', 'no one'], watch: 1 };
    await expect(check(model(), [], options)).rejects.toThrow('is not pure');
  });
});

/** A counter that also counts its calls in a variable outside the state. With the last one it adds 2. */
function counting(last: number, lastCall = Infinity) {
  const calls = { made: 0 };
  const model = defineModel<{ n: number }>({
    name: 'counting',
    initial: { n: 0 },
    actors: [
      actor<{ n: number }>('node', {
        add: {
          when: (s) => s.n < last,
          then: (s) => {
            s.n += ++calls.made < lastCall ? 1 : 2;
          },
        },
        leap: { when: (s) => s.n === last, then: (s) => void (s.n = last + 2) },
      }),
    ],
  });
  return { model, calls };
}

test.each([
  ['the reference', (model: Model<{ n: number }>) => referenceSearch(model, [])],
  ['a check of a small space', (model: Model<{ n: number }>) => check(model, [])],
  ['the engine', (model: Model<{ n: number }>) => engine(model, [])],
] as const)(
  'a step that changes only with the very last call is found by %s',
  async (_, search) => {
    const pure = counting(200);
    expect(await search(pure.model)).toMatchObject({ distinct: 202 });
    const { model } = counting(200, pure.calls.made);
    await expect(search(model)).rejects.toThrow(
      'node.add is not pure: taken twice in one and the same state',
    );
  },
);

test('the result says what share of the steps was taken again', async () => {
  // Two actions, each in the state in which it was taken last, and all steps of 16 states.
  for (const search of [check, referenceSearch]) {
    const { recomputed, generated } = await search(counting(30).model, []);
    expect(generated).toBe(32);
    expect(recomputed).toBe(1);
  }
  // What the first 512 of 3,001 states do is learned, and of those the first 16 are watched. Then it does not pay, but
  // for 48 states once it may cost something again. Of the states that are not learned, every 64th one is done again. At
  // the end, 16 states and two actions are done again.
  const large = await check(counting(3000).model, []);
  expect(large.recomputed).toBeCloseTo((16 + 38 + 16 + 2) / 3001, 3);
  expect((await check(counting(3000).model, [], { watch: 0 })).recomputed).toBe(0);
  expect((await referenceSearch(counting(3000).model, [])).recomputed).toBeCloseTo(
    (64 + 46 + 2) / 3001,
    3,
  );
});

/** With a watch of 1, every state twice, and each action three times more at the end. */
test('no state is done again with a watch of 0', async () => {
  const runs = async (watch: number) => {
    let asked = 0;
    const model = line(() => {
      asked++;
      return false;
    });
    await referenceSearch(model, [], { watch });
    return asked;
  };
  expect([await runs(0), await runs(1)]).toEqual([2001, 4002 + 3]);
});
