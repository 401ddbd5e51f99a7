import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  defineSystem,
  invariant,
  noDeadlock,
  reachable,
  type Model,
  type Property,
} from 'allways';
import { account, type Account } from '../../models/bank-account/model.js';
import { noLostUpdate } from '../../properties/bank-account.js';

const bothDone = reachable<Account>('both are done', (s) => s.done.length === 2);
const never = reachable<Account>('the balance doubles', (s) => s.balance === 2000);
const positive = invariant<Account>('the balance is positive', (s) => s.balance > 0);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'matchers-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The message with which an assertion fails. */
async function failure(assertion: Promise<void>): Promise<string> {
  const outcome = await assertion.then(
    () => 'it passed',
    (error: unknown) => (error as Error).message,
  );
  return outcome;
}

describe('toHold', () => {
  test('passes where every property holds, with exact numbers', async () => {
    await expect(account).toHold(positive);
    await expect(account).toHold([positive, bothDone, noDeadlock((s) => s.done.length === 2)], {
      distinct: 14,
      generated: 15,
      depth: 5,
    });
  });

  test('fails with the timeline, and records the counterexample', async () => {
    const message = await failure(expect(account).toHold(noLostUpdate, { recordings: folder }));
    expect(message).toContain('no update is lost: violated in 4 steps');
    expect(message).toContain('reads a balance of 1000');
    expect(message).toMatch(/The counterexample is recorded in .*no-update-is-lost\.json\.$/);
    expect(readdirSync(join(folder, 'bank-account'))).toEqual(['no-update-is-lost.json']);
  });

  test('records a counterexample once, in the nearest folder for them', async () => {
    const nearest = 'test/counterexamples/bank-account';
    const before = readdirSync(nearest);
    const message = await failure(expect(account).toHold(noLostUpdate));
    expect(message).toContain(`recorded in ${join(nearest, 'no-update-is-lost.json')}.`);
    expect(readdirSync(nearest)).toEqual(before);
  });

  test('fails where a number differs', async () => {
    const message = await failure(expect(account).toHold(positive, { distinct: 15, depth: 5 }));
    expect(message).toMatch(/^distinct: expected 15, found 14\n\n/);
  });

  test('fails where a limit left it undecided, with not as without', async () => {
    const options = { limits: { states: 3 } };
    const message = await failure(expect(account).toHold(positive, options));
    expect(message).toContain('undecided');
    expect(await failure(expect(account).not.toHold(positive, options))).toBe(message);
  });

  test('with not, passes where something is violated and writes nothing', async () => {
    await expect(account).not.toHold(noLostUpdate, { recordings: folder });
    expect(existsSync(join(folder, 'bank-account'))).toBe(false);
    const message = await failure(expect(account).not.toHold(positive));
    expect(message).toMatch(/^expected some property to be violated, and all hold:/);
  });

  test('a property without a trace leaves no recording', async () => {
    const message = await failure(expect(account).toHold(never, { recordings: folder }));
    expect(message).not.toContain('recorded');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('passes signal and progress on', async () => {
    const message = await failure(
      expect(account).toHold(positive, { signal: AbortSignal.abort(), onProgress: () => {} }),
    );
    expect(message).toContain('undecided');
  });
});

describe('toViolate', () => {
  test('passes where it is violated, with the length of the shortest counterexample', async () => {
    await expect(account).toViolate(noLostUpdate);
    await expect(account).toViolate(noLostUpdate, { steps: 4, distinct: 14 });
    await expect(account).toViolate(never);
  });

  test('fails where it holds, or the length or a number differs', async () => {
    expect(await failure(expect(account).toViolate(positive))).toContain('holds');
    expect(await failure(expect(account).toViolate(noLostUpdate, { steps: 5 }))).toMatch(
      /^the shortest trace was expected to have 5 steps, and has 4 steps:\n\n/,
    );
    expect(await failure(expect(account).toViolate(never, { steps: 1 }))).toMatch(
      /and has no trace:/,
    );
    expect(await failure(expect(account).toViolate(noLostUpdate, { generated: 1 }))).toMatch(
      /^generated: expected 1, found 1\d\n/,
    );
    expect(await failure(expect(account).not.toViolate(noLostUpdate))).toMatch(
      /^expected otherwise:/,
    );
  });

  test('fails where a limit left it undecided', async () => {
    const message = await failure(
      expect(account).not.toViolate(noLostUpdate, { limits: { depth: 2 } }),
    );
    expect(message).toContain('undecided');
  });

  test('counts a step that throws', async () => {
    const broken = defineModel<{ n: number }>({
      name: 'broken',
      initial: { n: 0 },
      actors: [
        actor<{ n: number }>('fuse', {
          blow: {
            then: () => {
              throw new Error('bang');
            },
          },
        }),
      ],
    });
    const message = await failure(expect(broken).toHold([], { recordings: folder }));
    expect(message).toContain('fuse.blow does not throw: violated in 1 step');
    expect(readdirSync(join(folder, 'broken'))).toEqual(['fuse-blow-does-not-throw.json']);
  });
});

describe('toReach', () => {
  test('takes a property or a predicate', async () => {
    await expect(account).toReach(bothDone, { steps: 4 });
    await expect(account).toReach((s) => s.balance === 1050, { steps: 4 });
    await expect(account).not.toReach((s) => s.balance === 2000);
  });

  test('fails where it cannot be reached', async () => {
    expect(await failure(expect(account).toReach(never))).toContain('the balance doubles');
    expect(await failure(expect(account).toReach(bothDone, { steps: 3 }))).toMatch(
      /^the shortest trace was expected to have 3 steps, and has 4 steps:/,
    );
  });

  test('refuses a property that is not about reaching', async () => {
    expect(await failure(expect(account).toReach(positive))).toBe(
      'toReach: "the balance is positive" is no reachable(…); use toHold or toViolate.',
    );
  });
});

describe('what is no model is refused', () => {
  const property = invariant<unknown>('p', () => true) as Property<unknown>;
  const system = defineSystem({ name: 'system', model: () => account });

  test.each([
    [
      system,
      'toHold wants a model, and was given a system; choose its safeguards: expect(system.with([…])).',
    ],
    [null, 'toHold wants a model, and was given null; give what defineModel or fromReducer made.'],
    [
      'x',
      'toHold wants a model, and was given this string; give what defineModel or fromReducer made.',
    ],
    [
      {},
      'toHold wants a model, and was given this object; give what defineModel or fromReducer made.',
    ],
  ])('%s', async (received, message) => {
    const model = received as unknown as Model<unknown>;
    expect(await failure(expect(model).toHold(property))).toBe(message);
  });
});
