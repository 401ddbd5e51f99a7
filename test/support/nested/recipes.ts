/** Recipes that are easily taken for something else, and what becomes of a desk by each. */
import { current, original } from 'immer';

/** What a recipe may be tried on. */
export interface Desk {
  x: number;
  y: number;
  a: Box;
  b: Box;
  list: number[];
  boxes: Box[];
  grid: number[][];
  record: Record<string, number>;
  map: Map<string, Box>;
  keyed: Map<{ id: number }, number>;
  set: Set<number>;
  group: Set<Box>;
  any: unknown;
}
interface Box {
  n: number;
  inner?: Box;
}
/** A desk with something in every place. */
export const desk = (): Desk => ({
  x: 0,
  y: 0,
  a: { n: 1 },
  b: { n: 2, inner: { n: 3 } },
  list: [3, 1, 2],
  boxes: [{ n: 9 }, { n: 8 }],
  grid: [[1], [2, 3]],
  record: { k: 1 },
  map: new Map([['k', { n: 4 }]]),
  keyed: new Map([[{ id: 1 }, 1]]),
  set: new Set([10, 9]),
  group: new Set([{ n: 5 }, { n: 6 }]),
  any: null,
});

export interface Recipe {
  readonly does: (s: Desk) => void | Desk;
  /** What is different of the desk afterwards. */
  readonly makes: Partial<Desk>;
}

/** What each of them does. */
export const recipes: Readonly<Record<string, Recipe>> = {
  // What it wrote itself.
  'reads what it wrote': {
    does: (s) => {
      s.x = 1;
      if (s.x === 1) s.y = s.x + 1;
    },
    makes: { x: 1, y: 2 },
  },
  'reads what it wrote on one way only': {
    does: (s) => {
      if (s.y === 1) s.x = 7;
      s.y = s.x;
    },
    makes: { x: 0, y: 0 },
  },
  'counts twice': {
    does: (s) => {
      s.x++;
      s.x += s.x;
    },
    makes: { x: 2 },
  },
  'pushes the length': {
    does: (s) => {
      s.list.push(s.list.length);
      s.list.push(s.list.length);
    },
    makes: { list: [3, 1, 2, 3, 4] },
  },
  'pushes and pops': {
    does: (s) => {
      s.list.push(5);
      s.x = s.list.pop() ?? 0;
    },
    makes: { x: 5 },
  },
  'adds a key and deletes it': {
    does: (s) => {
      s.record.new = 1;
      s.x = Object.keys(s.record).length;
      delete s.record.new;
    },
    makes: { x: 2 },
  },
  'deletes what is not there': {
    does: (s) => {
      delete s.record.none;
      s.map.delete('none');
      s.set.delete(0);
    },
    makes: {},
  },
  'deletes a key and adds it': {
    does: (s) => {
      delete s.record.k;
      s.record.k = 'k' in s.record ? 5 : 6;
    },
    makes: { record: { k: 6 } },
  },
  'changes and changes back': {
    does: (s) => {
      s.a.n = 5;
      s.a.n = 1;
      s.list.reverse();
      s.list.reverse();
    },
    makes: {},
  },
  'meets its own keys in the order it wrote them': {
    does: (s) => {
      s.record.b = 1;
      s.record.a = 1;
      s.any = [...Object.keys(s.record), ...s.set.add(1)];
    },
    makes: {
      record: { k: 1, a: 1, b: 1 },
      set: new Set([1, 9, 10]),
      any: ['k', 'b', 'a', 10, 9, 1],
    },
  },
  'sets and gets': {
    does: (s) => {
      s.map.set('l', { n: 0 });
      s.x = (s.map.get('l')?.n ?? 5) + s.map.size;
    },
    makes: {
      x: 2,
      map: new Map([
        ['k', { n: 4 }],
        ['l', { n: 0 }],
      ]),
    },
  },
  'clears and asks': {
    does: (s) => {
      s.set.clear();
      s.map.clear();
      s.x = s.set.size + s.map.size;
      s.y = s.set.has(9) ? 1 : 2;
    },
    makes: { set: new Set(), map: new Map(), y: 2 },
  },

  // Parts that move, or are in two places.
  'moves a part and changes it by its old name': {
    does: (s) => {
      s.a = s.b;
      s.b.n = 7;
    },
    makes: { a: { n: 7, inner: { n: 3 } }, b: { n: 7, inner: { n: 3 } } },
  },
  'moves a part and changes it by its new name': {
    does: (s) => {
      s.a = s.b;
      if (s.a.inner) s.a.inner.n = 7;
    },
    makes: { a: { n: 2, inner: { n: 7 } }, b: { n: 2, inner: { n: 7 } } },
  },
  'keeps a part in a variable, and puts another there': {
    does: (s) => {
      const was = s.a;
      s.a = { n: 5 };
      was.n = 6;
      s.any = was;
    },
    makes: { a: { n: 5 }, any: { n: 6 } },
  },
  swaps: {
    does: (s) => {
      [s.a, s.b] = [s.b, s.a];
      s.a.n++;
    },
    makes: { a: { n: 3, inner: { n: 3 } }, b: { n: 1 } },
  },
  'wraps a part in a new one': {
    does: (s) => {
      s.a = { n: 0, inner: s.a };
      if (s.a.inner) s.a.inner.n = 6;
    },
    makes: { a: { n: 0, inner: { n: 6 } } },
  },
  unwraps: {
    does: (s) => {
      if (s.b.inner) s.b = s.b.inner;
      s.b.n++;
    },
    makes: { b: { n: 4 } },
  },
  'puts a new object in two places, and changes it': {
    does: (s) => {
      const box = { n: 0 };
      s.a = box;
      s.boxes.push(box);
      box.n = 4;
      s.a.n++;
    },
    makes: { a: { n: 5 }, boxes: [{ n: 9 }, { n: 8 }, { n: 5 }] },
  },
  'puts a part in a new object, and changes the part': {
    does: (s) => {
      s.any = { list: [s.b], map: new Map([['b', s.b]]) };
      s.b.n = 0;
    },
    makes: {
      b: { n: 0, inner: { n: 3 } },
      any: {
        list: [{ n: 0, inner: { n: 3 } }],
        map: new Map([['b', { n: 0, inner: { n: 3 } }]]),
      },
    },
  },
  'copies with a spread, and changes what is shared': {
    does: (s) => {
      s.a = { ...s.b };
      s.a.n = 0;
      if (s.b.inner) s.b.inner.n = 0;
    },
    makes: { a: { n: 0, inner: { n: 0 } }, b: { n: 2, inner: { n: 0 } } },
  },
  'takes an element out and puts it elsewhere': {
    does: (s) => {
      const box = s.boxes.shift();
      if (box === undefined) return;
      box.n = 0;
      s.map.set('box', box);
    },
    makes: {
      boxes: [{ n: 8 }],
      map: new Map([
        ['k', { n: 4 }],
        ['box', { n: 0 }],
      ]),
    },
  },

  // Arrays.
  'empties an array': {
    does: (s) => {
      s.list.length = 0;
      s.x = s.list.length;
      s.y = s.list[0] ?? 5;
    },
    makes: { list: [], y: 5 },
  },
  'shortens an array, and pushes': {
    does: (s) => {
      s.list.length = 1;
      s.list.push(s.list.length);
    },
    makes: { list: [3, 1] },
  },
  'sorts in place': {
    does: (s) => {
      s.list.sort();
      s.boxes.sort((one, other) => one.n - other.n);
    },
    makes: { list: [1, 2, 3], boxes: [{ n: 8 }, { n: 9 }] },
  },
  'reverses in place, and changes an element': {
    does: (s) => {
      s.boxes.reverse();
      for (const box of s.boxes) box.n -= 8;
    },
    makes: { boxes: [{ n: 0 }, { n: 1 }] },
  },
  splices: {
    does: (s) => {
      s.any = s.boxes.splice(0, 1, { n: 0 }, { n: 1 });
    },
    makes: { boxes: [{ n: 0 }, { n: 1 }, { n: 8 }], any: [{ n: 9 }] },
  },
  'fills with one object': {
    does: (s) => {
      s.boxes.fill({ n: 0 });
      const [first] = s.boxes;
      if (first) first.n = 1;
    },
    makes: { boxes: [{ n: 1 }, { n: 1 }] },
  },
  'copies within, and changes both': {
    does: (s) => {
      s.boxes.copyWithin(1, 0);
      const [first] = s.boxes;
      if (first) first.n = 1;
    },
    makes: { boxes: [{ n: 1 }, { n: 1 }] },
  },
  'unshifts and shifts': {
    does: (s) => {
      s.list.unshift(0);
      s.list.shift();
      s.grid.unshift([0]);
    },
    makes: { grid: [[0], [1], [2, 3]] },
  },
  'filters into its own place': {
    does: (s) => {
      s.boxes = s.boxes.filter(({ n }) => n > 8);
      for (const box of s.boxes) box.n = 0;
    },
    makes: { boxes: [{ n: 0 }] },
  },
  'changes an array in an array': {
    does: (s) => {
      for (const row of s.grid) row.push(row.length);
      s.grid.pop();
    },
    makes: { grid: [[1, 1]] },
  },

  // Maps and Sets.
  'changes the values of a Map': {
    does: (s) => {
      s.map.forEach((box) => box.n++);
      for (const box of s.map.values()) box.n++;
      for (const [, box] of s.map) box.n++;
    },
    makes: { map: new Map([['k', { n: 7 }]]) },
  },
  'finds a key of a Map that is an object': {
    does: (s) => {
      for (const [key, n] of s.keyed) s.keyed.set(key, n + key.id);
      s.x = s.keyed.has({ id: 1 }) ? 1 : 2;
    },
    makes: { keyed: new Map([[{ id: 1 }, 2]]), x: 2 },
  },
  'adds to a Map under an object': {
    does: (s) => {
      s.keyed.set({ id: s.keyed.size }, 0).delete({ id: 1 });
      s.keyed.delete([...s.keyed.keys()][0] ?? { id: 0 });
      s.keyed.set({ id: 2 }, 2);
    },
    makes: {
      keyed: new Map([
        [{ id: 1 }, 0],
        [{ id: 2 }, 2],
      ]),
    },
  },
  'changes the members of a Set': {
    does: (s) => {
      for (const box of s.group) box.n++;
    },
    makes: { group: new Set([{ n: 6 }, { n: 7 }]) },
  },
  'makes two members of a Set one': {
    does: (s) => {
      for (const box of s.group) box.n = 0;
      s.x = s.group.size;
    },
    makes: { group: new Set([{ n: 0 }]), x: 2 },
  },
  'meets a Map and a Set in canonical order': {
    does: (s) => {
      s.any = [...s.set, ...s.map.keys(), ...Object.keys(s.record)];
    },
    makes: { any: [10, 9, 'k', 'k'] },
  },

  // Values that change their type.
  'changes a type': {
    does: (s) => {
      s.any = s.any === null ? new Map([[1, 1]]) : null;
      if (s.any instanceof Map) s.any.set(2, 2);
    },
    makes: {
      any: new Map([
        [1, 1],
        [2, 2],
      ]),
    },
  },

  // What immer gives.
  'looks at what it was': {
    does: (s) => {
      s.a.n = 5;
      s.x = original(s).a.n;
      s.y = original(s.a).n;
    },
    makes: { a: { n: 5 }, x: 1, y: 1 },
  },
  'takes a snapshot': {
    does: (s) => {
      s.a.n = 5;
      const was = current(s);
      s.a.n = 6;
      s.any = was.a;
      s.x = was.a.n;
    },
    makes: { a: { n: 6 }, any: { n: 5 }, x: 5 },
  },
  'puts what it was in a second place': {
    does: (s) => {
      s.b.n = 5;
      s.any = original(s.b);
    },
    makes: { b: { n: 5, inner: { n: 3 } }, any: { n: 2, inner: { n: 3 } } },
  },

  // A state that is returned.
  'returns a state': {
    does: (s) => ({ ...s, x: s.x + 1, list: [...s.list, 4] }),
    makes: { x: 1, list: [3, 1, 2, 4] },
  },
  'returns a state with its parts in other places': {
    does: (s) => ({ ...s, a: s.b, b: s.a, boxes: [s.a, ...s.boxes] }),
    makes: {
      a: { n: 2, inner: { n: 3 } },
      b: { n: 1 },
      boxes: [{ n: 1 }, { n: 9 }, { n: 8 }],
    },
  },
  'returns a clone, and has changed that': {
    does: (s) => {
      const next = structuredClone(current(s));
      next.a.n = 8;
      next.map.set('k', next.a);
      next.set.delete(9);
      return next;
    },
    makes: { a: { n: 8 }, map: new Map([['k', { n: 8 }]]), set: new Set([10]) },
  },
  'returns JSON': {
    does: (s) => ({ ...s, any: JSON.parse(JSON.stringify(s.boxes)) as unknown }),
    makes: { any: [{ n: 9 }, { n: 8 }] },
  },
  'returns the same data in another order': {
    does: (s) => Object.fromEntries(Object.entries(s).reverse()) as unknown as Desk,
    makes: {},
  },
  'returns what it was given': {
    does: (s) => {
      s.x = 1;
      return s;
    },
    makes: { x: 1 },
  },
};
