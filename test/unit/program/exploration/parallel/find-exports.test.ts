import { expect, test } from 'vitest';
import {
  definitionIn,
  propertiesIn,
} from '../../../../../src/program/exploration/parallel/find-exports.js';
import { allLeave, inBeforeOut, three, two } from '../../../../support/threaded-program.js';

const from = (exports: Readonly<Record<string, unknown>>, name = 'a.ts') => ({ name, exports });

test.each([
  ['by name', { two, three }],
  ['by default', { default: three }],
  ['in a list', { programs: [two, three] }],
  ['in a list by default', { default: [two, three] }],
  ['from a CommonJS module', { default: { three }, three }],
  ['two times, as the same', { three, again: three }],
])('a program that is exported %s is found', (_, exports) => {
  expect(definitionIn([from(exports)], 'three clients')).toBe(three.definition);
});

test('properties are found in several modules, by name and kind', () => {
  const other = { ...allLeave, kind: 'invariant' };
  const modules = [from({ three, other }), from({ inBeforeOut, allLeave }, 'b.ts')];
  expect(propertiesIn(modules, [allLeave, inBeforeOut])).toEqual([allLeave, inBeforeOut]);
});

test('what is missing is named, with the modules', () => {
  expect(() => definitionIn([from({ two }), from({}, 'b.ts')], 'three clients')).toThrow(
    'check of a program: modules: a.ts with b.ts exports no program "three clients", and each thread must load it; export it once, or leave workers out.',
  );
});

test('two of one name are refused', () => {
  const twin = { ...three };
  expect(() => definitionIn([from({ three, twin })], 'three clients')).toThrow(
    'a.ts exports 2 of program "three clients"',
  );
});
