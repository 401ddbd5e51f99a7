import { expect, test } from 'vitest';
import { check, ModelError, sample } from 'allways';
import { account } from '../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../properties/bank-account.js';
import { refuseOtherResult } from '../../../src/check/refuse-result.js';
import { thrownBy } from '../model/thrown.js';

test('what check and sample answer is a result', async () => {
  const checked = await check(account, noLostUpdate);
  const sampled = sample(account, noLostUpdate, { seed: 7 });
  for (const result of [checked, sampled]) {
    expect(() => refuseOtherResult(result, 'report')).not.toThrow();
  }
});

test.each<[string, unknown, string]>([
  ['a promise of one', check(account, noLostUpdate), 'a promise; await it'],
  ['a model', account, 'a model; check it first'],
  ['its properties', [], 'a list; give all of the answer'],
  ['a verdict', 'holds', 'a string; give all of the answer'],
  ['nothing', undefined, 'undefined; give all of the answer'],
  ['null', null, 'null; give all of the answer'],
])('%s is none', (_, received, what) => {
  expect(thrownBy(() => refuseOtherResult(received, 'report'))).toEqual(
    new ModelError(`report wants what check or sample answered, and was given ${what}.`),
  );
});
