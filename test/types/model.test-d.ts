import { describe, expectTypeOf, test } from 'vitest';
import { actor, clock, defineModel, fromReducer, step, type Actor, type Model } from 'allways';

interface Task {
  readonly id: number;
  title: string;
}
interface Queue {
  tasks: Task[];
  taken: Record<string, number>;
  note?: string;
}

describe('the type of the state is written once, and never a cast', () => {
  test('guard, recipe and sentence of a step know it', () => {
    const one = actor<Queue>('worker', {
      take: {
        when: (s) => {
          expectTypeOf(s).toEqualTypeOf<Queue>();
          return s.tasks.length > 0;
        },
        then: (s) => {
          expectTypeOf(s.tasks[0]?.title).toEqualTypeOf<string | undefined>();
          s.tasks.pop();
        },
        says: (s) => {
          expectTypeOf(s).toEqualTypeOf<Queue>();
          return `takes one of ${s.tasks.length}`;
        },
      },
    });
    expectTypeOf(one).toEqualTypeOf<Actor<Queue>>();
  });

  test('a recipe may change what is readonly in the state, a guard may not', () => {
    interface Fixed {
      readonly list: readonly number[];
    }
    actor<Fixed>('worker', {
      add: {
        when: (s) => {
          // @ts-expect-error A guard must not change the state.
          s.list = [];
          return true;
        },
        then: (s) => {
          s.list.push(1);
        },
      },
    });
  });

  test('actors inside defineModel know it without being told', () => {
    const model = defineModel<Queue>({
      name: 'queue',
      initial: { tasks: [], taken: {} },
      actors: [
        actor('worker', {
          clear: {
            when: (s) => {
              expectTypeOf(s).toEqualTypeOf<Queue>();
              return true;
            },
            then: () => ({ tasks: [], taken: {} }),
          },
          idle: { then: () => undefined },
        }),
      ],
    });
    expectTypeOf(model).toEqualTypeOf<Model<Queue>>();
    expectTypeOf(model.initial).toEqualTypeOf<readonly Queue[]>();
    expectTypeOf<ReturnType<typeof model.reduce>>().toEqualTypeOf<Queue>();
  });

  test('a clock knows it', () => {
    expectTypeOf(
      clock<{ idle: number }>({
        bound: 1,
        tick: (s, older) => {
          s.idle = older(s.idle);
        },
      }),
    ).toExtend<Actor<{ idle: number }>>();
  });
});

describe('step() infers the choice from what choose gives', () => {
  test('in when, then and says', () => {
    actor<Queue>('worker', {
      take: step({
        choose: (s) => {
          expectTypeOf(s).toEqualTypeOf<Queue>();
          return s.tasks;
        },
        when: (s, task) => {
          expectTypeOf(s).toEqualTypeOf<Queue>();
          expectTypeOf(task).toEqualTypeOf<Task>();
          return s.taken[task.title] !== task.id;
        },
        then: (s, task) => {
          expectTypeOf(task).toEqualTypeOf<Task>();
          s.taken[task.title] = task.id;
        },
        says: (s, task) => {
          expectTypeOf(s).toEqualTypeOf<Queue>();
          expectTypeOf(task).toEqualTypeOf<Task>();
          return `takes ${task.title}`;
        },
      }),
    });
  });

  test('whatever can be iterated', () => {
    actor<Queue>('worker', {
      bySet: step({
        choose: () => new Set([1n]),
        then: (_, choice) => {
          expectTypeOf(choice).toEqualTypeOf<bigint>();
        },
      }),
      byMap: step({
        choose: () => new Map([['a', 1]]),
        then: (_, [key, value]) => {
          expectTypeOf(key).toEqualTypeOf<string>();
          expectTypeOf(value).toEqualTypeOf<number>();
        },
      }),
      byGenerator: step({
        *choose(s) {
          for (const { id } of s.tasks) yield { id };
        },
        then: (_, choice) => {
          expectTypeOf(choice).toEqualTypeOf<{ id: number }>();
        },
      }),
      byUnion: step({
        choose: () => ['left', 'right'] as const,
        then: (_, choice) => {
          expectTypeOf(choice).toEqualTypeOf<'left' | 'right'>();
        },
      }),
    });
  });

  test('also inside an actor inside defineModel', () => {
    defineModel<Queue>({
      name: 'queue',
      initial: { tasks: [], taken: {} },
      actors: [
        actor('worker', {
          take: step({
            choose: (s) => s.tasks,
            then: (s, task) => {
              s.taken[task.title] = task.id;
            },
          }),
        }),
      ],
    });
  });

  test('and what does not fit does not compile', () => {
    actor<Queue>('worker', {
      wrongUse: step({
        choose: (s) => s.tasks,
        then: (s, task) => {
          // @ts-expect-error A number is no string.
          s.taken[task.title] = task.title;
        },
      }),
      wrongChoice: step({
        choose: () => [1, 2],
        // @ts-expect-error The choice is a number.
        when: (_, choice: string) => choice === '',
        then: () => undefined,
      }),
      unknownProperty: step({
        // @ts-expect-error The state has no such property.
        choose: (s) => s.jobs as number[],
        then: () => undefined,
      }),
      noList: step({
        // @ts-expect-error One value is no list of them.
        choose: () => 1,
        then: () => undefined,
      }),
    });
    actor<Queue>('worker', {
      late: step({
        choose: () => [1],
        then: () => undefined,
        // @ts-expect-error The choice is a number, for its sentence too.
        says: (_, choice: string) => choice,
      }),
      // @ts-expect-error A step that chooses is wrapped in step().
      take: { choose: (s: Queue) => s.tasks, then: () => undefined },
    });
  });
});

describe('a step that is wrong does not compile', () => {
  test('in the state', () => {
    actor<Queue>('worker', {
      one: {
        // @ts-expect-error The state has no such property.
        when: (s) => s.jobs === 0,
        then: (s) => {
          // @ts-expect-error A string is no list of tasks.
          s.tasks = 'none';
        },
      },
      two: {
        then: (s) => {
          // @ts-expect-error A property that may be absent is deleted, not made undefined.
          s.note = undefined;
          delete s.note;
          // @ts-expect-error A property that must be there is not.
          delete s.tasks;
        },
      },
    });
  });

  test('in its guard', () => {
    actor<Queue>('worker', {
      // @ts-expect-error A guard answers true or false, not a number.
      number: { when: (s) => s.tasks.length, then: () => undefined },
      // @ts-expect-error Nor undefined.
      maybe: { when: (s) => s.note?.startsWith('x'), then: () => undefined },
      // @ts-expect-error Nor a promise.
      later: { when: async () => Promise.resolve(true), then: () => undefined },
      choosing: step({
        choose: () => [1],
        // @ts-expect-error Nor the choice.
        when: (_, choice) => choice,
        then: () => undefined,
      }),
    });
  });

  test('in its recipe', () => {
    actor<Queue>('worker', {
      // @ts-expect-error A recipe is synchronous.
      later: { then: async () => {} },
      later2: {
        // @ts-expect-error Also where it waits for something.
        then: async (s) => {
          await Promise.resolve();
          s.tasks = [];
        },
      },
      // @ts-expect-error A whole new state is whole.
      part: { then: () => ({ tasks: [] }) },
      // @ts-expect-error The length that push answers is no state.
      length: { then: (s) => s.tasks.push({ id: 1, title: '' }) },
      choosing: step({
        choose: () => [1],
        // @ts-expect-error A recipe is synchronous, with a choice too.
        then: async () => {},
      }),
    });
    actor<Record<string, number>>('worker', {
      // @ts-expect-error Also where the state is a record.
      later: { then: async () => {} },
    });
    actor<{ note?: string }>('worker', {
      // @ts-expect-error Also where nothing in the state is required.
      later: { then: async () => {} },
    });
  });

  test('in its parts', () => {
    actor<Queue>('worker', {
      // @ts-expect-error A step says what it does.
      empty: { when: () => true },
      // @ts-expect-error There is no such part.
      unknown: { then: () => undefined, guard: () => true },
      // @ts-expect-error A sentence is a string.
      dumb: { then: () => undefined, says: () => 1 },
      // @ts-expect-error A recipe alone is no step.
      bare: () => undefined,
    });
  });

  test('in its model', () => {
    const worker = actor<{ n: number }>('worker', { rest: { then: () => undefined } });
    // @ts-expect-error The actor acts on another state.
    defineModel<Queue>({ name: 'queue', initial: { tasks: [], taken: {} }, actors: [worker] });
    defineModel<Queue>({
      name: 'queue',
      // @ts-expect-error An initial state is whole.
      initial: { tasks: [] },
      actors: [],
    });
    defineModel<Queue>({
      name: 'queue',
      // @ts-expect-error A function gives several states.
      initial: () => ({ tasks: [], taken: {} }),
      actors: [],
    });
    // @ts-expect-error A model has actors.
    defineModel<Queue>({ name: 'queue', initial: { tasks: [], taken: {} } });
  });
});

describe('fromReducer infers state and action', () => {
  type CartAction = { type: 'add'; count: number } | { type: 'clear' };
  interface Cart {
    items: number;
  }
  const reduce = (state: Cart, action: CartAction): Cart =>
    action.type === 'add' ? { items: state.items + action.count } : { items: 0 };

  test('from a reducer that is there already', () => {
    const model = fromReducer({
      initial: { items: 0 },
      actions: (s): CartAction[] => {
        expectTypeOf(s).toEqualTypeOf<Cart>();
        return [{ type: 'add', count: 1 }];
      },
      reduce,
      describe: (action) => {
        expectTypeOf(action).toEqualTypeOf<CartAction>();
        return { actor: 'shopper', step: action.type };
      },
    });
    expectTypeOf(model).toEqualTypeOf<Model<Cart>>();
  });

  test('and who dispatches an action', () => {
    fromReducer({
      initial: { items: 0 },
      actions: (): CartAction[] => [{ type: 'clear' }],
      reduce,
      actor: (action) => {
        expectTypeOf(action).toEqualTypeOf<CartAction>();
        return action.type;
      },
    });
    fromReducer({
      initial: { items: 0 },
      actions: (): CartAction[] => [],
      reduce,
      // @ts-expect-error The name of an actor is a string.
      actor: () => 1,
    });
  });

  test('from one that Redux may call without a state', () => {
    const model = fromReducer({
      initial: { items: 0 },
      actions: () => [{ type: 'clear' as const }],
      reduce: (state: Cart | undefined, action: CartAction) =>
        reduce(state ?? { items: 0 }, action),
    });
    expectTypeOf(model).toEqualTypeOf<Model<Cart>>();
  });

  test('from one that is written in place', () => {
    const model = fromReducer({
      initial: () => [{ items: 0 }],
      actions: (s) => {
        expectTypeOf(s).toEqualTypeOf<Cart>();
        return [{ type: 'add' }, { type: 'clear' }];
      },
      reduce: (s, action) => {
        expectTypeOf(action).toEqualTypeOf<{ type: string }>();
        return { items: action.type === 'add' ? s.items + 1 : 0 };
      },
    });
    expectTypeOf(model).toEqualTypeOf<Model<Cart>>();
  });

  test('of primitive states', () => {
    const count = fromReducer({ initial: 0, actions: () => [1, 2], reduce: (n, by) => n + by });
    expectTypeOf(count).toEqualTypeOf<Model<number>>();
    const light = fromReducer({
      initial: 'red',
      actions: () => ['next'],
      reduce: (s) => (s === 'red' ? 'green' : 'red'),
    });
    expectTypeOf(light).toEqualTypeOf<Model<string>>();
  });

  test('and refuses actions that the reducer does not know, and states that it does not make', () => {
    fromReducer({
      initial: { items: 0 },
      // @ts-expect-error There is no such action.
      actions: () => [{ type: 'remove' as const }],
      reduce,
    });
    // @ts-expect-error Not a state of this reducer.
    fromReducer({ initial: { things: 0 }, actions: (): CartAction[] => [], reduce });
  });
});
