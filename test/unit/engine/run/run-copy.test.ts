import { actor, defineModel, type ModelDefinition } from 'allways';
import { isDraft, original } from 'immer';
import { expect, test } from 'vitest';
import { stepsOf } from '../../../../src/model/compile.js';
import type { CompiledStep } from '../../../../src/model/compiled-step.js';
import { newOnCopies, runOnCopy } from '../../../../src/engine/run/run-copy.js';
import { Copier } from '../../../../src/engine/store/copier.js';
import { waitHere } from '../../../../src/model/wait.js';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import { unflatten } from '../../../../src/engine/store/unflatten.js';

interface Box {
  n: number;
  inside: { m: number };
}

/** Runs a recipe on copies of states `{ n }`, for `n` from 0 on. */
function onCopies(then: (s: Box) => unknown) {
  const definition: ModelDefinition<Box> = {
    name: 'box',
    initial: { n: 0, inside: { m: 0 } },
    actors: [actor<Box>('a', { run: { then: (s) => void then(s) } })],
  };
  const step = stepsOf(defineModel(definition))?.[0] as CompiledStep<Box>;
  const slots = slotsFor(definition.initial);
  const copier = new Copier(slots);
  const own = newOnCopies(copier);
  const action = step.action(undefined);
  while (!copier.isReady([0, 0, 0, 0])) void 0;
  const run = (n: number) => {
    const vector = flatten(slots, { n, inside: { m: 0 } });
    const before = { vector, state: unflatten(slots, vector) as Box };
    const next = runOnCopy((s) => then(s as Box), action, slots, before, own);
    return typeof next === 'object' ? unflatten(slots, next) : next;
  };
  return { run, own };
}

test('a recipe changes a copy', () => {
  const { run, own } = onCopies((s) => {
    s.n++;
    s.inside.m = s.n;
  });
  for (let n = 0; n < 40; n++) expect(run(n)).toEqual({ n: n + 1, inside: { m: n + 1 } });
  expect(own).toMatchObject({ runs: 40, failed: 0, isOver: false });
});

/** What the first number was before the step. */
const before = (draft: Box) => original(draft).n;

let kept: { m: number } | undefined;

test.each<[string, (s: Box) => unknown]>([
  ['asks whether it has a draft', (s) => (s.n = isDraft(s) ? 1 : 2)],
  ['asks for the state before', (s) => (s.n = isDraft(s) ? before(s) : 2)],
  ['asks that in vain', (s) => (isDraft(s), (s.n = 1), undefined)],
  ['keeps a draft', (s) => ((s.n = kept?.m ?? 0), (kept = s.inside), undefined)],
  ['freezes a part of its draft', (s) => (Object.freeze(s.inside), (s.n = 1), undefined)],
  ['defines a property', (s) => (Object.defineProperty(s, 'n', { value: 7 }), undefined)],
  ['writes to a symbol', (s) => Object.assign(s, { [Symbol.iterator]: 1 })],
])('a recipe that %s gets drafts', (_, then) => {
  kept = undefined;
  const { run, own } = onCopies((s) => void then(s));
  const outcomes = Array.from({ length: 12 }, (_, n) => run(n));
  expect(outcomes.at(-1)).toBeUndefined();
  expect(own.isOver).toBe(true);
});

test('a difference that shows late is found by a sample', () => {
  const { run, own } = onCopies((s) => {
    s.n = s.n < 30 || !isDraft(s) ? s.n + 1 : 0;
  });
  const isOver: boolean[] = [];
  for (let n = 0; n < 65; n++) {
    run(n);
    isOver.push(own.isOver);
  }
  expect(isOver.indexOf(true)).toBe(64);
});

test.each<[string, (s: Box) => unknown]>([
  [
    'throws',
    () => {
      throw new Error('on purpose');
    },
  ],
  ['returns a new state', (s) => ({ ...s, n: 1 })],
  ['leaves what is no plain data', (s) => void (s.n = new Date(0) as never)],
])('a recipe that %s gets drafts after some tries', (_, then) => {
  const { run, own } = onCopies(then);
  for (let n = 0; n < 9; n++) {
    expect(own.isOver).toBe(false);
    expect(run(n)).toBeUndefined();
  }
  expect(own).toMatchObject({ runs: 9, failed: 9, isOver: true });
  expect(run(0)).toBeUndefined();
  expect(own.runs).toBe(9);
});

test('a recipe that waits keeps its copies, unless it waits only on a copy', () => {
  const waiting = onCopies((s) => {
    s.n++;
    waitHere();
  });
  for (let n = 0; n < 40; n++) expect(waiting.run(n)).toBe('waits');
  expect(waiting.own).toMatchObject({ runs: 40, failed: 0, isOver: false });
  const onDraft = onCopies((s) => (isDraft(s) ? void s.n++ : waitHere()));
  expect(onDraft.run(0)).toBeUndefined();
  expect(onDraft.own.isOver).toBe(true);
});

test('a recipe that throws now and then keeps its copies', () => {
  const { run, own } = onCopies((s) => {
    if (s.n % 3 === 0) throw new Error('on purpose');
    s.n = 0;
  });
  for (let n = 0; n < 100; n++) run(n);
  expect(own).toMatchObject({ runs: 100, failed: 34, isOver: false });
});
