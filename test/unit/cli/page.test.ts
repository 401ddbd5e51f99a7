import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPage } from '../../support/page.js';
import { allways } from './host.js';

let file = '';
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'allways-')), 'deep', 'page.html');
});
afterEach(() => {
  rmSync(join(file, '..', '..'), { recursive: true });
});
const page = () => openPage(readFileSync(file, 'utf8'));

describe('--html', () => {
  test('writes a page of what was checked, and says where', async () => {
    const { code, out, err } = await allways(['check', 'till', '--html', file]);
    expect(code).toBe(1);
    expect(err).toBe(`The page of results is in ${file}.\n`);
    expect(out).toContain('till (cashiers 2, coin 1, careful false, label till): violated');
    const { texts } = await page();
    expect(texts('h1')).toEqual(['till']);
    expect(texts('.verdicts thead th')).toEqual(['property', 'till']);
    expect(texts('.story h3')).toContain('How “no coin is lost” is violated');
  });

  test('names the safeguards that are on, and writes over such a page', async () => {
    await allways(['check', 'till', '--html', file]);
    await allways(['check', 'till', '--with', 'atomic,bell', '--html', file, '--json']);
    const { texts } = await page();
    expect(texts('.verdicts thead th')).toEqual(['property', 'till with atomic + bell']);
  });

  test('writes a page of a comparison', async () => {
    const { code, err } = await allways(['compare', 'till', '--html', file]);
    expect(code).toBe(0);
    expect(err).toContain('The page of results is in ');
    const { texts } = await page();
    expect(texts('.part h3')[0]).toBe('All together');
    expect(texts('.lattice')).not.toEqual([]);
  });

  test.each(['check', 'compare'])(
    '%s leaves a file as it is that is no such page',
    async (command) => {
      const own = join(file, '..', '..', 'own.html');
      writeFileSync(own, '<p>mine</p>');
      const { code, err, out } = await allways([command, 'till', '--html', own]);
      expect(code).toBe(3);
      expect(err).toBe(
        `${own} is there already and is not a page of results; name another file, or move it away.\n`,
      );
      // It is found before anything is searched.
      expect(out).toBe('');
      expect(readFileSync(own, 'utf8')).toBe('<p>mine</p>');
    },
  );
});
