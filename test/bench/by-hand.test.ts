/** The search by hand finds the states that the engine finds. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { actor, clock, step, type Model } from 'allways';
import { expect, test } from 'vitest';
import { isDeep } from '../support/deep.js';
import { engine } from './engine.js';
import { defineModel, fromReducer } from './keep.js';
import { twoCountersDefinition } from './models/two-counters.js';
import { rowNamed } from './rows.js';
import { smallRowNamed } from './small-rows.js';
import { subject } from './subject.js';

interface Shelf {
  /** By box: what is in it, and since when. */
  boxes: Map<string, { age: number; labels: Set<string> }>;
  closed: boolean;
}

const shelf = defineModel<Shelf>({
  name: 'shelf',
  initial: () => [
    { boxes: new Map(), closed: false },
    { boxes: new Map(), closed: false },
    { boxes: new Map([['c', { age: 1, labels: new Set() }]]), closed: false },
  ],
  actors: [
    actor<Shelf>('clerk', {
      put: step({
        choose: () => ['b', 'a'],
        when: (s: Shelf, box) => !s.closed && !s.boxes.has(box),
        then: (s, box) => {
          s.boxes.set(box, { age: 0, labels: new Set() });
        },
      }),
      label: step({
        choose: (s: Shelf) => [...s.boxes.keys()],
        then: (s, box) => {
          s.boxes.get(box)?.labels.add(`label of ${box}`);
        },
      }),
      close: { when: (s) => s.boxes.size > 1, then: () => ({ boxes: new Map(), closed: true }) },
    }),
    clock<Shelf>({
      bound: 1,
      tick: (s, older) => {
        for (const box of s.boxes.values()) box.age = older(box.age);
      },
    }),
  ],
});

const lamp = fromReducer<{ lit: boolean; left: number }, { type: 'press' | 'wait' }>({
  initial: { lit: false, left: 3 },
  actions: ({ left }) => (left > 0 ? [{ type: 'press' }, { type: 'wait' }] : []),
  reduce: ({ lit, left }, { type }) => ({ left: left - 1, lit: type === 'press' ? !lit : lit }),
});

async function compare<State>(model: Model<State>): Promise<void> {
  const one = subject(model, []);
  expect(one.exploreByHand()).toEqual(await one.explore(engine.search, 1));
}

test('a model with Map, Set, a clock, two initial states and a step that returns a new state', () =>
  compare(shelf));

test('a reducer', () => compare(lamp));

test('a model of which nothing was kept is refused', () => {
  const copy = subject({ ...lamp, initial: [...lamp.initial] }, []);
  expect(() => copy.exploreByHand()).toThrow(
    new TypeError('Nothing was kept of the model reducer.'),
  );
});

test('a small row', () => {
  const { distinct, generated } = smallRowNamed('two-counters');
  const found = subject(defineModel(twoCountersDefinition(2000, 10)), []).exploreByHand();
  expect(found).toMatchObject({ distinct, generated });
});

test.runIf(isDeep)('in the process of the bench, the steps of every model are kept', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'test/bench/measure.ts', 'dns-4-safe', 'byHand'],
    { env: { ...process.env, TSX_TSCONFIG_PATH: 'test/bench/tsconfig.by-hand.json' } },
  );
  const { distinct, generated } = rowNamed('dns-4-safe');
  expect(JSON.parse(stdout)).toMatchObject({ distinct, generated });
});
