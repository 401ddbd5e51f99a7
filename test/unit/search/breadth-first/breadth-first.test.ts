/** What the search under `check` does beside what the plain one does: see engine.test.ts for that. */
import { describe, expect, test } from 'vitest';
import { actor, check, defineModel, invariant, type Model, type Progress } from 'allways';

interface Grid {
  x: number;
  y: number;
  z: number;
}

const cube = (edge: number): Model<Grid> =>
  defineModel<Grid>({
    name: 'cube',
    initial: { x: 0, y: 0, z: 0 },
    actors: (['x', 'y', 'z'] as const).map((name) =>
      actor<Grid>(name, {
        up: {
          when: (s) => s[name] < edge,
          then: (s) => {
            s[name]++;
          },
        },
      }),
    ),
  });

describe('a search of a cube of 64,000 states', () => {
  test('runs a step for what it reads, and lets what commutes sleep', async () => {
    const result = await check(cube(39), []);
    // Each state but those on three faces has three successors.
    expect(result).toMatchObject({ distinct: 64_000, generated: 187_201, depth: 118 });
    const { threads, ran, asleep, bytesPerState } = result.figures ?? {};
    expect(threads).toBe(1);
    // 40 answers of each of three steps, and what is run again to be sure.
    expect(ran).toBeLessThan(5_000);
    // All ways to a state but one sleep.
    expect(asleep).toBe(187_201 - 64_000);
    expect(bytesPerState).toBeLessThan(40);
  });

  test('ends where memory does, and says so', async () => {
    const anywhere = invariant<Grid>('anywhere', (s) => s.x >= 0);
    const result = await check(cube(39), anywhere, { limits: { memory: 20 } });
    expect(result.verdict).toBe('undecided');
    expect(result.ended).toEqual({ by: 'limit', limit: 'memory', value: 20 });
    expect(result.frontier).toBeGreaterThan(0);
  });

  test('ends where somebody stops it, with what was found so far', async () => {
    const controller = new AbortController();
    const heard: Progress[] = [];
    // What was taken from its object before is not refused.
    const now = performance.now.bind(performance);
    // It reads the whole state, so that each answer takes this time.
    const slow = invariant<Grid>('takes its time', ({ x, y, z }) => {
      const until = now() + 0.2;
      while (now() < until);
      return x + y + z >= 0;
    });
    const result = await check(cube(50), [slow], {
      signal: controller.signal,
      onProgress: (progress) => {
        heard.push(progress);
        controller.abort();
      },
    });
    expect(result.ended).toEqual({ by: 'interrupt' });
    expect(result.properties).toMatchObject([{ verdict: 'undecided' }]);
    expect(heard.length).toBeGreaterThan(0);
    expect(heard[0]?.distinct).toBeLessThanOrEqual(result.distinct);
    expect(heard[0]?.memory).toBeGreaterThan(0);
  });
});

describe('what only the watch can see', () => {
  test('a variable outside that changes long after a step was remembered', async () => {
    let calls = 0;
    const model = defineModel<Grid>({
      name: 'drifting',
      initial: { x: 0, y: 0, z: 0 },
      actors: [
        ...(['x', 'y'] as const).map((name) =>
          actor<Grid>(name, {
            up: {
              when: (s) => s[name] < 60,
              then: (s) => {
                s[name]++;
              },
            },
          }),
        ),
        actor<Grid>('z', {
          flip: {
            then: (s) => {
              s.z = ++calls > 1000 ? 1 - s.z : s.z;
            },
          },
        }),
      ],
    });
    await expect(check(model, [], { watch: 1 })).rejects.toThrow(
      /^z\.flip is not pure: taken twice in one and the same state, it left state\.z [01] once and [01] once\. It must depend on the state alone/,
    );
  });
});

describe('what the engine is not made for', () => {
  test('a step that asks for more places than are worth their memory is run for real', async () => {
    interface Book {
      pages: Record<string, number>;
      n: number;
    }
    const names = Array.from({ length: 60_000 }, (_, page) => `page ${page}`);
    const model = defineModel<Book>({
      name: 'book',
      initial: { pages: {}, n: 0 },
      actors: [
        actor<Book>('reader', {
          turn: {
            when: (s) => s.n < 300 && names.every((name) => s.pages[name] === undefined),
            then: (s) => {
              s.n++;
            },
          },
        }),
      ],
    });
    const result = await check(model, []);
    expect(result).toMatchObject({ distinct: 301, generated: 301, depth: 301 });
    expect(result.figures).toMatchObject({ remembered: 0 });
  });

  test('a model that somebody made by hand: the plain search does it', async () => {
    const { name, safeguards, parameters, initial, steps, ...methods } = cube(2);
    const byHand: Model<Grid> = {
      name,
      safeguards,
      parameters,
      initial,
      steps,
      actions: (state) => methods.actions(state),
      canTake: (state, step) => methods.canTake(state, step),
      enabled: (state) => methods.enabled(state),
      reduce: (state, action) => methods.reduce(state, action),
      successor: (state, action) => methods.successor(state, action),
      says: (state, action) => methods.says(state, action),
    };
    const result = await check(byHand, []);
    expect(result).toMatchObject({ distinct: 27, depth: 7 });
    expect(result.figures).toBeUndefined();
  });
});
