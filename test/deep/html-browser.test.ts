/** The page in a real browser, at the widths of a desk and of a phone. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actor, check, compareSafeguards, defineModel, htmlReport, invariant } from 'allways';
import { dns } from '../../models/dns/model.js';
import { dnsSafety } from '../../properties/dns.js';
import { gate, shut } from '../support/gate.js';

const inPage = readFileSync('test/support/in-page.js', 'utf8');

const executablePath = ['chromium', 'chromium-browser', 'google-chrome']
  .flatMap((name) => (process.env['PATH'] ?? '').split(delimiter).map((path) => join(path, name)))
  .find((path) => existsSync(path));

describe.skipIf(executablePath === undefined)(
  'in a browser (skipped where there is no chromium on the path)',
  { timeout: 600_000 },
  () => {
    let browser: Browser;
    const folder = mkdtempSync(join(tmpdir(), 'allways-'));
    const urls: Record<string, string> = {};
    const write = (name: string, html: string) => {
      const file = join(folder, `${name}.html`);
      writeFileSync(file, html);
      urls[name] = pathToFileURL(file).href;
    };

    beforeAll(async () => {
      browser = await chromium.launch({
        ...(executablePath === undefined ? {} : { executablePath }),
        args: ['--no-sandbox'],
      });
      const naive = await check(dns.with([]), dnsSafety, { coverage: true });
      write('dns', htmlReport([{ name: 'naive cleanup', result: naive }]));
      const comparison = await compareSafeguards(gate(0), shut);
      write('gate', htmlReport([], { comparison }));
      const counter = defineModel<{ n: number }>({
        name: 'counter',
        initial: { n: 0 },
        actors: [actor('a', { go: { then: () => ({ n: 1 }) } })],
      });
      const names = await check(
        counter,
        ['Überweisung kommt an', '100 % sure'].map((name) =>
          invariant<{ n: number }>(name, (s) => s.n === 0),
        ),
      );
      write('names', htmlReport([{ name: 'it', result: names }]));
      const evil =
        '<script>document.title = "run"</script><img src="x" onerror="document.title = 1">';
      const model = defineModel<{ text: string }>({
        name: 'evil',
        initial: { text: evil },
        actors: [
          actor<{ text: string }>('a', {
            go: {
              then: (s) => {
                s.text += '!';
              },
              says: evil,
            },
          }),
        ],
      });
      const result = await check(
        model,
        invariant<{ text: string }>('it', (s) => s.text === evil || evil),
      );
      write('evil', htmlReport([{ name: evil, result }]));
    }, 600_000);
    afterAll(async () => {
      await browser.close();
      rmSync(folder, { recursive: true });
    });

    const sizes = [
      { name: 'desk', viewport: { width: 1280, height: 900 } },
      { name: 'phone', viewport: { width: 390, height: 844 } },
    ];

    /** Opens a page, and notes what it asks for and what goes wrong. */
    async function open(name: string, options: Parameters<Browser['newPage']>[0], hash = '') {
      const page = await browser.newPage(options);
      const asked: string[] = [];
      const wrong: string[] = [];
      page.on('request', (request) => asked.push(request.url().split('#')[0] ?? ''));
      page.on('pageerror', (error) => wrong.push(error.message));
      page.on('console', (message) => wrong.push(message.text()));
      await page.goto(`${urls[name] ?? ''}${hash}`);
      return { page, asked, wrong };
    }

    const current = (page: Page) =>
      page.locator('.story[open] [aria-current="step"]').getAttribute('id');
    /** Asks a page that is open. */
    const ask = <Answer>(page: Page, question: string) =>
      page.evaluate<Answer>(`${inPage}\ninPage.${question}`);
    const isInSight = (page: Page, selector: string) =>
      ask<boolean>(page, `isInSight(${JSON.stringify(selector)})`);

    test.each(sizes)('is clicked and stepped through, at a $name', async ({ viewport }) => {
      const { page, asked, wrong } = await open('dns', { viewport });
      const isTooWide = () => ask<boolean>(page, 'isTooWide()');
      expect(await isTooWide()).toBe(false);
      await page.locator('a.cell').first().click();
      await page.waitForSelector('details.story[open]');
      expect(await current(page)).toBe('naive-cleanup-dns-is-never-empty.11');
      expect(await isInSight(page, '.story[open] .fatal .says')).toBe(true);
      expect(await isInSight(page, '.story[open] .bar strong')).toBe(true);
      for (const key of ['ArrowLeft', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
      expect(await current(page)).toBe('naive-cleanup-dns-is-never-empty.8');
      await page.waitForURL(/#naive-cleanup-dns-is-never-empty\.8$/);
      expect(await page.locator('.story[open] .state .changed').innerText()).toContain(
        'record.plan 3 to 2',
      );
      await page.getByRole('button', { name: 'A step back' }).click();
      expect(await current(page)).toBe('naive-cleanup-dns-is-never-empty.7');
      // Through all of it, and what is selected is always seen.
      await page.keyboard.press('Escape');
      await page.locator('a.cell').first().click();
      await page.keyboard.press('Home');
      for (let step = 0; step <= 11; step++) {
        expect(await current(page)).toBe(`naive-cleanup-dns-is-never-empty.${step}`);
        expect(await isInSight(page, '[aria-current="step"] .says')).toBe(true);
        await page.keyboard.press('ArrowDown');
      }
      expect(await isTooWide()).toBe(false);
      expect(wrong).toEqual([]);
      expect(new Set(asked)).toEqual(new Set([urls['dns']]));
      await page.close();
    });

    test('can be reached with the keyboard alone, and left again', async () => {
      const { page } = await open('dns', {});
      for (let tabs = 0; tabs < 20; tabs++) {
        await page.keyboard.press('Tab');
        if (await ask<boolean>(page, "hasFocus('a.cell')")) break;
      }
      await page.keyboard.press('Enter');
      await page.waitForSelector('details.story[open]');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Home');
      expect(await current(page)).toBe('naive-cleanup-dns-is-never-empty.0');
      await page.keyboard.press('Escape');
      expect(await ask<boolean>(page, "hasFocus('a.cell')")).toBe(true);
      await page.close();
    });

    describe('leaves the focus on something that takes keys', () => {
      const story = 'naive-cleanup-dns-is-never-empty';
      /** What has the focus, after the browser has done all that follows a click or a key. */
      const focus = (page: Page) => ask<string>(page, 'focusWhenSettled()');
      const openDns = async (hash = '') => {
        const { page } = await open('dns', {}, hash);
        if (hash !== '') await page.waitForSelector('[aria-current="step"]');
        return page;
      };
      const cell = `a.cell[href="#${story}"]`;

      test.each(['at once', 'after a step', 'after the address was noted'])(
        'a cell is clicked, left by Escape, and clicked again, %s',
        async (when) => {
          const page = await openDns();
          for (let round = 0; round < 3; round++) {
            await page.locator(cell).click();
            expect(await focus(page)).toBe('lanes');
            expect(await current(page)).toBe(`${story}.11`);
            if (when !== 'at once') await page.keyboard.press('ArrowUp');
            if (when === 'after the address was noted') await page.waitForURL(/\.10$/);
            await page.keyboard.press('Escape');
            expect(await page.locator('details.story[open]').count()).toBe(0);
            expect(await focus(page)).toBe(`#${story}`);
          }
          await page.close();
        },
      );

      test('a story is opened over another, and the user goes back and forward', async () => {
        const page = await openDns();
        await page.locator(cell).click();
        const other = 'naive-cleanup-no-plan-in-use-is-deleted';
        await page.locator(`a.cell[href="#${other}"]`).click();
        expect(await focus(page)).toBe('lanes');
        expect(await current(page)).toBe(`${other}.9`);
        await page.goBack();
        expect(await focus(page)).toBe('lanes');
        expect(await page.locator('details.story[open]').getAttribute('id')).toBe(story);
        await page.goForward();
        expect(await focus(page)).toBe('lanes');
        expect(await page.locator('details.story[open]').getAttribute('id')).toBe(other);
        await page.keyboard.press('Escape');
        expect(await focus(page)).toBe(`#${other}`);
        await page.close();
      });

      test('Escape closes a story that the address or its title opened', async () => {
        const page = await openDns(`#${story}.8`);
        expect(await focus(page)).toBe('lanes');
        await page.keyboard.press('Escape');
        expect(await focus(page)).toBe(`#${story}`);
        await page.locator(`[id="${story}"] > summary`).click();
        await page.locator(`[id="${story}"] .says`).last().click();
        await page.keyboard.press('Escape');
        expect(await focus(page)).toBe(`#${story}`);
        await page.close();
      });

      test('Escape leads back to the picture of all sets, if the story was opened there', async () => {
        const { page } = await open('gate', {});
        await page.locator('.lattice a[aria-label="bolt: not enough"]').click();
        expect(await focus(page)).toBe('lanes');
        await page.keyboard.press('Escape');
        expect(await focus(page)).toBe('#bolt-it-is-shut');
        expect(await ask<boolean>(page, "hasFocus('.lattice a')")).toBe(true);
        await page.close();
      });

      test('steps are gone through while a part of the state has the focus', async () => {
        const page = await openDns(`#${story}.8`);
        const part = page.locator('.story[open] .tree summary').first();
        await part.focus();
        const name = await part.locator('code').first().innerText();
        for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowRight', 'ArrowRight']) {
          await page.keyboard.press(key);
          expect(await focus(page)).toBe(`summary ${name}`);
        }
        expect(await current(page)).toBe(`${story}.10`);
        await page.close();
      });

      test('a button is clicked that leads no further', async () => {
        const page = await openDns(`#${story}.8`);
        const button = page.getByRole('button', { name: 'To the end' });
        await button.click();
        await page.getByRole('button', { name: 'A step back' }).click();
        await page.keyboard.press('ArrowRight');
        await button.click({ force: true });
        expect(await focus(page)).toBe('button To the end');
        await page.close();
      });

      test('a property has a name in another script, or one that is no address', async () => {
        const { page } = await open('names', {});
        const names = ['it-überweisung-kommt-an', 'it-100-sure'];
        for (const name of [...names, ...names]) {
          await page.locator(`a.cell[href="#${name}"]`).click();
          expect(await focus(page)).toBe('lanes');
          await page.keyboard.press('Escape');
          await page.locator(`a.cell[href="#${name}"]`).click();
          expect(await focus(page)).toBe('lanes');
          expect(await current(page)).toBe(`${name}.1`);
        }
        await page.close();
        const broken = await open('names', {}, '#%E0%A4%A');
        expect(broken.wrong).toEqual([]);
        await broken.page.close();
      });
    });

    test('draws each wait and arrow from where a step is to where the next one is', async () => {
      const { page } = await open('dns', {}, '#naive-cleanup-dns-is-never-empty.8');
      await page.waitForSelector('[aria-current="step"]');
      const middle = (step: number) => {
        const id = `naive-cleanup-dns-is-never-empty.${step}`;
        const selector = JSON.stringify(`[id="${id}"] .dot`);
        return ask<{ x: number; y: number }>(page, `middle(${selector})`);
      };
      const [written, fooled, picked] = await Promise.all([middle(7), middle(8), middle(4)]);
      const arrow = await page.locator('.story[open] .arrow.missed').first().boundingBox();
      expect(arrow?.x).toBeCloseTo(fooled.x, 0);
      expect((arrow?.x ?? 0) + (arrow?.width ?? 0)).toBeCloseTo(written.x, 0);
      expect(arrow?.y).toBeCloseTo(written.y, 0);
      expect((arrow?.y ?? 0) + (arrow?.height ?? 0)).toBeLessThan(fooled.y);
      const wait = await page.locator('.story[open] .wait.long').boundingBox();
      expect(wait?.y).toBeCloseTo(picked.y, 0);
      expect((wait?.y ?? 0) + (wait?.height ?? 0)).toBeCloseTo(fooled.y, 0);
      await page.close();
    });

    test('runs nothing that a model holds', async () => {
      const { page, asked } = await open('evil', {});
      await page.locator('a.cell').click();
      await page.waitForSelector('.tree .set');
      expect(await page.locator('.tree .set').innerText()).toContain('<script>');
      expect(await page.title()).toBe('evil – allways');
      expect(await page.locator('img').count()).toBe(0);
      expect(asked).toHaveLength(1);
      await page.close();
    });

    test('leads from the picture of all sets to how one is not enough', async () => {
      const { page } = await open('gate', {});
      await page.locator('.lattice a[aria-label="bolt: not enough"]').click();
      await page.waitForSelector('details.story[open]');
      expect(await current(page)).toBe('bolt-it-is-shut.1');
      await page.close();
    });

    test.each([
      ...sizes.map((size) => ({ ...size, scheme: 'light' as const })),
      ...sizes.map((size) => ({ ...size, scheme: 'dark' as const })),
    ])('has text that stands out, at a $name, $scheme', async ({ viewport, scheme }) => {
      for (const [name, hash] of [
        ['dns', '#naive-cleanup-dns-is-never-empty.8'],
        ['gate', '#bolt-it-is-shut'],
      ] as const) {
        const { page } = await open(name, { viewport, colorScheme: scheme }, hash);
        await page.waitForSelector('[aria-current="step"]');
        const contrasts = await ask<{ text: string; contrast: number }[]>(page, 'contrasts()');
        expect(contrasts.length).toBeGreaterThan(60);
        expect(contrasts.filter(({ contrast }) => contrast < 4.5)).toEqual([]);
        await page.close();
      }
    });

    test('prints the steps with what each changed, and without what is to be clicked', async () => {
      const { page } = await open('dns', {}, '#naive-cleanup-dns-is-never-empty.8');
      await page.waitForSelector('[aria-current="step"]');
      const changes = page.locator('.story[open] .lanes .changes').nth(8);
      expect(await changes.isVisible()).toBe(false);
      await page.emulateMedia({ media: 'print' });
      expect(await changes.isVisible()).toBe(true);
      expect(await page.locator('.story[open] .bar').isVisible()).toBe(false);
      await page.close();
    });

    test('says all of it without a script too', async () => {
      const { page } = await open('dns', { javaScriptEnabled: false });
      await page.locator('summary').first().click();
      expect(await page.locator('.story[open] .says').last().innerText()).toContain(
        'deletes plan 2',
      );
      expect(await page.locator('.story[open] .lanes .changes').last().innerText()).toContain(
        'checked',
      );
      await page.close();
    });
  },
);
