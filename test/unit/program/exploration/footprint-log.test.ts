/** What a trace says of what each event touched. */
import { describe, expect, test } from 'vitest';
import { reads, type EventFootprint, type Program } from 'allways';
import { work } from '../../../../src/program/execution/work.js';
import { oneRun, type Choose } from '../../../../src/program/exploration/one-run.js';
import { settingOf } from '../../../../src/program/exploration/setting.js';
import { logging, type Log } from '../../../support/program-runs.js';

async function footprintsOf(
  program: Program<Log>,
  choose: Choose = (events) => events[0],
): Promise<readonly EventFootprint[]> {
  const setting = settingOf(program.definition, []);
  const { trace } = await work(setting, oneRun(setting, choose));
  return trace.footprints ?? [];
}

class Store {
  value = 0;

  get(_key: string): Promise<number> {
    return Promise.resolve(this.value);
  }

  set(_key: string, value: number): Promise<void> {
    this.value = value;
    return Promise.resolve();
  }

  peek(_key: string): number {
    return this.value;
  }
}

const program = (atomic: boolean, faults: object = {}) =>
  logging({
    start: (io) => ({
      store: io.service(
        'store',
        new Store(),
        { get: (key) => reads(key), peek: (key) => reads(key) },
        { immediate: ['peek'], atomic },
      ),
    }),
    tasks: {
      ann: async ({ store }) => {
        store.peek('y');
        await store.get('x');
        await store.set('x', 1).catch(() => {});
      },
    },
    faults: { ...faults },
  });

const get = { number: 0, task: 'ann', process: 0, method: 'store.get', choice: 'x' };
const set = { number: 1, task: 'ann', process: 0, method: 'store.set', choice: ['x', 1] };
const ann = { task: 'ann', process: 0, reads: [], writes: [], makes: [] };

describe('the footprints of events', () => {
  test('name keys, the whole service if there is no footprint, and the calls that were made', async () => {
    expect(await footprintsOf(program(false))).toEqual([
      { ...ann, reads: [{ service: 'store', key: 'y' }], makes: [get] },
      { ...ann, reads: [{ service: 'store', key: 'x' }], performs: 0 },
      { ...ann, answers: 0, makes: [set] },
      { ...ann, writes: [{ service: 'store' }], performs: 1 },
      { ...ann, answers: 1 },
    ]);
  });

  test('say that an atomic service answers in the same event', async () => {
    expect(await footprintsOf(program(true))).toEqual([
      { ...ann, reads: [{ service: 'store', key: 'y' }], makes: [get] },
      { ...ann, reads: [{ service: 'store', key: 'x' }], performs: 0, answers: 0, makes: [set] },
      { ...ann, writes: [{ service: 'store' }], performs: 1, answers: 1 },
    ]);
  });

  const faulty =
    (fault: string): Choose =>
    (events) =>
      events.find(({ action }) => action.step === `store.set ${fault}`) ?? events[0];

  test('of a call that fails before its effect have none', async () => {
    const all = await footprintsOf(
      program(false, { store: { failBefore: 1 } }),
      faulty('failBefore'),
    );
    expect(all.slice(3)).toEqual([
      { ...ann, performs: 1 },
      { ...ann, answers: 1 },
    ]);
  });

  test('of a call whose reply is lost have no answer', async () => {
    for (const atomic of [false, true]) {
      const all = await footprintsOf(
        program(atomic, { store: { loseReply: 1 } }),
        faulty('loseReply'),
      );
      expect(all.at(-1)).toEqual({ ...ann, writes: [{ service: 'store' }], performs: 1 });
    }
  });

  test('leave out what is no service, and name a request by its service', async () => {
    const asking = logging({
      start: (io) => ({
        channel: io.channel<number>('numbers'),
        fetch: io.fetch(() => new Response('1'), { footprint: () => reads('page') }),
      }),
      tasks: {
        ann: async ({ channel, fetch }) => {
          channel.send(1);
          await channel.receive();
          await fetch('http://server/');
        },
      },
    });
    const all = await footprintsOf(asking);
    expect(all.flatMap((one) => [...one.reads, ...one.writes])).toEqual([
      { service: 'fetch', key: 'page' },
    ]);
  });

  test('tell a process that starts again from the one that crashed', async () => {
    const crashing = logging({
      start: (io) => ({ store: io.service('store', new Store()) }),
      processes: { worker: ({ store }) => ({ run: () => store.get('x') }) },
      faults: { worker: { crash: 1 } },
    });
    const all = await footprintsOf(
      crashing,
      (events) => events.find(({ action }) => action.step === 'crashes') ?? events[0],
    );
    expect(new Set(all.map(({ process }) => process)).size).toBe(2);
    expect(new Set(all.map(({ task }) => task))).toEqual(new Set(['worker']));
  });
});
