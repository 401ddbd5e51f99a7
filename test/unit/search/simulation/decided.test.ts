import { expect, test } from 'vitest';
import { invariant, noDeadlock, reachable, transition } from 'allways';
import { decidedBy, decidedIn } from '../../../../src/search/simulation/decided.js';

interface Count {
  n: number;
}
const properties = [
  invariant<Count>('low', (s) => s.n < 5),
  reachable<Count>('high', (s) => s.n > 5),
  transition<Count>('rises', (before, _action, after) => after.n > before.n),
  noDeadlock<Count>((s) => s.n === 9),
];

test.each([
  ['goes on', 4, false, []],
  ['stops', 4, true, [3]],
  ['goes on', 9, false, [0, 1]],
  ['stops', 9, true, [0, 1]],
])('a run that %s decides in state %d what it shows', (_, n, stops, decided) => {
  expect(decidedIn(properties, { n }, stops)).toEqual(decided);
});

test('a `reachable` property that throws is not reached', () => {
  const throwing = reachable<Count>('throws', () => {
    throw new Error('oh');
  });
  expect(decidedIn([throwing], { n: 0 }, false)).toEqual([]);
});

test('a step decides the transition properties that it breaks', () => {
  const action = { actor: 'one', step: 'go' };
  expect(decidedBy(properties, { n: 1 }, action, { n: 2 })).toEqual([]);
  expect(decidedBy(properties, { n: 2 }, action, { n: 1 })).toEqual([2]);
});
