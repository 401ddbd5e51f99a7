/** A long search starts threads by itself. Vitest has one thread, so this runs in a process of its own. */
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { isDeep } from '../support/deep.js';

/** Searches eight million states, all of whose steps are remembered, and prints what it found. */
const program = `
  import { actor, check, defineModel, invariant } from 'allways';
  const axes = ['x', 'y', 'z'];
  const model = defineModel({
    name: 'cube',
    initial: { x: 0, y: 0, z: 0 },
    actors: axes.map((axis) =>
      actor(axis, { up: { when: (s) => s[axis] < 199, then: (s) => void s[axis]++ } }),
    ),
  });
  const inside = invariant('inside', (s) => s.x < 200);
  const corner = invariant('not at the corner', (s) => s.x < 199 || s.y < 199 || s.z < 199);
  const { distinct, generated, depth, figures, properties } = await check(model, [inside, corner]);
  const lengths = properties.map(({ trace }) => trace?.actions.length ?? -1);
  console.log(JSON.stringify({ distinct, generated, depth, threads: figures.threads, lengths }));
`;

test.runIf(isDeep)(
  'a long search with wide levels starts threads, and finds the same',
  async () => {
    const { VITEST, ...env } = process.env;
    expect(VITEST).toBeDefined();
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      { env, cwd: fileURLToPath(new URL('../..', import.meta.url)) },
    );
    expect(JSON.parse(stdout)).toEqual({
      distinct: 200 ** 3,
      generated: 1 + 3 * 199 * 200 ** 2,
      depth: 3 * 199 + 1,
      threads: Math.min(8, availableParallelism()),
      lengths: [-1, 3 * 199],
    });
  },
  300_000,
);
