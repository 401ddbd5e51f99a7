/** The bits of sleep sets. */
import { expect, test } from 'vitest';
import {
  isSettled,
  loadSleep,
  noteAsleep,
  setBit,
  wake,
} from '../../../../src/engine/expand/sleep.js';
import { fitWorkspace, newWorkspace } from '../../../../src/engine/expand/workspace.js';
import type { Kernel } from '../../../../src/engine/expand/kernel.js';
import { storeFor } from '../../../../src/engine/store/store.js';

/** Three actions. Footprint 0 commutes with actions 0 and 1, and spares action 2. */
function setting(awake: readonly number[]) {
  const kernel = {
    store: storeFor(2),
    sleepWords: 1,
    levelStart: 5,
    nextStart: 6,
    awake: Int32Array.from([0, 0, ...awake]),
    awakeNext: new Int32Array(8),
    commuting: Int32Array.of(0b011),
    sparing: Int32Array.of(0b100),
  } as unknown as Kernel;
  const workspace = newWorkspace();
  fitWorkspace(workspace, 3, 2, 0);
  return { kernel, workspace };
}

test('an action need not be asked if it sleeps or is known not to be enabled', () => {
  const { kernel, workspace } = setting([0b001, 0b001]);
  loadSleep(kernel, workspace, 6);
  expect(isSettled(kernel, workspace, 0)).toBe(true);
  expect(workspace.slept).toBe(0);
  expect(isSettled(kernel, workspace, 1)).toBe(true);
  expect(workspace.slept).toBe(1);
  expect(isSettled(kernel, workspace, 40)).toBe(false);
  setBit(workspace.dormant, 40, 1);
  expect(workspace.dormant[1]).toBe(0);
});

test('an action sleeps in a successor only if it commutes, and after every arrival', () => {
  const { kernel, workspace } = setting([0, 0]);
  setBit(workspace.settled, 1, 1);
  setBit(workspace.settled, 2, 1);
  setBit(workspace.idle, 2, 1);
  noteAsleep(kernel, workspace, 0, 0);
  noteAsleep(kernel, workspace, 1, -1);
  expect([...workspace.asleepIn.subarray(0, 4)]).toEqual([0b010, 0b100, 0, 0]);
  wake(kernel, workspace, 7, 0, true);
  expect([...kernel.awakeNext.subarray(2, 4)]).toEqual([~0b010, 0b100]);
  wake(kernel, workspace, 7, 1, false);
  expect([...kernel.awakeNext.subarray(2, 4)]).toEqual([-1, 0b100]);
});
