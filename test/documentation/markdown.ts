/** The Markdown pages of this repository: their blocks of code, their headings, and their links. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** A page. */
export interface Page {
  /** Its path from the root of the repository. */
  readonly file: string;
  readonly text: string;
}

/** A fenced block of code. */
export interface Block {
  readonly page: Page;
  /** The line of the page on which its text begins, from 1. */
  readonly line: number;
  /** The words after the fence: a language, and perhaps `continued`. */
  readonly words: readonly string[];
  readonly text: string;
  /** The block without a language that follows at once: what the code prints. */
  readonly output: Output | undefined;
}

/** What a block of code prints, as the page shows it. */
export interface Output {
  readonly line: number;
  readonly text: string;
}

/** All pages: those at the root, and all in `docs/`. */
export function pages(): readonly Page[] {
  const atRoot = readdirSync('.').filter((file) => file.endsWith('.md'));
  const inDocs = readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file));
  return [...atRoot, ...inDocs].map(pageAt);
}

/** One page. */
export const pageAt = (file: string): Page => ({ file, text: readFileSync(file, 'utf8') });

interface Fenced extends Output {
  readonly words: readonly string[];
  /** The line after the closing fence. */
  readonly after: number;
}

function fencedIn({ text }: Page): readonly Fenced[] {
  const lines = text.split('\n');
  const found: Fenced[] = [];
  for (let at = 0; at < lines.length; at++) {
    const fence = /^```(.*)$/.exec(lines[at] as string);
    if (fence === null) continue;
    const end = lines.indexOf('```', at + 1);
    found.push({
      line: at + 2,
      words: (fence[1] ?? '').split(' ').filter((word) => word !== ''),
      text: lines.slice(at + 1, end).join('\n'),
      after: end + 1,
    });
    at = end;
  }
  return found;
}

/** The blocks of a page that have a language, each with the output that the page shows for it. */
export function blocksOf(page: Page): readonly Block[] {
  const lines = page.text.split('\n');
  const all = fencedIn(page);
  return all.flatMap((one, index) => {
    if (one.words.length === 0) return [];
    const next = all[index + 1];
    const between =
      next &&
      lines
        .slice(one.after, next.line - 2)
        .join('')
        .trim();
    const output = next?.words.length === 0 && between === '' ? next : undefined;
    return [{ page, line: one.line, words: one.words, text: one.text, output }];
  });
}

/** The text of a page without its blocks of code. */
export function proseOf({ text }: Page): string {
  return text.replace(/^```.*\n[^]*?^```$/gm, '');
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: Page): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of proseOf(page).matchAll(/^#+ (.+)$/gm)) {
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = plain.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-');
    let unique = anchor;
    for (let more = 1; anchors.has(unique); more++) unique = `${anchor}-${more}`;
    anchors.add(unique);
  }
  return anchors;
}

/** A relative link of a page. */
export interface Link {
  readonly page: Page;
  readonly target: string;
  /** The file that it leads to, from the root of the repository. */
  readonly file: string;
  readonly anchor: string | undefined;
}

/** The relative links of a page, and its pictures. */
export function linksOf(page: Page): readonly Link[] {
  const prose = proseOf(page).replaceAll(/`[^`\n]*`/g, '`');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = '', anchor] = target.split('#');
      const file =
        path === '' ? page.file : relative('.', resolve(dirname(page.file), decodeURI(path)));
      return { page, target, file, anchor };
    });
}
