import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { invariant } from 'allways';
import { dns } from '../models/dns/model.js';
import type { Dns } from '../models/dns/state.js';
import { allways } from './cli/host.js';

const readme = readFileSync('README.md', 'utf8');

/** The code blocks of a section of the README. */
function blocksOf(heading: string): string[] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section.split(/^```\w*\n/m).filter((_, index) => index % 2 === 1);
}

const withoutTimes = (text: string) => text.replace(/\d+ ms/g, '_').trim();

test('the first model of the README prints what the README says', async () => {
  const [code, output] = blocksOf('A first model');
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  try {
    const file = join(folder, 'first.ts');
    const face = pathToFileURL('src/index.ts').href;
    writeFileSync(file, (code ?? '').replace("from 'allways'", `from '${face}'`));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file]);
    expect(withoutTimes(stdout)).toBe(withoutTimes(output ?? ''));
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 600_000);

test('the invariant that the README adds holds', async () => {
  const noTwoWriters = invariant<Dns>('no two enactors hold one plan', (s) =>
    s.plans.every((plan) => plan.references <= 1),
  );
  expect(blocksOf('What must hold').join('\n')).toContain('plan.references <= 1');
  await expect(dns.with(['fencing'])).toHold(noTwoWriters);
});

/** The commands of a section of the README. */
const commandsOf = (heading: string) =>
  [
    ...(readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '').matchAll(
      /`npx allways ([^`]+)`/g,
    ),
  ].map(([, command = '']) => command);

/** Words of a command line, of which some are quoted. */
const wordsOf = (command: string) =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

describe('what was found along the way is what the commands say', () => {
  const shown: Readonly<Record<string, readonly RegExp[]>> = {
    'check dns --with stateCheck,safetyBuffer,referenceCount': [
      /^✗ DNS is never empty: violated in 13 steps/m,
    ],
    'check cache --with leases,checkGeneration --set writes=1': [
      /^✗ once a write is over, nothing older is cached: violated in 5 steps/m,
    ],
    'check configuration --with compareVersion': [
      /^✗ no server goes back to an older change: violated in 6 steps/m,
    ],
    'check load-balancer --with draining,inFlightCount,retry,versionedUpdate,makeBeforeBreak': [
      /^✗ no request is lost: violated in 7 steps/m,
    ],
    'check bank --with lock,lease,fencing,retry': [/^✗ every update counts: violated in 7 steps/m],
    'check dns-endpoints --with fencing --set failures=0,crashes=0': [
      /^✗ all endpoints show the same plan in the end: violated/m,
    ],
    'check emergency-controls': [
      /^✗ DNS is never empty: violated in 2 steps/m,
      /^✗ what is stopped is still: violated in 5 steps/m,
    ],
    'check dns-leases --with holdCheck,lease': [
      /^✗ no plan in use is deleted: violated in 9 steps/m,
    ],
    'check dns --with stateCheck,fencing': [
      /^✓ DNS is never empty: holds/m,
      /^✓ no plan in use is deleted: holds/m,
      /^✓ DNS never goes back to an older plan: holds/m,
      /^✓ the live plan's addresses exist: holds/m,
    ],
    'check dns-outage -p "emptied again"': [/: violated in 13 steps/],
    'check cache --with leases': [
      /^✓ once a write is over, nothing older is cached: holds/m,
      /^✗ no reader sees an older version than before: violated in 9 steps/m,
    ],
    'check tasks --with doneOnly,visibilityTimeout,ackByHolder,idempotent': [/: holds\n/],
  };
  const commands = commandsOf('Found along the way');

  test('each command that checks is asked', () => {
    const checks = commands.filter((command) => command.startsWith('check '));
    expect(checks.sort()).toEqual(Object.keys(shown).sort());
  });

  test.each(Object.entries(shown))('%s', async (command, lines) => {
    const { out, err } = await allways(wordsOf(command), { folder: '.' });
    expect(err).toBe('');
    for (const line of lines) expect(out).toMatch(line);
  });
});
