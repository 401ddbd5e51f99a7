import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  actor,
  check,
  compareSafeguards,
  defineModel,
  eventually,
  htmlReport,
  invariant,
  leadsTo,
  reachable,
  whenever,
} from 'allways';
import { account, type Account } from '../../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../../properties/bank-account.js';
import { boltedGate, canOpen, gate, shut } from '../../../support/gate.js';
import { openPage } from '../../../support/page.js';

const positive = invariant<Account>('the balance is positive', (s) => s.balance > 0);
const doubled = reachable<Account>('the balance doubles', (s) => s.balance === 2000);
const bothDone = reachable<Account>('both are done', (s) => s.done.length === 2);

/** The texts of a table, row by row. */
async function rowsOf(html: string, table: string): Promise<string[][]> {
  const { window } = await openPage(html);
  const rows = [...window.document.querySelectorAll(`${table} tr`)];
  return rows.map((row) =>
    [...row.children].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()),
  );
}

describe('a page of results', () => {
  test('has a row for each property where variants are few', async () => {
    const result = await check(account, [noLostUpdate, positive, doubled, bothDone]);
    const html = htmlReport([{ name: 'as it is', result }]);
    expect(await rowsOf(html, '.verdicts')).toEqual([
      ['property', 'as it is'],
      ['no update is lost', '✗4violated in 4 steps'],
      ['the balance is positive', '✓holds'],
      ['the balance doubles', '✗violated'],
      ['both are done', '✓holds in 4 steps'],
      ['states', '14'],
    ]);
    const { texts } = await openPage(html);
    expect(texts('h1')).toEqual(['bank account']);
    expect(texts('.story h3')).toEqual([
      'How “no update is lost” is violated',
      'How “both are done” is reached',
    ]);
    expect(texts('.fatal em, .goal em')).toEqual(['this breaks it', 'this gets there']);
  });

  test('has a row for each variant where these are many, and letters for properties', async () => {
    const whole = await check(account, [noLostUpdate, positive]);
    const cut = await check(account, [positive], { limits: { states: 3 } });
    const variants = [
      { name: 'one', result: whole },
      { name: 'two', result: cut },
      { name: 'three', result: whole },
    ];
    const html = htmlReport(variants, { title: 'Three of them' });
    const rows = await rowsOf(html, '.verdicts');
    expect(rows.map((row) => row.slice(0, -1))).toEqual([
      ['variant', 'Ano update is lost', 'Bthe balance is positive', 'states', 'depth'],
      ['one', '✗4violated in 4 steps', '✓holds', '14', '5'],
      ['two', 'not asked', '?undecided', '3+', '2'],
      ['three', '✗4violated in 4 steps', '✓holds', '14', '5'],
    ]);
    const { texts } = await openPage(html);
    expect(texts('h1, .letters dt, .letters dd')).toEqual([
      'Three of them',
      ...['A', 'no update is lost', 'B', 'the balance is positive'],
    ]);
    expect(texts('.key')[0]).toContain('+ not all was explored');
    // The same counterexample twice would be the same text; it is told once.
    expect(texts('.story h3')).toEqual(['How “no update is lost” is violated']);
  });

  test('says what was searched, and lists what holds and says nothing', async () => {
    const never = whenever<Account>(
      'if in debt',
      (s) => s.balance < 0,
      () => true,
    );
    const result = await check(account, [never], { coverage: true });
    const html = htmlReport([{ name: 'as it is', result }]);
    const { texts } = await openPage(html);
    expect(texts('.notes li')).toEqual(['if in debt (as it is): its condition never holds']);
    expect(texts('.verdicts .cell')).toEqual(['✓!holds, but says nothing']);
    expect(await rowsOf(html, '.coverage')).toEqual([
      ['step', 'states', 'times', ''],
      ['deposit.read', '3', '3', ''],
      ['deposit.write', '4', '4', ''],
      ['withdraw.read', '3', '3', ''],
      ['withdraw.write', '4', '4', ''],
    ]);
    const figures = texts('.figures dt, .figures dd');
    expect(figures.slice(0, 6)).toEqual(['distinct states', '14', 'generated', '15', 'depth', '5']);
    expect(figures).toContain('every interleaving was explored.');
    expect(figures).not.toContain('parameters');
  });

  test('says of a step that is never taken why', async () => {
    const shut = defineModel<{ open: boolean; locked: boolean }>({
      name: 'door',
      initial: { open: false, locked: true },
      actors: [
        actor<{ open: boolean; locked: boolean }>('wind', {
          push: {
            when: (s) => !s.open && !s.locked,
            then: (s) => {
              s.open = true;
            },
          },
        }),
        actor<{ open: boolean; locked: boolean }>('guest', {
          knock: { when: (s) => noBody(s), then: () => undefined },
        }),
      ],
    });
    const noBody = (s: { open: boolean }) => s.open;
    const result = await check(shut, [], { coverage: true });
    const html = htmlReport([{ name: 'it', result }]);
    expect(await rowsOf(html, '.coverage tbody')).toEqual([
      ['wind.push', '0', '0', 'never, as this never holds: !s.locked'],
      ['guest.knock', '0', '0', 'never'],
    ]);
    const { texts } = await openPage(html);
    expect(texts('.figures dd')).toContain('wind.push, guest.knock');
    expect(texts('#stories')).toEqual([]);
  });

  test('tells how it goes on for ever, or stops', async () => {
    const cycle = defineModel<{ at: number }>({
      name: 'cycle',
      initial: { at: 0 },
      actors: [0, 1, 2, 3].map((place) =>
        actor<{ at: number }>(`runner ${place}`, {
          run: {
            when: (s) => s.at === place,
            then: (s) => {
              s.at = place === 3 ? 1 : place + 1;
            },
          },
        }),
      ),
    });
    const home = eventually<{ at: number }>('somebody comes home', (s) => s.at === 9);
    const weak = await check(cycle, home, { fairness: 'weak' });
    const round = await openPage(htmlReport([{ name: 'round', result: weak }]));
    expect(round.texts('.again, .ever')).toEqual([
      'again and again:',
      'And so on for ever, from step 2.',
    ]);
    expect(round.one('.loop').getAttribute('style')).toBe('grid-row:4/7');
    expect(round.texts('.fatal')).toEqual([]);
    const none = await check(
      cycle,
      leadsTo<{ at: number }>(
        'on',
        (s) => s.at === 0,
        (s) => s.at > 0,
      ),
    );
    const stop = await openPage(htmlReport([{ name: 'stop', result: none }]));
    expect(stop.texts('.ever')).toEqual(['Here it stops for ever.']);
    expect(stop.texts('.loop')).toEqual([]);
  });

  test('ends with what a step threw', async () => {
    const broken = defineModel<{ n: number }>({
      name: 'broken',
      initial: { n: 0 },
      actors: [
        actor<{ n: number }>('one', {
          go: {
            when: (s) => s.n < 2,
            then: (s) => {
              if (s.n === 1) throw new Error('no more');
              s.n++;
            },
          },
        }),
      ],
    });
    const result = await check(broken, []);
    const { texts, click } = await openPage(htmlReport([{ name: 'it', result }]));
    await click('a.cell');
    expect(texts('.lanes ol > li .says')).toEqual([
      'at the start',
      'one go',
      expect.stringContaining('no more') as string,
    ]);
    expect(texts('.changed')).toEqual(['What just changednothing']);
  });

  test('shows text of a model as text, wherever it comes from', async () => {
    const evil = '</script><script>alert(1)</script><img src=x onerror=alert(2)>\'"&';
    const model = defineModel<Record<string, string | number>>({
      name: evil,
      initial: { n: 0, [evil]: evil },
      actors: [
        actor<Record<string, string | number>>(evil, {
          [evil]: {
            then: (s) => {
              s[evil] = `${evil}!`;
            },
            says: evil,
          },
        }),
      ],
    });
    const bad = invariant<Record<string, string | number>>(evil, (s) => s[evil] === evil || evil, {
      because: evil,
    });
    const result = await check(model, bad, { coverage: true });
    const html = htmlReport([{ name: evil, result }], { title: evil });
    const page = await openPage(html);
    const { document } = page.window;
    expect(document.querySelectorAll('script')).toHaveLength(2);
    expect(document.querySelectorAll('img')).toHaveLength(0);
    await page.click('a.cell');
    expect(document.querySelectorAll('script')).toHaveLength(2);
    expect(document.querySelectorAll('img')).toHaveLength(0);
    expect(page.texts('h1')).toEqual([evil]);
    expect(page.texts('.fatal .says')[0]).toContain(evil);
    expect(page.texts('.tree .set')[0]).toContain('<script>alert(1)</script>');
  });

  test('stays readable where actors, changes or places that are not known are many', async () => {
    type Many = Record<string, number>;
    const places = Array.from({ length: 20 }, (_, index) => `p${String(index).padStart(2, '0')}`);
    const crowd = (size: number) =>
      defineModel<Many>({
        name: 'crowd',
        initial: { ...Object.fromEntries(places.map((place) => [place, 1])), n: 0 },
        actors: [
          actor<Many>('reader', {
            read: {
              when: (s) => s['n'] === 0,
              then: (s) => {
                s['note'] = places.reduce((sum, place) => sum + (s[place] ?? 0), 0);
                s['n'] = 1;
              },
            },
            act: {
              when: (s) => s['n'] === size,
              then: (s) => {
                s['acted'] = s['note'] ?? 0;
                s['n'] = -1;
              },
            },
          }),
          ...Array.from({ length: size - 1 }, (_, index) =>
            actor<Many>(`writer ${index + 1}`, {
              write: {
                when: (s) => s['n'] === index + 1,
                then: (s) => {
                  if (index === 0) for (const place of places) s[place] = 2;
                  if (index === 1) delete s['p00'];
                  s['n'] = index + 2;
                },
              },
            }),
          ),
        ],
      });
    const quiet = invariant<Many>('nobody acts', (s) => s['acted'] === undefined);
    const pageOf = async (size: number) =>
      openPage(htmlReport([{ name: 'it', result: await check(crowd(size), quiet) }]));
    const three = await pageOf(3);
    expect(three.one('.lanes').className).toBe('lanes');
    expect(three.texts('.lanes ol > li:nth-child(3) .changes > li').slice(0, 2)).toEqual([
      'n 1 to 2',
      'p00 1 to 2',
    ]);
    expect(three.texts('.lanes ol > li:nth-child(3) .changes > li').slice(-2)).toEqual([
      'p10 1 to 2',
      'and 9 more',
    ]);
    expect(three.texts('.lanes ol > li:nth-child(4) .changes > li')).toEqual(['n 2 to 3', 'p00 2']);
    expect(three.texts('.lanes ol > li:nth-child(5) .stale')).toEqual([
      'reader knows p01, p02, p03 and 16 more as of step 1, not of the write in step 2',
      'reader knows p00 as of step 1, not of the write in step 3',
    ]);
    expect((await pageOf(8)).one('.lanes').className).toBe('lanes narrow');
    expect((await pageOf(15)).one('.lanes').className).toBe('lanes narrowest');
  });

  test('needs no network, and lets nothing run but its own script', async () => {
    const html = htmlReport([{ name: 'it', result: await check(account, noLostUpdate) }]);
    expect(html.startsWith('<!-- allways report -->\n<!doctype html>')).toBe(true);
    expect(html).not.toMatch(/(src|href)="?(https?:|\/)/);
    expect(html).not.toMatch(/url\(|@import|fetch\(|innerHTML/);
    const script = /<script>([^]*)<\/script>\n<\/body>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(script).digest('base64');
    expect(html).toContain(`script-src &#39;sha256-${hash}&#39;`);
    expect(html).toContain('default-src &#39;none&#39;');
  });

  test('has ids that differ, and links that lead somewhere', async () => {
    const same = [
      invariant<Account>('a b', (s) => s.balance > 999),
      invariant<Account>('a-b', (s) => s.balance > 960),
    ];
    const odd = invariant<Account>('!', (s) => s.balance > 999);
    const result = await check(account, [...same, odd]);
    const { window } = await openPage(htmlReport([{ name: '?', result }]));
    const ids = [...window.document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['a-b', 'a-b-2', '-1']));
    const links = [...window.document.querySelectorAll('a')].map(
      (a) => a.getAttribute('href') ?? '',
    );
    expect(links.filter((link) => !ids.includes(link.slice(1)))).toEqual([]);
  });

  test('keeps models apart, and counts them where they are many', async () => {
    const idle = actor<{ n: number }>('nobody', { wait: { then: () => undefined } });
    const named = (name: string) =>
      check(defineModel<{ n: number }>({ name, initial: { n: 0 }, actors: [idle] }), []);
    const variants = await Promise.all(
      ['one', 'two', 'three', 'four'].map(async (name) => ({ name, result: await named(name) })),
    );
    const two = await openPage(htmlReport(variants.slice(0, 2)));
    expect(two.texts('h1, #verdicts h3')).toEqual(['one, two', 'one', 'two']);
    const four = await openPage(htmlReport(variants));
    expect(four.texts('h1')).toEqual(['4 models']);
  });

  test('refuses what are no results, and nothing at all', async () => {
    expect(() => htmlReport([])).toThrow(
      'htmlReport has nothing to show; give it variants, or a comparison.',
    );
    const result = check(account, noLostUpdate);
    // @ts-expect-error A promise is no result.
    expect(() => htmlReport([{ name: 'it', result }])).toThrow('await it');
    const checked = [{ name: 'it', result: await result }];
    // @ts-expect-error There is no such option.
    expect(() => htmlReport(checked, { titel: 'x' })).toThrow('title');
  });
});

describe('safeguards on a page', () => {
  const nodes = (page: Awaited<ReturnType<typeof openPage>>, kind: string, part = 1) =>
    page
      .texts(`.part:nth-of-type(${part}) .lattice .${kind} text`)
      .sort((one, other) => one.length - other.length || (one < other ? -1 : 1));

  test('are a picture of all sets, without those that never matter', async () => {
    const comparison = await compareSafeguards(gate(5), shut);
    const page = await openPage(htmlReport([], { comparison }));
    expect(nodes(page, 'enough')).toEqual(['C', 'AB', 'AC', 'BC', 'ABC']);
    expect(nodes(page, 'not')).toEqual(['A', 'B', '–']);
    expect(nodes(page, 'named')).toEqual(['A', 'B', 'C', 'AB']);
    expect(page.texts('#safeguards .key')).toContain(
      'Never matters: paint, paint 2, paint 3, paint 4, paint 5.',
    );
    expect(await rowsOf(htmlReport([], { comparison }), '.sets')).toEqual([
      ['Abolt', 'Bbar', 'Cwall', 'Dpaint', 'Epaint 2', 'Fpaint 3', 'Gpaint 4', 'Hpaint 5', 'set'],
      ['·off', '·off', '●on', ...Array<string>(5).fill('never matters'), 'wall'],
      ['●on', '●on', '·off', ...Array<string>(5).fill('never matters'), 'bolt + bar'],
      ['Abolt', 'Bbar', 'Cwall', 'Dpaint', 'Epaint 2', 'Fpaint 3', 'Gpaint 4', 'Hpaint 5', 'set'],
      ['●on', '·off', '·off', ...Array<string>(5).fill('never matters'), 'bolt it is shut, 1 step'],
      ['·off', '●on', '·off', ...Array<string>(5).fill('never matters'), 'bar it is shut, 1 step'],
    ]);
  });

  test('lead from a set that is not enough to how', async () => {
    const comparison = await compareSafeguards(gate(0), shut);
    const page = await openPage(htmlReport([], { comparison }));
    expect(page.texts('#verdicts tbody th')).toEqual(['wall', 'bolt + bar', 'bolt', 'bar']);
    const link = page.one('.lattice a[aria-label="bolt: not enough"]').getAttribute('href');
    expect(link).toBe('#bolt-it-is-shut');
    page.window.location.hash = link ?? '';
    await page.window.happyDOM.waitUntilComplete();
    expect(page.one('#bolt-it-is-shut').hasAttribute('open')).toBe(true);
    // Of a part of it none is kept, so it leads to that of the larger one, and says so.
    const none = page.one('.lattice a[aria-label^="none"]');
    expect(none.getAttribute('aria-label')).toBe(
      'none: not enough; even bolt, which contains it, is not',
    );
    expect(none.getAttribute('href')).toBe('#bolt-it-is-shut');
  });

  test('that do harm leave sets of which nothing is told', async () => {
    const comparison = await compareSafeguards(gate(0), [shut, canOpen]);
    const page = await openPage(htmlReport([], { comparison }));
    expect(page.texts('.part h3')).toEqual(['All together', 'it is shut', 'it can open']);
    expect(page.texts('.part:nth-of-type(1) .none')).toEqual(['Enough: no set.']);
    expect(page.texts('.harm')).toContain(
      'Does harm: wall, added to nothing else, breaks it can open.',
    );
    // With nothing on it can open, and with all on it cannot; which between can is not kept.
    expect(nodes(page, 'untold', 3)).toEqual(['A', 'B', 'C', 'AB', 'AC', 'BC']);
    expect(page.texts('.part:nth-of-type(3) .key')[0]).toContain('not told');
  });

  test('are told of in tables where not all was decided, or sets are too many to draw', async () => {
    const undecided = await compareSafeguards(gate(0), shut, { limits: { depth: 1 } });
    const page = await openPage(htmlReport([], { comparison: undecided }));
    expect(page.texts('.none')[0]).toBe('Enough: no set is known to be.');
    expect(page.texts('#safeguards > .key')[0]).toContain('Not all sets were decided.');
    expect(nodes(page, 'untold')).toHaveLength(8);
    const few = await compareSafeguards(gate(0), shut, { atMost: 1 });
    const cut = await openPage(htmlReport([], { comparison: few }));
    expect(cut.texts('.lattice')).toEqual([]);
    const many = await compareSafeguards(boltedGate(7), shut);
    const tall = await openPage(htmlReport([], { comparison: many }));
    expect(tall.texts('.lattice')).toEqual([]);
    expect(tall.texts('.sets tbody tr')).toHaveLength(8);
    const six = await compareSafeguards(boltedGate(6), shut);
    expect(nodes(await openPage(htmlReport([], { comparison: six })), 'not')).toHaveLength(63);
    expect(cut.texts('.sets caption')).toEqual(['Enough', 'Not enough, and no larger set is']);
  });

  test('stand beside variants that were checked for themselves', async () => {
    const comparison = await compareSafeguards(gate(0), shut);
    const result = await check(gate(0).with([]), shut);
    const page = await openPage(htmlReport([{ name: 'as it is', result }], { comparison }));
    expect(page.texts('#verdicts tbody th')).toEqual([
      'as it is',
      ...['wall', 'bolt + bar', 'bolt', 'bar'],
    ]);
    const own = comparison.together.maximal[0]?.result;
    if (own === undefined) throw new Error('It was searched.');
    const twice = await openPage(htmlReport([{ name: 'bolted', result: own }], { comparison }));
    expect(twice.texts('#verdicts tbody th')).toEqual(['bolted', 'wall', 'bolt + bar', 'bar']);
  });
});
