/** The files that a check writes for other tools. */
import type { CheckResult } from '../check/check.js';
import { itf } from '../report/itf.js';
import { junit } from '../report/junit.js';
import { mermaid } from '../report/mermaid.js';
import type { Host } from './host.js';
import { refuseOtherFile, writeOutput, type Kind } from './output.js';

/** Where to write each file: paths from the working directory. */
export interface OutputFlags {
  readonly mermaid?: string;
  readonly itf?: string;
  readonly junit?: string;
}

const kinds: Readonly<Record<keyof OutputFlags, Kind>> = {
  mermaid: {
    what: 'The sequence diagram',
    begins: /^(```mermaid\n)?(---\n.*\n---\n)?sequenceDiagram/,
  },
  itf: { what: 'The trace', begins: /"format": "ITF"/ },
  junit: { what: 'The JUnit report', begins: /<testsuites name="allways"/ },
};

const kindsOf = Object.entries(kinds) as [keyof OutputFlags, Kind][];

/** Refuses paths at which other files are, before the search starts. */
export function refuseOtherOutputs(flags: OutputFlags, host: Host): void {
  for (const [flag, kind] of kindsOf) {
    const file = flags[flag];
    if (file !== undefined) refuseOtherFile(file, kind, host);
  }
}

/** Writes the files that the user asked for. The trace is the first one that violates a property. */
export function writeOutputs(
  results: readonly CheckResult<unknown>[],
  flags: OutputFlags,
  host: Host,
): void {
  for (const [flag, kind] of kindsOf) {
    const file = flags[flag];
    if (file === undefined) continue;
    const text = textOf(flag, file, results);
    if (text === undefined) host.complain(`Nothing is violated, so there is no trace for ${file}.`);
    else writeOutput(file, text, kind, host);
  }
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
