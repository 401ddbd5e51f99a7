/** A configuration that is wrong in any part is refused in a sentence that names the part. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ModelError } from 'allways';
import { defineConfig, type Config } from '../../../src/cli/index.js';
import { tries } from '../../support/deep.js';
import { allways, project, projectForEach } from './host.js';

const own = projectForEach();
const till = { with: ['atomic'], set: { coin: 2 } };

test.each<[string, string]>([
  ['5', 'allways.config was given a number in place of its options; give an object of models,'],
  ['null', 'allways.config was given null in place of its options; give an object of models,'],
  ['[]', 'allways.config was given a list in place of its options; give an object of models,'],
  ['Promise.resolve({})', 'allways.config.mjs exports a promise by default; export what it gives'],
  ['{ models: 5 }', 'allways.config: models is 5; give the path of a folder.'],
  ['{ of: 5 }', 'allways.config: of is 5; give an object of models by their names.'],
  ['{ of: null }', 'allways.config: of is null; give an object of models by their names.'],
  ['{ of: { till: 5 } }', 'allways.config: of till was given a number in place of its options;'],
  ['{ of: { till: { wiht: [] } } }', 'of till has no option "wiht"; did you mean with?'],
  ['{ of: { till: { with: 5 } } }', 'of till: with is 5; give a list of the names of safeguards.'],
  ['{ of: { till: { with: [5] } } }', 'of till: with is a list; give a list of the names'],
  ['{ of: { till: { set: 5 } } }', 'of till: set is 5; give an object of parameters by their'],
  [
    '{ of: { till: { set: { coin: null } } } }',
    'of till: set coin is null; give a number, a boolean',
  ],
  ['{ check: 5 }', 'allways.config: check was given a number in place of its options;'],
  ['{ check: { limits: 5 } }', 'allways.config: check was given a number in place of its limits;'],
  ['{ check: { signal: 5 } }', 'allways.config: check has no option "signal"'],
  [
    '{ check: { limits: { states: 0 } } }',
    'allways.config: check: limits.states is 0; give a whole number, 1 or more.',
  ],
  [
    '{ get models() { throw new Error("no"); } }',
    'allways.config cannot read what it was given: that threw Error: no; give plain objects,',
  ],
  [
    '{ of: { till: { check: { wokers: 2 } } } }',
    'of till: check has no option "wokers"; did you mean',
  ],
  ['{ of: { till: { estimate: 5 } } }', 'of till: estimate was given a number in place of its'],
  [
    '{ of: { till: { estimate: { until: [] } } } }',
    'of till: estimate: until was given a list in place of its limits; give an object of seconds,',
  ],
  [
    '{ of: { till: { estimate: { runs: "x" } } } }',
    'allways.config: of till: estimate: runs is "x"; give a whole number, 1 or more.',
  ],
  [
    '{ of: { till: { estimate: { durations: { "*": 5 } } } } }',
    'allways.config: of till: estimate: durations["*"] was given 5 in place of',
  ],
  [
    '{ of: { till: { estimate: { weights: { "*": 5 } } } } }',
    'allways.config: of till: estimate: weights["*"] is 5; make it a function.',
  ],
  [
    '{ of: { till: { estimate: { durations: { get a() { throw 1; } } } } } }',
    'allways.config: of till: estimate cannot read what it was given: that threw 1; give plain',
  ],
  ['{ of: new Map() }', 'allways.config: of is a map; give an object of models by their names.'],
  ['{ of: Promise.resolve({}) }', 'allways.config: of is a promise'],
  ['{ check: new Map() }', 'allways.config: check was given a map in place of its options;'],
  ['{ check: Promise.resolve() }', 'allways.config: check was given a promise'],
  ['{ check: { limits: new Map() } }', 'check was given a map in place of its limits;'],
  ['{ of: { till: { set: new Map() } } }', 'of till: set is a map; give an object of parameters'],
  [
    '(() => { class C { get check() { return { limits: { states: 2 } }; } } return new C(); })()',
    'allways.config is an object that inherits from another; give a plain object, as in { … }.',
  ],
  [
    '{ check: Object.create({ limits: { states: 2 } }) }',
    'allways.config: check is an object that inherits from another;',
  ],
  [
    '{ of: { till: { check: { limits: Object.create({ states: 2 }) } } } }',
    'allways.config: of: till: check: limits is an object that inherits from another;',
  ],
  ["{ of: { './models/till': {} } }", 'allways.config: of names "./models/till", and there is no'],
  ["{ of: { 'properties/till': {} } }", 'allways.config: of names "properties/till", and there is'],
  [
    "{ of: { till: {}, 'models/till': {} } }",
    'allways.config: of names till and models/till, which are one model; join the two.',
  ],
  ['{ of: { till: new Set() } }', 'of till was given a set in place of its options;'],
  [
    '{ of: { till: { estimate: { until: { get steps() { throw new Error("no"); } } } } } }',
    'of till: estimate cannot read what it was given: that threw Error: no; give plain objects,',
  ],
  [
    '{ of: { till: { estimate: { durations: new Proxy({}, { ownKeys() { throw 5; } }) } } } }',
    'of till: estimate cannot read what it was given: that threw 5; give plain objects,',
  ],
  ['{ properties: "p".repeat(100_000) }', 'allways.config: properties is "pppp'],
  ['{ check: { limits: { states: 2 ** 53 } } }', 'limits.states is 9007199254740992; give a whole'],
])('%s', async (text, says) => {
  cpSync(join(project, 'models/till.ts'), join(own.folder, 'models/till.ts'), { recursive: true });
  cpSync(join(project, 'properties/till.ts'), join(own.folder, 'properties/till.ts'));
  own.write('allways.config.mjs', `export default ${text};`);
  const { code, out, err } = await allways(['list'], own);
  expect(err).toContain(says);
  expect(err.split('\n')).toHaveLength(2);
  expect({ code, out }).toEqual({ code: 3, out: '' });
});

const junk = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    5,
    -1,
    NaN,
    '',
    'x',
    true,
    [],
    [null],
    {},
    { a: 1 },
    5n,
    () => 1,
  ),
  fc.anything(),
);

const names = ['models', 'properties', 'counterexamples', 'check', 'of'];
const partly = fc.dictionary(fc.constantFrom(...names), junk);
const inside = fc
  .tuple(fc.constantFrom('with', 'set', 'check', 'estimate'), junk)
  .map(([name, value]) => ({ of: { till: { ...till, [name]: value } } }));
const checks = fc
  .tuple(fc.constantFrom('limits', 'workers', 'watch', 'fairness', 'symmetric', 'coverage'), junk)
  .map(([name, value]) => ({ check: { [name]: value } }));

test('whatever it is, it is taken or refused in a sentence', () => {
  fc.assert(
    fc.property(fc.oneof(junk, partly, inside, checks), (config) => {
      try {
        defineConfig(config as Config);
      } catch (error) {
        expect(error).toBeInstanceOf(ModelError);
      }
    }),
    { numRuns: tries(1000) },
  );
});
