/** The errors for a step or property that is no function of the state say what differed. */
import { expect, test } from 'vitest';
import { canonical, ModelError } from 'allways';
import {
  impureModel,
  impureProperty,
  refuseOtherOutcome,
  unsteadyChoice,
} from '../../../../src/engine/run/impure.js';
import type { Taken } from '../../../../src/engine/run/run-step.js';
import { flatten, slotsFor } from '../../../../src/engine/store/flatten.js';

const cause =
  'It must depend on the state alone: on no clock, no random number and no variable outside it.';

const slots = slotsFor(canonical({ n: 1, part: { m: 1 } }));
const taken = (state: object): Taken => ({
  kind: 'taken',
  vector: flatten(slots, canonical(state)),
});
const first = taken({ n: 1, part: { m: 1 } });

const refusing = (one: Taken, other: Taken) => () => {
  refuseOtherOutcome({ actor: 'a', step: 'run', choice: 2 }, slots, one, other);
};

test('the same outcome is not refused', () => {
  expect(refusing(first, taken({ n: 1, part: { m: 1 } }))).not.toThrow();
  expect(refusing({ kind: 'disabled' }, { kind: 'disabled' })).not.toThrow();
});

test.each<[Taken, Taken, string]>([
  [first, taken({ n: 2, part: { m: 3 } }), 'it left state.n 1 once and 2 once'],
  [first, taken({ n: 1, part: { m: 'x' } }), 'it left state.part.m 1 once and "x" once'],
  [taken({ n: 1 }), first, 'it left state.part absent once and {"m":1} once'],
  [first, { kind: 'disabled' }, 'it was taken once and was not enabled once'],
  [{ kind: 'threw', part: 'then' }, first, 'it threw once and was taken once'],
  [
    { kind: 'threw', part: 'then' },
    { kind: 'threw', part: 'when' },
    'it threw once and threw once',
  ],
])('another outcome names the action and the difference: %#', (one, other, difference) => {
  expect(refusing(one, other)).toThrow(
    new ModelError(
      `a.run(2) is not pure: taken twice in one and the same state, ${difference}. ${cause}`,
    ),
  );
});

test('a place that is too new for one of the states holds what it held at first', () => {
  const short: Taken = { kind: 'taken', vector: [0, 1] };
  const long: Taken = { kind: 'taken', vector: [0, 0, 0, 0] };
  expect(refusing(short, long)).toThrow('it left state.n 2 once and 1 once');
  expect(refusing({ kind: 'taken', vector: [0] }, long)).not.toThrow();
});

test('each error says who is not pure, and what to do', () => {
  expect(unsteadyChoice({ actor: 'a', step: 'run' }).message).toBe(
    `a.run is not pure: asked twice in one and the same state, choose gave different values. ${cause}`,
  );
  expect(impureProperty('no "loss"').message).toBe(
    `Property "no \\"loss\\"" is not pure: asked twice about one and the same state, it gave two answers. ${cause}`,
  );
  expect(impureModel('m').message).toBe(
    `Model "m" is not pure: run again, it did not come to the same states. ${cause}`,
  );
  expect(impureModel('m', { actor: 'a', step: 'run' }).message).toBe(
    `Model "m" is not pure: run again, it did not come to the same states, at a.run. ${cause}`,
  );
});
