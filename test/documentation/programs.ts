/** The programs and commands that the pages show. */
import { blocksOf, type Block, type Output, type Page } from './markdown.js';

/** A program: a block of TypeScript, with all blocks before it that it continues. */
export interface Program {
  readonly page: Page;
  /** The line of its last block. */
  readonly line: number;
  /** A file in a project, if its first line is a comment that names one: `// models/till.ts`. */
  readonly file: string | undefined;
  /** The texts of its blocks. */
  readonly parts: readonly string[];
  readonly output: Output | undefined;
}

/** The whole text of a program. */
export const textOf = ({ parts }: Program): string => parts.join('\n');

/** Code that a page shows in part, with `…` for the rest. */
const isPart = (text: string) => text.includes('…');

/** The whole programs of a page. A block that begins with ```` ```ts continued ```` continues the last one. */
export function programsOf(page: Page): readonly Program[] {
  const found: Program[] = [];
  let parts: readonly string[] = [];
  for (const { words, text, line, output } of blocksOf(page)) {
    if (words[0] !== 'ts') continue;
    parts = words.includes('continued') ? [...parts, text] : [text];
    if (parts.some(isPart)) continue;
    const [, file] = /^\/\/ ((?:models|properties|test)\/\S+\.ts)\n/.exec(parts[0] ?? '') ?? [];
    found.push({ page, line, file, parts, output });
  }
  return found;
}

/** A command, with what the page says that it prints. */
export interface ShownCommand {
  readonly page: Page;
  readonly line: number;
  /** What is written after `npx allways`. */
  readonly words: readonly string[];
  readonly output: Output | undefined;
}

/** The words of a command line, some of them in quotes. */
export const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/([^\s"]*)"([^"]*)"|(\S+)/g)].map(
    ([, before = '', quoted, plain]) => plain ?? `${before}${quoted ?? ''}`,
  );

/** The `npx allways` commands of a page that stand in blocks. The output belongs to the last of a block. */
export function commandsOf(page: Page): readonly ShownCommand[] {
  return blocksOf(page).flatMap(({ words, text, line, output }: Block) => {
    if (words[0] !== 'sh') return [];
    const lines = text.split('\n');
    return lines.flatMap((command, at) => {
      const given = /^npx allways(?: (.*))?$/.exec(command.replace(/ +# .*$/, ''));
      if (given === null) return [];
      const isLast = at === lines.length - 1;
      const shown = isLast ? output : undefined;
      return [{ page, line: line + at, words: wordsOf(given[1] ?? ''), output: shown }];
    });
  });
}

/** True if the commands of a page run in a new project, made of the files that the page shows. */
export const isInNewProject = ({ text }: Page): boolean =>
  text.includes('<!-- commands run in a new project -->');
