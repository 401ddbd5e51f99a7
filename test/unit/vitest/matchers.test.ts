import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
  step,
  type Model,
  type Property,
} from 'allways';
import { account, type Account } from '../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../properties/bank-account.js';
import { untyped } from '../model/thrown.js';

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

/** What an assertion that fails says first. */
const firstLine = async (assertion: Promise<void>) => (await failure(assertion)).split('\n')[0];

const withoutTimes = (text: string) => text.replace(/\d+ ms/g, '_');

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
    expect(message).toMatch(
      /The counterexample is recorded in .*no-update-is-lost\.json\.\nReplay it: npx allways replay .*\.json$/,
    );
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
    const denied = await failure(expect(account).not.toHold(positive, options));
    expect(withoutTimes(denied)).toBe(withoutTimes(message));
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

describe('other counterexamples', () => {
  const options = { counterexamples: 3, prefer: 'fewest switches' } as const;

  test('are shown where toHold or toViolate fails', async () => {
    const another = 'Another way (2 of 2): ends with ';
    const asked = { ...options, recordings: folder };
    expect(await failure(expect(account).toHold(noLostUpdate, asked))).toContain(another);
    expect(readdirSync(folder)).toHaveLength(1);
    await expect(account).toViolate(noLostUpdate, { ...options, steps: 4 });
    const five = { ...options, steps: 5 };
    expect(await failure(expect(account).toViolate(noLostUpdate, five))).toContain(another);
  });

  test('are refused by toReach, which prefers one way', async () => {
    await expect(account).toReach(bothDone, { prefer: 'fewest switches' });
    expect(await failure(expect(account).toReach(bothDone, untyped(options)))).toMatch(
      /^toReach has no option "counterexamples"/,
    );
  });
});

describe('toViolate', () => {
  test('passes where it is violated, with the length of the shortest counterexample', async () => {
    await expect(account).toViolate(noLostUpdate);
    await expect(account).toViolate(noLostUpdate, { steps: 4, distinct: 14 });
    await expect(account).toViolate(never);
  });

  test('fails where it holds, or the length or a number differs', async () => {
    expect(await firstLine(expect(account).toViolate(positive))).toBe(
      'expected "the balance is positive" to be violated in bank account, but it holds in every interleaving (14 states):',
    );
    expect(await firstLine(expect(account).toViolate(noLostUpdate, { steps: 5 }))).toBe(
      'expected "no update is lost" to be violated in bank account in 5 steps, but its shortest counterexample has 4 steps:',
    );
    expect(await firstLine(expect(account).toViolate(never, { steps: 1 }))).toBe(
      'expected "the balance doubles" to be violated in bank account in 1 step, but there is no trace:',
    );
    expect(await firstLine(expect(account).toViolate(bothDone))).toBe(
      'expected "both are done" to be violated in bank account, but it is reached in 4 steps:',
    );
    expect(await failure(expect(account).toViolate(noLostUpdate, { generated: 1 }))).toMatch(
      /^generated: expected 1, found 1\d\n/,
    );
    expect(await firstLine(expect(account).not.toViolate(noLostUpdate))).toBe(
      'expected "no update is lost" not to be violated in bank account, but it is violated in 4 steps:',
    );
  });

  test('fails where a limit left it undecided', async () => {
    const message = await failure(
      expect(account).not.toViolate(noLostUpdate, { limits: { depth: 2 } }),
    );
    expect(message.split('\n')[0]).toBe(
      'expected "no update is lost" not to be violated in bank account, but it is undecided:',
    );
  });

  test('names the safeguards that are on', async () => {
    const lock = { lock: 'One update at a time.' };
    const system = defineSystem({ name: 'bank', safeguards: lock, model: () => account });
    expect(await firstLine(expect(system.with(['lock'])).toViolate(positive))).toBe(
      'expected "the balance is positive" to be violated in bank with lock, but it holds in every interleaving (14 states):',
    );
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
    const fine = invariant<{ n: number }>('n is 0', (s) => s.n === 0);
    const message = await failure(expect(broken).toHold(fine, { recordings: folder }));
    expect(message).toContain('fuse.blow does not throw: violated in 1 step');
    expect(await firstLine(expect(broken).toViolate(fine))).toBe(
      'expected "n is 0" to be violated in broken, but it is undecided; "fuse.blow does not throw" is violated instead:',
    );
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
    expect(await firstLine(expect(account).toReach(never))).toBe(
      'expected "the balance doubles" to be reached in bank account, but it is in none of 14 reachable states:',
    );
    expect(await firstLine(expect(account).toReach((s) => s.balance === 2000))).toBe(
      'expected the state to be reached in bank account, but it is in none of 14 reachable states:',
    );
    expect(await firstLine(expect(account).toReach(bothDone, { steps: 3 }))).toBe(
      'expected "both are done" to be reached in bank account in 3 steps, but the shortest way there has 4 steps:',
    );
    expect(await firstLine(expect(account).not.toReach(bothDone))).toBe(
      'expected "both are done" not to be reached in bank account, but it is reached in 4 steps:',
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
  const made = 'give what defineModel or fromReducer made.';

  test.each([
    [
      system,
      'toHold wants a model, and was given a system; choose its safeguards: system.with([…]).',
    ],
    [null, `toHold wants a model, and was given null; ${made}`],
    ['x', `toHold wants a model, and was given a string; ${made}`],
    [{}, `toHold wants a model, and was given an object; ${made}`],
  ])('%s', async (received, message) => {
    const model = received as unknown as Model<unknown>;
    expect(await failure(expect(model).toHold(property))).toBe(message);
  });

  test('by toViolate and toReach too', async () => {
    const model = untyped(null) as Model<unknown>;
    expect(await failure(expect(model).toViolate(property))).toBe(
      `toViolate wants a model, and was given null; ${made}`,
    );
    expect(await failure(expect(model).toReach(() => true))).toBe(
      `toReach wants a model, and was given null; ${made}`,
    );
  });
});

describe('what is no property is refused', () => {
  const other = 'give what invariant, transition, reachable, noDeadlock or eventually made.';

  test.each<[string, () => Promise<void>, string]>([
    [
      'nothing to hold',
      () => expect(account).toHold(untyped(undefined)),
      `toHold: instead of a property there is undefined; ${other}`,
    ],
    [
      'nothing to violate',
      () => expect(account).toViolate(untyped(undefined)),
      `toViolate: instead of a property there is undefined; ${other}`,
    ],
    [
      'nothing to reach',
      () => expect(account).toReach(untyped(undefined)),
      `toReach: instead of a property there is undefined; ${other}`,
    ],
    [
      'several to violate',
      () => expect(account).toViolate(untyped([positive, noLostUpdate])),
      'toViolate takes one property, and was given a list; ask for each on its own.',
    ],
    [
      'several to reach',
      () => expect(account).toReach(untyped([bothDone])),
      'toReach takes one property, and was given a list; ask for each on its own.',
    ],
  ])('%s', async (_, assert, message) => {
    expect(await failure(assert())).toBe(message);
  });
});

describe('options are refused', () => {
  const several = 'give several properties as a list: [one, other].';

  test.each<[string, () => Promise<void>, string | RegExp]>([
    [
      'where one is misspelled',
      () => expect(account).toHold(positive, untyped({ limit: { states: 3 } })),
      'toHold has no option "limit"; did you mean limits?',
    ],
    [
      'where one is not for a matcher',
      () => expect(account).toHold(positive, untyped({ stopAtViolation: true })),
      /^toHold has no option "stopAtViolation"; it has limits, .*, recordings\.$/,
    ],
    [
      'where one is for another matcher',
      () => expect(account).toHold(positive, untyped({ steps: 3 })),
      /^toHold has no option "steps"; it has limits, .*, recordings\.$/,
    ],
    [
      'by toViolate',
      () => expect(account).toViolate(noLostUpdate, untyped({ step: 4 })),
      'toViolate has no option "step"; did you mean steps?',
    ],
    [
      'by toReach',
      () => expect(account).toReach(bothDone, untyped({ recordings: 'x' })),
      /^toReach has no option "recordings"; it has limits, .*, steps\.$/,
    ],
    [
      'where they are another property',
      () => expect(account).toHold(positive, untyped(noLostUpdate)),
      `toHold was given another property in place of its options; ${several}`,
    ],
    [
      'with not as without',
      () => expect(account).not.toHold(noLostUpdate, untyped(positive)),
      `toHold was given another property in place of its options; ${several}`,
    ],
    [
      'where they are a length',
      () => expect(account).toViolate(noLostUpdate, untyped(4)),
      /^toViolate was given a number in place of its options; give an object of limits, .*, steps\.$/,
    ],
    [
      'where there is no such limit',
      () => expect(account).toHold(positive, { limits: untyped({ state: 3 }) }),
      'toHold has no limit "state"; did you mean states?',
    ],
    [
      'where a number is none',
      () => expect(account).toHold(positive, { distinct: untyped('14') }),
      'toHold: distinct is "14"; give a whole number, 0 or more.',
    ],
    [
      'where a length is none',
      () => expect(account).toViolate(noLostUpdate, { steps: -1 }),
      'toViolate: steps is -1; give a whole number, 0 or more.',
    ],
    [
      'where a folder is none',
      () => expect(account).toHold(positive, { recordings: untyped(false) }),
      'toHold: recordings is a boolean; give the path of a folder.',
    ],
  ])('%s', async (_, assert, message) => {
    if (typeof message === 'string') expect(await failure(assert())).toBe(message);
    else expect(await failure(assert())).toMatch(message);
  });

  test.each<[string, () => Promise<void>, string]>([
    [
      'toHold',
      () => expect(account).not.toHold(noLostUpdate, { distinct: 14, depth: 5 }),
      'toHold: with not, distinct and depth cannot be expected, because it would be ambiguous; leave it out, or use toViolate.',
    ],
    [
      'toViolate',
      () => expect(account).not.toViolate(positive, { steps: 4 }),
      'toViolate: with not, steps cannot be expected, because it would be ambiguous; leave it out, or use toHold.',
    ],
    [
      'toReach',
      () => expect(account).not.toReach(never, { generated: 15 }),
      'toReach: with not, generated cannot be expected, because it would be ambiguous; leave it out, or use toViolate.',
    ],
  ])('where %s is denied and numbers are expected', async (_, assert, message) => {
    expect(await failure(assert())).toBe(message);
  });

  test('a number that is undefined is not expected', async () => {
    await expect(account).not.toHold(noLostUpdate, untyped({ distinct: undefined }));
    await expect(account).toHold(positive, untyped({ distinct: undefined, limits: undefined }));
  });
});

describe('a counterexample that cannot be recorded is seen all the same', () => {
  test('where the folder is none', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const message = await failure(expect(account).toHold(noLostUpdate, { recordings: file }));
    expect(message).toMatch(/^bank account: violated\n✗ no update is lost: violated in 4 steps/);
    expect(message).toContain('reads a balance of 1000');
    expect(message).toMatch(
      /\nThe counterexample is not recorded: Error: E[A-Z]+: [^\n]*file[^\n]*; name a folder that can be written to, as \{ recordings: … \}\.$/,
    );
  });

  test('where a choice has a key that JSON cannot keep', async () => {
    const odd = defineModel<{ n: number }>({
      name: 'odd',
      initial: { n: 0 },
      actors: [
        actor<{ n: number }>('user', {
          press: step({
            choose: () => [{ '#': 1 }],
            then: (s) => {
              s.n++;
            },
          }),
        }),
      ],
    });
    const still = invariant<{ n: number }>('still', (s) => s.n === 0);
    const message = await failure(expect(odd).toHold(still, { recordings: folder }));
    expect(message).toContain('still: violated in 1 step');
    expect(message).toMatch(
      /\nThe counterexample is not recorded: A recording cannot hold the key "#": keys that start with # are taken; rename it\.$/,
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});
