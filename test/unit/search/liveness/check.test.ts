/** Temporal properties as `check` answers them: verdicts, lassos, and what is said of them. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  alwaysEventually,
  check,
  defineModel,
  eventually,
  eventuallyAlways,
  fromReducer,
  invariant,
  leadsTo,
  strong,
  until,
  weak,
  type CheckOptions,
  type Fairness,
  type Property,
} from 'allways';

interface Lock {
  owner: 'nobody' | 'rival' | 'worker';
  served: boolean;
}

/** A worker who wants a lock once, and a rival who takes it again and again. */
const lockWith = (worker?: Fairness, release?: Fairness) =>
  defineModel<Lock>({
    name: 'lock',
    initial: { owner: 'nobody', served: false },
    actors: [
      actor<Lock>('rival', {
        acquire: {
          when: (s) => s.owner === 'nobody',
          then: (s) => {
            s.owner = 'rival';
          },
        },
        release: {
          when: (s) => s.owner === 'rival',
          then: (s) => {
            s.owner = 'nobody';
          },
        },
      }),
      actor<Lock>(
        'worker',
        {
          acquire: {
            when: (s) => s.owner === 'nobody' && !s.served,
            then: (s) => {
              s.owner = 'worker';
            },
          },
          release: {
            when: (s) => s.owner === 'worker',
            then: (s) => {
              s.owner = 'nobody';
              s.served = true;
            },
            ...(release && { fairness: release }),
          },
        },
        worker && { fairness: worker },
      ),
    ],
  });

const lock = lockWith();
const served = eventually<Lock>('the worker is served', (s) => s.served);

/** What a check says of one property. */
const said = async (property: Property<Lock>, options: CheckOptions = {}, model = lock) => {
  const { properties } = await check(model, property, options);
  const [outcome] = properties;
  if (outcome?.verdict !== 'violated') return outcome?.verdict;
  const { says, trace } = outcome;
  return {
    says,
    steps: trace?.actions.map(({ actor, step }) => `${actor}.${step}`),
    from: trace?.lasso?.from,
  };
};

const weakly = {
  says: 'it never comes: steps 1 to 2 repeat for ever',
  steps: ['rival.acquire', 'rival.release'],
  from: 0,
};

describe('who is sure to go on', () => {
  test('is nobody, where nothing is assumed: all may stop where they stand', async () => {
    const says =
      'it never comes: rival and worker may stop for ever, as nothing is assumed to make them go on';
    expect(await said(served)).toEqual({ says, steps: [], from: 0 });
    expect(await said(served, { fairness: 'none' }, lockWith('strong'))).toMatchObject({ says });
    expect(await said(served, { fairness: [] })).toMatchObject({ says });
  });

  test('weakly, may still be passed over whenever he can go on', async () => {
    expect(await said(served, { fairness: 'weak' })).toEqual(weakly);
  });

  test('strongly, is not passed over for ever', async () => {
    expect(await said(served, { fairness: 'strong' })).toBe('holds');
    expect(
      await said(served, { fairness: [weak('rival'), weak('worker'), strong('worker.acquire')] }),
    ).toBe('holds');
  });

  test('is one of several, where the assumption is of them together', async () => {
    expect(await said(served, { fairness: [strong('rival', 'worker')] })).toEqual(weakly);
  });

  test('is said by the actor, and the check says it of the others', async () => {
    expect(await said(served, {}, lockWith('strong'))).toMatchObject({
      says: 'it never comes: rival may stop for ever, as nothing is assumed to make it go on',
      steps: ['rival.acquire'],
    });
    expect(await said(served, { fairness: 'weak' }, lockWith('strong'))).toBe('holds');
    expect(await said(served, { fairness: 'strong' }, lockWith('weak'))).toEqual(weakly);
    expect(await said(served, { fairness: 'strong' }, lockWith('none'))).toEqual(weakly);
  });

  test('is said by a step, and its actor says it of the others', async () => {
    const stops = {
      says: 'it never comes: worker may stop for ever, as nothing is assumed to make it go on',
      steps: ['worker.acquire'],
      from: 1,
    };
    expect(await said(served, { fairness: 'weak' }, lockWith('strong', 'none'))).toEqual(stops);
    expect(await said(served, { fairness: 'strong' }, lockWith(undefined, 'none'))).toEqual(stops);
    expect(await said(served, { fairness: 'strong' }, lockWith(undefined, 'weak'))).toBe('holds');
  });

  test('must be there', async () => {
    await expect(check(lock, served, { fairness: [weak('workr')] })).rejects.toThrow(
      'Model "lock" has no actor or step "workr"; did you mean worker?',
    );
  });

  test('can be named by a reducer that does not list its steps', async () => {
    const model = fromReducer<{ n: number }, { type: string }>({
      initial: { n: 0 },
      actions: (s) => (s.n < 2 ? [{ type: 'press' }] : []),
      reduce: (s) => ({ n: s.n + 1 }),
      describe: ({ type }) => ({ actor: 'user', step: type }),
    });
    const full = eventually<{ n: number }>('it is full', (s) => s.n === 2);
    expect((await check(model, full)).verdict).toBe('violated');
    expect((await check(model, full, { fairness: [weak('user.press')] })).verdict).toBe('holds');
  });
});

describe('each form', () => {
  const fairness = 'strong';

  test('leads to: only from its cause on', async () => {
    const property = leadsTo<Lock>(
      'who is served goes',
      (s) => s.served,
      (s) => s.owner === 'worker',
    );
    expect(await said(property, { fairness })).toEqual({
      says: 'what must follow does not come: steps 3 to 4 repeat for ever',
      steps: ['worker.acquire', 'worker.release', 'rival.acquire', 'rival.release'],
      from: 2,
    });
    const free = leadsTo<Lock>(
      'it is free again',
      (s) => s.owner !== 'nobody',
      (s) => s.owner === 'nobody',
    );
    expect(await said(free, { fairness: 'weak' })).toBe('holds');
  });

  test('again and again', async () => {
    const again = alwaysEventually<Lock>('the worker comes again', (s) => s.owner === 'worker');
    expect(await said(again, { fairness })).toEqual({
      says: 'from some time on it does not come again: steps 3 to 4 repeat for ever',
      steps: ['worker.acquire', 'worker.release', 'rival.acquire', 'rival.release'],
      from: 2,
    });
    const free = alwaysEventually<Lock>('it is free again and again', (s) => s.owner === 'nobody');
    expect(await said(free, { fairness: 'weak' })).toBe('holds');
  });

  test('to stay', async () => {
    const stays = eventuallyAlways<Lock>('the worker stays served', (s) => s.served);
    expect(await said(stays, { fairness })).toBe('holds');
    const free = eventuallyAlways<Lock>('it stays free', (s) => s.owner === 'nobody');
    expect(await said(free, { fairness })).toEqual({
      says: 'it does not stay: steps 3 to 4 repeat for ever',
      steps: ['worker.acquire', 'worker.release', 'rival.acquire', 'rival.release'],
      from: 2,
    });
  });

  test('until: what is lost too early needs no loop', async () => {
    const patient = until<Lock>(
      'nobody before the worker',
      (s) => s.owner !== 'rival',
      (s) => s.served,
    );
    expect(await said(patient, { fairness })).toEqual({
      says: 'neither of the two holds at the end',
      steps: ['rival.acquire'],
      from: undefined,
    });
    const waits = until<Lock>(
      'unserved until served',
      (s) => !s.served,
      (s) => s.served,
    );
    expect(await said(waits, { fairness: 'weak' })).toEqual({
      ...weakly,
      says: 'what must come does not: steps 1 to 2 repeat for ever',
    });
    expect(await said(waits, { fairness })).toBe('holds');
  });
});

describe('where it stops', () => {
  interface Door {
    open: boolean;
  }
  const door = (throws: boolean) =>
    defineModel<Door>({
      name: 'door',
      initial: { open: false },
      actors: [
        actor<Door>('somebody', {
          open: {
            when: (s) => !s.open,
            then: (s) => {
              if (throws) throw new Error('stuck');
              s.open = true;
            },
          },
          // A step that changes nothing is no step: it keeps nobody going.
          knock: { then: () => undefined },
        }),
      ],
    });
  const shut = alwaysEventually<Door>('the door is shut again and again', (s) => !s.open);

  test('nothing can happen any more', async () => {
    const { properties, graph } = await check(door(false), shut, { fairness: 'strong' });
    expect(properties[0]).toMatchObject({
      says: 'from some time on it does not come again: nothing can happen any more',
      trace: { actions: [{ step: 'open' }], lasso: { from: 1 } },
    });
    // There is room for 1,024 states of 8 bytes each, and for 1,024 edges of 8 bytes.
    expect(graph).toEqual({ states: 2, edges: 3, bytes: 16 * 1024, isCut: false });
  });

  test('what comes after a step that threw is unknown', async () => {
    const { verdict, properties } = await check(door(true), shut, { fairness: 'strong' });
    expect(verdict).toBe('violated');
    expect(properties).toMatchObject([
      { verdict: 'undecided', says: 'what comes after a step that threw is unknown' },
      { kind: 'step', verdict: 'violated' },
    ]);
  });

  test('a predicate that throws is violated there', async () => {
    const { properties } = await check(
      door(false),
      eventually<Door>('it is asked', (s) => {
        if (s.open) throw new Error('who asks?');
        return false;
      }),
    );
    expect(properties[0]).toMatchObject({
      verdict: 'violated',
      says: 'the predicate threw Error: who asks?',
      trace: { actions: [{ step: 'open' }] },
    });
  });
});

describe('where a limit cut the search', () => {
  interface Counter {
    n: number;
  }
  const counter = defineModel<Counter>({
    name: 'counter',
    initial: { n: 0 },
    actors: [
      actor<Counter>('user', {
        press: {
          then: (s) => {
            s.n++;
          },
        },
        reset: {
          then: (s) => {
            s.n = 0;
          },
        },
      }),
    ],
  });
  const options: CheckOptions = { fairness: 'weak', limits: { depth: 10 } };

  test('nothing is said to hold', async () => {
    const zero = alwaysEventually<Counter>('it is below 5 again and again', (s) => s.n < 5);
    const { verdict, properties } = await check(counter, zero, options);
    expect(verdict).toBe('undecided');
    expect(properties[0]).toMatchObject({ says: 'not all states were visited' });
  });

  test('a loop that was found is a loop', async () => {
    const three = eventually<Counter>('it comes to 3', (s) => s.n === 3);
    const { properties } = await check(counter, three, options);
    expect(properties[0]).toMatchObject({
      verdict: 'violated',
      trace: { actions: [{ step: 'press' }, { step: 'reset' }], lasso: { from: 0 } },
    });
  });

  test('a search that was stopped before it began says nothing of loops', async () => {
    const three = eventually<Counter>('it comes to 3', (s) => s.n === 3);
    const { properties, graph } = await check(counter, three, {
      signal: AbortSignal.abort(),
    });
    expect(properties[0]).toMatchObject({
      verdict: 'undecided',
      says: 'not all states were visited',
    });
    expect(graph).toBeUndefined();
  });

  describe('a signal that comes while the search looks for loops', () => {
    const wide = defineModel<Counter>({
      name: 'counter',
      initial: () => Array.from({ length: 3000 }, (_, n) => ({ n })),
      actors: [
        actor<Counter>('user', {
          press: {
            then: (s) => {
              s.n = (s.n + 1) % 3000;
            },
          },
        }),
      ],
    });
    /** Stops the search for loops when it first asks about a state. */
    const stopped = async (fairness: CheckOptions['fairness']) => {
      const stop = new AbortController();
      const never = eventually<Counter>('it comes to 3000', (s) => {
        stop.abort();
        return s.n === 3000;
      });
      return await check(wide, never, { signal: stop.signal, ...(fairness && { fairness }) });
    };

    test('ends it with the first states, and nothing is said to hold', async () => {
      const { verdict, ended, properties, graph } = await stopped('weak');
      expect({ verdict, ended }).toEqual({ verdict: 'undecided', ended: { by: 'complete' } });
      expect(graph).toMatchObject({ states: 1024, edges: 1024, isCut: true });
      expect(properties[0]).toMatchObject({
        verdict: 'undecided',
        says: 'there was no time left to look for every loop',
      });
    });

    test('leaves what was found so far', async () => {
      const { properties, graph } = await stopped('none');
      expect(graph).toMatchObject({ states: 1024, edges: 1024 });
      expect(properties[0]).toMatchObject({
        verdict: 'violated',
        trace: { states: [{ n: 0 }], actions: [], lasso: { from: 0 } },
      });
    });
  });

  test('what is decided on the way does not end it', async () => {
    const low = invariant<Counter>('it is below 2', (s) => s.n < 2);
    const three = eventually<Counter>('it comes to 3', (s) => s.n === 3);
    const { ended, properties } = await check(counter, [low, three], options);
    expect(ended).toEqual({ by: 'limit', limit: 'depth', value: 10 });
    expect(properties.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['it is below 2', 'violated'],
      ['it comes to 3', 'violated'],
    ]);
  });
});
