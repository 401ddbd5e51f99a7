/** Programs in which an event seems to be alone in its process: the states that a search finds must be those of all runs. */
import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { defineProgram, invariant, type Io } from 'allways';
import type { ProgramDefinition } from '../../../../src/program/program.js';
import { work } from '../../../../src/program/execution/work.js';
import { search } from '../../../../src/program/exploration/search.js';
import { settingOf } from '../../../../src/program/exploration/setting.js';
import type { Reduction } from '../../../../src/program/exploration/exploration.js';

/** A board on which processes write. */
class Board {
  readonly words: string[] = [];

  write(word: string): Promise<void> {
    this.words.push(word);
    return Promise.resolve();
  }

  read(): Promise<number> {
    return Promise.resolve(this.words.length);
  }
}

/** What tasks see of the world. */
interface World {
  readonly board: Board;
  readonly io: Io;
}

type State<More> = ProgramDefinition<World & More, object>['state'];

type Definition<More> = Pick<
  ProgramDefinition<World & More, object>,
  'processes' | 'faults' | 'time' | 'bounds'
> & {
  readonly more?: (io: Io) => More;
  readonly state?: State<More>;
  readonly stateOf?: 'services' | undefined;
};

/** What a search finds. */
async function found<More extends object>(
  { more, state, stateOf, ...rest }: Definition<More>,
  reduction: Reduction,
) {
  const program = defineProgram<World & More, object>({
    name: 'board',
    start: (io) => ({
      board: io.service('board', new Board()),
      io,
      ...((more?.(io) ?? {}) as More),
    }),
    state: state ?? (({ board }) => ({ words: [...board.words] })),
    ...(stateOf === undefined ? {} : { stateOf }),
    ...rest,
  });
  const keys = new Set<string>();
  const all = invariant<object>('all', () => true);
  const setting = settingOf(program.definition, [all], { onNewState: (key) => keys.add(key) });
  const { done, isComplete } = await work(setting, search(setting, { reduction }));
  return {
    isComplete,
    states: [...keys].sort(),
    runs: done.runs,
    redundant: done.redundant,
    leavesOut: done.trustsState,
  };
}

/** Compares a search with all runs. Returns how many runs it had, and whether it left out runs because of what `state` looks at. */
async function compared<More extends object>(definition: Definition<More>) {
  const all = await found(definition, 'none');
  const trusted = { stateOf: 'services', ...definition } as const;
  const { states, isComplete, ...figures } = await found(trusted, 'sleep sets');
  expect({ states, isComplete }).toEqual({ states: all.states, isComplete: true });
  return figures;
}

/** A process that writes words, one after the other. */
const writer =
  (...words: readonly string[]) =>
  ({ board }: World) => ({
    go: async () => {
      for (const word of words) await board.write(word);
    },
  });

describe('if state depends on services alone', () => {
  test('starts and answers are not tried in every order', async () => {
    const processes = { one: writer('a', 'b'), two: writer('c', 'd') };
    // 4! / (2! 2!) orders of the four words.
    expect(await compared({ processes })).toEqual({
      runs: 6,
      redundant: 0,
      leavesOut: true,
    });
  });

  test('a world that is a service itself is looked at too', async () => {
    const program = defineProgram({
      name: 'board',
      start: (io) => io.service('board', new Board()),
      processes: {
        one: (board) => ({ go: () => board.write('a') }),
        two: (board) => ({ go: () => board.write('b') }),
      },
      state: ({ words }) => ({ words: [...words] }),
      stateOf: 'services',
    });
    const setting = settingOf(program.definition, [invariant<object>('all', () => true)]);
    const { done } = await work(setting, search(setting, { reduction: 'sleep sets' }));
    expect([done.runs, done.redundant]).toEqual([2, 0]);
  });

  test('a channel counts as a service', async () => {
    await compared({
      more: (io) => ({ line: io.channel<string>('line') }),
      processes: {
        one: ({ line }) => ({ go: () => line.send('a') }),
        two: writer('b', 'c'),
      },
      state: ({ board, line }) => ({ words: [...board.words], waiting: line.size }),
    });
  });
});

describe('an event is not alone', () => {
  test('if another task of its process can go on', async () => {
    await compared({
      processes: {
        one: ({ board }) => ({
          left: () => board.write('a'),
          right: () => board.write('b'),
        }),
        two: writer('c'),
      },
    });
  });

  test('if its process waits for a message that others may send', async () => {
    await compared({
      more: (io) => ({ bag: io.channel<string>('bag', { order: 'any' }) }),
      processes: {
        one: ({ board, bag }) => {
          let last = 'nothing';
          return {
            left: async () => {
              const words = await board.read();
              await board.write(`${words} after ${last}`);
            },
            right: async () => {
              last = await bag.receive();
            },
          };
        },
        two: ({ board, bag }) => ({
          go: async () => {
            await board.write('sent');
            bag.send('a');
          },
        }),
      },
    });
  });

  test('if its process listens to what others emit', async () => {
    await compared({
      more: (io) => ({ bell: io.events('bell', new EventEmitter()) }),
      processes: {
        one: ({ board, bell }) => {
          let rings = 0;
          bell.on('ring', () => rings++);
          return {
            go: async () => {
              const words = await board.read();
              await board.write(`${words} after ${rings}`);
            },
          };
        },
        two: ({ board, bell }) => ({
          go: async () => {
            await board.write('rung');
            bell.emit('ring');
          },
        }),
      },
    });
  });

  test('if a timer of its process may fire before', async () => {
    await compared({
      processes: {
        one: ({ board }) => {
          let isLate = false;
          return {
            go: async () => {
              setTimeout(() => (isLate = true), 10);
              await board.read();
              await board.write(`late: ${isLate}`);
            },
          };
        },
        two: writer('a'),
      },
    });
  });

  test('if its process may crash before', async () => {
    await compared({
      processes: { one: writer('a', 'b'), two: writer('c') },
      faults: { one: { crash: 1 } },
    });
  });

  test('if its process shares memory with a service', async () => {
    await compared({
      more: (io) => ({
        shelf: io.service(
          'shelf',
          {
            box: { content: 'nothing' },
            open() {
              return Promise.resolve(this.box);
            },
          },
          {},
          { copy: false },
        ),
      }),
      processes: {
        one: ({ shelf, board }) => ({
          go: async () => {
            const box = await shelf.open();
            await board.read();
            box.content = 'a';
            await board.write('filled');
          },
        }),
        two: ({ shelf, board }) => ({
          go: async () => board.write((await shelf.open()).content),
        }),
      },
    });
  });

  test('if it handed an object to a service as it is', async () => {
    const kept: { content: string }[] = [];
    await compared({
      more: (io) => {
        kept.length = 0;
        return {
          shelf: io.service(
            'shelf',
            {
              put: (box: { content: string }) => Promise.resolve(void kept.push(box)),
              look: () => Promise.resolve(kept.map(({ content }) => content).join()),
            },
            {},
            { copy: false },
          ),
        };
      },
      processes: {
        one: ({ shelf, board }) => ({
          go: async () => {
            const box = { content: 'nothing' };
            await shelf.put(box);
            await board.read();
            box.content = 'a';
            await board.write('filled');
          },
        }),
        two: ({ shelf, board }) => ({ go: async () => board.write(await shelf.look()) }),
      },
    });
  });

  test('if the time depends on whether all replies came', async () => {
    await compared({
      time: 'instant replies',
      processes: {
        one: ({ board }) => ({
          go: async () => {
            await new Promise((resolve) => setTimeout(resolve, 5));
            await board.write('a');
          },
        }),
        two: writer('b', 'c'),
      },
    });
  });
});

describe('what state may not show', () => {
  /** What a search says of a program whose state shows more than it may. */
  const refusal = (definition: Parameters<typeof found>[0]) =>
    found({ stateOf: 'services', ...definition }, 'sleep sets').then(
      () => 'nothing',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );

  test('results', async () => {
    const processes: Definition<object>['processes'] = {
      one: ({ board }) => ({ go: async () => `read ${await board.read()}` }),
      two: writer('a'),
    };
    const state: State<object> = ({ board }, results) => ({ words: [...board.words], ...results });
    expect(await refusal({ processes, state })).toBe(
      'Program "board": stateOf is \'services\', and what state returns depends on "board answers read" of one, which touches no service; let state look only at services and channels, or leave stateOf out.',
    );
  });

  test('a variable', async () => {
    let seen = 0;
    const definition: Definition<object> = {
      more: () => ({ none: (seen = 0) }),
      processes: {
        one: ({ board }) => ({
          go: async () => {
            seen = 1 + (await board.read());
          },
        }),
        two: writer('a'),
      },
      state: ({ board }) => ({ words: [...board.words], seen }),
    };
    expect(await refusal(definition)).toMatch(
      /"board answers read" of one, which touches no service/,
    );
  });

  test('a variable that shows only once a service says so', async () => {
    let hasBegun = false;
    const definition: Definition<object> = {
      more: () => ({ none: (hasBegun = false) }),
      processes: { one: () => ({ go: () => (hasBegun = true) }), two: writer('a') },
      state: ({ board }) => ({
        words: [...board.words],
        begun: board.words.length > 0 ? hasBegun : 'hidden',
      }),
    };
    expect(await refusal(definition)).toMatch(/"start" of one, which touches no service/);
  });

  test('a variable that a later answer of the same kind changes', async () => {
    let isSaved = false;
    const definition: Definition<object> = {
      more: () => ({ none: (isSaved = false) }),
      processes: {
        one: ({ board }) => ({
          go: async () => {
            await board.write('a');
            await board.write('b');
            isSaved = true;
          },
        }),
        two: ({ board }) => ({
          go: async () => {
            if ((await board.read()) === 2) await board.write('on');
          },
        }),
      },
      state: ({ board }) => ({ words: [...board.words], saved: board.words.length < 3 || isSaved }),
    };
    expect(await refusal(definition)).toMatch(/"board answers write" of one, which touches/);
  });
});

test('if a bound cut runs that come further in another order, everything is tried', async () => {
  const processes = { one: writer('a', 'b', 'c'), two: writer('d', 'e', 'f') };
  await compared({ processes, bounds: { events: 7 } });
});

test('a search that is not told leaves out no state', async () => {
  const processes = { one: writer('a', 'b'), two: writer('c', 'd') };
  const { leavesOut } = await compared({ processes, stateOf: undefined });
  expect(leavesOut).toBe(false);
});
