/** What a module exports beside models: other things are passed over, and what is broken is refused in a sentence. */
import { expect, test } from 'vitest';
import { allways, projectForEach } from './host.js';

const own = projectForEach();

const right = `
import { actor, defineModel, invariant } from 'allways';
export const model = defineModel({
  name: 'm',
  initial: { n: 0 },
  actors: [actor('a', { add: { when: (s) => s.n === 0, then: (s) => { s.n = 1; } } })],
});
export const small = invariant('n is small', (s) => s.n < 2);
`;

const revoked =
  '(() => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return proxy; })()';

test.each([
  ['an object with a method with', '{ with() { return this; } }'],
  ['a proxy that throws', 'new Proxy({}, { get() { throw new Error("no"); } })'],
  ['a revoked proxy', revoked],
  ['an object whose kind throws', '{ get kind() { throw undefined; }, name: "p" }'],
])('%s is passed over', async (_, other) => {
  own.write('models/m.ts', `${right}\nexport const other = ${other};`);
  for (const words of [['list'], ['check'], ['audit', 'm']]) {
    const { code, err, out } = await allways(words, own);
    expect({ code: code === 3, err }).toEqual({ code: false, err: '' });
    expect(out).toContain('m');
  }
});

test.each([
  [
    "{ name: 's', safeguards: null, parameters: {}, with: () => 5 }",
    'allways (models/m.ts) was given a system that lacks its safeguards; give what defineSystem made, as it is.',
  ],
  [
    '{ ...model, initial: [] }',
    'allways (models/m.ts) was given a model that has no initial states; give what defineModel, fromReducer or the with of a system made, as it is.',
  ],
])('%s is refused by each command', async (other, says) => {
  own.write('models/m.ts', `${right}\nexport const other = ${other};`);
  for (const words of [['list'], ['check'], ['audit', 'm']]) {
    expect(await allways(words, own)).toEqual({ code: 3, out: '', err: `${says}\n` });
  }
});

test('a list of weighed properties that cannot be read is refused', async () => {
  own.write('models/m.ts', `${right}\nexport const weighed = ${revoked};`);
  const { code, err } = await allways(['audit', 'm'], own);
  expect(err).toBe(
    'models/m.ts: weighed is an object; export the properties that compare and audit weigh.\n',
  );
  expect(code).toBe(3);
});

test('a path of sample that leads nowhere', async () => {
  own.write('models/m.ts', right);
  const words = ['sample', 'm', '--seed', '1', '--path', '1:2:3'];
  expect(await allways(words, own)).toEqual({
    code: 3,
    out: '',
    err: 'sample: path "1:2:3" leads to no run; give the path and the seed of one outcome, and the options with which it was found.\n',
  });
});
