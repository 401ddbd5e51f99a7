/** What `npm run bench` says if it is called in a way that it does not know. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { isDeep } from '../support/deep.js';

const bench = (...given: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'test/bench/bench.ts', ...given]);

const options = 'it has --json FILE, --quick, --rounds N and --seconds N.\n';

const wrong: readonly (readonly [given: string[], says: unknown])[] = [
  [['--unknown'], `npm run bench: Unknown option '--unknown'; ${options}`],
  [['--json'], `npm run bench: Option '--json <value>' argument missing; ${options}`],
  [['--rounds', 'ten'], 'npm run bench: --rounds is "ten"; give a whole number from 1 on.\n'],
  [['--seconds='], 'npm run bench: --seconds is ""; give a whole number from 1 on.\n'],
  [
    ['paxos-3', 'plaxos'],
    expect.stringMatching(
      /^npm run bench: There is no row "plaxos"; name one by the start of its name: two-phase-commit-7, .*, leases-10m, a-hundred-states, dns-3-safe, job-queue, two-counters, symmetric-.*, eventually-paxos-3, program-runs-.*, program-race-lost-update, .*, program-race-listeners\.\n$/,
    ),
  ],
  [
    ['--quick', 'leases-10m'],
    'npm run bench: --quick leaves leases-10m out, which takes minutes; name another row, or leave --quick out.\n',
  ],
];

test.each(isDeep ? wrong : wrong.slice(0, 2))(
  '%j is refused in a sentence, and nothing is measured',
  async (given, says) => {
    await expect(bench(...given)).rejects.toMatchObject({ code: 3, stdout: '', stderr: says });
  },
);
