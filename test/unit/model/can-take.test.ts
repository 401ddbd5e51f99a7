/** Whether a step can be taken, asked by a user and by properties. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  clock,
  compareSafeguards,
  defineModel,
  defineSafeguards,
  defineSystem,
  eventually,
  fromReducer,
  invariant,
  ModelError,
  noDeadlock,
  reachable,
  sample,
  step,
  StepError,
  transition,
  whatIf,
  type Model,
} from 'allways';
import { thrownBy, untyped } from './thrown.js';

interface Job {
  readonly name: string;
  weight: number;
}

interface Queue {
  jobs: Job[];
  taken: string[];
  age: number;
}

const ageing = clock<Queue>({
  bound: 2,
  tick: (s, older) => {
    s.age = older(s.age);
  },
});

const queue = defineModel<Queue>({
  name: 'queue',
  initial: {
    jobs: [
      { name: 'a', weight: 1 },
      { name: 'b', weight: 2 },
    ],
    taken: [],
    age: 0,
  },
  actors: [
    actor<Queue>('worker', {
      take: step({
        choose: (s) => s.jobs,
        when: (s, job) => job.weight > 1 && s.jobs.includes(job) && !s.taken.includes(job.name),
        then: (s, job) => {
          s.taken.push(job.name);
        },
      }),
      give: {
        when: (s) => s.taken.length > 0,
        then: (s) => {
          s.taken.pop();
        },
      },
    }),
    ageing,
  ],
});
const [start] = queue.initial as [Queue];

describe('canTake', () => {
  test('is true if the step can be taken with any choice', () => {
    expect(queue.canTake(start, 'worker.take')).toBe(true);
    expect(queue.canTake({ ...start, taken: ['b'] }, 'worker.take')).toBe(false);
    expect(queue.canTake(start, 'worker.give')).toBe(false);
    expect(queue.canTake({ ...start, jobs: [] }, 'worker.take')).toBe(false);
  });

  test('is true of an actor if any of its steps can be taken', () => {
    expect(queue.canTake(start, 'worker')).toBe(true);
    expect(queue.canTake({ ...start, jobs: [] }, 'worker')).toBe(false);
    expect(queue.canTake({ ...start, jobs: [], taken: ['b'] }, 'worker')).toBe(true);
  });

  test('is false of a step that must change the state and would not', () => {
    expect(queue.canTake(start, 'clock.tick')).toBe(true);
    expect(queue.canTake({ ...start, age: 2 }, 'clock.tick')).toBe(false);
    expect(queue.canTake({ ...start, age: 2 }, 'clock')).toBe(false);
  });

  test('can be called without its model', () => {
    const { canTake } = queue as { canTake: (state: Queue, step: string) => boolean };
    expect(canTake(start, 'worker.take')).toBe(true);
  });

  test('refuses a name that the model does not have', () => {
    expect(() => queue.canTake(start, 'worker.tke')).toThrow(
      'Model "queue" has no actor or step "worker.tke"; did you mean worker.take?',
    );
    expect(() => queue.canTake(start, 'take')).toThrow(ModelError);
    expect(() => queue.canTake(start, untyped(5))).toThrow(
      'Model "queue": in place of the name of a actor or step there is 5',
    );
  });

  test('throws what a guard throws, unless another action can be taken', () => {
    interface Odd {
      n: number;
    }
    const odd = defineModel<Odd>({
      name: 'odd',
      initial: { n: 0 },
      actors: [
        actor<Odd>('a', {
          go: step({
            choose: (s) => (s.n > 5 ? untyped(null) : [1, 2, 3]),
            when: (s, choice) => {
              if (choice === 2) throw new Error('no two');
              return s.n + choice === 3;
            },
            then: () => undefined,
          }),
          list: step({
            choose: (s): number[] => {
              if (s.n === 1) throw new Error('no one');
              return [];
            },
            then: () => undefined,
          }),
        }),
      ],
    });
    expect(odd.canTake({ n: 0 }, 'a.go')).toBe(true);
    expect(odd.canTake({ n: 0 }, 'a')).toBe(true);
    expect(odd.canTake({ n: 0 }, 'a.list')).toBe(false);
    const thrown = thrownBy(() => odd.canTake({ n: 4 }, 'a.go'));
    expect(thrown).toBeInstanceOf(StepError);
    expect(thrown).toMatchObject({ part: 'when', action: { actor: 'a', step: 'go', choice: 2 } });
    expect(thrownBy(() => odd.canTake({ n: 1 }, 'a.list'))).toMatchObject({ part: 'choose' });
    expect(() => odd.canTake({ n: 9 }, 'a.go')).toThrow('choose answered null');
  });

  test('of a reducer matches the names of actions', () => {
    const cart = fromReducer({
      name: 'cart',
      initial: { items: 0 },
      actions: (s) => (s.items < 1 ? [{ type: 'add' }] : [{ type: 'clear' }]),
      reduce: (s, action) => ({ items: action.type === 'add' ? s.items + 1 : 0 }),
      actor: ({ type }) => (type === 'add' ? 'shopper' : 'clerk'),
    });
    expect(cart.canTake({ items: 0 }, 'shopper.add')).toBe(true);
    expect(cart.canTake({ items: 0 }, 'shopper')).toBe(true);
    expect(cart.canTake({ items: 0 }, 'clerk')).toBe(false);
    expect(cart.canTake({ items: 1 }, 'clerk.clear')).toBe(true);
    expect(cart.canTake({ items: 1 }, 'clerk.add')).toBe(false);
  });

  test('of a model with another enabled asks that one', () => {
    const none = { ...queue, enabled: () => ({ actions: [], errors: [] }) };
    expect(none.canTake(start, 'worker')).toBe(false);
    expect(queue.canTake(start, 'worker')).toBe(true);
  });
});

/** Whether the model offers such an action, by brute force. */
const offers = (model: Model<Queue>, state: Queue, name: string) =>
  model.actions(state).some((one) => one.actor === name || `${one.actor}.${one.step}` === name);

describe('canTake in properties', () => {
  const names = ['worker', 'worker.take', 'worker.give', 'clock.tick'];

  test.each(names)('%s: an invariant, a step and an end agree with brute force', async (name) => {
    const properties = [
      invariant<Queue>(
        'in a state',
        (s) => queue.canTake(s, name) === offers(queue, structuredClone(s), name),
      ),
      transition<Queue>(
        'in a step',
        (before, _, after) =>
          queue.canTake(before, name) === offers(queue, structuredClone(before), name) &&
          queue.canTake(after, name) === offers(queue, structuredClone(after), name),
      ),
    ];
    expect((await check(queue, properties)).verdict).toBe('holds');
    const alone = invariant<Queue>('it can', (s) => queue.canTake(s, name));
    const plain = invariant<Queue>('it can', (s) => offers(queue, s, name));
    const [seen] = (await check(queue, alone)).properties;
    const [wanted] = (await check(queue, plain)).properties;
    expect([seen?.verdict, seen?.trace?.actions]).toEqual([
      wanted?.verdict,
      wanted?.trace?.actions,
    ]);
  });

  test('its answer is remembered by what the guards read', async () => {
    interface Wide {
      turn: number;
      other: number;
    }
    const modulus = 40;
    const wide = defineModel<Wide>({
      name: 'wide',
      initial: { turn: 0, other: 0 },
      actors: [
        actor<Wide>('a', {
          go: { when: (s) => s.turn < 3, then: (s) => void s.turn++ },
          turn: { then: (s) => void (s.other = (s.other + 1) % modulus) },
        }),
      ],
    });
    let asked = 0;
    const goes = invariant<Wide>('it goes', (s) => {
      asked++;
      return wide.canTake(s, 'a.go') || s.turn === 3;
    });
    const result = await check(wide, goes, { workers: 1 });
    expect(result).toMatchObject({ verdict: 'holds', distinct: 4 * modulus });
    // It was asked a few times for each value of `turn`, and not in each state.
    expect(asked).toBeLessThan(2 * modulus);
  });

  test('an unknown step is an error of the check, and no violation', async () => {
    const wrong = invariant<Queue>('p', (s) => queue.canTake(s, 'worker.tak'));
    const message = 'Model "queue" has no actor or step "worker.tak"; did you mean worker.take?';
    await expect(check(queue, wrong)).rejects.toThrow(message);
    expect(() => sample(queue, wrong, { numRuns: 1 })).toThrow(message);
    const stuck = noDeadlock<Queue>((s) => queue.canTake(s, 'worker.tak'));
    const stop = { ...queue, enabled: () => ({ actions: [], errors: [] }) };
    await expect(check(stop, stuck)).rejects.toThrow(message);
    const never = eventually<Queue>('p', (s) => queue.canTake(s, 'worker.tak'));
    await expect(check(queue, never)).rejects.toThrow(message);
  });

  test('a guard that throws makes the predicate throw', async () => {
    const broken = defineModel<{ n: number }>({
      name: 'broken',
      initial: { n: 0 },
      actors: [
        actor<{ n: number }>('a', {
          go: {
            when: (s) => {
              if (s.n === 1) throw new Error('odd');
              return true;
            },
            then: (s) => void s.n++,
          },
        }),
      ],
    });
    const { properties } = await check(
      broken,
      reachable<{ n: number }>('it can', (s) => s.n === 2 || !broken.canTake(s, 'a.go')),
    );
    expect(properties[0]).toMatchObject({ verdict: 'violated' });
    expect(JSON.stringify(properties[0])).toContain('the predicate threw StepError');
  });
});

describe('canTake in a property of a system', () => {
  interface Lock {
    free: boolean;
    done: number;
  }
  const lock = defineSystem({
    name: 'lock',
    safeguards: defineSafeguards({
      guard: 'It is taken only while it is free.',
      stop: 'It is not used any more after two times.',
      spare: 'It does nothing.',
    }),
    parameters: { most: 2 },
    model: (on, { most }) =>
      defineModel<Lock>({
        name: 'lock',
        initial: { free: true, done: 0 },
        actors: [
          actor<Lock>('user', {
            take: {
              when: (s) => (s.free || !on.guard) && (!on.stop || s.done < most),
              then: (s) => {
                s.free = false;
                s.done = Math.min(s.done + 1, most + 1);
              },
            },
            give: {
              when: (s) => !s.free,
              then: (s) => {
                s.free = true;
              },
            },
          }),
        ],
      }),
  });
  const onlyFree = lock.property((_, model) =>
    invariant('it is taken only while it is free', (s) => s.free || !model.canTake(s, 'user.take')),
  );
  const stops = lock.property(({ most }, model) =>
    eventually('it is used up', (s) => s.free && s.done >= most && !model.canTake(s, 'user.take')),
  );

  test('is asked of the model under check', async () => {
    expect((await check(lock.with(['guard']), onlyFree)).verdict).toBe('holds');
    expect((await check(lock.with([]), onlyFree)).verdict).toBe('violated');
    const { drops } = await whatIf(lock.with(['guard']), onlyFree, { system: lock });
    expect(drops.map(({ dropped, effect }) => [dropped, effect])).toEqual([
      ['user.take', 'noticed'],
      ['user.give', 'unnoticed'],
      ['guard', 'noticed'],
    ]);
  });

  test('is compared: each set of safeguards has its own answer', async () => {
    const options = { fairness: 'weak' } as const;
    const { properties, complete } = await compareSafeguards(lock, [onlyFree, stops], options);
    expect(complete).toBe(true);
    expect(properties.map(({ minimal }) => minimal.map(({ on }) => on))).toEqual([
      [['guard']],
      [['stop']],
    ]);
    // Every set, searched alone, agrees.
    const names = ['guard', 'stop', 'spare'] as const;
    for (let set = 0; set < 8; set++) {
      const on = names.filter((_, at) => Math.floor(set / 2 ** at) % 2 === 1);
      const alone = await check(lock.with(on), [onlyFree, stops], options);
      expect(alone.properties.map(({ verdict }) => verdict === 'holds')).toEqual([
        on.includes('guard'),
        on.includes('stop'),
      ]);
    }
  });
});
