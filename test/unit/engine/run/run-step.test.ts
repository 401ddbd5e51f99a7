/** A step is run on a draft of immer, on one of ours, and on one that notes what it reads and writes. */
import { isDraft } from 'immer';
import { describe, expect, test } from 'vitest';
import { ModelError } from 'allways';
import { recorderFor } from '../../../../src/engine/draft/recorder.js';
import {
  isSame,
  isSeen,
  takePlainly,
  takeQuickly,
  takeWatched,
  tryToWatch,
  WroteToState,
  wroteTo,
  type Taken,
} from '../../../../src/engine/run/run-step.js';
import { waitHere } from '../../../../src/model/wait.js';
import { TooManySlots } from '../../../../src/engine/store/slots.js';
import { unflatten } from '../../../../src/engine/store/unflatten.js';
import { pathsOf, readsIn } from '../../../support/drafts.js';
import { oneReducer, oneStep, type OneStep } from '../../../support/one-step.js';

interface Box {
  n: number;
  m: number;
}

const box: Box = { n: 1, m: 2 };
const up = { when: (s: Box) => s.n < 5, then: (s: Box) => void s.n++ };

const fail = (): never => {
  throw new RangeError('on purpose');
};

/** Runs a step in one of the three ways. */
const plainly = (one: OneStep<Box>) => takePlainly(one.step, one.action, one.slots, one.before);
const quickly = (one: OneStep<Box>) => takeQuickly(one.step, one.action, one.slots, one.before);
const watched = (one: OneStep<Box>) => takeWatched(one.step, one.action, one.slots, one.before);

/** An outcome with the state in place of its numbers. */
const shown = ({ slots }: OneStep<Box>, taken: Taken | undefined) =>
  taken?.kind === 'taken' ? unflatten(slots, taken.vector) : taken;

describe('the same outcome in all three ways', () => {
  const changing = { mustChange: true };
  test.each<[string, OneStep<Box>, unknown]>([
    ['a step that is taken', oneStep(box, up), { n: 2, m: 2 }],
    ['a step without a guard', oneStep(box, { then: (s) => void (s.m = 9) }), { n: 1, m: 9 }],
    ['a guard that does not hold', oneStep({ n: 5, m: 2 }, up), { kind: 'disabled' }],
    ['a new state', oneStep<Box>(box, { then: ({ n, m }) => ({ n: m, m: n }) }), { n: 2, m: 1 }],
    ['a step that changes nothing', oneStep(box, { then: (s) => void (s.n = 1) }), box],
    [
      'a step that must change the state, and does not',
      oneStep(box, { then: (s) => void (s.n = 1) }, changing),
      { kind: 'disabled' },
    ],
    ['a step that must change the state, and does', oneStep(box, up, changing), { n: 2, m: 2 }],
    [
      'a recipe that waits after it has written',
      oneStep(box, { then: (s) => (s.n++, waitHere()) }, { mayWait: true }),
      { kind: 'disabled' },
    ],
    ['a reducer', oneReducer(box, (s) => ({ ...s, m: s.n + 9 })), { n: 1, m: 10 }],
    ['a reducer that changes nothing', oneReducer(box, (s) => s), box],
    [
      'a reducer that must change the state',
      oneReducer(box, (s) => s, changing),
      { kind: 'disabled' },
    ],
  ])('%s', (_, one, expected) => {
    expect(shown(one, plainly(one))).toEqual(expected);
    expect(shown(one, quickly(one))).toEqual(expected);
    const { outcome, isSure, isOpen } = watched(one);
    expect(shown(one, outcome)).toEqual(expected);
    expect([isSure, isOpen]).toEqual([true, false]);
  });
});

test('a guard cannot wait: it throws', () => {
  const one = oneStep(box, { when: waitHere, then: () => undefined }, { mayWait: true });
  expect(plainly(one)).toMatchObject({ kind: 'threw', part: 'when' });
  expect(quickly(one)).toBeUndefined();
  expect(watched(one)).toMatchObject({ outcome: { kind: 'threw', part: 'when' }, isSure: false });
});

test('a recipe that asks for its draft and waits is not sure', () => {
  const one = oneStep(box, { then: (s) => (isDraft(s), waitHere()) }, { mayWait: true });
  expect(plainly(one)).toEqual({ kind: 'disabled' });
  expect(quickly(one)).toBeUndefined();
  expect(watched(one)).toMatchObject({ outcome: { kind: 'disabled' }, isSure: false });
});

describe('a part that throws', () => {
  const says = 'RangeError: on purpose';

  test.each<[string, OneStep<Box>, Taken]>([
    [
      'a guard',
      oneStep(box, { when: fail, then: () => undefined }),
      { kind: 'threw', part: 'when', says },
    ],
    ['a recipe', oneStep(box, { then: fail }), { kind: 'threw', part: 'then', says }],
    [
      'a recipe that must change the state counts as a guard',
      oneStep(box, { then: fail }, { mustChange: true }),
      { kind: 'threw', part: 'when', says },
    ],
    ['a reducer', oneReducer<Box>(box, fail), { kind: 'threw', part: 'then', says }],
  ])('is told by immer, and is not sure otherwise: %s', (_, one, expected) => {
    expect(plainly(one)).toEqual(expected);
    expect(quickly(one)).toBeUndefined();
    const { outcome, isSure } = watched(one);
    expect(outcome).toEqual(expected);
    expect(isSure).toBe(false);
  });
});

describe('a mistake in the model', () => {
  const unclear = { when: () => Reflect.get({}, 'missing') as boolean, then: () => undefined };
  const odd = { then: (s: Box) => void (s.n = NaN) };

  test('is an error of a plain run, and has no outcome in the other ways', () => {
    for (const one of [oneStep(box, unclear), oneStep(box, odd)]) {
      expect(() => plainly(one)).toThrow(ModelError);
      expect(quickly(one)).toBeUndefined();
      expect(watched(one)).toMatchObject({ outcome: undefined, isSure: false });
    }
  });

  test('in a guard has no outcome, and in a recipe one that only immer knows', () => {
    expect(watched(oneStep(box, unclear)).isOpen).toBe(false);
    expect(watched(oneStep(box, odd)).isOpen).toBe(true);
  });

  test('is a guard that gives a number, which is no outcome', () => {
    const numbers: Readonly<Record<string, unknown>> = { one: 1 };
    const one = oneStep(box, {
      when: () => numbers['one'] as boolean,
      then: () => undefined,
    });
    expect(() => plainly(one)).toThrow(ModelError);
    expect(quickly(one)).toBeUndefined();
    expect(watched(one)).toMatchObject({ outcome: undefined, isSure: false });
  });

  test('is a recipe that breaks a rule for drafts', () => {
    let kept: Box | undefined;
    const keeps = (s: Box) => {
      s.n += kept?.n ?? 1;
      kept = s;
    };
    const one = oneStep(box, { then: keeps });
    plainly(one);
    expect(() => plainly(one)).toThrow(/^a\.run: then used a draft that an earlier step kept/);
  });

  test('is a finding if something was left out of the model', () => {
    const lacks = { lacks: 'the guard of b.run' };
    expect(plainly(oneStep(box, odd, lacks))).toMatchObject({
      ...{ kind: 'threw', part: 'then' },
      says: expect.stringMatching(/^Error: without the guard of b\.run: .*NaN/) as string,
    });
    const changing = { ...lacks, mustChange: true };
    expect(plainly(oneStep(box, odd, changing))).toMatchObject({ kind: 'threw', part: 'when' });
    const answer = plainly(oneStep(box, unclear, lacks));
    expect(answer).toMatchObject({ kind: 'threw', part: 'when' });
  });
});

test('a state with too many places is an error, not an outcome', () => {
  const long = { then: (s: Box) => void Object.assign(s, { list: Array(60_000).fill(0) }) };
  expect(() => plainly(oneStep(box, long))).toThrow(TooManySlots);
});

describe('what is noted', () => {
  const notes = (one: OneStep<Box>) => {
    const { recorder } = watched(one);
    return [readsIn(recorder), pathsOf(recorder.writes)];
  };

  test('of a step that is not enabled is what its guard reads', () => {
    const either = { when: (s: Box) => s.m > 5 && s.n > 5, then: (s: Box) => void s.n++ };
    expect(notes(oneStep(box, either))).toEqual([['value state', 'value state.m'], []]);
  });

  test('of a step that is taken is what its guard and its recipe read and write', () => {
    expect(notes(oneStep(box, { ...up, then: (s) => void (s.n = s.m) }))).toEqual([
      ['value state', 'value state.n', 'value state.m'],
      ['state.n'],
    ]);
  });

  test('of a step that must change the state includes the old values of what it writes', () => {
    const set = { then: (s: Box) => void (s.n = 7) };
    expect(notes(oneStep(box, set))).toEqual([['value state'], ['state.n']]);
    expect(notes(oneStep(box, set, { mustChange: true }))).toEqual([
      ['value state', 'value state.n'],
      ['state.n'],
    ]);
  });

  test('of a reducer is what it reads through its view, and each place of its new state', () => {
    const one = oneReducer(box, (s) => ({ n: s.n + 1, m: s.m }));
    expect(notes(one)).toEqual([
      ['value state', 'value state.n', 'value state.m'],
      ['state', 'state.n', 'state.m'],
    ]);
  });
});

test('a run that can tell which draft it has is not sure', () => {
  const one = oneStep(box, { then: (s) => void (s.n = isDraft(s) ? 7 : 8) });
  expect(shown(one, plainly(one))).toEqual({ n: 7, m: 2 });
  expect(quickly(one)).toBeUndefined();
  expect(watched(one).isSure).toBe(false);
});

test('a guard that writes to the state is refused, even if it catches the refusal', () => {
  const writes = (s: Box) => {
    s.n = 5;
    return true;
  };
  const catches = (s: Box) => {
    try {
      return writes(s);
    } catch {
      return true;
    }
  };
  for (const when of [writes, catches]) {
    const one = oneStep(box, { when, then: () => undefined });
    expect(() => watched(one)).toThrow(WroteToState);
    expect(() => watched(one)).toThrow(/^a\.run: when/);
  }
});

describe('two outcomes', () => {
  const disabled: Taken = { kind: 'disabled' };
  const threw: Taken = { kind: 'threw', part: 'when', says: 'a' };
  const other: Taken = { kind: 'threw', part: 'when', says: 'b' };
  const then: Taken = { kind: 'threw', part: 'then', says: 'a' };
  const taken: Taken = { kind: 'taken', vector: [1] };
  const longer: Taken = { kind: 'taken', vector: [1, 0] };
  const next: Taken = { kind: 'taken', vector: [1, 1] };

  test.each([
    [disabled, disabled, true, true],
    [disabled, taken, false, false],
    [threw, threw, true, true],
    [threw, other, true, false],
    [threw, then, false, false],
    [threw, taken, false, false],
    [taken, longer, true, true],
    [taken, next, false, false],
  ])('%j and %j', (one, two, same, seen) => {
    expect([isSame(one, two), isSame(two, one)]).toEqual([same, same]);
    expect([isSeen(one, two), isSeen(two, one)]).toEqual([seen, seen]);
  });

  test('are not the same if one is missing', () => {
    expect(isSeen(disabled, undefined)).toBe(false);
  });
});

describe('code behind a view', () => {
  const { slots, before } = oneStep(box, up);

  test('has the outcome that it returns, unless the view could not answer as the state', () => {
    const recorder = recorderFor(slots, before.vector);
    expect(tryToWatch(recorder, () => 7)).toBe(7);
    recorder.baffled = true;
    expect(tryToWatch(recorder, () => 7)).toBeUndefined();
  });

  test('has no outcome if it ends with an error of this package, except for a write', () => {
    const recorder = recorderFor(slots, before.vector);
    const throwing = (error: Error) => () =>
      tryToWatch(recorder, () => {
        throw error;
      });
    expect(throwing(new ModelError('wrong'))()).toBeUndefined();
    expect(throwing(wroteTo('a.run: when'))).toThrow(WroteToState);
    expect(throwing(new RangeError('on purpose'))).toThrow('on purpose');
  });
});
