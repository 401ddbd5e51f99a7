import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { check } from 'allways';
import { endOf, endsOf, logging, single, storyOf } from '../../../../support/program-runs.js';
import { refusalOf } from '../../../../support/refusal.js';

/** A program in which two tasks emit their names. */
const twoSenders = logging({
  start: (io, write) => {
    const bus = io.events('bus', new EventEmitter());
    bus.on('said', (name) => write(name));
    return { bus };
  },
  tasks: {
    a: ({ bus }) => bus.emit('said', 'a'),
    b: ({ bus }) => bus.emit('said', 'b'),
  },
});

describe('io.events', () => {
  test('returns the emitter that it is given', async () => {
    class Bus extends EventEmitter {
      readonly #name = 'my bus';
      get name(): string {
        return this.#name;
      }
    }
    const program = single(({ io, write }) => {
      const given = new Bus();
      const bus: Bus = io.events('bus', given);
      write(bus === given, bus.name, bus instanceof EventEmitter);
      write(Object.keys(bus).includes('emit'));
    });
    expect(await endOf(program)).toBe('true my bus true, false');
  });

  test('every order of emissions is explored, and each is delivered in turn', async () => {
    // The second start comes before or after the delivery of what the first one emitted.
    expect(await endsOf(twoSenders, 'none')).toEqual({
      ends: ['a, b', 'b, a'],
      wrong: [],
      runs: 4,
    });
    expect(await endsOf(twoSenders)).toMatchObject({ ends: ['a, b', 'b, a'], wrong: [] });
  });

  test('no reduction leaves out an order of emissions and listeners of several processes', async () => {
    const program = logging({
      start: (io) => ({ bus: io.events('bus', new EventEmitter()) }),
      processes: {
        one: ({ bus, write }) => ({ run: () => bus.on('x', (n) => write('one', n)) }),
        other: ({ bus, write }) => ({ run: () => bus.once('x', (n) => write('other', n)) }),
        sender: ({ bus }) => ({ run: () => bus.emit('x', 1) }),
        second: ({ bus }) => ({ run: () => bus.emit('x', 2) }),
      },
    });
    const { ends } = await endsOf(program, 'none');
    expect(ends).toContain('one 1, other 1, one 2');
    expect(ends).toContain('other 2, one 2, one 1');
    expect(ends).toContain('');
    for (const reduction of ['sleep sets', 'source sets', undefined] as const) {
      expect((await endsOf(program, reduction)).ends).toEqual(ends);
    }
  });

  test('what one task emits is delivered in the order of emission', async () => {
    const program = single(({ io, write }) => {
      const bus = io.events('bus', new EventEmitter());
      for (const name of ['x', 'y']) bus.on(name, (n) => write(name, n));
      bus.emit('x', 1);
      bus.emit('y', 2);
      bus.emit('x', 3);
    });
    expect(await endsOf(program, 'none')).toEqual({ ends: ['x 1, y 2, x 3'], wrong: [], runs: 1 });
  });

  test('two emitters have no order between them', async () => {
    const program = single(({ io, write }) => {
      for (const name of ['one', 'other']) {
        const bus = io.events(name, new EventEmitter());
        bus.on('x', () => write(name));
        bus.emit('x');
      }
    });
    expect(await endsOf(program, 'none')).toEqual({
      ends: ['one, other', 'other, one'],
      wrong: [],
      runs: 2,
    });
  });

  test('what start emits is delivered at once', async () => {
    const program = logging({
      start: async (io, write) => {
        const bus = io.events('bus', new EventEmitter());
        bus.on('x', (n) => write('heard', n));
        bus.emit('x', 1);
        write('emitted');
        await Promise.resolve();
        bus.emit('x', 2);
        return { bus };
      },
      tasks: { task: ({ write }) => write('task') },
    });
    expect(await endOf(program)).toBe('heard 1, emitted, heard 2, task');
  });

  test('what a listener of start emits is delivered later', async () => {
    const program = logging({
      start: (io, write) => {
        const bus = io.events('bus', new EventEmitter());
        bus.on('ping', () => {
          bus.emit('pong');
          write('ping');
        });
        bus.on('pong', () => write('pong'));
        return { bus };
      },
      tasks: { task: ({ bus }) => bus.emit('ping') },
    });
    expect(await endOf(program)).toBe('ping, pong');
  });

  test('what code outside of tasks emits is delivered at once', async () => {
    const program = logging({
      start: (io) => ({ bus: io.events('bus', new EventEmitter()) }),
      tasks: { task: ({ write }) => write('task') },
      state: ({ log, bus }) => {
        const heard: string[] = [];
        bus.once('asked', () => heard.push('heard'));
        bus.emit('asked');
        return { log: [...log, ...heard] };
      },
    });
    expect(await endOf(program)).toBe('task, heard');
  });

  test('a listener runs for the task that registered it', async () => {
    const program = logging({
      start: (io) => ({ bus: io.events('bus', new EventEmitter()) }),
      tasks: {
        listener: ({ bus }) => bus.on('x', () => bus.emit('y')),
        speaker: ({ bus }) => bus.emit('x'),
      },
    });
    expect(await storyOf(program)).toEqual([
      'listener starts',
      'speaker starts',
      'bus delivers x from speaker',
      'bus delivers y from listener',
    ]);
  });

  test('a listener that throws is reported for its task, and the others still hear', async () => {
    const program = logging({
      start: (io) => ({ bus: io.events('bus', new EventEmitter()) }),
      tasks: {
        speaker: ({ bus, write }) => {
          bus.emit('x');
          write('emitted');
        },
        listener: ({ bus, write }) => {
          bus.on('x', () => {
            throw new Error('planted');
          });
          bus.on('x', () => write('heard'));
        },
      },
    });
    expect(await endsOf(program, 'none')).toEqual({
      ends: ['emitted', 'emitted, heard'],
      wrong: ['a callback of listener threw Error: planted'],
      runs: 3,
    });
  });

  test('a listener of a process that has crashed hears nothing', async () => {
    const program = logging({
      start: (io) => ({ bus: io.events('bus', new EventEmitter()) }),
      processes: {
        listener: {
          start: ({ bus, write }) => ({
            run: () => {
              bus.on('x', () => write('heard'));
              return new Promise(() => {});
            },
          }),
          restart: ({ write }) => ({ run: () => write('restarted') }),
        },
        speaker: ({ bus }) => ({ run: () => bus.emit('x') }),
      },
      mayWait: ['listener'],
      faults: { listener: { crash: 1 } },
    });
    const result = await check(program, []);
    expect(result.properties).toEqual([]);
    const { ends } = await endsOf(program, 'none');
    expect(ends).toEqual(['', 'heard', 'heard, restarted', 'restarted']);
  });

  test.each([
    [undefined, 'undefined'],
    [{}, 'an object'],
    ['bus', 'a string'],
  ])('refuses %j', async (emitter, what) => {
    const program = logging({
      start: (io) => ({ bus: io.events('bus', emitter as EventEmitter) }),
      tasks: { task: () => {} },
    });
    expect(await refusalOf(() => check(program, []))).toBe(
      `io.events("bus", …) was given ${what}; give an EventEmitter of node:events, or an EventTarget.`,
    );
  });

  test('refuses an emitter that outlives a run, one that is frozen, and a name that is taken', async () => {
    const programOf = (start: Parameters<typeof logging>[0]['start']) =>
      logging({ start, tasks: { task: () => {} } });
    const shared = new EventEmitter();
    expect(
      await refusalOf(() =>
        check(
          programOf((io) => io.events('bus', shared)),
          [],
        ),
      ),
    ).toBe(
      'io.events("bus", …) was given an emitter that a run was given before; make a new one in start.',
    );
    const frozen = programOf((io) => io.events('bus', Object.freeze(new EventTarget())));
    expect(await refusalOf(() => check(frozen, []))).toBe(
      'io.events("bus", …) was given an emitter that is frozen; give one that is not.',
    );
    const twins = programOf((io) => {
      io.channel('bus');
      return io.events('bus', new EventTarget());
    });
    expect(await refusalOf(() => check(twins, []))).toBe(
      'io.events: two things behind io are named "bus"; rename one.',
    );
  });
});
