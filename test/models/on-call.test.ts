import { describe, expect, test } from 'vitest';
import { check, compareSafeguards, formatAction } from 'allways';
import { replayRecordings } from 'allways/vitest';
import { onCall } from '../../models/on-call/model.js';
import { onCallProperties, onCallSafety, somebodyOnCall } from '../../properties/on-call.js';
import { nameOf, variantsOf } from '../support/variants.js';

/** In the order of `onCallProperties`. */
const shortNames = ['nobody', 'stuck', '', 'undone'];

const { testRows } = variantsOf(onCall, onCallProperties, shortNames);

describe('on call: what is violated, in how many steps', () => {
  testRows([
    [[], 'nobody 6', 18],
    [['serializable'], '', 17],
    [['forUpdate'], '', 17],
    // It counts in its own snapshot, in which the other is still on call.
    [['checkAgain'], 'nobody 6', 18],
    [['serializable', 'forUpdate', 'checkAgain'], '', 17],
  ]);
});

describe('on call: with three doctors', () => {
  testRows(
    [
      [[], 'nobody 9', 127],
      [['serializable'], '', 126],
      [['forUpdate'], '', 126],
    ],
    { doctors: 3 },
  );
});

test('both count before one of them commits', async () => {
  const { properties } = await check(onCall.with([]), somebodyOnCall);
  expect(properties[0]?.trace?.actions.map(formatAction)).toEqual([
    'doctor 1.count',
    'doctor 1.leave',
    'doctor 2.count',
    'doctor 1.commit',
    'doctor 2.leave',
    'doctor 2.commit',
  ]);
});

test('each of two safeguards is enough, and to count again helps nobody', async () => {
  const { together } = await compareSafeguards(onCall, onCallSafety);
  expect(together.minimal.map(({ on }) => nameOf(on))).toEqual(['serializable', 'forUpdate']);
  expect(together.idle).toEqual(['checkAgain']);
});

test('one doctor alone stays', async () => {
  const { properties } = await check(onCall.with([], { doctors: 1 }), onCallProperties, {
    fairness: 'weak',
  });
  expect(properties.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'violated', 'holds']);
});

replayRecordings('test/counterexamples/on-call', onCall, onCallProperties);
