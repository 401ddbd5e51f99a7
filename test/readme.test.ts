import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { invariant } from 'allways';
import { dns } from '../models/dns/model.js';
import type { Dns } from '../models/dns/state.js';

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
}, 60_000);

test('the invariant that the README adds holds', async () => {
  const noTwoWriters = invariant<Dns>('no two enactors hold one plan', (s) =>
    s.plans.every((plan) => plan.references <= 1),
  );
  expect(blocksOf('What must hold').join('\n')).toContain('plan.references <= 1');
  await expect(dns.with(['fencing'])).toHold(noTwoWriters);
});
