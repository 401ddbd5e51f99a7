/** What refutes each form of property. */
import { expect, test } from 'vitest';
import type { TemporalForm } from '../../../../src/property/temporal.js';
import { negationOf, type NegatedProperty } from '../../../../src/search/liveness/negation.js';

const first = Uint8Array.of(0, 1, 1);
const second = Uint8Array.of(0, 0, 1);
const notFirst = Uint8Array.of(1, 0, 0);
const notSecond = Uint8Array.of(1, 1, 0);

test.each<[TemporalForm, NegatedProperty]>([
  ['eventually', { free: 'none', bound: notFirst }],
  ['alwaysEventually', { free: 'all', bound: notFirst }],
  ['eventuallyAlways', { free: 'none', accepting: notFirst }],
  ['leadsTo', { free: 'all', turn: first, bound: notSecond }],
  ['until', { free: 'none', bound: notSecond }],
])('%s', (form, negation) => {
  expect(negationOf(form, [first, second])).toEqual(negation);
});
