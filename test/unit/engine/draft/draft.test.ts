import { Immer } from 'immer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, canonicalKey } from '../../../../src/model/canonical.js';
import { finish } from '../../../../src/engine/draft/finish.js';
import { draftRun, showRoot } from '../../../../src/engine/draft/look.js';
import { recorderFor, type Recorder } from '../../../../src/engine/draft/recorder.js';
import { nodeBehind } from '../../../../src/engine/draft/run.js';
import { writtenIn } from '../../../../src/engine/memo/footprint.js';
import { reads } from '../../../../src/engine/draft/read.js';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import { unflatten } from '../../../../src/engine/store/unflatten.js';
import {
  absent,
  childrenOf,
  type Slot,
  type Slots,
  type Vector,
} from '../../../../src/engine/store/slots.js';
import { tries } from '../../../support/deep.js';
import { arbitraryRecipe, arbitraryState, run, type Recipe } from '../../../support/recipes.js';

const immer = new Immer({ autoFreeze: false });

/** What a run came to: the key of the state after it, or what it threw; and all that the recipe saw. */
interface Came {
  readonly to: string;
  readonly seen: string;
}

/** Data as a text, also if it is no plain data. */
function text(value: unknown): string {
  try {
    return canonicalKey(value);
  } catch {
    return 'no plain data';
  }
}

/** Runs a recipe on a draft of immer: the oracle. */
function byImmer(recipe: Recipe, state: unknown): Came {
  const seen: string[] = [];
  const log = (value: unknown) => void seen.push(text([value]));
  try {
    const next: unknown = immer.produce(state, (draft: unknown) => {
      const returned = run(recipe, draft, log);
      return returned === draft ? undefined : returned;
    });
    return { to: text(next), seen: seen.join('\n') };
  } catch (thrown) {
    return { to: `threw ${String(thrown)}`, seen: seen.join('\n') };
  }
}

/** Runs a recipe on a draft of ours. Its outcome is undefined if immer must decide. */
function byDraft(recipe: Recipe, slots: Slots, vector: Vector, recorder?: Recorder) {
  const seen: string[] = [];
  const own = draftRun(slots, vector, recorder);
  const draft = showRoot(own);
  try {
    const returned = run(recipe, draft, (value) => void seen.push(text([value])));
    const state = returned === undefined || returned === draft ? undefined : returned;
    const isOdd =
      state !== undefined &&
      (typeof state !== 'object' || own.isChanged || nodeBehind(state) !== undefined);
    const next = isOdd ? undefined : finish(own, state as object | undefined);
    return { isSure: !own.isUnsure, next, seen: seen.join('\n'), thrown: '' };
  } catch (thrown) {
    return { isSure: false, next: undefined, seen: seen.join('\n'), thrown: String(thrown) };
  } finally {
    own.isOver = true;
  }
}

const many = { numRuns: Number(process.env['TRIES'] ?? tries(600)) };

test.each([
  ['without notes', () => undefined],
  ['with notes', recorderFor],
] as const)('a draft does what a draft of immer does, %s', (_, recorderOf) => {
  let sure = 0;
  let open = 0;
  fc.assert(
    fc.property(arbitraryState, arbitraryRecipe, (raw, recipe) => {
      const state = canonical(raw);
      const slots = slotsFor(state);
      const vector = flatten(slots, state);
      const expected = byImmer(recipe, state);
      const { isSure, next, seen, thrown } = byDraft(
        recipe,
        slots,
        vector,
        recorderOf(slots, vector),
      );
      if (isSure && next !== undefined) {
        sure++;
        expect({ to: text(unflatten(slots, next)), seen }).toEqual(expected);
      } else {
        open++;
        // Whatever the outcome, the recipe sees the same until then.
        if (thrown !== '' && expected.to.startsWith('threw Ra')) expect(seen).toBe(expected.seen);
      }
      expect(text(unflatten(slots, vector))).toBe(text(state));
    }),
    many,
  );
  // Immer decides about few recipes.
  expect(open).toBeLessThan(sure);
});

/** Whether two states have the same values in all places that were read. */
function looksSame(slots: Slots, { reads: read }: Recorder, one: Vector, other: Vector): boolean {
  return [...read.values()].every(({ kind, target }) => {
    if (kind === reads.value) return (one[target] ?? 0) === (other[target] ?? 0);
    const slot = slots.all[target];
    return (
      slot !== undefined &&
      [...childrenOf(slot)].every(
        ({ id, values }) =>
          (values[one[id] ?? 0] === absent) === (values[other[id] ?? 0] === absent),
      )
    );
  });
}

/** A state after a step that was noted in another state: what the step wrote there is written here. */
function replayed({ writes, kept, lengths }: Recorder, here: Vector, there: Vector): Vector {
  const next = [...here];
  const written = [...writes].flatMap((slot) => [...writtenIn(slot, kept)]);
  for (const { id } of [...written, ...lengths]) next[id] = there[id] ?? 0;
  return next;
}

/**
 * Asks whether the notes of a run say what it does in every state that looks the same to it.
 *
 * @returns How many such states were compared.
 * @throws if they do not.
 */
function compareNotes(recorderOf: typeof recorderFor, numRuns: number): number {
  let same = 0;
  fc.assert(
    fc.property(arbitraryState, arbitraryState, arbitraryRecipe, (raw, other, recipe) => {
      const state = canonical(raw);
      const slots = slotsFor(state);
      const vector = flatten(slots, state);
      const recorder = recorderOf(slots, vector);
      const { isSure, next } = byDraft(recipe, slots, vector, recorder);
      if (!isSure || next === undefined) return;
      // Each part of the other state alone, so that many of them look the same.
      for (const name of ['a', 'b', 'c', 'list'] as const) {
        const changed = canonical({ ...state, [name]: other[name] });
        const elsewhere = flatten(slots, changed);
        if (!looksSame(slots, recorder, vector, elsewhere)) continue;
        same++;
        const expected = byImmer(recipe, changed);
        expect(text(unflatten(slots, replayed(recorder, elsewhere, next)))).toBe(expected.to);
      }
    }),
    { numRuns },
  );
  return same;
}

test('what was noted of a run says what it does in every state that looks the same to it', () => {
  expect(compareNotes(recorderFor, many.numRuns)).toBeGreaterThan(many.numRuns / 4);
});

/** A set or map that forgets some of what is put into it. */
const forgetful = <T extends { add?: unknown; set?: unknown }>(
  kept: T,
  method: 'add' | 'set',
  forgets: (key: never) => boolean,
): T => {
  const original = (kept[method] as (...given: unknown[]) => unknown).bind(kept);
  return Object.assign(kept, {
    [method]: (...given: [never]) => (forgets(given[0]) ? kept : original(...given)),
  });
};

test.each<[string, typeof recorderFor]>([
  [
    'a read of a value that is not noted',
    (slots, vector) => {
      const recorder = recorderFor(slots, vector);
      forgetful(recorder.reads, 'set', (key: number) => key % 4 === reads.value && key > 8);
      return recorder;
    },
  ],
  [
    'a read of a shape that is not noted',
    (slots, vector) => {
      const recorder = recorderFor(slots, vector);
      forgetful(recorder.reads, 'set', (key: number) => key % 4 === reads.shape);
      return recorder;
    },
  ],
  [
    'a write that is not noted',
    (slots, vector) => {
      const recorder = recorderFor(slots, vector);
      forgetful(recorder.writes, 'add', ({ kind }: Slot) => kind === 'index');
      return recorder;
    },
  ],
  [
    'a length that was written and is not noted',
    (slots, vector) => {
      const recorder = recorderFor(slots, vector);
      forgetful(recorder.lengths, 'add', () => true);
      return recorder;
    },
  ],
])('the notes are found wrong with %s', (_, recorderOf) => {
  expect(() => compareNotes(recorderOf, 3000)).toThrow('Property failed');
});

test('a draft that was kept throws once its recipe is done, as one of immer does', () => {
  const state = canonical({ list: [1], map: new Map([['a', 1]]), set: new Set(['a']), n: 1 });
  type Kept = typeof state;
  const uses: Record<string, (kept: Kept) => unknown> = {
    'reads an object': (kept) => kept.n,
    'writes to an object': (kept) => (kept.n = 2),
    'lists an object': (kept) => Object.keys(kept),
    'asks for a name': (kept) => 'n' in kept,
  };
  const parts: Record<string, (kept: Kept) => unknown> = {
    'reads a list': ({ list }) => list[0],
    'adds to a list': ({ list }) => list.push(2),
    'reads a Map': ({ map }) => map.get('a'),
    'lists a Map': ({ map }) => [...map],
    'changes a Map': ({ map }) => map.set('b', 1),
    'reads a Set': ({ set }) => set.has('a'),
    'lists a Set': ({ set }) => [...set],
    'changes a Set': ({ set }) => set.add('b'),
  };
  const keptOf = (draft: Kept) => ({ ...draft });
  const own = draftRun(slotsFor(state), flatten(slotsFor(state), state));
  const draft = showRoot(own) as Kept;
  const inside = keptOf(draft);
  own.isOver = true;
  const keptByImmer: { draft?: Kept; inside?: Kept } = {};
  immer.produce(state, (one: Kept) => {
    keptByImmer.draft = one;
    keptByImmer.inside = keptOf(one);
  });
  const revoked = /a proxy that has been revoked/;
  for (const use of Object.values(uses)) {
    expect(() => use(draft)).toThrow(revoked);
    expect(() => use(keptByImmer.draft as Kept)).toThrow(revoked);
  }
  for (const use of Object.values(parts)) {
    expect(() => use(inside)).toThrow(revoked);
    expect(() => use(keptByImmer.inside as Kept)).toThrow(revoked);
  }
});
