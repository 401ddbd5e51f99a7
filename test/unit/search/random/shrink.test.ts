import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actor,
  canonicalKey,
  defineModel,
  follow,
  formatAction,
  interleavings,
  runOf,
  step,
  stepsOf,
  type Action,
  type Model,
  type Trace,
} from 'allways';
import { account } from '../../../../models/bank-account/model.js';
import { smallerTraces } from '../../../../src/search/random/shrink.js';
import { attemptsOf, isSmaller } from '../../../../src/search/random/smaller.js';
import { faultOf } from '../../../../src/trace/judge.js';
import {
  arbitraryModel,
  arbitraryProperty,
  modelOf,
  propertyOf,
} from '../../../support/arbitrary-model.js';

/** A trace of a model, action by action: `actor.step` or `actor.step choice`. */
function traceOf<State>(model: Model<State>, actions: string[], from = 0): Trace<State> {
  const { trace, stopped } = follow(model, actions.map(actionOf), model.initial[from]);
  expect(stopped).toBeUndefined();
  return trace;
}

function actionOf(text: string): Action {
  const [name = '', choice] = text.split(' ');
  const [actor = '', step = ''] = name.split('.');
  return { actor, step, ...(choice === undefined ? {} : { choice: Number(choice) }) };
}

const lost = ['deposit.read', 'withdraw.read', 'deposit.write', 'withdraw.write'];

const show = (trace: Trace<unknown>) => attemptsOf(trace).map(formatAction).join(' ');
const smaller = <State>(trace: Trace<State>, from?: number) =>
  Array.from(smallerTraces(trace, from), (one) => one.trace);
const candidates = <State>(trace: Trace<State>) => smaller(trace).map(show);

/** Two people who each go up one step at a time, to where they choose, and come down again. */
const stairs = defineModel<Record<string, number>>({
  name: 'stairs',
  initial: () => [
    { ann: 0, bob: 0 },
    { ann: 1, bob: 0 },
  ],
  actors: ['ann', 'bob'].map((name) =>
    actor<Record<string, number>>(name, {
      go: step({
        choose: () => [1, 2, 3],
        when: (s, to) => (s[name] ?? 0) < to,
        then: (s, to) => {
          s[name] = to;
        },
      }),
      down: {
        when: (s) => (s[name] ?? 0) > 0,
        then: (s) => {
          s[name] = 0;
        },
      },
      trip: {
        when: (s) => (s[name] ?? 0) > 2,
        then: () => {
          throw new Error('ouch');
        },
      },
    }),
  ),
});

describe('smallerTraces', () => {
  test('cuts the tail, drops steps with what depends on them, drops actors, joins turns', () => {
    expect(candidates(traceOf(account, lost))).toEqual([
      '',
      'deposit.read withdraw.read',
      'deposit.read withdraw.read deposit.write',
      'deposit.read withdraw.read withdraw.write',
      // Without its read, a teller does not write.
      'deposit.read deposit.write',
      'withdraw.read withdraw.write',
      'deposit.read deposit.write withdraw.read withdraw.write',
      'withdraw.read deposit.read deposit.write withdraw.write',
      'deposit.read withdraw.read withdraw.write deposit.write',
    ]);
  });

  test('cuts out what leads back to where it was', () => {
    const trace = traceOf(stairs, ['ann.go 1', 'bob.go 3', 'ann.down', 'bob.down', 'ann.go 3']);
    expect(candidates(trace)).toContain('ann.go(3)');
    const { counterexample } = fc.check(
      fc.property(interleavings(stairs), (run) =>
        run.states.every(({ ann, bob }) => ann !== 3 || bob === 3),
      ),
      { seed: 1 },
    );
    expect(counterexample?.map(show)).toEqual(['ann.go(3)']);
  });

  test('tries an earlier choice, and an earlier initial state', () => {
    const trace = traceOf(stairs, ['bob.go 3'], 1);
    expect(candidates(trace)).toEqual(['', 'bob.go(1)', 'bob.go(2)', 'bob.go(3)']);
    expect(smaller(trace).map(({ states }) => states[0])).toEqual([
      { ann: 1, bob: 0 },
      { ann: 1, bob: 0 },
      { ann: 1, bob: 0 },
      { ann: 0, bob: 0 },
    ]);
  });

  test('brings the steps of an actor together', () => {
    const trace = traceOf(stairs, ['ann.go 1', 'bob.go 1', 'ann.down']);
    const same = smaller(trace)
      .filter((one) => stepsOf(one) === 3)
      .map(show);
    expect(same).toEqual(['ann.go(1) ann.down bob.go(1)', 'bob.go(1) ann.go(1) ann.down']);
  });

  test('puts the turn of an earlier actor first', () => {
    const trace = traceOf(stairs, ['bob.go 1', 'ann.go 1']);
    expect(candidates(trace)).toEqual(['', 'bob.go(1)', 'ann.go(1)', 'ann.go(1) bob.go(1)']);
  });

  test('keeps the step that throws at the end', () => {
    const trace = traceOf(stairs, ['bob.go 1', 'ann.go 2', 'ann.go 3', 'ann.trip']);
    expect(trace.failed?.message).toBe('ann.trip: then threw Error: ouch');
    expect(candidates(trace)).toEqual([
      '',
      'bob.go(1) ann.go(2)',
      'bob.go(1) ann.go(2) ann.go(3)',
      'ann.go(3) ann.trip',
      'bob.go(1) ann.go(3) ann.trip',
      'ann.go(2) ann.go(3) ann.trip',
      'bob.go(1)',
      'bob.go(1) ann.go(1) ann.go(3) ann.trip',
    ]);
    const failing = smaller(trace).filter((one) => one.failed !== undefined);
    expect(failing.map(({ actions }) => actions.length)).toEqual([1, 2, 2, 3]);
  });

  test('is lazy', () => {
    let asked = 0;
    const counting: typeof account = {
      ...account,
      enabled: (state) => {
        asked++;
        return account.enabled(state);
      },
    };
    const trace = traceOf(counting, lost);
    asked = 0;
    const all = smallerTraces(trace);
    expect(asked).toBe(0);
    // A shorter beginning needs no model at all.
    const { value } = all.next();
    expect(value === undefined ? undefined : show(value.trace)).toBe('');
    expect(asked).toBe(0);
    expect([...all].length).toBeGreaterThan(0);
    expect(asked).toBeGreaterThan(0);
  });

  test('begins where it is told, and leaves nothing out', () => {
    const trace = traceOf(account, lost);
    for (const from of [0, 1, 5, 1000]) {
      const places = Array.from(smallerTraces(trace, from), ({ place }) => place);
      const first = places.filter((place) => place >= from).sort((a, b) => a - b);
      const last = places.filter((place) => place < from).sort((a, b) => a - b);
      expect(places).toEqual([...first, ...last]);
      expect(new Set(smaller(trace, from).map(show))).toEqual(new Set(candidates(trace)));
    }
    expect(smaller(trace, 5).map(show)[0]).not.toBe('');
  });

  test('an empty behaviour from the first initial state has nothing smaller', () => {
    expect(candidates(traceOf(stairs, []))).toEqual([]);
    expect(smaller(traceOf(stairs, [], 1)).map(({ states }) => states)).toEqual([
      [{ ann: 0, bob: 0 }],
    ]);
  });
});

describe('of arbitrary models', () => {
  const arbitraryRun = arbitraryModel({ throwing: true }).chain((description) =>
    interleavings(modelOf(description), { maxSteps: 12 }),
  );

  test('what is tried can happen, is smaller, and is tried once', () => {
    fc.assert(
      fc.property(arbitraryRun, (run) => {
        const tried = smaller(run);
        for (const one of tried) {
          expect(isSmaller(one, run)).toBe(true);
          expect(isSmaller(run, one)).toBe(false);
          expect(follow(run.model, attemptsOf(one), one.states[0]).trace).toEqual(one);
        }
        const texts = tried.map((one) => JSON.stringify(one.states[0]) + show(one));
        expect(new Set(texts).size).toBe(texts.length);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('of a behaviour that is fully shrunk, no step can be dropped', () => {
    let shrunk = 0;
    fc.assert(
      fc.property(
        arbitraryModel({ throwing: true }),
        arbitraryProperty(),
        (description, wanted) => {
          const model = modelOf(description);
          const property = propertyOf(wanted, 'p');
          const isViolated = (trace: Trace<Parameters<typeof model.enabled>[0]>) =>
            faultOf(property, trace) !== undefined;
          const { counterexample } = fc.check(
            fc.property(interleavings(model, { maxSteps: 20 }), (run) => !isViolated(run)),
            { seed: 1, numRuns: 10 },
          );
          if (counterexample === null) return;
          shrunk++;
          const [smallest] = counterexample;
          expect(isViolated(smallest)).toBe(true);
          if (wanted.kind === 'invariant') {
            const states = smallest.states.map((state) => canonicalKey(state));
            expect(new Set(states).size).toBe(states.length);
          }
          const attempts = attemptsOf(smallest);
          for (const at of attempts.keys()) {
            const { trace, stopped } = follow(model, attempts.toSpliced(at, 1), smallest.states[0]);
            expect(stopped === undefined && isViolated(trace)).toBe(false);
          }
        },
      ),
      { seed: 1, numRuns: 100 },
    );
    expect(shrunk).toBeGreaterThan(10);
  });

  test('an example that somebody gives is shrunk too', () => {
    const trace = traceOf(stairs, ['ann.go 1', 'ann.down', 'bob.go 2', 'bob.go 3', 'ann.go 3']);
    const { counterexample } = fc.check(
      fc.property(interleavings(stairs), (run) => !run.states.some(({ bob }) => bob === 3)),
      { examples: [[runOf(trace)]], numRuns: 1 },
    );
    expect(counterexample?.map(show)).toEqual(['bob.go(3)']);
  });
});
