/** The page's script: what somebody sees who clicks and types. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { actor, check, defineModel, htmlReport, invariant } from 'allways';
import { account } from '../../../../models/bank-account/model.js';
import { dns } from '../../../../models/dns/model.js';
import { noLostUpdate } from '../../../../properties/bank-account.js';
import { dnsNeverEmpty, dnsNeverGoesBack } from '../../../../properties/dns.js';
import { arbitraryValue } from '../../../support/arbitrary-value.js';
import { tries } from '../../../support/deep.js';
import { openPage, type Page } from '../../../support/page.js';

const lostUpdate = async () =>
  htmlReport([{ name: 'it', result: await check(account, noLostUpdate) }]);
const naive = async () =>
  htmlReport([
    { name: 'naive', result: await check(dns.with([]), [dnsNeverEmpty, dnsNeverGoesBack]) },
  ]);

const at = ({ window }: Page) => window.document.querySelector('[aria-current="step"]')?.id;
const isOpen = (page: Page, id: string) => page.one(`#${id}`).hasAttribute('open');

describe('stepping through a counterexample', () => {
  test('begins with a click on a cell, at the step that breaks it', async () => {
    const page = await openPage(await lostUpdate());
    expect(at(page)).toBeUndefined();
    await page.click('a.cell');
    expect(isOpen(page, 'it-no-update-is-lost')).toBe(true);
    expect(at(page)).toBe('it-no-update-is-lost.4');
    expect(page.texts('.bar strong')).toEqual(['Step 4 of 4']);
    expect(page.texts('.changed li')).toEqual(['balance 1100 to 950', "done[1] 'withdraw'"]);
  });

  test('goes on by keys: arrows, Home and End, and not beyond the ends', async () => {
    const page = await openPage(await lostUpdate());
    await page.click('a.cell');
    const pressed = [];
    for (const key of [
      'ArrowLeft',
      'ArrowUp',
      'ArrowRight',
      'Home',
      'ArrowLeft',
      'ArrowDown',
      'End',
      'ArrowRight',
      'x',
    ]) {
      await page.press(key);
      pressed.push(at(page)?.at(-1));
    }
    expect(pressed.join('')).toBe('323001444');
  });

  test('says each step aloud, and puts it into the address', async () => {
    const page = await openPage(await lostUpdate());
    await page.click('a.cell');
    await page.press('ArrowLeft');
    expect(page.texts('[aria-live]')).toEqual([
      "Step 3 of 4: deposit writes 1000 + 100. Changed: balance 1000 to 1100; done[0] 'deposit'",
    ]);
    expect(page.window.location.hash).toBe('#it-no-update-is-lost.3');
    await page.press('Home');
    expect(page.texts('[aria-live]')).toEqual(['Start: at the start']);
    expect(page.texts('.changed')).toEqual(['']);
  });

  test('begins where the address says', async () => {
    const page = await openPage(await lostUpdate(), '#it-no-update-is-lost.1');
    expect(at(page)).toBe('it-no-update-is-lost.1');
    expect(page.window.document.activeElement.className).toContain('lanes');
    const elsewhere = await openPage(await lostUpdate(), '#figures');
    expect(at(elsewhere)).toBeUndefined();
  });

  test('goes on by buttons, and by a click on a step', async () => {
    const page = await openPage(await lostUpdate(), '#it-no-update-is-lost.2');
    await page.click('button[aria-label="A step on"]');
    expect(at(page)).toBe('it-no-update-is-lost.3');
    await page.click('button[aria-label="A step back"]');
    await page.click('button[aria-label="A step back"]');
    expect(at(page)).toBe('it-no-update-is-lost.1');
    await page.click('button[aria-label="To the start"]');
    expect(at(page)).toBe('it-no-update-is-lost.0');
    const disabled = () =>
      [...page.window.document.querySelectorAll('.bar button')].map((button) =>
        button.getAttribute('aria-disabled'),
      );
    expect(disabled()).toEqual(['true', 'true', 'false', 'false']);
    await page.click('button[aria-label="To the end"]');
    expect(disabled()).toEqual(['false', 'false', 'true', 'true']);
    await page.click('.lanes ol > li:nth-child(3) .says');
    expect(at(page)).toBe('it-no-update-is-lost.2');
  });

  test('shows what is read, and where it is from, by an arrow; but one that is there is enough', async () => {
    const page = await openPage(await naive(), '#naive-dns-is-never-empty.5');
    expect(page.texts('.changed .flow')).toEqual([
      'reads plans[2].marked, plans[2].references, plans[2].status, as planner left it in step 2',
    ]);
    const arrows = () =>
      [...page.window.document.querySelectorAll('#naive-dns-is-never-empty .arrow.flow')].map(
        (arrow) => arrow.getAttribute('style')?.replace(/\s/g, '').replace(/;$/, ''),
      );
    expect(arrows()).toEqual(['grid-area:4/3/7/6']);
    await page.press('End');
    expect(arrows()).toEqual(['grid-area:10/4/13/7']);
    // From step 7 to step 8 there is one of what was missed; the other comes from the planner, and one goes on to cleanup.
    await page.click('#naive-dns-is-never-empty ol > li:nth-child(9)');
    expect(arrows()).toEqual(['grid-area:3/3/10/5', 'grid-area:10/4/13/7']);
  });

  test('shuts one counterexample where another is opened, and goes back to the table', async () => {
    const page = await openPage(await naive());
    await page.click('a.cell');
    expect(isOpen(page, 'naive-dns-is-never-empty')).toBe(true);
    await page.click('tr:nth-child(2) a.cell');
    expect(isOpen(page, 'naive-dns-is-never-empty')).toBe(false);
    expect(isOpen(page, 'naive-dns-never-goes-back-to-an-older-plan')).toBe(true);
    await page.press('Escape');
    expect(isOpen(page, 'naive-dns-never-goes-back-to-an-older-plan')).toBe(false);
    expect(page.window.document.activeElement.getAttribute('href')).toBe(
      '#naive-dns-never-goes-back-to-an-older-plan',
    );
    // The same link again, though the address is the same.
    await page.click('tr:nth-child(2) a.cell');
    expect(isOpen(page, 'naive-dns-never-goes-back-to-an-older-plan')).toBe(true);
  });

  test('opens all at once, as for printing', async () => {
    const page = await openPage(await naive());
    await page.click('.all');
    expect(page.texts('details.story[open]')).toHaveLength(2);
    expect(page.texts('.all')).toEqual(['Close all']);
    await page.click('.all');
    expect(page.texts('details.story[open]')).toHaveLength(0);
  });

  test('keeps open what somebody opened in the state', async () => {
    interface Wide {
      n: number;
      parts: Record<string, { inner: number }>;
    }
    const wide = defineModel<Wide>({
      name: 'wide',
      initial: {
        n: 0,
        parts: Object.fromEntries(
          Array.from({ length: 100 }, (_, index) => [`part ${index}`, { inner: index }]),
        ),
      },
      actors: [
        actor<Wide>('a', {
          go: {
            then: (s) => {
              s.n++;
            },
          },
        }),
      ],
    });
    const few = invariant<Wide>('few', (s) => s.n < 3);
    const html = htmlReport([{ name: 'it', result: await check(wide, few) }]);
    const page = await openPage(html, '#it-few.1');
    expect(page.texts('.tree details[open]')).toHaveLength(0);
    await page.click('.tree summary');
    await page.press('ArrowRight');
    expect(page.texts('.tree details[open] > summary code')).toEqual(['parts']);
    expect(page.texts('.tree details')).toHaveLength(101);
    await page.click('.tree summary');
    await page.press('ArrowRight');
    expect(page.texts('.tree details[open]')).toHaveLength(0);
  });
});

/** A state as it is shown, without what it was before. */
function shown({ window }: Page): string {
  const tree = window.document.querySelector('.tree')?.cloneNode(true);
  if (tree === undefined) throw new Error('There is no state.');
  const copy = window.document.createElement('div');
  copy.append(tree);
  for (const gone of copy.querySelectorAll('del, li.gone, .short')) gone.remove();
  return [...copy.querySelectorAll('code, li > span, li > ins')]
    .map((part) => part.textContent)
    .join(' ');
}

interface Reel {
  at: number;
  holds: unknown;
}

/** A model that shows one value after the other. */
async function reelOf(values: readonly unknown[]): Promise<string> {
  const reel = defineModel<Reel>({
    name: 'reel',
    initial: { at: 0, holds: values[0] },
    actors: [
      actor<Reel>('a', {
        go: {
          when: (s) => s.at < values.length - 1,
          then: (s): Reel => ({ at: s.at + 1, holds: values[s.at + 1] }),
        },
      }),
    ],
  });
  const last = invariant<Reel>('last', (s) => s.at < values.length - 1);
  return htmlReport([{ name: 'it', result: await check(reel, last) }]);
}

describe('the state after some steps', () => {
  test('is what it is where one starts there', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryValue, { minLength: 2, maxLength: 4 }), async (values) => {
        const page = await openPage(await reelOf(values), '#it-last.0');
        for (const [step, held] of values.entries()) {
          if (step > 0) await page.press('ArrowRight');
          const alone = await openPage(await reelOf([held, 0]), '#it-last.0');
          const number = (text: string) => text.replace(/^at \d+/, 'at');
          expect(number(shown(page))).toBe(number(shown(alone)));
        }
        const last = page.one('.tree').innerHTML;
        // And back: nothing of later steps is left.
        for (let step = values.length - 2; step >= 0; step--) await page.press('ArrowLeft');
        const first = await openPage(await reelOf(values), '#it-last.0');
        expect(page.one('.tree').innerHTML).toBe(first.one('.tree').innerHTML);
        for (let step = 1; step < values.length; step++) await page.press('ArrowRight');
        expect(page.one('.tree').innerHTML).toBe(last);
      }),
      { numRuns: tries(2), seed: 7 },
    );
  });

  test('says what came, went and changed, and of an array what really did', async () => {
    const before = { list: [1, 2, 3], set: new Set([1, 2]), map: new Map([['k', 1]]), all: 'a' };
    const after = { list: [1, 3], set: new Set([2, 3]), map: new Map([['l', 2]]), all: [7] };
    const page = await openPage(await reelOf([before, after]), '#it-last.1');
    expect(page.texts('.tree .set > code, .tree .set > details > summary')).toEqual([
      'at',
      "all 'a' [7]",
    ]);
    expect(page.texts('.tree .gone')).toEqual(['1 2', '"k" 1', '1']);
    expect(page.texts('.tree .new')).toEqual(['"l" 2', '3']);
    expect(page.texts('.tree ul ul ul:first-of-type > li').slice(0, 1)).toEqual(['0 7']);
  });
});

test('a trace of 200 steps through a state of 200 fields is drawn once, and stepped through', async () => {
  type Fields = Record<string, number>;
  const fields = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`field ${at}`, 0]));
  const long = defineModel<Fields>({
    name: 'long',
    initial: { ...fields, n: 0 },
    actors: ['a', 'b'].map((name, turn) =>
      actor<Fields>(name, {
        go: {
          when: (s) => (s['n'] ?? 0) % 2 === turn && (s['n'] ?? 0) < 200,
          then: (s) => {
            const n = (s['n'] ?? 0) + 1;
            s['n'] = n;
            s[`field ${n - 1}`] = n;
          },
        },
      }),
    ),
  });
  const end = invariant<Fields>('the end', (s) => (s['n'] ?? 0) < 200);
  const html = htmlReport([{ name: 'it', result: await check(long, end) }]);
  // Each step is told by what it changed, not by all that there is.
  expect(html.length).toBeLessThan(400_000);
  const page = await openPage(html, '#it-the-end.199');
  expect(page.texts('.lanes ol > li')).toHaveLength(201);
  await page.press('ArrowRight');
  expect(page.texts('.tree .set')).toEqual(['field 199 0 200', 'n 199 200']);
  expect(page.texts('.tree li')).toHaveLength(201);
});

test('the script of the page is checked by TypeScript', { timeout: 600_000 }, () => {
  const path = resolve('src/report/html/tsconfig.page.json');
  const read = ts.readConfigFile(path, (file) => readFileSync(file, 'utf8'));
  const { options, fileNames } = ts.parseJsonConfigFileContent(read.config, ts.sys, dirname(path));
  const program = ts.createProgram(fileNames, options);
  expect(fileNames.map((name) => name.split('/').at(-1))).toEqual(['page.js']);
  expect(
    ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  ).toEqual([]);
});
