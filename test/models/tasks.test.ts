import { describe, expect, test } from 'vitest';
import { check, compareSafeguards } from 'allways';
import { replayRecordings } from 'allways/vitest';
import { tasks } from '../../models/tasks/model.js';
import type { TaskSafeguard } from '../../models/tasks/safeguards.js';
import {
  noEffectTwice,
  noLateResult,
  noRunningTaskDeleted,
  noTaskLost,
  taskCanBeDone,
  taskCanBeSwept,
  taskLiveness,
  taskProgress,
  taskProperties,
  taskSafety,
} from '../../properties/tasks.js';
import { isDeep } from '../support/deep.js';
import { nameOf, variantsOf } from '../support/variants.js';

/** In the order of `taskProperties`. */
const shortNames = ['running', 'lost', 'twice', 'late', '', '', 'done', 'swept'];

const { violated, testRows } = variantsOf(tasks, taskProperties, shortNames);

/** Enough for all: the late worker's result counts if it is the first, or is lost with its transaction. */
const firstCounts: TaskSafeguard[] = ['doneOnly', 'visibilityTimeout', 'ackByHolder', 'idempotent'];
const allOrNothing: TaskSafeguard[] = ['doneOnly', 'visibilityTimeout', 'ackByHolder', 'oneCommit'];
const withoutAck: TaskSafeguard[] = [
  'doneOnly',
  'checkAtDelete',
  'visibilityTimeout',
  'fencing',
  'idempotent',
  'oneCommit',
];

describe('tasks: what is violated, in how many steps', () => {
  testRows([
    [[], 'running 4, lost 3, done 3:3', 309],
    // Cleanup looks at the state, and it changes before the delete.
    [['stateCheck'], 'running 4, lost 3, done 3:3, swept 4:4', 309],
    // A task that waits does not run: it is deleted before anybody took it.
    [['stateCheck', 'checkAtDelete'], 'lost 3, done 3:3, swept 4:4', 245],
    // Done stays done: there is nothing to look at again. But who crashes leaves its task taken.
    [['doneOnly'], 'done 4:4, swept 4:4', 151],
    // Now another does it; and the first one was only slow.
    [['doneOnly', 'visibilityTimeout'], 'running 7, twice 5, late 5', 1836],
    [['doneOnly', 'visibilityTimeout', 'heartbeat'], 'running 7, twice 5, late 5', 1939],
    // Fencing keeps the late one from writing, not from having written.
    [['doneOnly', 'visibilityTimeout', 'fencing', 'ackByHolder'], 'twice 5', 1283],
    [['doneOnly', 'visibilityTimeout', 'fencing', 'oneCommit'], 'running 8, twice 7', 675],
    [['doneOnly', 'visibilityTimeout', 'idempotent'], 'running 7', 1526],
  ]);
});

describe('tasks: what is enough', () => {
  testRows([
    [firstCounts, '', 1146],
    [allOrNothing, '', 359],
    [withoutAck, '', 607],
  ]);

  const rest = { timeout: 600_000 };

  test('with two tasks', rest, async () => {
    for (const [on, distinct] of [
      [firstCounts, 31736],
      [allOrNothing, 4911],
    ] as const) {
      expect(await violated(on, { tasks: 2 })).toEqual(['', distinct]);
    }
  });

  test.runIf(isDeep)('with three workers, of whom two may crash', rest, async () => {
    const parameters = { workers: 3, crashes: 2 };
    expect(await violated(firstCounts, parameters)).toEqual(['', 11576]);
    expect(await violated(allOrNothing, parameters)).toEqual(['', 2022]);
  });

  test.runIf(isDeep)('with longer times', rest, async () => {
    for (const parameters of [{ timeout: 3 }, { cutoff: 3 }]) {
      expect((await violated(firstCounts, parameters))[0]).toBe('');
      expect((await violated(allOrNothing, parameters))[0]).toBe('');
    }
  });

  test.runIf(isDeep)('of all 512 sets', rest, async () => {
    const { complete, together, properties } = await compareSafeguards(
      tasks,
      [...taskSafety, ...taskLiveness],
      { fairness: 'weak' },
    );
    expect(complete).toBe(true);
    expect(together.minimal.map(({ on }) => on)).toEqual([firstCounts, allOrNothing, withoutAck]);
    // The state that the article would look at is not the one to look at.
    expect(together.idle).toEqual(['stateCheck', 'heartbeat']);
    const minimal = properties.map((one) => one.minimal.map(({ on }) => nameOf(on)));
    expect(minimal).toEqual([
      ['doneOnly', 'stateCheck + checkAtDelete'],
      ['doneOnly'],
      ['no safeguard'],
      ['no safeguard'],
      ['doneOnly + visibilityTimeout'],
      ['no safeguard'],
    ]);
    const harm = properties.map((one) => one.harmful.map(({ safeguard }) => safeguard));
    expect(harm).toEqual([
      ['visibilityTimeout'],
      [],
      ['visibilityTimeout'],
      ['visibilityTimeout'],
      [],
      ['stateCheck', 'doneOnly'],
    ]);
  });

  test('where nobody crashes, cleanup that spares what is not done', async () => {
    expect(await violated(['doneOnly'], { crashes: 0 })).toEqual(['', 71]);
  });
});

describe('tasks: workers that are always too slow', () => {
  // Each is refused what another took from it meanwhile, and takes it back.
  testRows(
    [
      [firstCounts, 'swept 11:3', 623],
      [allOrNothing, 'done 8:2, swept 8:2', 159],
      [withoutAck, 'done 8:2, swept 8:2', 341],
      // Whoever comes first has done it, however late. What is deleted while it runs then has its result.
      [['doneOnly', 'visibilityTimeout', 'idempotent'], 'running 7', 899],
    ],
    { alwaysSlow: true },
  );

  describe('are too slow however fair all are, and a heart may be too slow as well', () => {
    testRows(
      [
        [allOrNothing, 'done 8:2, swept 8:2', 159],
        [[...allOrNothing, 'heartbeat'], 'done 12:2, swept 12:2', 159],
        [[...firstCounts, 'heartbeat'], 'swept 15:3', 623],
      ],
      { alwaysSlow: true },
      'strong',
    );
  });
});

describe('tasks: a worker that hangs while its heart beats', () => {
  const hanging = { hangs: 1, timeout: 2 };

  testRows(
    [
      [firstCounts, '', 3478],
      [[...firstCounts, 'heartbeat'], 'done 5:3, swept 5:3', 3579],
      [[...allOrNothing, 'heartbeat'], 'done 5:3, swept 5:3', 831],
    ],
    hanging,
  );

  test('keeps its task for ever, however fair all are', async () => {
    const found = await violated([...firstCounts, 'heartbeat'], hanging, 'strong');
    expect(found).toEqual(['done 5:3, swept 5:3', 3579]);
  });
});

describe('tasks: the size of the system', () => {
  test('it is no toy that does nothing', async () => {
    await expect(tasks.with([])).toReach(taskCanBeDone, { steps: 3 });
    await expect(tasks.with([])).toReach(taskCanBeSwept, { steps: 5 });
    for (const on of [firstCounts, allOrNothing, withoutAck]) {
      await expect(tasks.with(on)).toHold(taskProgress);
    }
  });

  test('every step is taken', async () => {
    const never = async (on: TaskSafeguard[]) =>
      (await check(tasks.with(on, { hangs: 1 }), [])).neverTaken.map(
        (one) => `${one.actor}.${one.step}`,
      );
    expect(await never(['visibilityTimeout', 'heartbeat'])).toEqual([]);
    expect(await never([])).toEqual(['heart of worker 1.beat', 'heart of worker 2.beat']);
  });

  test('one worker is enough for cleanup to delete its task', async () => {
    const alone = { workers: 1 };
    await expect(tasks.with([], alone)).toViolate(noRunningTaskDeleted, { steps: 4 });
    await expect(tasks.with([], alone)).toViolate(noTaskLost, { steps: 3 });
  });

  test('one worker that never crashes is late for nobody', async () => {
    const model = tasks.with(['doneOnly', 'visibilityTimeout'], { workers: 1, crashes: 0 });
    await expect(model).toHold([...taskSafety, ...taskLiveness], { fairness: 'weak' });
  });

  test('one worker that crashes does what it did once more', async () => {
    const model = tasks.with(['doneOnly', 'visibilityTimeout'], { workers: 1 });
    await expect(model).toViolate(noEffectTwice, { steps: 7 });
    await expect(model).toHold(noLateResult);
  });
});

replayRecordings('test/counterexamples/tasks', tasks, taskProperties);
