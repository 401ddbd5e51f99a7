/** Code looks at a state through a run. */
import { describe, expect, test } from 'vitest';
import {
  lookThrough,
  showRoot,
  sightOf,
  viewAt,
  viewOf,
  withoutViews,
} from '../../../../src/engine/draft/look.js';
import { recorderFor } from '../../../../src/engine/draft/recorder.js';
import { nodeBehind } from '../../../../src/engine/draft/run.js';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';
import { canonical } from '../../../../src/model/canonical.js';
import type { Place } from '../../../../src/model/origin.js';
import { draftOf, readsIn, viewOfState } from '../../../support/drafts.js';

const root: Place = { kind: 'root' };
const at = (
  kind: 'property' | 'index' | 'entry' | 'key' | 'member',
  key: unknown,
  within: Place = root,
) => ({ kind, key, within }) as const;

/** Two states of a model, and a recorder of a step from the one to the other. */
function step(before: object, after: object) {
  const slots = slotsFor(canonical(before));
  const vectors = [before, after].map((state) => flatten(slots, canonical(state)));
  return recorderFor(slots, vectors[0] ?? [], vectors[1]);
}

test('the state after a step is seen on its side', () => {
  const recorder = step({ n: 1 }, { n: 2 });
  const before = viewOf(sightOf(recorder), { n: 1 });
  const after = viewOf(sightOf(recorder, 'after'), { n: 2 });
  expect([after.n, before.n]).toEqual([2, 1]);
  expect(readsIn(recorder)).toEqual([
    'value state',
    'value after state',
    'value after state.n',
    'value state.n',
  ]);
});

test('a state that is no container is shown as it is, and is read', () => {
  const recorder = step({}, {});
  const slots = slotsFor(5);
  const own = recorderFor(slots, flatten(slots, 5));
  expect(showRoot(sightOf(own))).toBe(5);
  expect(readsIn(own)).toEqual(['value state']);
  expect(readsIn(recorder)).toEqual([]);
});

describe('the part at a place', () => {
  const state = () => ({
    list: [{ n: 1 }],
    map: new Map([['a', { n: 2 }]]),
    keys: new Map([[{ k: 1 }, { n: 3 }]]),
    set: new Set([{ m: { n: 4 } }]),
  });

  test('is what the run shows there, without a read of the way', () => {
    const { run, recorder, shown } = viewOfState(state());
    const look = lookThrough(run);
    const reads = recorder.reads.size;
    const element = look.part(undefined, at('index', 0, at('property', 'list')));
    const entry = look.part(undefined, at('entry', 'a', at('property', 'map')));
    const whole = look.part(undefined, root);
    expect(recorder.reads.size).toBe(reads);
    expect(element).toBe(shown.list[0]);
    expect(entry).toBe(shown.map.get('a'));
    expect(whole).toBe(shown);
  });

  test('may be a key, a member, or a part of them, which are no drafts', () => {
    const { run, recorder } = viewOfState(state());
    const look = lookThrough(run);
    const member = at('member', { m: { n: 4 } }, at('property', 'set'));
    expect(look.part(undefined, at('key', { k: 1 }, at('property', 'keys')))).toEqual({ k: 1 });
    expect(look.part(undefined, member)).toEqual({ m: { n: 4 } });
    expect(look.part(undefined, at('property', 'm', member))).toEqual({ n: 4 });
    expect(run.isUnsure).toBe(false);
    expect(readsIn(recorder)).toEqual(['value state']);
  });

  test('of a Set makes a draft unsure, because immer would show a draft of it', () => {
    const { run } = draftOf(state());
    const look = lookThrough(run);
    look.part(undefined, at('key', { k: 1 }, at('property', 'keys')));
    expect(run.isUnsure).toBe(false);
    look.part(undefined, at('member', { m: { n: 4 } }, at('property', 'set')));
    expect(run.isUnsure).toBe(true);
  });
});

describe('the value behind what was shown', () => {
  test('is the part of the state itself, and all of it counts as read', () => {
    const state = canonical({ part: { n: 1 }, list: [{ n: 2 }] });
    const slots = slotsFor(state);
    const recorder = recorderFor(slots, flatten(slots, state));
    const run = sightOf(recorder);
    const shown = viewOf(run, state);
    const look = lookThrough(run);
    expect(look.behind(shown.part)).toBe(state.part);
    expect(readsIn(recorder).slice(1)).toEqual([
      'value state.part',
      'shape state.part',
      'value state.part.n',
    ]);
    expect(look.behind(shown)).toBe(state);
    expect(look.behind({ it: shown.list[0], own: 1 })).toEqual({ it: state.list[0], own: 1 });
    expect(look.behind(7)).toBe(7);
  });

  test('is the value itself if no view is in it', () => {
    const own = { a: [1, new Map([['k', new Set([2])]])] };
    expect(withoutViews(own)).toBe(own);
    const { shown } = viewOfState({ part: { n: 1 } });
    const list = [shown.part, own];
    const plain = withoutViews(list);
    expect(plain).toEqual([{ n: 1 }, own]);
    expect(plain).not.toBe(list);
    expect(nodeBehind(Array.isArray(plain) ? plain[0] : shown)).toBeUndefined();
  });

  test('of an entry and of an element is found on the way from the state', () => {
    const { shown } = viewOfState({ map: new Map([['a', [{ n: 1 }]]]) });
    const behind = withoutViews(shown.map.get('a')?.[0]);
    expect(nodeBehind(behind)).toBeUndefined();
    expect(behind).toEqual({ n: 1 });
  });
});

test('a view builds its state only if code takes a part of it', () => {
  const { run } = viewOfState({ part: { n: 1 } });
  let built = 0;
  const source = {
    get state() {
      built++;
      return canonical({ part: { n: 1 } });
    },
  };
  const shown = viewAt(run, source);
  expect([shown.part.n, built]).toEqual([1, 0]);
  expect(withoutViews(shown.part)).toEqual({ n: 1 });
  expect(built).toBe(1);
});
