/**
 * Command lines with mistakes of every kind, run in a copy of a small project. Each ends with one of the four exit
 * codes, says why, and changes none of the project's files.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allways, type Done } from '../unit/cli/host.js';
import { commandLine } from '../support/command-lines.js';
import { faultOfMessage, fuzz, type Judged } from '../support/fuzz.js';
import { filesIn, fuzzProject } from '../support/fuzz-project.js';

const { around, folder } = fuzzProject();
const before = filesIn(folder);

/** Words that are the command, its help, or no more than a look at what there is. */
const saysAll =
  /holds|violated|possible|held|Usage|as expected|enough|evidence|wrote|properties|^\d|runs|yes|covered|steps|\bno\b/im;

/** The verdicts in a result that was printed as JSON. */
function verdictsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(verdictsIn);
  const { verdict } = Object(value) as { verdict?: unknown };
  return typeof verdict === 'string' ? [verdict] : [];
}

const codeOf = (verdicts: readonly string[]) => {
  if (verdicts.includes('violated')) return 1;
  if (verdicts.includes('nothing checked')) return 3;
  return verdicts.includes('undecided') ? 2 : 0;
};

function faultOf(all: readonly string[], { code, out, err }: Done): string | undefined {
  // After this word, no word is a flag.
  const words = all.includes('--') ? all.slice(0, all.indexOf('--')) : all;
  if (![0, 1, 2, 3].includes(code)) return `the code is ${code}`;
  // A text of several screens may be long.
  const control = /[^\P{Cc}\n]/u.exec(out + err);
  if (control !== null)
    return `the output has control characters: ${JSON.stringify((out + err).slice(Math.max(0, control.index - 200), control.index + 50))}`;
  for (const line of `${out}\n${err}`.split('\n')) {
    const fault = line.trim() === '' ? undefined : faultOfMessage(line.slice(0, 3000));
    if (fault !== undefined && !(words.includes('--json') && fault.includes('[object')))
      return fault;
  }
  if (code === 3 && err === '' && !/cannot be replayed/.test(out)) return 'code 3, and no message';
  if (code !== 3 && out.trim() === '') return `code ${code}, and no result`;
  if (code === 0 && !saysAll.test(out)) return `code 0, and nothing is said to hold: ${out}`;
  if (words.includes('--json') && code !== 3 && !/^Usage|^\d+\.\d+/m.test(out))
    return faultOfJson(words, code, out);
  if (code === 0 && /: violated|: undecided|nothing was checked/.test(out))
    return `code 0, and not all holds: ${out}`;
  return undefined;
}

function faultOfJson(words: readonly string[], code: number, out: string): string | undefined {
  let result: unknown;
  try {
    result = JSON.parse(out);
  } catch {
    return `the result is not JSON: ${out.slice(0, 300)}`;
  }
  if (!words.includes('check') && !words.includes('sample')) return undefined;
  const verdicts = verdictsIn(result);
  return verdicts.length > 0 && codeOf(verdicts) !== code
    ? `code ${code} for ${verdicts.join(', ')}`
    : undefined;
}

async function judge(words: readonly string[]): Promise<Judged> {
  const isInit = words.includes('init');
  const own = isInit ? mkdtempSync(join(around, 'init-')) : folder;
  const done = await allways(words, { folder: own });
  if (isInit) rmSync(own, { recursive: true });
  const fault = faultOf(words, done);
  const outcome = `code ${done.code}`;
  return fault === undefined ? { outcome } : { outcome, fault };
}

const omit = (files: Record<string, string>, isOmitted: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !isOmitted(name)));

test('command lines', async () => {
  await fuzz({
    name: 'command lines',
    inputs: commandLine,
    tries: 2_000,
    judge,
    show: (words) => JSON.stringify(words),
    expects: ['code 0', 'code 1', 'code 2', 'code 3'],
  });
  const after = filesIn(folder);
  const isNew = (name: string) => !Object.hasOwn(before, name);
  expect(omit(after, isNew)).toEqual(before);
  // A mutant may ask for an output at any path of the project.
  for (const text of Object.values(omit(after, (name) => !isNew(name)))) {
    expect(text).toMatch(
      /^<!-- allways report -->|sequenceDiagram|"ITF"|<testsuites name="allways"/,
    );
  }
  // The mutants write beside the project at most one page.
  expect(['beside', 'project']).toEqual(expect.arrayContaining(readdirSync(around)));
});
