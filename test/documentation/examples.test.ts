/** The examples of the pages print what the pages show. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as face from 'allways';
import { allways } from '../unit/cli/host.js';
import { exampleModules } from './example-globals.js';
import { pages, type Page } from './markdown.js';
import { expectShown } from './outputs.js';
import { commandsOf, isInNewProject, programsOf, textOf, type Program } from './programs.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'examples-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Printed between the parts of a program. */
const nextPart = '--- next part ---';

/** The text of a program, with imports of what it uses without importing it. */
function withImports(program: Program): string {
  const text = textOf(program);
  const has = (name: string) => new RegExp(`\\b${name}\\b`).test(text);
  const isImported = (name: string) =>
    new RegExp(`^(import [^;]*\\b${name}\\b[^;]* from|(export )?const ${name}\\b)`, 'm').test(text);
  const used = (names: readonly string[]) =>
    names.filter((name) => has(name) && !isImported(name)).join(', ');
  const imports = Object.entries({ ...exampleModules, allways: Object.keys(face) }).map(
    ([module, names]) => {
      const from = module === 'allways' ? module : pathToFileURL(resolve(module)).href;
      return `import { ${used(names)} } from '${from}';`;
    },
  );
  return [imports.join('\n'), program.parts.join(`\nconsole.log('${nextPart}');\n`)].join('\n');
}

/** Runs a program here, and answers what its last part printed. */
async function printedBy(program: Program): Promise<string> {
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...given: unknown[]) => {
    printed.push(format(...given));
  });
  try {
    const name = program.page.file.replaceAll(/\W/g, '-');
    const file = join(folder, `${name}-${program.line}.ts`);
    writeFileSync(file, withImports(program));
    await import(pathToFileURL(file).href);
  } finally {
    log.mockRestore();
  }
  return printed.slice(printed.lastIndexOf(nextPart) + 1).join('\n');
}

/** A project with the files that a page shows. */
function projectOf(page: Page): string {
  const project = join(folder, page.file.replaceAll(/\W/g, '-'));
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  symlinkSync(resolve('.'), join(project, 'node_modules', 'allways'), 'dir');
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  for (const program of programsOf(page)) {
    if (program.file === undefined) continue;
    const path = join(project, program.file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, textOf(program));
  }
  return project;
}

const hasOutput = ({ output }: { readonly output: unknown }) => output !== undefined;
const withPrograms = pages().filter((page) => programsOf(page).some(hasOutput));
const withCommands = pages().filter((page) => commandsOf(page).some(hasOutput));

describe('what is printed is what the page shows', () => {
  test.each(withPrograms)('by the programs of $file', async (page) => {
    for (const program of programsOf(page)) {
      if (program.output === undefined) continue;
      expectShown(await printedBy(program), program.output, page);
    }
  });

  test.each(withCommands)('by the commands of $file', async (page) => {
    const isNew = isInNewProject(page);
    const project = isNew ? projectOf(page) : '.';
    for (const { words, output } of commandsOf(page)) {
      // In a new project later commands need what the first ones wrote.
      if (output === undefined && !isNew) continue;
      const { code, out, err } = await allways(words, { folder: project });
      expect(code, err).toBeLessThan(3);
      if (output !== undefined) expectShown(out, output, page);
    }
  });
});
