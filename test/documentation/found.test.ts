/** What docs/found.md says is what its commands print. */
import { describe, expect, test } from 'vitest';
import { allways } from '../cli/host.js';
import { pageAt } from './markdown.js';
import { wordsOf } from './programs.js';

/** The commands of the page. */
const commands = [...pageAt('docs/found.md').text.matchAll(/\| `npx allways ([^`]+)`/g)].map(
  ([, command = '']) => command,
);

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
