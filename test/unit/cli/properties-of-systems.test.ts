/** Properties that are made for each model of a system, as the command finds and asks them. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allways, Project } from './host.js';

const face = pathToFileURL(resolve('src/index.ts')).href;

const counting = `
import { actor, defineModel, defineSystem } from '${face}';
const counting = (name, most) =>
  defineModel({
    name,
    initial: { n: 0 },
    actors: [
      actor('hand', {
        add: {
          when: (s) => s.n < most,
          then: (s) => {
            s.n++;
          },
        },
      }),
    ],
  });
`;

/** A tank with a brim, which it passes without its valve. */
const tank = `${counting}
export const tank = defineSystem({
  name: 'tank',
  safeguards: { valve: 'It is not filled any more once it is full.' },
  parameters: { brim: 2 },
  model: (on, { brim }) => counting('tank', on.valve ? brim : brim + 1),
});
`;
const ofTank = `
import { invariant, reachable } from '${face}';
import { tank } from '../models/tank.ts';
export const whole = tank.property(({ brim }) => invariant('it is whole', (s) => s.n <= brim));
export const counted = invariant('it is counted', (s) => s.n >= 0);
`;

/** The same tank, and a lamp. */
const two = `${counting}
export { tank } from './tank.ts';
export const lamp = defineSystem({
  name: 'lamp',
  parameters: { heat: 1 },
  model: (_, { heat }) => counting('lamp', heat),
});
`;
const ofTwo = `
import { reachable } from '${face}';
import { lamp } from '../models/two.ts';
export { whole, counted } from './tank.ts';
export const lit = lamp.property(({ heat }) => reachable('it can be lit', (s) => s.n === heat));
`;

const project = () => {
  const made = new Project();
  made.write('package.json', '{ "type": "module" }');
  made.write('models/tank.ts', tank);
  made.write('properties/tank.ts', ofTank);
  made.write('models/two.ts', two);
  made.write('properties/two.ts', ofTwo);
  return { folder: made.folder };
};

describe('a property of a system', () => {
  test('is checked with the models of its system alone', async () => {
    const { code, out } = await allways(['check', 'two', '--json'], project());
    expect(code).toBe(1);
    const results = JSON.parse(out) as {
      model: string;
      properties: { name: string; verdict: string }[];
    }[];
    expect(
      results.map(({ model, properties }) => [
        model,
        properties.map(({ name, verdict }) => `${name}: ${verdict}`),
      ]),
    ).toEqual([
      ['lamp', ['it is counted: holds', 'it can be lit: holds']],
      ['tank', ['it is counted: holds', 'it is whole: violated']],
    ]);
  });

  test('is checked with the parameters of the command', async () => {
    const safe = await allways(['check', 'tank', '-w', 'valve', '-s', 'brim=4'], project());
    expect([safe.code, safe.err]).toEqual([0, '']);
    expect(safe.out).toContain('it is whole');
  });

  test('is listed, recorded, replayed and compared', async () => {
    const folder = project();
    expect((await allways(['list', 'tank'], folder)).out).toContain('it is whole');
    const violated = await allways(['check', 'tank', '-s', 'brim=3', '--record'], folder);
    expect(violated.code).toBe(1);
    const replayed = await allways(['replay'], folder);
    expect(replayed.out).toContain('violates "it is whole"');
    const compared = await allways(['compare', 'tank'], folder);
    expect(compared.code).toBe(0);
    expect(compared.out).toContain('valve');
  });
});
