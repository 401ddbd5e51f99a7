/** Counterexamples of other kinds, as they are reported. */
import { describe, expect, test } from 'vitest';
import { actor, check, defineModel, htmlReport, invariant, report, timeline } from 'allways';
import { account } from '../../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../../properties/bank-account.js';
import { openPage, type Page } from '../../../support/page.js';

/** Two doors, a window, and one lock on all of them. */
const house = defineModel<{ open: string; locked: boolean }>({
  name: 'house',
  initial: { open: '', locked: true },
  actors: [
    actor('thief', {
      unlock: { when: (s) => s.locked, then: (s) => void (s.locked = false) },
      smash: { when: (s) => s.open === '', then: (s) => void (s.open = 'window') },
    }),
    actor('guest', {
      enter: { when: (s) => !s.locked && s.open === '', then: (s) => void (s.open = 'door') },
    }),
  ],
});
const shut = invariant<{ open: string }>('all is shut', (s) => s.open === '' || 'it is open');

const threeWays = async (counterexamples: number) =>
  report(await check(house, shut, { counterexamples }));

describe('the text', () => {
  test('shows each after the first, with its end, and without what each step changed', async () => {
    const shown = report(await check(account, noLostUpdate, { counterexamples: 3 }));
    expect(shown).toContain(`    done[1] + 'withdraw'

Another way (2 of 2): ends with deposit.write, after 4 steps
both are done and the balance is 1100

    deposit
    │ withdraw
 1  ●    deposit   reads a balance of 1000
 2  │ ●  withdraw  reads a balance of 1000
 3  │ ●  withdraw  writes 1000 - 50
 4  ✗    deposit   writes 1000 + 100

Step 4: deposit knows balance as of step 1, not of the write in step 3.

14 distinct states, 15 generated (100 % twice), depth 5, `);
  });

  test('says what is wrong once, if it is always the same', async () => {
    const shown = await threeWays(3);
    expect(shown.split('it is open')).toHaveLength(2);
    expect(shown).toContain('Another way (2 of 2): ends with guest.enter, after 2 steps\n\n');
  });

  test('says that there was no other, only if somebody asked', async () => {
    const one = defineModel<{ n: number }>({
      name: 'one',
      initial: { n: 0 },
      actors: [actor('a', { up: { when: (s) => s.n === 0, then: (s) => void (s.n = 1) } })],
    });
    const zero = invariant<{ n: number }>('zero', (s) => s.n === 0);
    const none = 'No counterexample of another kind was found.';
    expect(report(await check(one, zero, { counterexamples: 2 }))).toContain(`\n\n${none}\n\n`);
    expect(report(await check(one, zero))).not.toContain(none);
  });

  test('of a timeline without changes ends with its last step', async () => {
    const [outcome] = (await check(account, noLostUpdate)).properties;
    if (outcome?.trace === undefined) throw new Error('It is violated.');
    const whole = timeline(outcome.trace);
    const short = timeline(outcome.trace, { changes: false });
    expect(whole.startsWith(`${short}\n\nWhat each step changed:\n`)).toBe(true);
  });
});

test('another way has visible characters only', async () => {
  const count = (actorName: string, field: 'n' | 'm') =>
    actor<{ n: number; m: number }>(actorName, { add: { then: (s) => void s[field]++ } });
  const model = defineModel({
    name: 'two',
    initial: { n: 0, m: 0 },
    actors: [count('a\u001b[2J', 'n'), count('b\u001b[2J', 'm')],
  });
  const small = invariant<{ n: number; m: number }>('small', ({ n, m }) =>
    n + m < 1 ? true : `\u0007 ${n} ${m}`,
  );
  const shown = report(await check(model, small, { counterexamples: 2, limits: { depth: 3 } }));
  expect(shown).toContain('Another way (2 of 2): ends with b\\x1b[2J.add, after 1 step');
  expect(shown).toContain('\\x07 0 1');
  expect(shown).not.toMatch(/[^\P{Cc}\n]/u);
});

describe('the page', () => {
  const open = async (counterexamples: number) => {
    const result = await check(house, shut, { counterexamples });
    return openPage(htmlReport([{ name: 'it', result }]));
  };
  const openStories = ({ window }: Page) =>
    [...window.document.querySelectorAll('details.story[open]')].map(({ id }) => id);

  test('tells each in a story of its own, linked with the others', async () => {
    const page = await open(3);
    expect(page.texts('.story summary')).toEqual([
      'How “all is shut” is violated it, 1 step',
      'How “all is shut” is violated: another way (2 of 2) it, ends with guest.enter, 2 steps',
    ]);
    expect(page.texts('.story .ways')).toEqual([
      'Ways: 1 2 n next, p previous',
      'Ways: 1 2 n next, p previous',
    ]);
    expect(page.texts('.ways a[aria-current]')).toEqual(['1', '2']);
    const links = [...page.window.document.querySelectorAll('.ways a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '#it-all-is-shut',
      '#it-all-is-shut-way-2',
      '#it-all-is-shut',
      '#it-all-is-shut-way-2',
    ]);
  });

  test('goes from one to the next by click and by key, and Escape leads back to the cell', async () => {
    const page = await open(3);
    await page.click('a.cell');
    expect(openStories(page)).toEqual(['it-all-is-shut']);
    const opened = [];
    for (const key of ['p', 'n', 'n', 'p', 'n']) {
      await page.press(key);
      opened.push(...openStories(page));
    }
    const [first, second] = ['it-all-is-shut', 'it-all-is-shut-way-2'];
    expect(opened).toEqual([first, second, second, first, second]);
    expect(page.window.location.hash).toBe(`#${second}`);
    await page.click(`#${second} .ways a`);
    expect(openStories(page)).toEqual([first]);
    await page.press('n');
    await page.press('Escape');
    expect(openStories(page)).toEqual([]);
    expect(page.window.document.activeElement.classList.contains('cell')).toBe(true);
  });

  test('has no such links if there is one', async () => {
    const page = await open(1);
    expect(page.texts('.ways')).toEqual([]);
    await page.click('a.cell');
    await page.press('n');
    expect(openStories(page)).toEqual(['it-all-is-shut']);
  });
});
