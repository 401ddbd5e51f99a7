/** The written pages: their links lead somewhere, and the front page stays short. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allways } from '../unit/cli/host.js';
import { anchorsOf, linksOf, pageAt, pages, proseOf } from './markdown.js';
import { commandsOf } from './programs.js';

const all = pages();
const readme = pageAt('README.md');

describe('the pages', () => {
  test('lead to files that exist', () => {
    const links = all.flatMap(linksOf);
    expect(links.length).toBeGreaterThan(60);
    const dead = links.filter(({ file }) => !existsSync(file));
    expect(dead.map(({ page, target }) => `${page.file}: ${target}`)).toEqual([]);
  });

  test('lead to headings that exist', () => {
    const links = all.flatMap(linksOf).filter(({ anchor }) => anchor !== undefined);
    expect(links.length).toBeGreaterThan(20);
    const dead = links.filter(
      ({ file, anchor = '' }) => !file.endsWith('.md') || !anchorsOf(pageAt(file)).has(anchor),
    );
    expect(dead.map(({ page, target }) => `${page.file}: ${target}`)).toEqual([]);
  });

  test('can all be reached from the front page', () => {
    const reached = new Set(['README.md']);
    for (const file of reached) {
      for (const link of linksOf(pageAt(file))) {
        if (link.file.endsWith('.md') && existsSync(link.file)) reached.add(link.file);
      }
    }
    expect(all.map(({ file }) => file).filter((file) => !reached.has(file))).toEqual([]);
  });

  test('explain each word of the glossary in one place, in the order of the alphabet', () => {
    const words = [...pageAt('docs/glossary.md').text.matchAll(/^### (.+)$/gm)].map(
      ([, word = '']) => word.toLowerCase(),
    );
    expect(words.length).toBeGreaterThan(40);
    expect(words).toEqual([...new Set(words)].sort());
  });
});

describe('the front page', () => {
  test('has at most 250 lines', () => {
    expect(readme.text.trimEnd().split('\n').length).toBeLessThanOrEqual(250);
  });

  test('shows within 60 lines what it is: install, a counterexample, commands, a picture', () => {
    const top = readme.text.split('\n').slice(0, 60).join('\n');
    expect(top).toContain('npm install');
    expect(top).toContain('npx allways init');
    expect(top).toContain('npm test');
    expect(top).toContain('is violated');
    const [, picture = ''] = /!\[[^\]]+\]\((\S+)\)/.exec(top) ?? [];
    expect(picture).toMatch(/\.(png|svg)$/);
    expect(existsSync(picture)).toBe(true);
  });
});

describe('the page of the command line', () => {
  const { text } = pageAt('docs/command-line.md');
  const commands = ['check', 'sample', 'replay', 'compare', 'estimate', 'audit', 'list', 'init'];

  /** What a command can be told, as its help shows it. */
  async function flagsOf(command: string): Promise<readonly string[]> {
    const { out } = await allways([command, '--help'], { folder: '.' });
    return [...out.matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag = '']) => flag);
  }

  test.each(commands)('names everything that %s can be told', async (command) => {
    const section = text.split(`\n## \`allways ${command}\`\n`)[1]?.split('\n## ')[0] ?? '';
    const common = text.split('\n## Options that several commands have\n')[1]?.split('\n## ')[0];
    const flags = (await flagsOf(command)).filter((flag) => flag !== '--help');
    const isNamed = (flag: string) => `${section}${common ?? ''}`.includes(`\`${flag}`);
    expect(section).not.toBe('');
    expect(flags.filter((flag) => !isNamed(flag))).toEqual([]);
  });

  test('all pages use commands and flags that exist', async () => {
    const known = new Map<string, readonly string[]>();
    for (const command of commands) known.set(command, await flagsOf(command));
    const inProse = all.flatMap((page) =>
      [...proseOf(page).matchAll(/`(?:npx )?allways (?:help )?([a-z]+)([^`]*)`/g)].map(
        ([, command = '', rest = '']) => ({ page, words: [command, ...rest.split(' ')] }),
      ),
    );
    const wrong = [...all.flatMap(commandsOf), ...inProse].flatMap(({ page, words }) => {
      const [command = '', ...rest] = words;
      const flags = known.get(command);
      if (flags === undefined) return [`${page.file}: allways ${command}`];
      return rest
        .map((word) => word.split('=')[0] ?? '')
        .filter((word) => word.startsWith('--') && !flags.includes(word))
        .map((word) => `${page.file}: allways ${command} ${word}`);
    });
    expect(wrong).toEqual([]);
  });
});
