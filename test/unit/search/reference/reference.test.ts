import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  actor,
  defineModel,
  fromReducer,
  invariant,
  lastState,
  noDeadlock,
  reachable,
  step,
  StepError,
  stepsOf,
  transition,
  type Progress,
  type Property,
  type PropertyOutcome,
} from 'allways';
import { referenceSearch } from '../../../../src/search/reference/reference.js';

interface Place {
  n: number;
}

/** A walk from 0 to a last place, one step at a time. */
const walkTo = (last: number, ...starts: number[]) =>
  defineModel<Place>({
    name: 'walk',
    initial: () => (starts.length === 0 ? [{ n: 0 }] : starts.map((n) => ({ n }))),
    actors: [
      actor<Place>('walker', {
        walk: {
          when: (s) => s.n < last,
          then: (s) => {
            s.n++;
          },
        },
      }),
    ],
  });

interface Point {
  x: number;
  y: number;
}

/** Two actors, each with so many steps of its own: a square of states. */
const square = (side: number) =>
  defineModel<Point>({
    name: 'square',
    initial: { x: 0, y: 0 },
    actors: [
      actor<Point>('right', {
        go: {
          when: (s) => s.x < side,
          then: (s) => {
            s.x++;
          },
        },
      }),
      actor<Point>('up', {
        go: {
          when: (s) => s.y < side,
          then: (s) => {
            s.y++;
          },
        },
      }),
    ],
  });

/** Three bits, each of which may be flipped at any time: a cube, all of whose edges go both ways. */
const cube = fromReducer<number, { type: string; bit: number }>({
  name: 'cube',
  initial: 0,
  actions: () => [1, 2, 4].map((bit) => ({ type: 'flip', bit })),
  reduce: (bits, { bit }) => bits ^ bit,
});

const below = (bound: number) => invariant<Place>(`below ${bound}`, (s) => s.n < bound);
const at = (n: number) => reachable<Place>(`at ${n}`, (s) => s.n === n);
const walk = { actor: 'walker', step: 'walk' };
const places = (last: number) => Array.from({ length: last + 1 }, (_, n) => ({ n }));

const traceOf = <State>(outcome: PropertyOutcome<State> | undefined) =>
  outcome !== undefined && 'trace' in outcome ? outcome.trace : undefined;

/** Each outcome in short: its verdict, and the length of its trace where it has one. */
const inShort = <State>(properties: readonly PropertyOutcome<State>[]) =>
  properties.map((outcome) => {
    const trace = traceOf(outcome);
    return trace === undefined ? outcome.verdict : `${outcome.verdict}, ${stepsOf(trace)}`;
  });

describe('a search that is complete', () => {
  test('counts as TLC does', async () => {
    expect(await referenceSearch(square(2), [])).toMatchObject({
      distinct: 9,
      generated: 1 + 12,
      depth: 5,
      frontier: 0,
      ended: { by: 'complete' },
    });
    expect(await referenceSearch(cube, [])).toMatchObject({
      distinct: 8,
      generated: 1 + 8 * 3,
      depth: 4,
    });
  });

  test('has a shortest trace for each property that is violated, and none for one that holds', async () => {
    const { properties } = await referenceSearch(walkTo(4), [below(3), below(9)]);
    expect(properties).toEqual([
      {
        name: 'below 3',
        kind: 'invariant',
        verdict: 'violated',
        says: 'it does not hold',
        trace: expect.objectContaining({
          states: places(3),
          actions: [walk, walk, walk],
        }) as unknown,
      },
      { name: 'below 9', kind: 'invariant', verdict: 'holds' },
    ]);
  });

  test('passes on why a property must hold, and what it says where it does not', async () => {
    const because = 'the bridge ends there';
    const near = invariant<Place>('near', (s) => s.n < 1 || `it is at ${s.n}`, { because });
    const far = invariant<Place>('far', () => true, { because });
    const { properties } = await referenceSearch(walkTo(1), [near, far]);
    expect(properties).toMatchObject([
      { because, verdict: 'violated', says: 'it is at 1' },
      { because, verdict: 'holds' },
    ]);
  });

  test('starts in every initial state', async () => {
    const result = await referenceSearch(walkTo(12, 0, 5, 11), [
      below(11),
      at(4),
      at(12),
      below(13),
    ]);
    expect(result).toMatchObject({ distinct: 13, generated: 3 + 12, depth: 6 });
    expect(inShort(result.properties)).toEqual(['violated, 0', 'holds, 4', 'holds, 1', 'holds']);
    expect(result.properties.map((outcome) => traceOf(outcome)?.states[0]?.n)).toEqual([
      11,
      0,
      11,
      undefined,
    ]);
  });

  test('names the steps that were never taken, unless what threw may hide more', async () => {
    const idle = (breaks: boolean) =>
      defineModel<Place>({
        name: 'idle',
        initial: { n: 0 },
        actors: [
          actor<Place>('a', {
            stay: { then: () => {} },
            never: { when: () => false, then: () => {} },
            breaks: {
              when: () => breaks,
              then: () => {
                throw new Error('broken');
              },
            },
          }),
          actor<Place>('b', {
            unsure: {
              when: () => {
                if (breaks) throw new Error('unsure');
                return false;
              },
              then: () => {},
            },
            nothing: step<Place, string>({ choose: () => [], then: () => {} }),
          }),
        ],
      });
    expect((await referenceSearch(idle(true), [])).neverTaken).toEqual([]);
    const { neverTaken, ended } = await referenceSearch(idle(false), []);
    expect(ended).toEqual({ by: 'complete' });
    expect(neverTaken).toEqual([
      { actor: 'a', step: 'never' },
      { actor: 'a', step: 'breaks' },
      { actor: 'b', step: 'unsure' },
      { actor: 'b', step: 'nothing' },
    ]);
  });

  test('names no step of a reducer, whose actions nobody can list', async () => {
    expect((await referenceSearch(cube, [])).neverTaken).toEqual([]);
  });
});

test('a state that reads differently each time is refused', async () => {
  let reads = 0;
  const model = defineModel<{ n: number; part: { a: number } }>({
    name: 'shifty',
    initial: { n: 0, part: { a: 0 } },
    actors: [
      actor('a', {
        go: {
          when: (s) => s.n < 3,
          then: (s) => {
            s.n++;
            s.part = new Proxy({ a: 0 }, { get: () => reads++ });
          },
        },
      }),
    ],
  });
  await expect(referenceSearch(model, [], { watch: 0 })).rejects.toThrow(
    'After a.go, the state reads differently each time; put plain data into it, and no Proxy that answers by itself.',
  );
});

describe('a transition property', () => {
  const asked = async (starts: number[], then: (n: number) => number) => {
    const model = defineModel<Place>({
      name: 'jump',
      initial: () => starts.map((n) => ({ n })),
      actors: [actor<Place>('frog', { jump: { then: (s) => ({ n: then(s.n) }) } })],
    });
    const steps: [number, number][] = [];
    const grows = transition<Place>('it grows', (before, _, after) => {
      steps.push([before.n, after.n]);
      return after.n > before.n;
    });
    const { properties } = await referenceSearch(model, [grows]);
    return { steps, outcome: properties[0], trace: traceOf(properties[0]) };
  };

  test('is asked about a step that changes nothing', async () => {
    const { outcome, trace } = await asked([3], (n) => n);
    expect(outcome).toMatchObject({ verdict: 'violated', says: 'it does not hold' });
    expect(trace?.states).toEqual([{ n: 3 }, { n: 3 }]);
    expect(trace?.actions).toEqual([{ actor: 'frog', step: 'jump' }]);
  });

  test('is asked about a step to a state that is known already', async () => {
    const { steps, trace } = await asked([0], (n) => (n + 1) % 3);
    expect(steps).toEqual([
      [0, 1],
      [1, 2],
      [2, 0],
    ]);
    expect(trace?.states).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }, { n: 0 }]);
  });

  test('is asked about a step from one initial state to another', async () => {
    const { trace } = await asked([0, 7], () => 0);
    expect(trace?.states).toEqual([{ n: 0 }, { n: 0 }]);
    expect((await asked([7, 0], (n) => Math.min(n, 0))).trace?.states).toEqual([
      { n: 7 },
      { n: 0 },
    ]);
  });

  test('is asked about each action where two lead from one state to the same other', async () => {
    const model = defineModel<Place>({
      name: 'two doors',
      initial: { n: 0 },
      actors: ['left', 'right'].map((door) =>
        actor<Place>(door, {
          open: {
            when: (s) => s.n === 0,
            then: (s) => {
              s.n = 1;
            },
          },
        }),
      ),
    });
    const left = transition<Place>('left', (_, action) => action.actor === 'left');
    const { properties } = await referenceSearch(model, [left]);
    expect(traceOf(properties[0])?.actions).toEqual([{ actor: 'right', step: 'open' }]);
  });
});

describe('a deadlock', () => {
  test('is a state in which nothing can happen', async () => {
    const { properties } = await referenceSearch(walkTo(2), [noDeadlock()]);
    expect(properties).toMatchObject([
      {
        name: 'no deadlock',
        kind: 'deadlock',
        verdict: 'violated',
        says: 'nothing can happen any more',
      },
    ]);
    expect(traceOf(properties[0])?.states).toEqual(places(2));
  });

  test('is fine where stopping is fine', async () => {
    const asked: number[] = [];
    const fine = noDeadlock<Place>((s) => {
      asked.push(s.n);
      return s.n === 2;
    });
    expect(inShort((await referenceSearch(walkTo(2), [fine])).properties)).toEqual(['holds']);
    // Once more when the search is over.
    expect(asked).toEqual([2, 2]);
    expect(inShort((await referenceSearch(walkTo(3), [fine])).properties)).toEqual(['violated, 3']);
  });

  test('is no state in which a step changes nothing, or in which one throws', async () => {
    const model = (body: () => void) =>
      defineModel<Place>({
        name: 'one step',
        initial: { n: 0 },
        actors: [
          actor<Place>('a', {
            guarded: {
              when: () => {
                body();
                return true;
              },
              then: () => {},
            },
          }),
        ],
      });
    const still = await referenceSearch(
      model(() => {}),
      [noDeadlock()],
    );
    expect(inShort(still.properties)).toEqual(['holds']);
    const throwing = await referenceSearch(
      model(() => {
        throw new Error('odd');
      }),
      [noDeadlock()],
    );
    expect(inShort(throwing.properties)).toEqual(['undecided', 'violated, 1']);
  });
});

describe('something that must be reachable', () => {
  test('holds with a shortest way there', async () => {
    const both = reachable<Point>('both', (s) => s.x === 1 && s.y === 1);
    const { properties } = await referenceSearch(square(2), [both]);
    expect(properties).toMatchObject([{ name: 'both', kind: 'reachable', verdict: 'holds' }]);
    expect(traceOf(properties[0])?.states).toEqual([
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 1, y: 1 },
    ]);
  });

  test('is violated without a trace where all was explored and it is nowhere', async () => {
    expect((await referenceSearch(walkTo(3), [at(4)])).properties).toEqual([
      {
        name: 'at 4',
        kind: 'reachable',
        verdict: 'violated',
        says: 'no reachable state satisfies it',
      },
    ]);
  });

  test('is undecided where a limit ended the search before', async () => {
    for (const limits of [{ states: 3 }, { depth: 3 }]) {
      const { properties } = await referenceSearch(walkTo(3), [at(3), at(2)], { limits });
      expect(inShort(properties)).toEqual(['undecided', 'holds, 2']);
    }
  });
});

describe('what throws', () => {
  const odd = (n: number) => {
    if (n === 2) throw new RangeError(`odd ${n}`);
    return true;
  };

  test('a predicate is violated with that error, at that state', async () => {
    const asked: Property<Place>[] = [
      invariant('invariant', (s) => odd(s.n)),
      transition('transition', (before) => odd(before.n)),
      reachable('reachable', (s) => odd(s.n) && s.n === 3),
      noDeadlock((s) => odd(s.n - 1)),
    ];
    const { properties } = await referenceSearch(walkTo(3), asked);
    expect(inShort(properties)).toEqual([
      'violated, 2',
      'violated, 3',
      'violated, 2',
      'violated, 3',
    ]);
    for (const outcome of properties) {
      expect(outcome).toMatchObject({ says: 'the predicate threw RangeError: odd 2' });
      expect(traceOf(outcome)).not.toHaveProperty('failed');
    }
    const [first] = properties;
    expect(traceOf(first)?.states).toEqual(places(2));
  });

  const machine = (part: 'when' | 'choose' | 'then') =>
    defineModel<Place>({
      name: 'machine',
      initial: () => [{ n: 0 }, { n: 1 }],
      actors: [
        actor<Place>('user', {
          press: step({
            choose: (s: Place) => {
              if (part === 'choose') odd(s.n);
              return ['red', 'blue'];
            },
            when: (s, button) => s.n < 4 && (part !== 'when' || button === 'red' || odd(s.n)),
            then: (s) => {
              if (part === 'then') odd(s.n);
              s.n++;
            },
          }),
        }),
      ],
    });

  test.each([
    ['when', { actor: 'user', step: 'press', choice: 'blue' }, 4],
    ['choose', { actor: 'user', step: 'press' }, 3],
    ['then', { actor: 'user', step: 'press', choice: 'red' }, 3],
  ] as const)('%s is a counterexample under the name of its step', async (part, action, states) => {
    const { properties, distinct } = await referenceSearch(machine(part), [below(3)]);
    const [about, thrown] = properties;
    expect(properties).toHaveLength(2);
    expect(about).toMatchObject({ verdict: part === 'when' ? 'violated' : 'undecided' });
    expect(thrown).toMatchObject({
      name: 'user.press does not throw',
      kind: 'step',
      verdict: 'violated',
      says: `user.press: ${part} threw RangeError: odd 2`,
    });
    const trace = traceOf(thrown);
    expect(trace?.states).toEqual([{ n: 1 }, { n: 2 }]);
    expect(trace?.actions).toEqual([{ actor: 'user', step: 'press', choice: 'red' }]);
    expect(trace?.failed).toBeInstanceOf(StepError);
    expect(trace?.failed).toMatchObject({ action, part, cause: new RangeError('odd 2') });
    // The other choice is explored all the same.
    expect(distinct).toBe(states);
  });

  test('a recipe that throws generates no state', async () => {
    const { generated, distinct } = await referenceSearch(machine('then'), []);
    expect([distinct, generated]).toEqual([3, 2 + 2 * 2]);
  });

  test('a step that throws in many states is reported once, as early as it happens', async () => {
    const model = defineModel<Place>({
      name: 'leak',
      initial: { n: 0 },
      actors: [
        actor<Place>('water', {
          rise: {
            when: (s) => s.n < 5,
            then: (s) => {
              s.n++;
            },
          },
          leak: {
            when: (s) => {
              if (s.n > 2) throw new Error(`at ${s.n}`);
              return false;
            },
            then: () => {},
          },
        }),
      ],
    });
    const { properties } = await referenceSearch(model, []);
    expect(inShort(properties)).toEqual(['violated, 4']);
    expect(properties).toMatchObject([{ says: 'water.leak: when threw Error: at 3' }]);
  });
});

describe('what is no finding but a mistake in how it was written down', () => {
  test('an outcome that is not plain data is refused, by step and path', async () => {
    const model = fromReducer<{ total: number }, { type: string; price: number }>({
      initial: { total: 0 },
      actions: (s) => (s.total < 2 ? [{ type: 'buy', price: 1 }] : [{ type: 'buy', price: NaN }]),
      reduce: (s, action) => ({ total: s.total + action.price }),
    });
    await expect(referenceSearch(model, [])).rejects.toThrow('action');
    const halves = fromReducer<{ share: number[] }, { type: string }>({
      initial: { share: [0] },
      actions: () => [{ type: 'divide' }],
      reduce: (s) => ({ share: [1 / (s.share[0] ?? 0)] }),
    });
    await expect(referenceSearch(halves, [])).rejects.toThrow(
      'After reducer.divide({"type":"divide"}), state.share[0] is Infinity; only plain data',
    );
  });

  test('a recipe that is asynchronous is refused', async () => {
    const model = defineModel<Place>({
      name: 'slow',
      initial: { n: 0 },
      actors: [actor<Place>('a', { wait: { then: (async () => {}) as unknown as () => void } })],
    });
    await expect(referenceSearch(model, [])).rejects.toThrow(
      'a.wait: then returned a promise (models and properties are synchronous); change the state',
    );
  });

  test('an answer that is none is refused', async () => {
    const vague = invariant<Place>('vague', () => 0 as unknown as boolean);
    await expect(referenceSearch(walkTo(1), [vague])).rejects.toThrow(
      'Property "vague" answered a number; it must answer true, false, or a sentence',
    );
  });
});

describe('limits', () => {
  test('on states: what was cut off is undecided', async () => {
    const asked = [below(3), below(4), at(3), at(4), noDeadlock<Place>()];
    const result = await referenceSearch(walkTo(9), asked, { limits: { states: 4 } });
    expect(result).toMatchObject({
      distinct: 4,
      generated: 5,
      depth: 4,
      frontier: 1,
      ended: { by: 'limit', limit: 'states', value: 4 },
    });
    expect(inShort(result.properties)).toEqual([
      'violated, 3',
      'undecided',
      'holds, 3',
      'undecided',
      'undecided',
    ]);
  });

  test('on states: exactly enough is enough', async () => {
    const asked = [below(10), at(10)];
    const result = await referenceSearch(walkTo(9), asked, { limits: { states: 10 } });
    expect(result).toMatchObject({ distinct: 10, ended: { by: 'complete' } });
    expect(inShort(result.properties)).toEqual(['holds', 'violated']);
  });

  test('on states: a step that changes nothing needs no room', async () => {
    const model = defineModel<Place>({
      name: 'still',
      initial: { n: 0 },
      actors: [actor<Place>('a', { stay: { then: () => {} } })],
    });
    const result = await referenceSearch(model, [below(1)], { limits: { states: 1 } });
    expect(result).toMatchObject({ distinct: 1, generated: 2, ended: { by: 'complete' } });
    expect(inShort(result.properties)).toEqual(['holds']);
  });

  test('on states: even initial states may be too many', async () => {
    const result = await referenceSearch(walkTo(3, 0, 3, 2), [below(4), below(3), below(2)], {
      limits: { states: 2 },
    });
    expect(result).toMatchObject({
      distinct: 2,
      generated: 2,
      depth: 1,
      frontier: 2,
      ended: { by: 'limit', limit: 'states', value: 2 },
    });
    expect(inShort(result.properties)).toEqual(['undecided', 'violated, 0', 'violated, 0']);
  });

  test('on depth: the last level is found and not expanded', async () => {
    const asked = [below(2), below(3), at(2), at(3)];
    const result = await referenceSearch(walkTo(9), asked, { limits: { depth: 3 } });
    expect(result).toMatchObject({
      distinct: 3,
      generated: 3,
      depth: 3,
      frontier: 1,
      ended: { by: 'limit', limit: 'depth', value: 3 },
    });
    expect(inShort(result.properties)).toEqual([
      'violated, 2',
      'undecided',
      'holds, 2',
      'undecided',
    ]);
  });

  test('on depth: what can happen in the last level was not asked, even if it is the last there is', async () => {
    const stays = transition<Place>('it stays', (before, _, after) => after.n - before.n < 1);
    const asked = [noDeadlock<Place>(), stays, below(9)];
    const cut = await referenceSearch(walkTo(2, 1, 2), asked, { limits: { depth: 1 } });
    expect(cut).toMatchObject({ distinct: 2, generated: 2, frontier: 2, neverTaken: [] });
    expect(inShort(cut.properties)).toEqual(['undecided', 'undecided', 'undecided']);
    const whole = await referenceSearch(walkTo(2, 1, 2), asked, { limits: { depth: 2 } });
    expect(whole).toMatchObject({ distinct: 2, generated: 3, ended: { by: 'complete' } });
    expect(inShort(whole.properties)).toEqual(['violated, 0', 'violated, 1', 'holds']);
  });

  test('name no step as never taken that might have been later', async () => {
    const limits = { depth: 1 };
    expect((await referenceSearch(walkTo(3), [], { limits })).neverTaken).toEqual([]);
  });
});

describe('a system without end', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const endless = walkTo(Infinity);

  test('is left after so many seconds', async () => {
    const result = await referenceSearch(endless, [below(3), below(Infinity)], {
      limits: { seconds: 0.02 },
    });
    expect(result.ended).toEqual({ by: 'limit', limit: 'seconds', value: 0.02 });
    expect(result.frontier).toBe(1);
    expect(result.properties[1]).toEqual({
      name: 'below Infinity',
      kind: 'invariant',
      verdict: 'undecided',
    });
  });

  test('is left when somebody says so, from wherever', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 5);
    const result = await referenceSearch(endless, [below(Infinity)], {
      signal: controller.signal,
      limits: { seconds: 20 },
    });
    expect(result.ended).toEqual({ by: 'interrupt' });
    expect(result.frontier).toBe(1);
    expect(inShort(result.properties)).toEqual(['undecided']);
  });

  test('tells how far it has come', async () => {
    // A clock on which each look takes 12 milliseconds.
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 12));
    const controller = new AbortController();
    const seen: Progress[] = [];
    await referenceSearch(endless, [], {
      signal: controller.signal,
      onProgress: (progress) => {
        seen.push(progress);
        if (seen.length === 5) controller.abort();
      },
    });
    expect(seen).toHaveLength(5);
    for (const [index, { distinct, generated, depth, frontier, seconds }] of seen.entries()) {
      // On a line, each state that was found is one step deeper.
      expect({ generated, depth, frontier }).toEqual({
        generated: distinct,
        depth: distinct,
        frontier: 1,
      });
      expect(distinct).toBeGreaterThan(seen[index - 1]?.distinct ?? 1);
      expect(seconds).toBeGreaterThan(seen[index - 1]?.seconds ?? 0);
    }
  });
});

describe('progress', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('is told about ten times a second, and never goes back', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 5));
    const seen: Progress[] = [];
    const result = await referenceSearch(square(9), [], {
      onProgress: (progress) => seen.push(progress),
    });
    const sums = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 64, 72, 79, 85, 90, 94, 97, 99, 100];
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(seen.length).toBeLessThanOrEqual(10);
    const expandedAt = (progress: Progress) => progress.distinct - progress.frontier;
    for (const [index, after] of [...seen, result].entries()) {
      // The square has 1, 2, 3, … states at a depth of 1, 2, 3, …, to 10, and then ever fewer.
      const depth = sums.findIndex((sum) => sum >= after.distinct) + 1;
      expect(after.depth).toBe(depth);
      const before = seen[index - 1];
      if (before === undefined) continue;
      expect(expandedAt(after)).toBeGreaterThan(expandedAt(before));
      expect(after.distinct).toBeGreaterThanOrEqual(before.distinct);
      expect(after.generated).toBeGreaterThanOrEqual(before.generated);
      expect(after.seconds).toBeGreaterThan(before.seconds);
    }
    expect(seen.every(({ frontier }) => frontier > 0)).toBe(true);
    expect(result).toMatchObject({ distinct: 100, depth: 19, frontier: 0 });
  });

  test('is not told of a search that is over at once', async () => {
    vi.spyOn(performance, 'now').mockReturnValue(0);
    const onProgress = vi.fn();
    const result = await referenceSearch(square(9), [], { onProgress });
    expect(onProgress).not.toHaveBeenCalled();
    expect(result.seconds).toBe(0);
  });
});

describe('a search that somebody stops', () => {
  /** A signal that is given when a property is asked about a place. */
  const stopAt = (place: number) => {
    const controller = new AbortController();
    const bell = invariant<Place>('bell', (s) => {
      if (s.n === place) controller.abort();
      return true;
    });
    return { bell, signal: controller.signal };
  };

  test('before it began has seen the initial states alone', async () => {
    const result = await referenceSearch(walkTo(3, 0, 2), [below(2), below(3), at(0)], {
      signal: AbortSignal.abort(),
    });
    expect(result).toMatchObject({
      distinct: 2,
      generated: 2,
      depth: 1,
      frontier: 2,
      ended: { by: 'interrupt' },
      neverTaken: [],
    });
    expect(inShort(result.properties)).toEqual(['violated, 0', 'undecided', 'holds, 0']);
  });

  test('in the midst of it ends with what was found so far', async () => {
    const { bell, signal } = stopAt(2);
    const result = await referenceSearch(walkTo(9), [below(2), below(3), bell], { signal });
    expect(result).toMatchObject({ distinct: 3, depth: 3, frontier: 1 });
    expect(result.ended).toEqual({ by: 'interrupt' });
    expect(inShort(result.properties)).toEqual(['violated, 2', 'undecided', 'undecided']);
  });

  test('with the last state found and not yet asked for its steps is not complete', async () => {
    const { bell, signal } = stopAt(3);
    const result = await referenceSearch(walkTo(3), [bell, noDeadlock()], { signal });
    expect(result).toMatchObject({ distinct: 4, frontier: 1, ended: { by: 'interrupt' } });
    expect(inShort(result.properties)).toEqual(['undecided', 'undecided']);
  });

  test('when nothing is left to do is complete', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const stop = noDeadlock<Place>(() => {
      controller.abort();
      return true;
    });
    const result = await referenceSearch(walkTo(3), [stop, below(4)], { signal });
    expect(signal.aborted).toBe(true);
    expect(result).toMatchObject({ distinct: 4, frontier: 0, ended: { by: 'complete' } });
    expect(inShort(result.properties)).toEqual(['holds', 'holds']);
  });
});

describe('an early end', () => {
  test('comes when every property is decided', async () => {
    const result = await referenceSearch(walkTo(9), [below(2), at(3)]);
    expect(result).toMatchObject({ distinct: 4, frontier: 1, neverTaken: [] });
    expect(result.ended).toEqual({ by: 'decided' });
    expect(inShort(result.properties)).toEqual(['violated, 2', 'holds, 3']);
  });

  test('does not come while one is open, or where there is none', async () => {
    expect((await referenceSearch(walkTo(9), [below(2), below(10)])).ended).toEqual({
      by: 'complete',
    });
    expect((await referenceSearch(walkTo(9), [])).ended).toEqual({ by: 'complete' });
  });

  test('is none where all was explored', async () => {
    const { ended, neverTaken } = await referenceSearch(walkTo(2), [noDeadlock()]);
    expect({ ended, neverTaken }).toEqual({ ended: { by: 'complete' }, neverTaken: [] });
  });

  test('comes with the level of the first violation where that is asked for', async () => {
    const asked = [
      invariant<Point>('left', (s) => s.x < 2),
      invariant<Point>('low', (s) => s.y < 2),
      invariant<Point>('near', (s) => s.x + s.y < 3),
      reachable<Point>('there', (s) => s.x + s.y === 1),
    ];
    const stopped = await referenceSearch(square(5), asked, { stopAtViolation: true });
    expect(stopped).toMatchObject({ distinct: 6, depth: 3, ended: { by: 'violation' } });
    expect(inShort(stopped.properties)).toEqual([
      'violated, 2',
      'violated, 2',
      'undecided',
      'holds, 1',
    ]);
    const whole = await referenceSearch(square(5), asked);
    expect(inShort(whole.properties)[2]).toBe('violated, 3');
  });

  test('comes with the level in which a step throws where that is asked for', async () => {
    const model = defineModel<Place>({
      name: 'trap',
      initial: { n: 0 },
      actors: [
        actor<Place>('a', {
          walk: {
            then: (s) => {
              if (s.n === 2) throw new Error('a trap');
              s.n++;
            },
          },
          rest: {
            when: (s) => s.n === 2,
            then: (s) => {
              s.n = 7;
            },
          },
        }),
      ],
    });
    const result = await referenceSearch(model, [below(99)], { stopAtViolation: true });
    expect(result).toMatchObject({ distinct: 4, depth: 4, ended: { by: 'violation' } });
    expect(inShort(result.properties)).toEqual(['undecided', 'violated, 3']);
  });

  test('may come before the first step', async () => {
    const result = await referenceSearch(walkTo(9), [below(0), below(10)], {
      stopAtViolation: true,
    });
    expect(result).toMatchObject({ distinct: 1, generated: 1, depth: 1, frontier: 1 });
    expect(inShort(result.properties)).toEqual(['violated, 0', 'undecided']);
  });
});

test('a trace names its model, and ends in the state that is wrong', async () => {
  const model = walkTo(5);
  const trace = traceOf((await referenceSearch(model, [below(4)])).properties[0]);
  expect(trace?.model).toBe(model);
  expect(trace && lastState(trace)).toEqual({ n: 4 });
});
