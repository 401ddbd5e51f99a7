/** Answers are learned only as long as that pays. */
import { expect, test } from 'vitest';
import {
  isUseless,
  mayLearn,
  newAnswerTrial,
  newChoiceTrial,
  newTrial,
  savedOf,
} from '../../../../src/engine/memo/trial.js';

test.each([
  ['a step', newTrial(), 512],
  ['a choice', newChoiceTrial(), 128],
  ['a property', newAnswerTrial(), 512],
])('the first answers of %s are learned for nothing', (_, trial, free) => {
  while (mayLearn(trial, 0)) trial.learned++;
  expect(trial.learned).toBe(free);
});

test('a stretch begins once there is enough to spend, and ends once it is spent', () => {
  const trial = { ...newTrial(), learned: 512, isLearning: false };
  expect(mayLearn(trial, 480)).toBe(false);
  expect(mayLearn(trial, 481)).toBe(true);
  expect(mayLearn(trial, 1)).toBe(true);
  expect(mayLearn(trial, 0)).toBe(false);
  trial.ran = 1924;
  expect(mayLearn(trial, 0)).toBe(true);
});

test('what has not paid for half of its price is useless after many runs', () => {
  const trial = { ...newTrial(), learned: 1000, ran: 2 ** 13 - 1000 };
  expect(isUseless(trial, 4999)).toBe(true);
  expect(isUseless(trial, 5000)).toBe(false);
  expect(isUseless({ ...trial, ran: trial.ran - 1 }, 0)).toBe(false);
  expect(savedOf({ ...trial, learned: 2, ran: 3 }, 9)).toBe(4);
  expect(savedOf({ ...trial, learned: 2, ran: 3 }, 4)).toBe(0);
});
