import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actor, canonicalKey, defineModel } from 'allways';
import { tries } from '../../support/deep.js';

/** Changes that mean the same on an immer draft and on plain objects. */
interface Node {
  n: number;
  inner?: Node;
}
interface Heap {
  a: Node;
  b: Node;
  list: Node[];
  map: Map<string, Node>;
  set: Set<Node>;
}
type Change = (s: Heap, n: number) => void;
const changes: Record<string, Change> = {
  write: (s, n) => {
    s.a.n = n;
  },
  writeDeep: (s, n) => {
    if (s.b.inner) s.b.inner.n = n;
  },
  move: (s) => {
    s.a = s.b;
  },
  swap: (s) => {
    [s.a, s.b] = [s.b, s.a];
  },
  wrap: (s, n) => {
    s.a = { n, inner: s.b };
  },
  unwrap: (s) => {
    if (s.a.inner) s.b = s.a.inner;
  },
  drop: (s) => {
    delete s.b.inner;
  },
  push: (s) => {
    s.list.push(s.a);
  },
  pushNew: (s, n) => {
    s.list.push({ n });
  },
  take: (s) => {
    s.b = s.list.shift() ?? s.b;
  },
  writeAll: (s, n) => {
    for (const one of s.list) one.n += n;
  },
  sort: (s) => {
    s.list.sort((one, other) => one.n - other.n);
  },
  reverse: (s) => {
    s.list.reverse();
  },
  splice: (s, n) => {
    s.list.splice(n, 1, { n, inner: s.a });
  },
  empty: (s) => {
    s.list.length = 0;
  },
  filter: (s, n) => {
    s.list = s.list.filter((one) => one.n !== n);
  },
  put: (s, n) => {
    s.map.set(`k${n}`, s.b);
  },
  get: (s, n) => {
    s.a = s.map.get(`k${n}`) ?? s.a;
  },
  writeMap: (s, n) => {
    for (const one of s.map.values()) one.n = n;
  },
  remove: (s, n) => {
    s.map.delete(`k${n}`);
  },
  add: (s, n) => {
    s.set.add({ n, inner: s.a });
  },
  addShared: (s) => {
    s.set.add(s.b);
  },
  writeSet: (s, n) => {
    for (const one of s.set) one.n += n;
  },
  clear: (s) => {
    s.set.clear();
  },
};

describe('a recipe means what it would mean on plain objects', () => {
  test('whatever it does', () => {
    const heap = (): Heap => ({
      a: { n: 1, inner: { n: 2 } },
      b: { n: 3, inner: { n: 4, inner: { n: 5 } } },
      list: [{ n: 2 }, { n: 1, inner: { n: 0 } }],
      map: new Map([
        ['k0', { n: 6 }],
        ['k1', { n: 7, inner: { n: 8 } }],
      ]),
      set: new Set([{ n: 9 }, { n: 10, inner: { n: 11 } }]),
    });
    const change = fc.tuple(fc.constantFrom(...Object.keys(changes)), fc.nat({ max: 2 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (list) => {
        const run = (s: Heap) => {
          for (const [name, n] of list) changes[name]?.(s, n);
        };
        const plain = heap();
        run(plain);
        const action = { actor: 'user', step: 'act' };
        const model = defineModel<Heap>({
          name: 'heap',
          initial: heap(),
          actors: [actor<Heap>('user', { act: { then: run } })],
        });
        expect(canonicalKey(model.reduce(heap(), action))).toBe(canonicalKey(plain));
      }),
      { numRuns: tries(100) },
    );
  });
});
