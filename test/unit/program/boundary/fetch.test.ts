import { describe, expect, test } from 'vitest';
import { check, reads, writes, type FetchHandler, type FetchOptions } from 'allways';
import type { ProgramDefinition } from '../../../../src/program/program.js';
import {
  endOf,
  endsOf,
  logging,
  storyOf,
  type Log,
  type Logged,
} from '../../../support/program-runs.js';
import { refusalOf } from '../../../support/refusal.js';

const url = 'https://bank.example/pay';

interface Counted extends Logged {
  readonly served: { count: number };
}

type Tasks = NonNullable<ProgramDefinition<Counted, Log>['tasks']>;

/** A program whose handler counts requests; the count comes last in the log of a run. */
const counting = (
  tasks: Tasks,
  parts: { faults?: ProgramDefinition<unknown, unknown>['faults']; options?: FetchOptions } = {},
) =>
  logging<Pick<Counted, 'served'>>({
    start: (io) => {
      const served = { count: 0 };
      io.fetch(() => Response.json(++served.count), parts.options);
      return { served };
    },
    tasks,
    state: ({ log, served }) => ({ log: [...log, `served ${served.count}`] }),
    ...(parts.faults === undefined ? {} : { faults: parts.faults }),
  });

/** A program with one task, and a handler. */
const answering = (handler: FetchHandler, task: (world: Logged) => unknown) =>
  logging({ start: (io) => ({ fetch: io.fetch(handler) }), tasks: { task } });

const nameOf = (error: unknown): string => (error as Error).name;
const causeOf = (error: unknown): unknown => (error as Error).cause;

const hello = () => new Response('hello');

describe('io.fetch', () => {
  test('a request is two events', async () => {
    const program = answering(hello, async ({ write }) => {
      const response = await fetch(url, { method: 'POST', body: '{"amount":5}' });
      write(await response.text(), response.status, response.ok, response.url);
    });
    expect(await endOf(program)).toBe(`hello 200 true ${url}`);
    const story = await storyOf(program);
    expect(story).toHaveLength(3);
    expect(story[1]).toBe(`task asks fetch.POST ${url} {"amount":5}`);
    expect(story[2]).toMatch(/^fetch answers task: Response \{/);
  });

  test('every order of the requests of two tasks is explored', async () => {
    const pay = async ({ write }: Logged) => write(await (await fetch(url)).json());
    const { ends, runs } = await endsOf(counting({ a: pay, b: pay }), 'none');
    expect(ends).toEqual(['1, 2, served 2', '2, 1, served 2']);
    // Two tasks of three events each: 6! / (3! 3!).
    expect(runs).toBe(20);
  });

  test('footprints of requests', async () => {
    const task = (path: string) => async () => void (await fetch(`https://bank.example/${path}`));
    const runsOf = async (one: string, other: string, footprint?: FetchOptions['footprint']) => {
      const tasks = {
        one: { start: () => ({ run: task(one) }) },
        other: () => ({ run: task(other) }),
      };
      const program = logging({
        start: (io) => ({ fetch: io.fetch(hello, footprint === undefined ? {} : { footprint }) }),
        processes: tasks,
      });
      return (await endsOf(program, 'source sets')).runs;
    };
    const ofKey = ({ url: key, method }: Request) => (method === 'GET' ? reads(key) : writes(key));
    expect(await runsOf('x', 'y')).toBe(2);
    expect(await runsOf('x', 'y', ofKey)).toBe(1);
    expect(await runsOf('x', 'x', ofKey)).toBe(1);
    expect(await runsOf('x', 'x', ({ url: key }) => writes(key))).toBe(2);
    expect(await runsOf('x', 'y', ({ url: key }) => writes(key))).toBe(1);
  });

  test('a footprint that is none is refused, also if the code catches the error', async () => {
    const program = counting(
      { task: () => fetch(url).catch(() => {}) },
      { options: { footprint: () => 'pay' as never } },
    );
    expect(await refusalOf(() => check(program, []))).toBe(
      'The footprint of fetch.GET is a string; return reads(…) or writes(…) with keys, which are strings.',
    );
  });

  test.each(['failBefore', 'failAfter', 'loseReply'] as const)('the fault %s', async (fault) => {
    const task = async ({ write }: Logged) => {
      await fetch(url).then(
        () => write('answered'),
        (error: unknown) => write(nameOf(error), causeOf(error)),
      );
    };
    const found = await endsOf(counting({ task }, { faults: { fetch: { [fault]: 1 } } }), 'none');
    const expected = {
      failBefore: {
        ends: [
          'TypeError Error: fetch.GET failed before it took effect, served 0',
          'answered, served 1',
        ],
        wrong: [],
        runs: 2,
      },
      failAfter: {
        ends: [
          'TypeError Error: fetch.GET failed after it took effect, served 1',
          'answered, served 1',
        ],
        wrong: [],
        runs: 2,
      },
      loseReply: {
        ends: ['answered, served 1'],
        wrong: [`task waits for fetch.GET ${url}`],
        runs: 2,
      },
    };
    expect(found).toEqual(expected[fault]);
  });

  test('bodies are copied', async () => {
    const kept: unknown[] = [];
    const program = answering(
      async (request) => {
        const bytes = new Uint8Array(await request.arrayBuffer());
        const response = new Response(bytes);
        kept.push(bytes);
        return response;
      },
      async ({ write }) => {
        const body = new Uint8Array([1, 2, 3]);
        const waits = fetch(url, { method: 'POST', body });
        body[0] = 9;
        const response = await waits;
        const bytes = new Uint8Array(await response.arrayBuffer());
        write(bytes.join(' '), kept.at(-1) === bytes);
      },
    );
    expect(await endOf(program)).toBe('1 2 3 false');
  });

  test('bodies of all kinds', async () => {
    const form = () => {
      const data = new FormData();
      data.set('n', '1');
      return data;
    };
    const program = answering(
      async (request) => {
        const type = request.headers.get('content-type') ?? 'none';
        const isForm = type.startsWith('multipart');
        const body = await request.text();
        const text = isForm ? /name="n"\s+(.*)/.exec(body)?.[1] : body;
        return Response.json([type.split(';')[0], text], {
          status: 201,
          headers: { 'x-own': 'yes' },
        });
      },
      async ({ write }) => {
        const bodies = ['text', new URLSearchParams({ n: '1' }), new Blob(['blob']), form()];
        for (const body of bodies) {
          const response = await fetch(new URL(url), { method: 'PUT', body });
          write(response.status, response.headers.get('x-own'), await response.text());
        }
        const request = new Request(url, { method: 'POST', body: 'of a request' });
        write(await (await fetch(request)).text(), request.bodyUsed);
      },
    );
    expect(await endOf(program)).toBe(
      [
        '201 yes ["text/plain","text"]',
        '201 yes ["application/x-www-form-urlencoded","n=1"]',
        '201 yes ["none","blob"]',
        '201 yes ["multipart/form-data","1"]',
        '["text/plain","of a request"] true',
      ].join(', '),
    );
  });

  test('a response without a body', async () => {
    const program = answering(
      () => new Response(null, { status: 204, statusText: 'Nothing' }),
      async ({ write }) => {
        const { status, statusText, body } = await fetch(url);
        write(status, statusText, body);
      },
    );
    expect(await endOf(program)).toBe('204 Nothing null');
  });

  test('a request that fails as in a network', async () => {
    const failing = (handler: FetchHandler) =>
      answering(handler, async ({ write }) => {
        await fetch(url).catch((error: unknown) => write(error, '<-', causeOf(error)));
      });
    const throws = failing(() => {
      throw new Error('planted');
    });
    expect(await endOf(throws)).toBe('TypeError: fetch failed <- Error: planted');
    expect(await endOf(failing(() => Promise.reject(new Error('planted'))))).toBe(
      'TypeError: fetch failed <- Error: planted',
    );
    expect(await endOf(failing(() => Response.error()))).toBe(
      'TypeError: fetch failed <- TypeError: network error',
    );
  });

  test('a request that is none rejects before it is sent', async () => {
    const program = counting({
      task: async ({ write }) => {
        await fetch('/pay').catch((error: unknown) => write(nameOf(error)));
      },
    });
    expect(await endOf(program)).toBe('TypeError, served 0');
  });

  test('an abort before the answer: the request took effect or did not', async () => {
    const program = counting({
      task: async ({ write }) => {
        const controller = new AbortController();
        const waits = fetch(url, { signal: controller.signal });
        setTimeout(() => controller.abort(), 100);
        await waits.then(
          () => write('answered'),
          (error: unknown) => write(nameOf(error)),
        );
      },
    });
    // The timer fires before the request is performed, which then is or is not; between the two events; or after them.
    expect(await endsOf(program, 'none')).toEqual({
      ends: ['AbortError, served 0', 'AbortError, served 1', 'answered, served 1'],
      wrong: [],
      runs: 4,
    });
    for (const reduction of ['sleep sets', 'source sets'] as const) {
      expect((await endsOf(program, reduction)).ends).toEqual([
        'AbortError, served 0',
        'AbortError, served 1',
        'answered, served 1',
      ]);
    }
  });

  test('a timeout, with the reason of its signal', async () => {
    const program = counting(
      {
        task: async ({ write }) => {
          const request = new Request(url, { signal: AbortSignal.timeout(1000) });
          await fetch(request).then(
            () => write('answered'),
            (error: unknown) => write(nameOf(error)),
          );
        },
      },
      { faults: { fetch: { loseReply: 1 } } },
    );
    expect(await endsOf(program, 'none')).toMatchObject({
      ends: ['TimeoutError, served 0', 'TimeoutError, served 1', 'answered, served 1'],
      wrong: [],
    });
  });

  test('a signal that has aborted already, and one that aborts too late', async () => {
    const reason = new Error('planted');
    const program = counting({
      task: async ({ write }) => {
        await fetch(url, { signal: AbortSignal.abort(reason) }).catch((error: unknown) =>
          write(error === reason),
        );
        const controller = new AbortController();
        const response = await fetch(url, { signal: controller.signal });
        controller.abort();
        write(await response.json());
      },
    });
    expect(await endOf(program)).toBe('true, 1, served 1');
  });

  test('start may ask too, and code outside of tasks asks the handler at once', async () => {
    const program = logging({
      start: async (io, write) => {
        const ask = io.fetch(hello);
        write('start', await (await fetch(url)).text());
        return { ask };
      },
      tasks: { task: async ({ ask, write }) => write('task', await (await ask(url)).text()) },
    });
    expect(await endOf(program)).toBe('start hello, task hello');
    let asked: Promise<Response> | undefined;
    const outside = logging({
      start: (io) => ({ ask: io.fetch(hello) }),
      tasks: { task: () => {} },
      state: ({ log, ask }) => {
        asked = ask(url);
        return { log };
      },
    });
    await check(outside, []);
    expect(await (await asked)?.text()).toBe('hello');
  });

  test('a handler may call services', async () => {
    const program = logging({
      start: (io) => {
        const store = io.service('store', {
          get: (key: string) => Promise.resolve(`value of ${key}`),
        });
        io.fetch(async (request) => new Response(await store.get(new URL(request.url).pathname)));
        return {};
      },
      tasks: { task: async ({ write }) => write(await (await fetch(url)).text()) },
    });
    expect(await endOf(program)).toBe('value of /pay');
    expect(await storyOf(program)).toHaveLength(5);
  });

  test('the global fetch without io.fetch is refused by name', async () => {
    const message =
      'task called fetch, which would leave the program; in start, give io.fetch a handler that answers in its place.';
    const programOf = (task: () => unknown) => logging({ start: () => ({}), tasks: { task } });
    expect(
      await refusalOf(() =>
        check(
          programOf(() => fetch(url)),
          [],
        ),
      ),
    ).toBe(message);
    const catching = programOf(() => fetch(url).catch(() => {}));
    expect(await refusalOf(() => check(catching, []))).toBe(message);
    const inStart = logging({
      start: async () => ({ response: await fetch(url) }),
      tasks: { task: () => {} },
    });
    expect(await refusalOf(() => check(inStart, []))).toBe(message.replace('task', 'start'));
  });

  test.each([
    [() => 'hello' as never, 'The handler of io.fetch returned a string; return a Response.'],
    [
      async () => {
        const response = hello();
        await response.text();
        return response;
      },
      'The handler of io.fetch returned a Response whose body was read before; make a new one for each request.',
    ],
  ] satisfies [FetchHandler, string][])(
    'refuses answers of a handler',
    async (handler, message) => {
      const program = answering(handler, () => fetch(url).catch(() => {}));
      expect(await refusalOf(() => check(program, []))).toBe(message);
    },
  );

  test('refuses no handler, and two handlers', async () => {
    const programOf = (...handlers: unknown[]) =>
      logging({
        start: (io) => ({ all: handlers.map((one) => io.fetch(one as FetchHandler)) }),
        tasks: { task: () => {} },
      });
    expect(await refusalOf(() => check(programOf(hello, hello), []))).toBe(
      'io.fetch was called twice; give it one handler that answers all requests.',
    );
    expect(await refusalOf(() => check(programOf('hello'), []))).toBe(
      'io.fetch: handler is "hello"; make it a function.',
    );
  });

  test('code outside of tasks keeps the real fetch', async () => {
    const real = globalThis.fetch;
    const program = counting({ task: () => fetch(url) });
    const checked = check(program, []);
    const during = await fetch('data:,real').then((response) => response.text());
    await checked;
    expect(during).toBe('real');
    expect(globalThis.fetch).toBe(real);
  });
});
