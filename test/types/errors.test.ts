/** What TypeScript says of a mistake: how many errors, and in words that help. */
import { beforeAll, describe, expect, test } from 'vitest';
import { typeErrors } from '../documentation/type-check.js';

const queue = `
import { actor, defineModel, defineSafeguards, defineSystem, invariant, reachable, step } from 'allways';
import { expect } from 'vitest';
import 'allways/vitest';
interface Task { readonly id: number; title: string }
interface Queue { tasks: Task[]; taken: Record<string, number> }
const initial: Queue = { tasks: [], taken: {} };
const safeguards = defineSafeguards({ lock: 'One at a time.' });
const system = defineSystem({ name: 'queue', safeguards, model: () => defineModel<Queue>({ name: 'queue', initial, actors: [] }) });
const empty = invariant<Queue>('it is empty', (s) => s.tasks.length === 0);
`;
const wrapIt = 'wrapped in step(): step({ choose, when, then })';
const chooseIt =
  'Choose the safeguards first, as a system is many models: expect(system.with([…]))';
const giveIt =
  'This matcher takes a model: expect(model), of defineModel or fromReducer; or a program, of defineProgram';

/** Mistakes, each with what its only error says. */
const mistakes: Readonly<Record<string, readonly [code: string, says: string]>> = {
  'a step with all parts': [
    `actor<Queue>('worker', {
       take: {
         choose: (s) => s.tasks,
         when: (s, task) => s.taken[task.title] !== task.id,
         then: (s, task) => { s.taken[task.title] = task.id; },
         says: (s, task) => \`takes \${task.title} of \${s.tasks.length}\`,
       },
     });`,
    wrapIt,
  ],
  'a step beside right ones': [
    `actor<Queue>('worker', {
       rest: { when: (s) => s.tasks.length > 0, then: (s) => { s.tasks = []; }, says: (s) => String(s.tasks) },
       take: { choose: (s) => s.tasks, then: (s, task) => { s.taken[task.title] = task.id; } },
       give: step({ choose: (s) => s.tasks, then: (s, task) => { s.taken[task.title] = task.id; } }),
     });`,
    wrapIt,
  ],
  'a step in an actor in a model': [
    `defineModel<Queue>({ name: 'queue', initial, actors: [
       actor('worker', { take: { choose: (s) => s.tasks, then: (s, task) => { s.tasks = s.tasks.filter((one) => one !== task); } } }),
     ] });`,
    wrapIt,
  ],
  'a step that chooses from a generator': [
    `actor<Queue>('worker', { take: { *choose(s) { yield s.tasks.length; }, then(s, count) { s.tasks.length = count; } } });`,
    wrapIt,
  ],
  'a system that must hold': [`await expect(system).toHold(empty);`, chooseIt],
  'a system with a list of properties': [`await expect(system).toHold([empty]);`, chooseIt],
  'a system with not': [`await expect(system).not.toHold(empty);`, chooseIt],
  'a system that must be violated': [
    `await expect(system).toViolate(empty, { steps: 1 });`,
    chooseIt,
  ],
  'a system of which a state is reached': [
    `await expect(system).toReach((s) => s.tasks.length > 1);`,
    chooseIt,
  ],
  'a system with a reachable property': [
    `await expect(system).toReach(reachable<Queue>('full', (s) => s.tasks.length > 1));`,
    chooseIt,
  ],
  'a number that must hold': [`await expect(1).toHold(empty);`, giveIt],
  'an array of which a state is reached': [`await expect([1]).toReach(() => true);`, giveIt],
};

/** What is right, however close it is to a mistake. */
const right = `
actor<Queue>('worker', {
  take: step({ choose: (s) => s.tasks, then: (s, task) => { s.taken[task.title] = task.id; } }),
  rest: { then: (s) => { s.tasks = []; } },
});
await expect(system.with(['lock'])).toHold(empty);
await expect(system.with([])).toReach((s) => s.tasks.length > 1);
`;

describe('TypeScript has one thing to say, and it helps', () => {
  const found = new Map<string, string[]>();
  const names = Object.keys(mistakes);

  beforeAll(() => {
    const pieces = new Map([['test/types/right', queue + right]]);
    for (const [index, [code]] of Object.values(mistakes).entries()) {
      pieces.set(`test/types/mistake-${index}`, queue + code);
    }
    // One program for all, as to make one takes seconds.
    for (const error of typeErrors(Object.fromEntries(pieces), '')) {
      const [, name = ''] = /^test\/types\/([\w-]+)\.ts/.exec(error) ?? [];
      found.set(name, [...(found.get(name) ?? []), error]);
    }
  }, 600_000);

  test.each(names)('of %s', (name) => {
    const errors = found.get(`mistake-${names.indexOf(name)}`) ?? [];
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(mistakes[name]?.[1]);
  });

  test('and nothing of what is right', () => {
    expect(found.get('right')).toBeUndefined();
    expect(found.size).toBe(names.length);
  });
});
