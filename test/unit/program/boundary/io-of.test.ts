import { describe, expect, test } from 'vitest';
import { check, type Io } from 'allways';
import { endOf, endsOf, logging, single } from '../../../support/program-runs.js';
import { refusalOf } from '../../../support/refusal.js';

const starting = (start: (io: Io) => object) => logging({ start, tasks: { task: () => {} } });

describe('io', () => {
  test.each([
    ['', 'io.service was given an empty string in place of a name; give a text that is not empty.'],
    [
      undefined,
      'io.service was given undefined in place of a name; give a text that is not empty.',
    ],
  ])('refuses the name %j', async (name, message) => {
    const program = starting((io) => io.service(name as string, {}));
    expect(await refusalOf(() => check(program, []))).toBe(message);
  });

  test('refuses two things with one name', async () => {
    const program = starting((io) => {
      io.service('mail', {});
      return io.channel('mail');
    });
    expect(await refusalOf(() => check(program, []))).toBe(
      'io.channel: two things behind io are named "mail"; rename one.',
    );
    const withFetch = starting((io) => {
      io.service('fetch', {});
      return io.fetch(() => new Response());
    });
    expect(await refusalOf(() => check(withFetch, []))).toBe(
      'io.fetch: two things behind io are named "fetch"; rename one.',
    );
  });

  test.each([
    [null, 'null'],
    ['store', 'a string'],
  ])('refuses %j as a service', async (object, what) => {
    const program = starting((io) => io.service('store', object as unknown as object));
    expect(await refusalOf(() => check(program, []))).toBe(
      `io.service("store", …) was given ${what}; give the object that does the work.`,
    );
  });
});

describe('io.random and io.uuid', () => {
  /** Two tasks draw after a call each, so that they have many orders. */
  const drawing = logging({
    start: (io) => {
      const service = io.service('service', { ask: () => Promise.resolve() });
      return { service, random: io.random(), uuid: io.uuid() };
    },
    tasks: {
      one: async ({ service }) => service.ask(),
      other: async ({ service }) => service.ask(),
    },
    state: ({ random, uuid, log }) => ({ log: [...log, String(random), uuid] }),
  });

  test('are the same in every run, and in every check', async () => {
    const { ends, runs } = await endsOf(drawing, 'none');
    expect(runs).toBe(20);
    expect(ends).toHaveLength(1);
    expect(await endsOf(drawing, 'none')).toEqual({ ends, runs, wrong: [] });
    const [random, uuid] = String(ends[0]).split(', ');
    expect(Number(random)).toBeGreaterThanOrEqual(0);
    expect(Number(random)).toBeLessThan(1);
    expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  test('differ from draw to draw', async () => {
    const program = single(({ io, write }) => {
      const numbers = Array.from({ length: 50 }, () => io.random());
      const uuids = Array.from({ length: 50 }, () => io.uuid());
      write(new Set(numbers).size, new Set(uuids).size);
    });
    expect(await endOf(program)).toBe('50 50');
  });

  test('each process has numbers of its own, whatever others draw', async () => {
    const program = logging<{ drawn: Map<string, number> }>({
      start: () => ({ drawn: new Map() }),
      processes: {
        one: ({ io, drawn }) => ({ run: () => drawn.set('one', io.random()) }),
        other: ({ io, drawn }) => ({ run: () => drawn.set('other', io.random()) }),
      },
      state: ({ drawn }) => ({ log: [drawn.get('one'), drawn.get('other')].map(String) }),
    });
    const { ends, runs } = await endsOf(program, 'none');
    expect(runs).toBe(2);
    expect(ends).toHaveLength(1);
    const [one, other] = String(ends[0]).split(', ').map(Number);
    expect(one).toBeLessThan(1);
    expect(other).toBeLessThan(1);
    expect(one).not.toBe(other);
  });
});
