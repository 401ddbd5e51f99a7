/** What programs print, compared with what a page shows. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Output, Page } from './markdown.js';

/** Times differ from run to run, and with them the places where lines break. */
const withoutTimes = (text: string): string =>
  text
    .replaceAll(/( *\b\d[\d.,]* (ms|s|min|h)\b)+/g, ' _')
    .replaceAll(/ +time$/gm, ' time')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/^\n+|\n+$/g, '');

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Expects that a program prints what a page shows. A line of the page that is `…` stands for any number
 * of lines. With UPDATE_DOCS=1 in the environment, writes what was printed into the page instead; a
 * page with `…` is not changed.
 */
export function expectShown(printed: string, shown: Output, page: Page): void {
  const wanted = withoutTimes(shown.text);
  const got = withoutTimes(printed);
  const isPart = /^ *…$/m.test(shown.text);
  if (process.env['UPDATE_DOCS'] === '1' && !isPart && got !== wanted) update(printed, shown, page);
  else if (!isPart) expect(got).toBe(wanted);
  else {
    const parts = wanted.split(/^ *…$/m).map((part) => escaped(part.replace(/^\n|\n$/g, '')));
    expect(got).toMatch(new RegExp(`^${parts.join('[^]*')}$`));
  }
}

function update(printed: string, shown: Output, { file }: Page): void {
  const before = readFileSync(file, 'utf8');
  const text = printed.replaceAll(/[ \t]+$/gm, '').replaceAll(/^\n+|\n+$/g, '');
  const after = before.replace(`\`\`\`\n${shown.text}\n\`\`\``, () => `\`\`\`\n${text}\n\`\`\``);
  writeFileSync(file, after);
}
