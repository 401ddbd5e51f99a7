import { describe, expect, test } from 'vitest';
import { actor, check, defineModel, defineSafeguards, defineSystem, ModelError } from 'allways';
import { thrownBy, untyped } from './thrown.js';

interface Counter {
  n: number;
}
const given: unknown[] = [];
const counter = defineSystem({
  name: 'counter',
  safeguards: defineSafeguards({ stop: 'It stops at one.', rest: 'It rests.', skip: 'It skips.' }),
  parameters: { most: 3, loud: false, unit: 'step' },
  model: (on, parameters) => {
    given.push(on, parameters);
    return defineModel<Counter>({
      name: 'a name that nobody sees',
      initial: { n: 0 },
      actors: [
        actor<Counter>('user', {
          press: {
            when: (s) => s.n < (on.stop ? 1 : parameters.most),
            then: (s) => {
              s.n++;
            },
          },
        }),
      ],
    });
  },
});

describe('a system', () => {
  test('says what can be switched and set', () => {
    expect(counter.name).toBe('counter');
    expect(counter.safeguards).toEqual({
      stop: 'It stops at one.',
      rest: 'It rests.',
      skip: 'It skips.',
    });
    expect(counter.parameters).toEqual({ most: 3, loud: false, unit: 'step' });
  });

  test('is a model for each set of safeguards and each choice of parameters', async () => {
    const sizes = [];
    for (const model of [
      counter.with([]),
      counter.with(['stop']),
      counter.with([], { most: 5 }),
      counter.with(['rest', 'stop'], { most: 5 }),
    ]) {
      sizes.push((await check(model, [])).distinct);
    }
    expect(sizes).toEqual([4, 2, 6, 2]);
  });

  test('gives its model its own name, the safeguards in their order, each once, and all parameters', () => {
    const model = counter.with(['skip', 'stop', 'skip'], { unit: 'turn', loud: true });
    expect(model.name).toBe('counter');
    expect(model.safeguards).toEqual(['stop', 'skip']);
    expect(model.parameters).toEqual({ most: 3, loud: true, unit: 'turn' });
    expect(counter.with([]).safeguards).toEqual([]);
  });

  test('tells the model of every switch and parameter', () => {
    given.length = 0;
    counter.with(['rest'], { most: 1 });
    expect(given).toEqual([
      { stop: false, rest: true, skip: false },
      { most: 1, loud: false, unit: 'step' },
    ]);
  });

  test('may have neither safeguards nor parameters', () => {
    const plain = defineSystem({ name: 'plain', model: () => counter.with([]) });
    expect(plain.with([])).toMatchObject({ name: 'plain', safeguards: [], parameters: {} });
    expect(thrownBy(() => plain.with([untyped('fencing')]))).toEqual(
      new ModelError('System "plain" has no safeguard "fencing"; it has none.'),
    );
    expect(thrownBy(() => plain.with([], untyped({ most: 1 })))).toEqual(
      new ModelError('System "plain" has no parameter "most"; it has none.'),
    );
  });

  test.each<[string, string[], object, string]>([
    [
      'an unknown safeguard',
      ['stop', 'fence'],
      {},
      'System "counter" has no safeguard "fence"; it has stop, rest, skip.',
    ],
    [
      'a name that every object has',
      ['toString'],
      {},
      'System "counter" has no safeguard "toString"; it has stop, rest, skip.',
    ],
    [
      'an unknown parameter',
      [],
      { many: 1 },
      'System "counter" has no parameter "many"; it has most, loud, unit.',
    ],
    [
      'a parameter of another type',
      [],
      { most: true },
      'System "counter": parameter most is a number, not true.',
    ],
    [
      'a parameter that is undefined',
      [],
      { loud: undefined },
      'System "counter": parameter loud is a boolean, not undefined.',
    ],
    [
      'a number that is none',
      [],
      { most: NaN },
      'System "counter": parameter most is NaN; give a finite number.',
    ],
    [
      'a number without end',
      [],
      { most: Infinity },
      'System "counter": parameter most is Infinity; give a finite number.',
    ],
  ])('refuses %s', (_, on, parameters, message) => {
    expect(thrownBy(() => counter.with(untyped(on), parameters))).toEqual(new ModelError(message));
  });

  test('refuses to be nameless', () => {
    expect(thrownBy(() => defineSystem({ name: '', model: () => counter.with([]) }))).toEqual(
      new ModelError('A system has no name; give it one: defineSystem({ name: … }).'),
    );
  });

  test('refuses a default that no recording could keep', () => {
    const endless = () =>
      defineSystem({
        name: 'endless',
        parameters: { most: Infinity },
        model: () => counter.with([]),
      });
    expect(thrownBy(endless)).toEqual(
      new ModelError('System "endless": parameter most is Infinity; give a finite number.'),
    );
  });

  test.each<[string, unknown, string]>([
    [
      'a name',
      'stop',
      'the string "stop" in place of a list of safeguards; write with([\'stop\'])',
    ],
    ['nothing', undefined, 'undefined in place of a list of safeguards; write with([]) for none'],
    [
      'switches',
      { stop: true },
      'an object in place of a list of safeguards; write with([]) for none',
    ],
  ])('refuses %s in place of a list of safeguards', (_, on, what) => {
    expect(thrownBy(() => counter.with(untyped(on)))).toEqual(
      new ModelError(`System "counter" was given ${what}.`),
    );
  });

  test('suggests the safeguard and the parameter that are meant', () => {
    expect(thrownBy(() => counter.with([untyped('stopp')]))).toEqual(
      new ModelError('System "counter" has no safeguard "stopp"; did you mean stop?'),
    );
    expect(thrownBy(() => counter.with([], untyped({ mots: 3 })))).toEqual(
      new ModelError('System "counter" has no parameter "mots"; did you mean most?'),
    );
    expect(thrownBy(() => counter.with([], untyped(3)))).toEqual(
      new ModelError(
        'System "counter" was given a number in place of its parameters; give an object of most, loud, unit.',
      ),
    );
  });

  test.each<[string, object, string]>([
    [
      'a misspelled part',
      { parameter: {} },
      'defineSystem has no part "parameter"; did you mean parameters?',
    ],
    ['no model', { model: undefined }, 'System "s": model is undefined; make it a function.'],
    [
      'a model that is built already',
      { model: counter.with([]) },
      'System "s": model is a model; make it a function.',
    ],
    [
      'a list of safeguards',
      { safeguards: ['stop'] },
      'System "s": safeguards is a list; give an object with a sentence for each.',
    ],
    [
      'a safeguard without a sentence',
      { safeguards: { stop: true } },
      'System "s": safeguard stop is a boolean; say in a sentence what it does.',
    ],
    [
      'a list of parameters',
      { parameters: ['most'] },
      'System "s": parameters is a list; give an object with a default for each.',
    ],
    [
      'a parameter that no recording could keep',
      { parameters: { at: new Date(0) } },
      'System "s": parameter at is an object; give a number, a boolean, a string, or { default, min, max }.',
    ],
  ])('refuses to be defined with %s', (_, change, message) => {
    const definition = { name: 's', model: () => counter.with([]), ...change };
    expect(thrownBy(() => defineSystem(untyped(definition)))).toEqual(new ModelError(message));
  });

  test.each<[string, () => unknown, string]>([
    ['nothing', () => undefined, 'undefined'],
    ['a system', () => counter, 'a system'],
    [
      'a promise',
      () => Promise.reject(new Error('late')),
      'a promise (models and properties are synchronous)',
    ],
  ])('refuses a model that is %s', (_, model, what) => {
    const system = defineSystem({ name: 's', model: untyped(model) });
    expect(thrownBy(() => system.with([]))).toEqual(
      new ModelError(`System "s": model answered ${what}; let it return what defineModel made.`),
    );
  });

  test('refuses what is no definition', () => {
    expect(thrownBy(() => defineSystem(untyped('s')))).toEqual(
      new ModelError(
        'defineSystem was given a string in place of its parts; ' +
          'give an object of name, safeguards, parameters, model.',
      ),
    );
  });
});

describe('safeguards', () => {
  test.each<[unknown, string]>([
    [
      undefined,
      'defineSafeguards: safeguards is undefined; give an object with a sentence for each.',
    ],
    [['stop'], 'defineSafeguards: safeguards is a list; give an object with a sentence for each.'],
    [{ stop: 1 }, 'defineSafeguards: safeguard stop is a number; say in a sentence what it does.'],
  ])('are refused where they are %j', (safeguards, message) => {
    expect(thrownBy(() => defineSafeguards(untyped(safeguards)))).toEqual(new ModelError(message));
  });
});
