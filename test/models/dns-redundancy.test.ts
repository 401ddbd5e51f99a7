/** One enactor, two, three: what more of them break, and what they are good for. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { check, weak } from 'allways';
import { dns } from '../../models/dns/model.js';
import { dnsFairness, dnsSafety, newestGoesLiveInTheEnd } from '../../properties/dns.js';
import { isDeep } from '../support/deep.js';
import { violations } from '../support/variants.js';

test(
  'the table: no race with one enactor, and all of it with two',
  { timeout: 600_000 },
  async () => {
    const script = ['--import', 'tsx', 'examples/dns/redundancy.ts'];
    const env = { ...process.env, TERM: 'xterm' };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, script, { env });
    const lines = stdout.split('\n');
    const rows = lines.slice(3, 9).map((line) =>
      line
        .replace(/ [\d.]+ m?s$/, '')
        .replace(/ +/g, ' ')
        .trim(),
    );
    expect(lines[0]).toBe('Does redundancy make the DNS system safer?');
    expect(rows).toEqual([
      'naive cleanup, 1 enactor ✓ ✓ ✓ ✓ 409 16',
      'naive cleanup, 2 enactors ✗11 ✗9 ✗8 ✗11 896+ 12',
      'naive cleanup, 3 enactors ✗11 ✗9 ✗8 ✗11 1,438+ 12',
      "the article's four checks, 1 enactor ✓ ✓ ✓ ✓ 361 16",
      "the article's four checks, 2 enactors ✗13 ✓ ✗8 ✗13 964 16",
      "the article's four checks, 3 enactors ✗13 ✓ ✗8 ✗13 1,489 16",
    ]);
    expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([]);
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toBe('');
  },
);

describe('one enactor', { timeout: 600_000 }, () => {
  test.runIf(isDeep)('has no race with 4 plans either, nor where it crashes', async () => {
    await expect(dns.with([], { enactors: 1, plans: 4 })).toHold(dnsSafety, { distinct: 10388 });
    const crashing = { enactors: 1, crashes: true };
    await expect(dns.with([], crashing)).toHold(dnsSafety, { distinct: 1013 });
    await expect(dns.with([], { ...crashing, recovers: true })).toHold(dnsSafety, {
      distinct: 543,
    });
  });
});

describe(
  'what redundancy is for: that others go on where one crashes',
  { timeout: 600_000 },
  () => {
    const ofNewest = async (enactors: number, recovers: boolean, restarts: boolean) => {
      const working = ['pickUp', 'begin', 'write', 'complete'];
      const whoCrashesIsGone = [
        ...['planner', 'cleanup', 'clock'].map((name) => weak(name)),
        ...Array.from({ length: enactors }, (_, index) =>
          weak(...working.map((step) => `enactor ${index + 1}.${step}`)),
        ),
      ];
      const { properties } = await check(
        dns.with(['checkAgain'], { enactors, recovers, crashes: true, failures: false }),
        newestGoesLiveInTheEnd,
        { fairness: restarts ? dnsFairness(enactors) : whoCrashesIsGone },
      );
      return violations(properties, ['newest']);
    };

    // Who crashes takes its plan along: no other one takes it over.
    test('but the newest plan may be lost with one of three, as with the only one', async () => {
      expect(await ofNewest(1, false, false)).toBe('newest 5:5');
      expect(await ofNewest(2, false, false)).toBe('newest 7:7');
      expect(await ofNewest(3, false, false)).toBe('newest 7:7');
    });

    test('a restart does not bring it back, and one that remembers does, of one or of three', async () => {
      expect(await ofNewest(1, false, true)).toBe('newest 9:9');
      expect(await ofNewest(3, false, true)).toBe('newest 9:9');
      expect(await ofNewest(1, true, true)).toBe('');
      expect(await ofNewest(3, true, true)).toBe('');
    });
  },
);
