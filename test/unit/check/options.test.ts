import { describe, expect, test } from 'vitest';
import {
  check,
  compareSafeguards,
  defineSystem,
  invariant,
  ModelError,
  sample,
  type CheckOptions,
} from 'allways';
import { account, type Account } from '../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../properties/bank-account.js';
import { checkOptions, refuseBadOptions } from '../../../src/check/options.js';
import { thrownBy, untyped } from '../model/thrown.js';

const other = invariant<Account>('other', () => true);
const bank = defineSystem({ name: 'bank', model: () => account });

/** What is said of options that are given to a check. */
const said = (options: unknown) =>
  thrownBy(() => {
    refuseBadOptions('check', options, checkOptions);
  });

describe('the options of a check are refused', () => {
  test.each<[string, unknown, string | RegExp]>([
    [
      'where one is misspelled',
      { limit: { states: 3 } },
      'check has no option "limit"; did you mean limits?',
    ],
    [
      'where one is a limit',
      { states: 3 },
      `check has no option "states"; it has ${Object.keys(checkOptions.entries).join(', ')}.`,
    ],
    [
      'where they are a property',
      other,
      'check was given another property in place of its options; give several properties as a list: [one, other].',
    ],
    [
      'where they are none',
      null,
      `check was given null in place of its options; give an object of ${Object.keys(checkOptions.entries).join(', ')}.`,
    ],
    [
      'where a limit is misspelled',
      { limits: { state: 3 } },
      'check has no limit "state"; did you mean states?',
    ],
    [
      'where there is no such limit',
      { limits: { minutes: 3 } },
      /^check has no limit "minutes"; it has states, depth, seconds\b/,
    ],
    [
      'where the limits are a number',
      { limits: 1000 },
      /^check was given a number in place of its limits; give an object of states, depth, seconds\b/,
    ],
    [
      'where a limit is too small',
      { limits: { states: 0 } },
      'check: limits.states is 0; give a whole number, 1 or more.',
    ],
    [
      'where a limit is not whole',
      { limits: { depth: 2.5 } },
      'check: limits.depth is 2.5; give a whole number, 1 or more.',
    ],
    [
      'where a limit is a string',
      { limits: { depth: '2' } },
      'check: limits.depth is "2"; give a whole number, 1 or more.',
    ],
    [
      'where a limit is undefined',
      { limits: { depth: undefined } },
      'check: limits.depth is undefined; give a whole number, 1 or more.',
    ],
    [
      'where time is over',
      { limits: { seconds: 0 } },
      'check: limits.seconds is 0; give a number of seconds above 0.',
    ],
    [
      'where time is a string',
      { limits: { seconds: '1' } },
      'check: limits.seconds is "1"; give a number of seconds above 0.',
    ],
    [
      'where time is no number',
      { limits: { seconds: NaN } },
      'check: limits.seconds is NaN; give a number of seconds above 0.',
    ],
    [
      'where the signal is its controller',
      { signal: new AbortController() },
      'check: signal is an object; give an AbortSignal, such as controller.signal.',
    ],
    [
      'where nobody can listen',
      { onProgress: 'yes' },
      'check: onProgress is "yes"; make it a function.',
    ],
    [
      'where a switch is none',
      { stopAtViolation: 'yes' },
      'check: stopAtViolation is "yes"; give true or false.',
    ],
    ['where a share is too large', { watch: 2 }, 'check: watch is 2; give a share, from 0 to 1.'],
    [
      'where a share is none',
      { watch: true },
      'check: watch is a boolean; give a share, from 0 to 1.',
    ],
    [
      'where nobody searches',
      { workers: 0 },
      "check: workers is 0; give 'auto', or a whole number from 1 to 1024, best the number of processors.",
    ],
    [
      'where no counterexample is asked for',
      { counterexamples: 0 },
      'check: counterexamples is 0; give a whole number, 1 or more.',
    ],
    [
      'where a preference is misspelled',
      { prefer: 'fewest-switches' },
      `check: prefer is "fewest-switches"; give 'fewest switches', or leave it out.`,
    ],
    [
      'where actors are compared that are taken for one another',
      { counterexamples: 2, symmetric: ['a', 'b'] },
      'check: counterexamples compares the actors of counterexamples, and symmetric takes actors for one another; leave one of the two out.',
    ],
    [
      'where actors are preferred that are taken for one another',
      { prefer: 'fewest switches', symmetric: ['a', 'b'] },
      'check: prefer compares the actors of counterexamples, and symmetric takes actors for one another; leave one of the two out.',
    ],
  ])('%s', (_, options, message) => {
    const error = said(options);
    expect(error).toBeInstanceOf(ModelError);
    if (typeof message === 'string') expect(error).toEqual(new ModelError(message));
    else expect((error as ModelError).message).toMatch(message);
  });

  test('and pass where they are as they should be', () => {
    const options: CheckOptions = {
      limits: { states: 1, depth: 1, seconds: 0.1 },
      signal: AbortSignal.abort(),
      onProgress: () => undefined,
      stopAtViolation: true,
      watch: 1,
      workers: 2,
      counterexamples: 2,
      prefer: 'fewest switches',
    };
    const one = { counterexamples: 1, symmetric: ['a', 'b'] };
    for (const given of [
      options,
      one,
      {},
      { limits: {} },
      { signal: undefined, limits: undefined },
    ]) {
      expect(() => refuseBadOptions('check', given, checkOptions)).not.toThrow();
    }
  });
});

describe('a comparison refuses', () => {
  test.each<[string, object, string]>([
    [
      'a misspelled option',
      { atmost: 2 },
      'compareSafeguards has no option "atmost"; did you mean atMost?',
    ],
    [
      'an option of a check that it does not pass on',
      { stopAtViolation: false },
      'compareSafeguards has no option "stopAtViolation"; it has parameters, atMost, limits, signal, fairness, onProgress.',
    ],
    [
      'a size that is a string',
      { atMost: '2' },
      'compareSafeguards: atMost is "2"; give a whole number, 0 or more.',
    ],
    [
      'a limit that is none',
      { limits: { second: 1 } },
      'compareSafeguards has no limit "second"; did you mean seconds?',
    ],
    [
      'a parameter that is none',
      { parameters: { most: 1 } },
      'System "bank" has no parameter "most"; it has none.',
    ],
    [
      'a property in place of options',
      other,
      'compareSafeguards was given another property in place of its options; give several properties as a list: [one, other].',
    ],
  ])('%s', async (_, options, message) => {
    await expect(compareSafeguards(bank, noLostUpdate, untyped(options))).rejects.toThrow(
      new ModelError(message),
    );
  });
});

describe('a sample refuses', () => {
  test('a misspelled option, be it its own or one of fast-check', () => {
    expect(thrownBy(() => sample(account, other, untyped({ numRun: 3 })))).toEqual(
      new ModelError('sample has no option "numRun"; did you mean numRuns?'),
    );
    expect(thrownBy(() => sample(account, other, untyped({ maxStep: 3 })))).toEqual(
      new ModelError('sample has no option "maxStep"; did you mean maxSteps?'),
    );
    expect(thrownBy(() => sample(account, other, untyped({ limits: {} })))).toMatchObject({
      message: expect.stringMatching(
        /^sample has no option "limits"; it has maxSteps, /,
      ) as unknown,
    });
  });

  test('none that fast-check knows', () => {
    const options = {
      seed: 7,
      numRuns: 3,
      path: '',
      verbose: 0,
      unbiased: true,
      endOnFailure: true,
      examples: [],
      maxSkipsPerRun: 9,
      schedule: undefined,
      includeErrorInReport: true,
      plugins: [],
    };
    expect(sample(account, other, untyped(options)).runs).toBe(3);
  });
});

test('a check passes its options on as they are', async () => {
  const { ended } = await check(account, [], { limits: { depth: 2 } });
  expect(ended).toEqual({ by: 'limit', limit: 'depth', value: 2 });
});
