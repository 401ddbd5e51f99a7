/** The files that a check writes for other tools. */
import { resolve } from 'node:path';
import type { CheckResult } from '../check/check.js';
import { ModelError } from '../validation/errors.js';
import { itf } from '../report/export/itf.js';
import { junit } from '../report/export/junit.js';
import { mermaid } from '../report/export/mermaid.js';
import { realPathOf } from './files.js';
import type { Host } from './host.js';
import { refuseOtherFile, writeOutput, type FileKind } from './output.js';
import { refuseOtherPage, type PageFlags } from './page.js';

/** Where to write each file: paths from the working directory. */
export interface OutputFlags {
  readonly mermaid?: string;
  readonly itf?: string;
  readonly junit?: string;
}

const kinds: Readonly<Record<keyof OutputFlags, FileKind>> = {
  mermaid: {
    what: 'The sequence diagram',
    begins: /^(```mermaid\n)?(---\n.*\n---\n)?sequenceDiagram/,
  },
  itf: { what: 'The trace', begins: /"format": "ITF"/ },
  junit: { what: 'The JUnit report', begins: /<testsuites name="allways"/ },
};

const kindsOf = Object.entries(kinds) as [keyof OutputFlags, FileKind][];

/**
 * Refuses paths at which other files are, or that cannot be written, before the search starts. Also refuses one path
 * for two files.
 *
 * @throws ModelError that says what is wrong.
 */
export function refuseOtherOutputs(flags: OutputFlags & PageFlags, host: Host): void {
  const all = [...kindsOf.map(([flag]) => flag), 'html' as const];
  for (const [index, flag] of all.entries()) {
    const file = flags[flag];
    const other = all.slice(0, index).find((before) => isSame(flags[before], file, host));
    if (file === undefined || other === undefined) continue;
    throw new ModelError(
      `--${other} and --${flag} both name ${file}; give each a file of its own.`,
    );
  }
  refuseOtherPage(flags, host);
  for (const [flag, kind] of kindsOf) {
    const file = flags[flag];
    if (file !== undefined) refuseOtherFile(file, kind, host);
  }
}

function isSame(one: string | undefined, other: string | undefined, { folder }: Host): boolean {
  if (one === undefined || other === undefined) return false;
  return realPathOf(resolve(folder, one)) === realPathOf(resolve(folder, other));
}

/**
 * Writes the files that the user asked for. The trace is the first one that violates a property.
 *
 * @returns Whether all were written.
 */
export function writeOutputs(
  results: readonly CheckResult<unknown>[],
  flags: OutputFlags,
  host: Host,
): boolean {
  let areWritten = true;
  for (const [flag, kind] of kindsOf) {
    const file = flags[flag];
    if (file === undefined) continue;
    const text = textOf(flag, file, results);
    if (text === undefined) host.complain(`Nothing is violated, so there is no trace for ${file}.`);
    else areWritten = writeOutput(file, text, kind, host) && areWritten;
  }
  return areWritten;
}

function textOf(
  flag: keyof OutputFlags,
  file: string,
  results: readonly CheckResult<unknown>[],
): string | undefined {
  if (flag === 'junit') return junit(results);
  const found = results
    .flatMap(({ properties }) => properties)
    .find(({ verdict, trace }) => verdict === 'violated' && trace !== undefined);
  if (found?.trace === undefined) return undefined;
  if (flag === 'itf') return itf(found.trace, found.name);
  const diagram = mermaid(found.trace, found.name);
  return file.endsWith('.md') ? `\`\`\`mermaid\n${diagram}\n\`\`\`\n` : `${diagram}\n`;
}
