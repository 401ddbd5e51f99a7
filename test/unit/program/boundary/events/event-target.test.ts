import { on, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import {
  endOf,
  endsOf,
  logging,
  single,
  storyOf,
  type Logged,
} from '../../../../support/program-runs.js';

/** A program with one task that has a target. */
const withTarget = (task: (target: EventTarget, write: Logged['write']) => unknown) =>
  single(({ io, write }) => task(io.events('door', new EventTarget()), write));

const opened = (detail: unknown) => new CustomEvent('opened', { detail });
const detailOf = (event: Event): unknown => (event as CustomEvent).detail;

describe('io.events with an EventTarget', () => {
  test('what is dispatched is delivered later, in order', async () => {
    const program = withTarget((target, write) => {
      target.addEventListener('opened', (event) => write(detailOf(event), event.target === target));
      write(target.dispatchEvent(opened(1)), target.dispatchEvent(opened(2)));
    });
    expect(await endOf(program)).toBe('true true, 1 true, 2 true');
    expect(await storyOf(program)).toEqual([
      'task starts',
      'door delivers opened 1 from task',
      'door delivers opened 2 from task',
    ]);
  });

  test('once and on of node:events', async () => {
    const program = withTarget(async (target, write) => {
      const waits = once(target, 'opened');
      const events = on(target, 'opened');
      target.dispatchEvent(opened(1));
      target.dispatchEvent(opened(2));
      const [first] = (await waits) as [Event];
      write('once', detailOf(first));
      for await (const [event] of events as AsyncIterable<[Event]>) {
        write('on', detailOf(event));
        if (detailOf(event) === 2) break;
      }
    });
    expect(await endOf(program)).toBe('once 1, on 1, on 2');
  });

  test('listeners: once, objects, this, twins, signals, removal', async () => {
    const program = withTarget((target, write) => {
      const twin = () => write('twin');
      target.addEventListener('opened', twin);
      target.addEventListener('opened', twin);
      target.addEventListener('opened', () => write('once'), { once: true });
      const object = { handleEvent: () => write('object') };
      target.addEventListener('opened', object);
      target.addEventListener('opened', function (this: unknown) {
        write(this === target);
      });
      const controller = new AbortController();
      target.addEventListener('opened', () => write('aborted'), { signal: controller.signal });
      controller.abort();
      const gone = () => write('gone');
      target.addEventListener('opened', gone);
      target.dispatchEvent(opened(1));
      target.removeEventListener('opened', gone);
      target.removeEventListener('opened', () => write('never added'));
      target.removeEventListener('closed', twin);
      target.dispatchEvent(opened(2));
    });
    expect(await endOf(program)).toBe('twin, once, object, true, twin, object, true');
  });

  test('a listener that throws is reported for its task', async () => {
    const program = logging({
      start: (io) => ({ door: io.events('door', new EventTarget()) }),
      tasks: {
        listener: ({ door }) =>
          door.addEventListener('opened', () => {
            throw new Error('planted');
          }),
        opener: ({ door }) => door.dispatchEvent(opened(1)),
      },
    });
    expect((await endsOf(program)).wrong).toEqual(['a callback of listener threw Error: planted']);
  });

  test('what start dispatches is delivered at once, and errors stay with the target', async () => {
    const program = logging({
      start: (io, write) => {
        const door = io.events('door', new EventTarget());
        door.addEventListener('opened', (event) => write('heard', detailOf(event)));
        door.dispatchEvent(opened(1));
        write('dispatched');
        return { door };
      },
      tasks: { task: ({ door }) => door.dispatchEvent(opened(2)) },
    });
    expect(await endOf(program)).toBe('heard 1, dispatched, heard 2');
  });

  test('what is no event is refused as by the target itself', async () => {
    const program = withTarget((target, write) => {
      try {
        target.dispatchEvent('opened' as never);
      } catch (error) {
        write((error as Error).name);
      }
    });
    expect(await endOf(program)).toBe('TypeError');
  });

  test('a subclass that dispatches by itself', async () => {
    class Door extends EventTarget {
      #times = 0;
      open(): void {
        this.dispatchEvent(opened(++this.#times));
      }
    }
    const program = single(({ io, write }) => {
      const door = io.events('door', new Door());
      door.addEventListener('opened', (event) => write('opened', detailOf(event)));
      door.open();
      write('called');
    });
    expect(await endOf(program)).toBe('called, opened 1');
  });
});
