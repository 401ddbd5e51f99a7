import { errorMonitor, EventEmitter, on, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { endOf, endsOf, single, type Logged } from '../../../../support/program-runs.js';

/** A program with one task that has an emitter. */
const withBus = (
  task: (bus: EventEmitter, write: Logged['write']) => unknown,
  make = () => new EventEmitter(),
) => single(({ io, write }) => task(io.events('bus', make()), write));

describe('io.events with an EventEmitter', () => {
  test('what is emitted is delivered later, and emit tells whether there are listeners', async () => {
    const program = withBus((bus, write) => {
      bus.on('tick', (...args: unknown[]) => write('tick', ...args));
      write(bus.emit('tick', 1, 'two'), bus.emit('other'));
    });
    expect(await endOf(program)).toBe('true false, tick 1 two');
  });

  test('once of node:events', async () => {
    const program = withBus(async (bus, write) => {
      const waits = once(bus, 'x');
      bus.emit('x', 1, 2);
      bus.emit('x', 3);
      const [one, other] = (await waits) as unknown[];
      write(one, other, bus.listenerCount('x'), bus.listenerCount('error'));
    });
    expect(await endOf(program)).toBe('1 2 0 0');
  });

  test('once of node:events rejects with an error', async () => {
    const program = withBus(async (bus, write) => {
      const waits = once(bus, 'x');
      bus.emit('error', new Error('planted'));
      await waits.catch((error: unknown) => write(error));
    });
    expect(await endOf(program)).toBe('Error: planted');
  });

  test('on of node:events', async () => {
    const program = withBus(async (bus, write) => {
      const events = on(bus, 'x');
      for (const n of [1, 2, 3]) bus.emit('x', n);
      for await (const [n] of events as AsyncIterable<[number]>) {
        write(n);
        if (n === 3) break;
      }
      write(bus.listenerCount('x'));
    });
    expect(await endOf(program)).toBe('1, 2, 3, 0');
  });

  test('a listener that is gone before the delivery hears nothing', async () => {
    const program = withBus((bus, write) => {
      const gone = () => write('gone');
      bus.on('x', gone);
      bus.once('x', gone);
      bus.on('x', () => write('stays'));
      bus.emit('x');
      bus.off('x', gone);
      bus.removeListener('x', gone);
    });
    expect(await endOf(program)).toBe('stays');
  });

  test('every way to add and to remove a listener', async () => {
    const program = withBus((bus, write) => {
      const named = (name: string) => () => write(name);
      const last = named('last');
      bus
        .on('x', named('on'))
        .addListener('x', last)
        .once('x', named('once'))
        .prependListener('x', named('prepended'))
        .prependOnceListener('x', named('prepended once'));
      write(bus.listenerCount('x'), bus.listenerCount('x', last));
      write(bus.listeners('x')[2] === last, bus.rawListeners('x').length, bus.eventNames());
      bus.emit('x');
      bus.emit('x');
      bus.on('y', named('y'));
      bus.emit('y');
      bus.removeAllListeners('y');
    });
    expect(await endOf(program)).toBe(
      '5 1, false 5 x, prepended once, prepended, on, last, once, prepended, on, last',
    );
  });

  test('listeners are told by their originals', async () => {
    const program = withBus((bus, write) => {
      const one = () => {};
      const other = () => {};
      bus.on('newListener', (name, listener) =>
        write('new', name, listener === one || listener === other),
      );
      bus.on('removeListener', (name, listener) => write('removed', name, listener === one));
      bus.on('x', one);
      bus.once('x', other);
      write(bus.listeners('x')[0] === one, bus.listeners('x')[1] === other);
      bus.off('x', one);
      write('end');
    });
    // What an emitter tells about itself is told at once.
    expect(await endOf(program)).toBe(
      'new removeListener false, new x true, new x true, true true, removed x true, end',
    );
  });

  test('the listener has the emitter as this', async () => {
    const program = withBus((bus, write) => {
      const hears = function (this: unknown) {
        write(this === bus);
      };
      bus.on('x', hears);
      bus.once('x', hears);
      bus.emit('x');
    });
    expect(await endOf(program)).toBe('true, true');
  });

  test('a subclass that emits by itself', async () => {
    class Counter extends EventEmitter {
      #n = 0;
      add(): void {
        this.emit('added', ++this.#n);
      }
    }
    const program = single(({ io, write }) => {
      const counter = io.events('counter', new Counter());
      counter.on('added', (n) => write('n is', n));
      counter.add();
      counter.add();
      write('called');
    });
    expect(await endOf(program)).toBe('called, n is 1, n is 2');
  });

  test('listeners from before io.events', async () => {
    const program = withBus(
      (bus) => bus.emit('x'),
      () =>
        new EventEmitter().on('x', () => {
          throw new Error('planted');
        }),
    );
    expect(await endsOf(program)).toMatchObject({
      wrong: ['a callback of task threw Error: planted'],
    });
  });

  test('an error that nobody hears is reported; a monitor hears it in the same event', async () => {
    const program = withBus((bus, write) => {
      bus.on(errorMonitor, (error) => write('monitor', error));
      bus.emit('error', new Error('planted'));
      write('emitted');
    });
    expect(await endsOf(program, 'none')).toEqual({
      ends: ['emitted, monitor Error: planted'],
      wrong: ['a callback of task threw Error: planted'],
      runs: 1,
    });
  });

  test('a listener that rejects', async () => {
    const listen = (bus: EventEmitter) => {
      const rejects: (...args: unknown[]) => unknown = () => Promise.reject(new Error('planted'));
      bus.on('x', rejects);
      bus.emit('x');
    };
    expect((await endsOf(withBus(listen))).wrong).toEqual(['no code handled Error: planted']);
    const captured = withBus(
      (bus, write) => {
        bus.on('error', (error) => write(error));
        listen(bus);
      },
      () => new EventEmitter({ captureRejections: true }),
    );
    expect(await endOf(captured)).toBe('Error: planted');
  });

  test('a name that is a symbol', async () => {
    const program = withBus((bus, write) => {
      bus.on(Symbol.for('x'), () => write('heard'));
      bus.emit(Symbol.for('x'));
    });
    expect(await endOf(program)).toBe('heard');
  });

  test('what is no listener is refused as by the emitter itself', async () => {
    const program = withBus((bus, write) => {
      for (const add of ['on', 'once'] as const) {
        try {
          bus[add]('x', 'no function' as never);
        } catch (error) {
          write((error as Error).message.slice(0, 39));
        }
      }
    });
    const message = 'The "listener" argument must be of type';
    expect(await endOf(program)).toBe(`${message}, ${message}`);
  });
});
