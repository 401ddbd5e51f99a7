import { expect, test } from 'vitest';
import { findingKind } from '../../../../../src/engine/expand/kernel.js';
import { addShares } from '../../../../../src/engine/expand/parallel/add-shares.js';
import type { Share } from '../../../../../src/engine/expand/parallel/batch.js';
import { fitWorkspace, newWorkspace } from '../../../../../src/engine/expand/workspace.js';

const share = (given: Partial<Share>): Share => ({
  generated: 0,
  asleep: 0,
  remembered: 0,
  recalled: Float64Array.of(0, 0),
  spared: Float64Array.of(0, 0),
  takenIn: Int32Array.of(0, 0, 0),
  takenTo: Int32Array.of(0, 0, 0),
  changed: Uint8Array.of(0, 0, 0),
  findings: [],
  outside: [],
  missed: [],
  left: [],
  unused: [0, 0],
  ...given,
});

/** A workspace for three actions and two steps, which has done something already. */
function workspace() {
  const made = newWorkspace();
  fitWorkspace(made, 3, 2, 0);
  made.recalled = Float64Array.of(1, 2);
  made.spared = Float64Array.of(3, 4);
  made.generated = 10;
  made.takenIn.set([7, 0, 0]);
  made.takenTo.set([8, 0, 0]);
  return made;
}

test('counts are added up', () => {
  const into = workspace();
  const counts = { generated: 5, asleep: 6, remembered: 7 };
  const one = share({ ...counts, recalled: Float64Array.of(10, 20) });
  const other = share({ ...counts, spared: Float64Array.of(100, 200) });
  addShares(into, [one, other], new Map());
  expect(into).toMatchObject({ generated: 20, asleep: 12, remembered: 14 });
  expect([...into.recalled, ...into.spared]).toEqual([11, 22, 103, 204]);
});

test('the last step of an action is one that some thread took, with the state after it under its new number', () => {
  const into = workspace();
  const taken = share({
    takenIn: Int32Array.of(0, 21, 22),
    takenTo: Int32Array.of(0, 31, 33),
    changed: Uint8Array.of(0, 1, 0),
  });
  addShares(into, [taken, share({})], new Map([[32, 12]]));
  expect([...into.takenIn]).toEqual([7, 21, 22]);
  expect([...into.takenTo]).toEqual([8, 31, 13]);
  expect([...into.changed]).toEqual([0, 1, 0]);
});

test('findings come in the order of their states, under their new numbers', () => {
  const into = workspace();
  const { property, actionThrew } = findingKind;
  addShares(
    into,
    [
      share({ findings: [property, 40, 1, 0, actionThrew, 5, 2, 0] }),
      share({ findings: [property, 6, 3, 9] }),
    ],
    new Map([[40, 4]]),
  );
  expect(into.findings).toEqual([property, 4, 1, 0, actionThrew, 5, 2, 0, property, 6, 3, 9]);
});
