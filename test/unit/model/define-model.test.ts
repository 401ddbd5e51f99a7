import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  ModelError,
  step,
  type Actor,
  type ModelDefinition,
} from 'allways';
import { thrownBy, untyped } from './thrown.js';

interface Counter {
  n: number;
}
const press = {
  when: (s: Counter) => s.n < 2,
  then: (s: Counter) => {
    s.n++;
  },
};
const user = actor<Counter>('user', { press });

const define = (change: Partial<ModelDefinition<Counter>>) =>
  defineModel<Counter>({ name: 'counter', initial: { n: 0 }, actors: [user], ...change });

describe('defineModel', () => {
  test('is what it is told', () => {
    const model = define({});
    expect(model).toMatchObject({ name: 'counter', safeguards: [], parameters: {} });
    expect(model.initial).toEqual([{ n: 0 }]);
    expect(model.steps).toEqual([{ actor: 'user', step: 'press' }]);
  });

  test('takes steps with choices and without, guards or none, and any names', async () => {
    const model = define({
      actors: [
        actor<Counter>('10.0.0.1', {
          press,
          reset: { then: () => ({ n: 0 }), says: 'starts anew' },
          '2': step({ choose: () => [5], when: (s) => s.n === 0, then: (_, n) => ({ n }) }),
          'three {}': { then: () => undefined },
        }),
        actor<Counter>('10.0.0.2', { press }),
      ],
    });
    expect(model.steps.map(({ actor, step }) => `${actor} ${step}`)).toEqual([
      '10.0.0.1 2',
      '10.0.0.1 press',
      '10.0.0.1 reset',
      '10.0.0.1 three {}',
      '10.0.0.2 press',
    ]);
    expect(await check(model, [])).toMatchObject({ verdict: 'nothing checked', distinct: 4 });
  });

  test('takes a part that is undefined as one that is absent', () => {
    const model = define({
      actors: [
        actor<Counter>(
          'user',
          untyped({
            press: { then: press.then, when: undefined, choose: undefined, says: undefined },
          }),
        ),
      ],
    });
    expect(model.actions({ n: 9 })).toEqual([{ actor: 'user', step: 'press' }]);
    expect(model.says({ n: 9 }, { actor: 'user', step: 'press' })).toBe('press');
  });
});

describe('the initial states', () => {
  test('may be several; the same ones are kept once', () => {
    expect(define({ initial: () => [{ n: 1 }, { n: 0 }, { n: 1 }, { n: -0 }] }).initial).toEqual([
      { n: 1 },
      { n: 0 },
    ]);
  });

  test('may come from a generator, for every model built from the same definition', () => {
    const definition: ModelDefinition<Counter> = {
      name: 'counter',
      *initial() {
        yield { n: 0 };
        yield { n: 1 };
      },
      actors: [user],
    };
    for (const model of [defineModel(definition), defineModel(definition)]) {
      expect(model.initial).toEqual([{ n: 0 }, { n: 1 }]);
      expect(model.initial).toHaveLength(2);
    }
  });

  test('are frozen and canonical, and what they were made from is not', () => {
    const initial = { n: 0, list: [{ b: 1, a: 2 }] };
    const model = defineModel<typeof initial>({
      name: 'list',
      initial,
      actors: [actor('user', { act: { then: () => undefined } })],
    });
    initial.list.push({ b: 0, a: 0 });
    const [state] = model.initial;
    expect(Object.keys(state ?? {})).toEqual(['list', 'n']);
    expect(state?.list).toEqual([{ a: 2, b: 1 }]);
    expect(Object.isFrozen(state?.list[0])).toBe(true);
  });

  test('may be an array, a Map or a Set', () => {
    const grow = <State extends object>(initial: State, then: (state: State) => void) =>
      defineModel<State>({
        name: 'any',
        initial,
        actors: [
          actor<State>('user', {
            grow: {
              then: (s) => {
                then(s as State);
              },
            },
          }),
        ],
      });
    const action = { actor: 'user', step: 'grow' };
    expect(grow([1], (s) => s.push(2)).reduce([1], action)).toEqual([1, 2]);
    expect(grow(new Set([1]), (s) => s.add(2)).reduce(new Set([1]), action)).toEqual(
      new Set([1, 2]),
    );
    expect(grow(new Map([[1, 1]]), (s) => s.set(2, 2)).reduce(new Map(), action)).toEqual(
      new Map([[2, 2]]),
    );
  });
});

describe('a definition that is wrong is refused in one sentence: what, where, what to do', () => {
  const only =
    '; only plain data can be compared: use null, booleans, finite numbers, bigints, strings, arrays, plain objects, Map and Set.';
  const list = 'it must answer the states to start in, such as an array.';
  const acting = (act: unknown) => ({ actors: [actor<Counter>('user', untyped({ act }))] });
  const steps = (own: object) => ({ actors: [actor<Counter>('user', untyped(own))] });

  test.each<[string, Partial<ModelDefinition<Counter>>, string]>([
    ['no name', { name: '' }, 'A model has no name; give it one: defineModel({ name: … }).'],
    [
      'a name of blanks',
      { name: '  ' },
      'A model has no name; give it one: defineModel({ name: … }).',
    ],
    [
      'a name that is none',
      { name: untyped(7) },
      'A model has no name; give it one: defineModel({ name: … }).',
    ],
    [
      'no actors',
      { actors: [] },
      'Model "counter" has no actors, so nothing can happen; give it at least one.',
    ],
    [
      'actors that are undefined',
      { actors: untyped(undefined) },
      'Model "counter" has no actors, so nothing can happen; give it at least one.',
    ],
    [
      'an actor in place of a list',
      { actors: untyped(user) },
      'Model "counter": actors is an object; give a list of what actor or clock made.',
    ],
    [
      'an actor that is none',
      { actors: [user, untyped(undefined)] },
      'Model "counter": instead of an actor there is undefined; give what actor or clock made.',
    ],
    [
      'a model as an actor',
      { actors: [untyped(define({}))] },
      'Model "counter": instead of an actor there is a model; give what actor or clock made.',
    ],
    [
      'a list of actors as an actor',
      { actors: [user, untyped([user])] },
      'Model "counter": instead of an actor there is a list; give what actor or clock made, a list as ...list.',
    ],
    [
      'an actor with nothing for its steps',
      { actors: [actor<Counter>('idler', untyped(undefined))] },
      'Model "counter": actor "idler" has undefined for its steps; give it { itsName: { when, then } }.',
    ],
    [
      'an actor with a list of steps',
      { actors: [actor<Counter>('idler', untyped([press]))] },
      'Model "counter": actor "idler" has a list for its steps; give it { itsName: { when, then } }.',
    ],
    [
      'an actor with a sentence for its steps',
      { actors: [actor<Counter>('idler', untyped('press'))] },
      'Model "counter": actor "idler" has a string for its steps; give it { itsName: { when, then } }.',
    ],
    [
      'a misspelled part',
      untyped({ intial: { n: 0 } }),
      'defineModel has no part "intial"; did you mean initial?',
    ],
    [
      'a part that belongs elsewhere',
      untyped({ properties: [] }),
      'defineModel has no part "properties"; it has name, initial, actors, within.',
    ],
    [
      'two actors of one name',
      { actors: [user, actor<Counter>('other', { press }), user] },
      'Model "counter" has two actors named "user"; a trace could not tell them apart, so rename one.',
    ],
    [
      'an actor without a name',
      { actors: [actor<Counter>('', { press })] },
      `Model "counter": an actor has no name; give it one: actor('its name', { … }).`,
    ],
    [
      'an actor without steps',
      { actors: [actor<Counter>('idler', {})] },
      'Model "counter": actor "idler" has no steps; give it one, or leave it out.',
    ],
    [
      'two steps of one name',
      steps({ pickUp: press, put: press, 'pick up': press }),
      'Model "counter": actor "user" has two steps named "pick up"; a trace could not tell them apart, so rename one.',
    ],
    [
      'two steps that read the same with their actors',
      { actors: [actor<Counter>('a.b', { c: press }), actor<Counter>('a', { 'b.c': press })] },
      'Model "counter" has two steps called "a.b.c"; a trace could not tell them apart, so rename one.',
    ],
    [
      'a step without a name',
      steps({ ' ': press }),
      'Model "counter": a step of "user" has no name; give it one: { itsName: { … } }.',
    ],
    [
      'an unknown part',
      acting({ ...press, guard: press.when }),
      'Model "counter": step user.act has no part "guard"; it has choose, when, then, says, fairness.',
    ],
    [
      'a misspelled part of a step',
      acting({ ...press, sais: 'presses' }),
      'Model "counter": step user.act has no part "sais"; did you mean says?',
    ],
    [
      'no recipe',
      acting({ when: press.when }),
      'Model "counter": step user.act has no "then"; say there what the step does.',
    ],
    [
      'a recipe that is undefined',
      acting({ then: undefined }),
      'Model "counter": step user.act has no "then"; say there what the step does.',
    ],
    [
      'a recipe in place of a step',
      acting(press.then),
      'Model "counter": step user.act has no "then"; say there what the step does.',
    ],
    [
      'nothing in place of a step',
      acting(undefined),
      'Model "counter": step user.act has no "then"; say there what the step does.',
    ],
    [
      'a recipe that is no function',
      acting({ then: { n: 1 } }),
      'Model "counter": step user.act: then is an object; make it a function.',
    ],
    [
      'a recipe that is null',
      acting({ then: null }),
      'Model "counter": step user.act: then is null; make it a function.',
    ],
    [
      'a guard that is no function',
      acting({ ...press, when: true }),
      'Model "counter": step user.act: when is a boolean; make it a function.',
    ],
    [
      'choices that are no function',
      acting({ ...press, choose: [1, 2] }),
      'Model "counter": step user.act: choose is a list; make it a function.',
    ],
    [
      'a sentence that is none',
      acting({ ...press, says: 3 }),
      'Model "counter": step user.act: says is a number; make it a function or a string.',
    ],
    [
      'an initial state that is not plain data',
      { initial: { n: NaN } },
      `The initial state of "counter": state.n is NaN${only}`,
    ],
    [
      'deep in an initial state',
      { initial: () => [{ n: 0 }, untyped({ n: [{ at: new Date(0) }] })] },
      `The initial state of "counter": state.n[0].at is an instance of Date${only}`,
    ],
    [
      'no initial state',
      { initial: untyped(undefined) },
      'Model "counter" has no "initial"; give there the state it starts in.',
    ],
    [
      'initial states that throw',
      {
        initial: () => {
          throw new TypeError('no such plan');
        },
      },
      'Model "counter": initial threw TypeError: no such plan; let it answer the states to start in.',
    ],
    [
      'initial states that throw on the way',
      {
        *initial() {
          yield { n: 0 };
          throw new Error('no more');
        },
      },
      'Model "counter": initial threw Error: no more; let it answer the states to start in.',
    ],
    [
      'initial states that cannot be had',
      { initial: () => define({ name: '' }).initial },
      'A model has no name; give it one: defineModel({ name: … }).',
    ],
    [
      'no initial states',
      { initial: () => [] },
      'Model "counter" has no initial state; give at least one.',
    ],
    [
      'one state in place of several',
      { initial: untyped(() => ({ n: 0 })) },
      `Model "counter": initial answered an object; ${list}`,
    ],
    [
      'a text in place of states',
      { initial: untyped(() => 'idle') },
      `Model "counter": initial answered a string; ${list}`,
    ],
    [
      'a promise of states',
      { initial: untyped(async () => Promise.reject(new Error('late'))) },
      `Model "counter": initial answered a promise (models and properties are synchronous); ${list}`,
    ],
  ])('%s', (_, change, message) => {
    expect(thrownBy(() => define(change))).toEqual(new ModelError(message));
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'undefined'],
    ['a name', 'counter', 'a string'],
    ['a list', [user], 'a list'],
  ])('%s in place of a definition', (_, definition, what) => {
    expect(thrownBy(() => defineModel(untyped(definition)))).toEqual(
      new ModelError(
        `defineModel was given ${what} in place of its parts; give an object of name, initial, actors, within.`,
      ),
    );
  });

  test('no initial', () => {
    expect(thrownBy(() => defineModel(untyped({ name: 'counter', actors: [user] })))).toEqual(
      new ModelError('Model "counter" has no "initial"; give there the state it starts in.'),
    );
  });

  test('names of properties that every object has are names like others', () => {
    const odd: Actor<Counter> = actor('constructor', { toString: press, hasOwnProperty: press });
    expect(define({ actors: [odd] }).actions({ n: 0 })).toEqual([
      { actor: 'constructor', step: 'toString' },
      { actor: 'constructor', step: 'hasOwnProperty' },
    ]);
    expect(() => define({}).reduce({ n: 0 }, { actor: 'user', step: 'toString' })).toThrow(
      'user.toString is not possible in this state of "counter"',
    );
  });
});
