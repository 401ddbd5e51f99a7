import { describe, expect, test } from 'vitest';
import { check, fromReducer, invariant, ModelError, reachable, StepError, timeline } from 'allways';
import { thrownBy, untyped } from './thrown.js';

interface Cart {
  items: number;
}
type CartAction = { type: 'add'; count: number } | { type: 'clear' };

function cartReducer(state: Cart, action: CartAction): Cart {
  switch (action.type) {
    case 'add':
      return { ...state, items: state.items + action.count };
    case 'clear':
      return { items: 0 };
  }
}
const add = (count: number): CartAction => ({ type: 'add', count });
const clear: CartAction = { type: 'clear' };
const cart = fromReducer({
  initial: { items: 0 },
  actions: (s): CartAction[] => (s.items < 3 ? [add(1), add(2), add(1), clear] : [clear]),
  reduce: cartReducer,
});

describe('a reducer as it is', () => {
  test('is a model whose actions carry its own', () => {
    expect(cart.name).toBe('reducer');
    expect(cart.steps).toEqual([]);
    expect(cart.initial).toEqual([{ items: 0 }]);
    const action = { actor: 'reducer', step: 'add', choice: add(2) };
    expect(cart.actions({ items: 0 })).toEqual([
      { actor: 'reducer', step: 'add', choice: add(1) },
      action,
      { actor: 'reducer', step: 'clear', choice: clear },
    ]);
    expect(cart.reduce({ items: 0 }, action)).toEqual({ items: 2 });
    expect(cart.successor({ items: 0 }, action)).toEqual({ items: 2 });
    expect(cart.says({ items: 0 }, action)).toBe('add {"count":2}');
    expect(cart.says({ items: 0 }, { ...action, step: 'clear', choice: clear })).toBe('clear');
  });

  test('is checked like any model', async () => {
    const result = await check(cart, [
      invariant<Cart>('few', (s) => s.items < 4),
      reachable<Cart>('three', (s) => s.items === 3),
    ]);
    expect(result).toMatchObject({ distinct: 5, depth: 3, neverTaken: [] });
    const few = result.properties[0];
    expect(few?.verdict).toBe('violated');
    expect(few?.verdict === 'violated' && few.trace?.actions.map(({ choice }) => choice)).toEqual([
      add(2),
      add(2),
    ]);
  });

  test.each([
    ['a number', 0, 3],
    ['a bigint', 0n, 3],
  ])('may have %s as its state', async (_, initial, distinct) => {
    const model = fromReducer<bigint | number, string>({
      name: 'count',
      initial,
      actions: (n) => (n < 2 ? ['up'] : []),
      reduce: (n) => (typeof n === 'bigint' ? n + 1n : n + 1),
    });
    expect(await check(model, [])).toMatchObject({ distinct, depth: 3 });
    const action = { actor: 'count', step: 'dispatch', choice: 'up' };
    expect(model.actions(initial)).toEqual([action]);
    expect(model.says(initial, action)).toBe('dispatch "up"');
  });

  test('may have a string as its state', async () => {
    const model = fromReducer({
      initial: 'idle',
      actions: (s) => (s === 'idle' ? ['run', 'stop'] : ['stop']),
      reduce: (_, action) => (action === 'run' ? 'running' : 'idle'),
    });
    expect(await check(model, [])).toMatchObject({ distinct: 2, generated: 4 });
  });

  test('may start in several states', () => {
    const initial = () => [{ items: 2 }, { items: 1 }, { items: 2 }];
    const model = fromReducer({ initial, actions: () => [clear], reduce: cartReducer });
    expect(model.initial).toEqual([{ items: 2 }, { items: 1 }]);
  });

  test('names actor and step after what its actions say', () => {
    const actions: unknown[] = [
      { type: 'add', actor: 'ann' },
      { type: 'add', actor: 7 },
      { actor: 'ann' },
      { type: 1 },
      'text',
      null,
    ];
    const model = fromReducer({
      name: 'any',
      initial: 0,
      actions: () => actions,
      reduce: (n) => n,
    });
    const found = model.actions(0);
    expect(found.map(({ actor, step }) => `${actor}.${step}`)).toEqual([
      'ann.add',
      'any.add',
      'ann.dispatch',
      'any.dispatch',
      'any.dispatch',
      'any.dispatch',
    ]);
    expect(found.map(({ choice }) => choice)).toEqual(actions);
    expect(found.map((action) => model.says(0, action))).toEqual([
      'add',
      'add {"actor":7}',
      'dispatch {"actor":"ann"}',
      'dispatch {"type":1}',
      'dispatch "text"',
      'dispatch null',
    ]);
  });

  test('or after what it is told of them', () => {
    const model = fromReducer({
      initial: { items: 0 },
      actions: () => [add(1), clear],
      reduce: cartReducer,
      describe: (action) =>
        action.type === 'add'
          ? { actor: 'shopper', step: 'put', says: `puts ${action.count}` }
          : { actor: 'clerk', step: 'tidyUp' },
    });
    const put = { actor: 'shopper', step: 'put', choice: add(1) };
    const tidyUp = { actor: 'clerk', step: 'tidyUp', choice: clear };
    expect(model.actions({ items: 0 })).toEqual([put, tidyUp]);
    expect(model.says({ items: 0 }, put)).toBe('puts 1');
    expect(model.says({ items: 0 }, tidyUp)).toBe('tidyUp');
    expect(model.reduce({ items: 0 }, put)).toEqual({ items: 1 });
  });

  test('has lanes by a function that names who dispatches an action', async () => {
    const model = fromReducer({
      initial: { items: 0 },
      actions: () => [add(1), add(2), clear],
      reduce: cartReducer,
      actor: (action) => (action.type === 'clear' ? 'clerk' : `shopper ${action.count}`),
    });
    expect(model.actions({ items: 0 })).toEqual([
      { actor: 'shopper 1', step: 'add', choice: add(1) },
      { actor: 'shopper 2', step: 'add', choice: add(2) },
      { actor: 'clerk', step: 'clear', choice: clear },
    ]);
    const few = invariant<Cart>('few', (s) => s.items < 3 || `there are ${s.items}`);
    const [outcome] = (await check(model, few)).properties;
    if (outcome?.trace === undefined) throw new Error('It is violated.');
    expect(timeline(outcome.trace).split('\n\n')[0]).toBe(
      [
        '    shopper 1',
        '    │ shopper 2',
        ' 1  ●    shopper 1  add {"count":1}',
        ' 2    ✗  shopper 2  add {"count":2}',
      ].join('\n'),
    );
  });

  test.each<[string, unknown, string]>([
    ['a payload, as in Redux', { type: 'todos/added', payload: { id: 1 } }, 'todos/added {"id":1}'],
    ['a payload that is a word', { type: 'named', payload: 'Ann.' }, 'named "Ann."'],
    ['a payload that is null', { type: 'chosen', payload: null }, 'chosen null'],
    ['a payload and more', { type: 'a', payload: 1, meta: 2 }, 'a {"meta":2,"payload":1}'],
    ['other parts', { type: 'Move', from: 1, to: [2] }, 'Move {"from":1,"to":[2]}'],
    ['its actor, which the lane shows', { type: 'a', actor: 'ann', n: 1 }, 'a {"n":1}'],
    ['nothing else', { type: 'a' }, 'a'],
    ['a word that is an action', 'go', 'dispatch "go"'],
    ['a list that is an action', [1, 2], 'dispatch [1,2]'],
    ['much', { type: 'a', payload: 'x'.repeat(200) }, `a "${'x'.repeat(78)}…`],
  ])('says of an action what it holds: %s', (_, action, says) => {
    const model = fromReducer({ initial: 0, actions: () => [action], reduce: (n: number) => n });
    const [first] = model.actions(0);
    expect(first && model.says(0, first)).toBe(says);
  });
});

describe('a reducer that throws is a finding', () => {
  const cause = new Error('sold out');
  const fail = (): never => {
    throw cause;
  };

  test('in the reducer, also where it changes the state it is given', () => {
    const reduce = (s: Cart, { type }: CartAction) => {
      if (type === 'clear') fail();
      s.items++;
      return s;
    };
    const model = fromReducer({ initial: { items: 0 }, actions: () => [add(1), clear], reduce });
    const [adding, clearing] = model.actions({ items: 0 });
    expect(thrownBy(() => clearing && model.reduce({ items: 0 }, clearing))).toEqual(
      new StepError({ actor: 'reducer', step: 'clear', choice: clear }, 'then', cause),
    );
    expect(() => adding && model.reduce({ items: 0 }, adding)).toThrow(
      "reducer.add: then threw TypeError: Cannot assign to read only property 'items' of object '#<Object>'",
    );
  });

  test('in the list of its actions', async () => {
    const model = fromReducer({
      initial: { items: 0 },
      actions: (s): CartAction[] => (s.items === 1 ? fail() : [add(1)]),
      reduce: cartReducer,
    });
    const error = new StepError({ actor: 'reducer', step: 'actions' }, 'choose', cause);
    expect(model.enabled({ items: 1 })).toEqual({ actions: [], errors: [error] });
    const action = { actor: 'reducer', step: 'add', choice: add(1) };
    expect(thrownBy(() => model.reduce({ items: 1 }, action))).toEqual(error);
    expect((await check(model, [])).properties).toMatchObject([
      {
        name: 'reducer.actions does not throw',
        verdict: 'violated',
        says: 'reducer.actions: choose threw Error: sold out',
      },
    ]);
  });
});

describe('a reducer that is wrong is refused in one sentence', () => {
  const only =
    '; only plain data can be compared: use null, booleans, finite numbers, bigints, strings, arrays, plain objects, Map and Set.';
  const wrong = (change: object) =>
    thrownBy(() => {
      const model = fromReducer<Cart, CartAction>({
        initial: { items: 0 },
        actions: () => [clear],
        reduce: cartReducer,
        ...change,
      });
      for (const action of model.actions({ items: 0 })) model.reduce({ items: 0 }, action);
    });

  test.each<[string, object, string]>([
    ['no name', { name: '' }, 'A model has no name; give it one: fromReducer({ name: … }).'],
    [
      'no state',
      { initial: undefined },
      'Model "reducer" has no "initial"; give there the state it starts in.',
    ],
    [
      'states that throw',
      {
        initial: () => {
          throw new Error('none left');
        },
      },
      'Model "reducer": initial threw Error: none left; let it answer the states to start in.',
    ],
    [
      'an actor that is a promise, which fails',
      { actor: () => Promise.reject(new Error('no')) },
      'Model "reducer": actor answered a promise (models and properties are synchronous) for the action {"type":"clear"}; it must answer a name.',
    ],
    [
      'a misspelled part',
      { reducer: cartReducer },
      'fromReducer has no part "reducer"; did you mean reduce?',
    ],
    [
      'no states',
      { initial: () => [] },
      'Model "reducer" has no initial state; give at least one.',
    ],
    [
      'a text of states',
      { initial: () => 'idle' },
      'Model "reducer": initial answered a string; it must answer the states to start in, such as an array.',
    ],
    [
      'no actions',
      { actions: () => undefined },
      'reducer.actions: choose answered undefined; it must answer the values to choose from, such as an array.',
    ],
    [
      'an action that is no data',
      { actions: () => [() => 1] },
      `reducer.actions: a choice is a function${only}`,
    ],
    [
      'no new state',
      { reduce: () => undefined },
      `After reducer.clear({"type":"clear"}), state is undefined${only}`,
    ],
    [
      'a promise of a state',
      { reduce: () => Promise.resolve() },
      `After reducer.clear({"type":"clear"}), state is an instance of Promise${only}`,
    ],
    [
      'an actor without a name',
      { actor: () => undefined },
      'Model "reducer": actor names no actor for the action {"type":"clear"}; it must answer a name.',
    ],
    [
      'an actor with an empty name',
      { actor: () => '' },
      'Model "reducer": actor names no actor for the action {"type":"clear"}; it must answer a name.',
    ],
    [
      'an actor that throws',
      {
        actor: () => {
          throw new Error('no idea');
        },
      },
      'Model "reducer": actor threw Error: no idea for the action {"type":"clear"}; it must answer a name.',
    ],
    [
      'an actor beside a description',
      { actor: () => 'clerk', describe: () => ({ actor: 'clerk', step: 'clear' }) },
      'Model "reducer" has both actor and describe; describe names the actor too, so leave one out.',
    ],
    [
      'no description',
      { describe: () => undefined },
      'Model "reducer": describe does not name the actor and the step for the action {"type":"clear"}; it must answer { actor, step }, two strings.',
    ],
    [
      'no step in it',
      { describe: () => ({ actor: 'clerk' }) },
      'Model "reducer": describe does not name the actor and the step for the action {"type":"clear"}; it must answer { actor, step }, two strings.',
    ],
    [
      'a description that throws',
      {
        describe: () => {
          throw new Error('no words');
        },
      },
      'Model "reducer": describe threw Error: no words for the action {"type":"clear"}; it must answer { actor, step }, two strings.',
    ],
  ])('%s', (_, change, message) => {
    expect(wrong(change)).toEqual(new ModelError(message));
  });

  test('a sentence that is none is left out', () => {
    const describe = () => untyped({ actor: 'clerk', step: 'clear', says: 3 });
    const model = fromReducer({ initial: 0, actions: () => [clear], reduce: (n) => n, describe });
    const [action] = model.actions(0);
    expect(action && model.says(0, action)).toBe(
      'clear {"type":"clear"} (its "says" answered a number)',
    );
  });
});

test('a reducer alone is no definition', () => {
  expect(thrownBy(() => fromReducer(untyped(cartReducer)))).toEqual(
    new ModelError(
      'fromReducer was given a function in place of its parts; ' +
        'give an object of name, initial, actions, reduce, actor, describe, within.',
    ),
  );
});

describe('a reducer with a part that is no function', () => {
  const counter = {
    initial: 0,
    actions: () => [{ type: 'add' }],
    reduce: (n: number) => n,
  };

  test.each([
    ['actions', undefined, 'undefined'],
    ['actions', [{ type: 'add' }], 'a list'],
    ['reduce', undefined, 'undefined'],
    ['actor', 'clerk', '"clerk"'],
    ['describe', 'add', '"add"'],
  ])('%s is refused, and no model in which nothing happens', (part, value, what) => {
    expect(() => fromReducer({ ...counter, [part]: value })).toThrow(
      `Model "reducer": ${part} is ${what}; make it a function.`,
    );
  });
});
