/** The source of the functions that copy the states of one model. `copier.test.ts` tests what they do. */
import { describe, expect, test } from 'vitest';
import { sourceFor } from '../../../../src/engine/store/copy-code.js';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';

/** The lines of the source for some states, or of those of one function of it. */
function linesFor(states: readonly unknown[], name?: string): readonly string[] {
  const slots = slotsFor(states[0]);
  for (const state of states) flatten(slots, state);
  const lines = (sourceFor(slots) ?? '').split('\n').map((line) => line.trim());
  if (name === undefined) return lines;
  const from = lines.findIndex((line) => line.startsWith(`function ${name}(`));
  const body = lines.slice(from, lines.indexOf('}', from) + 1);
  return from < 0 ? [] : body.slice(1, -1).filter((line) => line !== '');
}

test('there is no source for a leaf, and none for keys and members that are objects', () => {
  const sourceOf = (state: unknown) => sourceFor(slotsFor(state));
  expect(sourceOf(1)).toBeUndefined();
  expect(sourceOf({ map: new Map([[{ a: 1 }, 1]]) })).toBeUndefined();
  expect(sourceOf({ set: new Set([{ a: 1 }]) })).toBeUndefined();
  expect(sourceOf(JSON.parse('{"__proto__": 1}'))).toBeUndefined();
  expect(sourceOf({ map: new Map([[1, 1]]) })).toBeTypeOf('string');
});

test('no source is made once a state was no container', () => {
  const slots = slotsFor({ a: 1 });
  expect(sourceFor(slots)).toBeTypeOf('string');
  flatten(slots, 'stopped');
  expect(sourceFor(slots)).toBeUndefined();
});

test('containers have functions to build them, and leaves only one that finds their number', () => {
  const names = linesFor([{ a: 1, b: [2] }])
    .filter((line) => line.startsWith('function'))
    .map((line) => line.replace(/^function (\w+).*$/, '$1'));
  // The slots are: 0 the state, 1 a, 2 b, 3 b[0].
  expect(names).toEqual([
    ...['copy0', 'frozen0', 'find0', 'copy2', 'frozen2', 'find2', 'find1', 'find3'],
  ]);
});

describe('a builder', () => {
  test('of an object that always has the same names writes them down at once', () => {
    expect(linesFor([{ b: 1, a: { c: 2 } }], 'copy0')).toEqual([
      'const x = V0[v[0]];',
      'const o = { "a": copy2(v), "b": V1[v[1]] };  return m0 = o;',
    ]);
    expect(linesFor([{ b: 1, a: { c: 2 } }], 'frozen0')).toEqual([
      'const x = V0[v[0]];',
      'const o = { "a": frozen2(v), "b": V1[v[1]] };  return freeze(o);',
    ]);
  });

  test('asks for a name that may be missing, and for those after it, so that the order stays', () => {
    expect(
      linesFor(
        [
          { a: 1, c: 3 },
          { a: 1, b: 2, c: 3 },
        ],
        'copy0',
      ),
    ).toEqual([
      'const x = V0[v[0]];',
      'const o = { "a": V1[v[1]] }; if (V3[v[3]] !== absent) o["b"] = V3[v[3]]; o["c"] = V2[v[2]]; return m0 = o;',
    ]);
  });

  test('of an array knows its length if all had the same', () => {
    expect(linesFor([[1, 2]], 'copy0')).toContain('const o = [V1[v[1]], V2[v[2]]]; return m0 = o;');
    expect(linesFor([[1, 2], [3]], 'copy0')).toContain(
      'const o = []; if (x.length > 0) o.push(V1[v[1]]); if (x.length > 1) o.push(V2[v[2]]); return m0 = o;',
    );
  });

  test('of a Map or Set asks for each key and member', () => {
    expect(linesFor([new Map([['k', 1]])], 'copy0')).toContain(
      'const o = new Map(); if (V1[v[1]] !== absent) o.set(K1, V1[v[1]]); return m0 = o;',
    );
    expect(linesFor([new Set(['m'])], 'copy0')).toContain(
      'const o = new Set(); if (V1[v[1]] !== absent) o.add(K1); return m0 = o;',
    );
  });

  test('of a place that held several kinds asks which one is there', () => {
    // The slots are: 0 the state, 1 it, 2 it.a, 3 it[0].
    const lines = linesFor([{ it: { a: 1 } }, { it: [1] }, { it: 'none' }], 'copy1');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^if \(typeof x === 'object' && x !== null && x\.kind === 'object'\)/);
    expect(lines[2]).toMatch(/^if \(typeof x === 'object' && x !== null && x\.kind === 'array'\)/);
    expect(lines[3]).toBe('return x;');
  });
});

test('a container that may be missing is built only if it is there', () => {
  // The slots are: 0 the state, 1 a, 2 part, 3 part.b.
  const lines = linesFor([{ a: 1 }, { a: 1, part: { b: 1 } }], 'copy2');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^if \(typeof x === 'object' .* return m2 = o; \}$/);
  expect(lines[2]).toBe('return x;');
});

describe('a finder', () => {
  test('of a leaf looks the number up, and leaves a new leaf to slow code', () => {
    expect(linesFor([{ a: 1 }], 'find1')).toEqual([
      'const i = N1.get(o);',
      'if (i === undefined) put(1, o, n); else n[1] = i;',
    ]);
  });

  test('looks into a container only if it is the one that was built', () => {
    expect(linesFor([[1]], 'find0')).toEqual([
      'const x = V0[n[0]];',
      'if (o === m0) {',
      'if (!isOpen(o)) throw odd;',
      expect.stringMatching(/^if \(typeof x === 'object' .* return; \}$/),
    ]);
  });
});
