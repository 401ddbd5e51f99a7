import { expect, test } from 'vitest';
import { check, follow, report, runOf, table, timeline } from 'allways';
import { account } from '../../../models/bank-account/model.js';
import { thrownBy, untyped } from '../model/thrown.js';

const trace = { states: [{}], actions: [], model: account };

test.each<[string, () => unknown, string]>([
  [
    'a promise of a result',
    () => report(untyped(check(account, []))),
    'report wants what check or sample answered, and was given a promise; await it.',
  ],
  [
    'a variant without a result',
    () => table([untyped({ name: 'naive' })]),
    'table: naive wants what check or sample answered, and was given undefined; give all of the answer.',
  ],
  [
    'an outcome that has no trace',
    () => timeline(untyped(undefined)),
    'timeline wants a trace, and was given undefined; an outcome has one only if something was violated or reached.',
  ],
  [
    'a misspelled option',
    () => timeline(untyped(trace), untyped({ stile: 1 })),
    'timeline has no option "stile"; did you mean style?',
  ],
  [
    'a model for a run',
    () => runOf(untyped(account)),
    'runOf wants a trace, and was given a model; give the trace of an outcome.',
  ],
  [
    'a list for a model',
    () => follow(untyped([]), []),
    'follow wants a model, and was given a list; give what defineModel or fromReducer made.',
  ],
])('%s is refused in one sentence', (_, use, message) => {
  expect(thrownBy(use)).toMatchObject({ name: 'ModelError', message });
});
