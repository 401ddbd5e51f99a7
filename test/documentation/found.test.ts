/** What docs/found.md says is what its commands print. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { allways } from '../unit/cli/host.js';
import { isDeep } from '../support/deep.js';
import { pageAt } from './markdown.js';
import { wordsOf } from './programs.js';

/** Each row of the page's tables: what it says, and the command that shows it. */
const rows = [
  ...pageAt('docs/found.md').text.matchAll(/^\| (.+?) +\| `(npx allways|node) ([^`]+)` +\|$/gm),
].map(([, claim = '', program = '', given = '']) => ({
  claim,
  command: program === 'node' ? `node ${given}` : given,
}));

/** The table of a comparison, read back. */
function comparison(out: string) {
  const lines = out.split('\n');
  const title = lines.indexOf('Enough:');
  const names = lines.slice(0, title).map((line) => line.replace(/^[ │]*/, ''));
  const part = (heading: string) => {
    const from = lines.indexOf(heading) + 1;
    return lines.slice(from, lines.indexOf('', from));
  };
  /** A row, by the safeguards that are on and those that make no difference. */
  const read = (line: string) => {
    const cells = names.map((name, index) => ({ name, cell: line[2 + 2 * index] }));
    const having = (wanted: string) =>
      cells.filter(({ cell }) => cell === wanted).map(({ name }) => name);
    return { on: having('●'), idle: having(' '), says: line.slice(3 + 2 * names.length) };
  };
  const enough = part('Enough:').map(read);
  const next = enough.findIndex(({ says }, index) => index > 0 && says !== 'or');
  return {
    names,
    /** The sets that are enough for all together. */
    together: enough.slice(0, next),
    notEnough: part('Not enough, and no larger set is:').map(read),
  };
}

type Shows = (out: string) => void;

const lines =
  (...wanted: readonly RegExp[]): Shows =>
  (out) => {
    for (const one of wanted) expect(out).toMatch(one);
  };

/** For each command what it must print, so that each row with this command is right. */
const shown: Readonly<Record<string, Shows>> = {
  'check dns --with stateCheck,safetyBuffer,referenceCount': lines(
    /^✗ DNS is never empty: violated in 13 steps/m,
  ),
  'node --import tsx examples/dns/redundancy.ts': (out) => {
    const cells = out
      .split('\n')
      .filter((line) => /\d enactors? /.test(line))
      .map((line) => line.replace(/^.* enactors? +/, '').match(/[✓✗]\d*/g) ?? []);
    const [one, two, three] = cells;
    expect(one).toEqual(['✓', '✓', '✓', '✓']);
    expect(two?.every((cell) => cell.startsWith('✗'))).toBe(true);
    expect(three).toEqual(two);
    // With the article's checks it is the same, but for what these check.
    expect(cells.slice(3)).toEqual([one, expect.any(Array), cells[4]]);
  },
  'node --import tsx examples/dns/estimate.ts': lines(
    /more rarely than in 1 of 10,000 sweeps up to 20 s;/,
    /^over 40 s .* 1 in 1,5\d\d$/m,
    /^over 300 s .* 1 in 10\d$/m,
    /^ +1 % +once in 69 days;/m,
  ),
  'check cache --with leases,checkGeneration --set writes=1': lines(
    /^✗ once a write is over, nothing older is cached: violated in 5 steps/m,
  ),
  'check configuration --with compareVersion': lines(
    /^✗ no server goes back to an older change: violated in 6 steps/m,
  ),
  'check load-balancer --with draining,inFlightCount,retry,versionedUpdate,makeBeforeBreak': lines(
    /^✗ no request is lost: violated in 7 steps/m,
  ),
  'check bank --with lock,lease,fencing,retry': lines(
    /^✗ every update counts: violated in 7 steps/m,
  ),
  'check bank --with lock,lease,fencing,fenceReads,retry': lines(/^✓ every update counts: holds$/m),
  'check dns-endpoints --with fencing --set failures=0,crashes=0': lines(
    /^dns-endpoints with fencing \(.*, failures 0, crashes 0\)/,
    /^✗ all endpoints show the same plan in the end: violated/m,
  ),
  'check dns-endpoints --with lock,fencing,retry --set crashes=0 -p "half applied"': lines(
    /violated in 4 steps: the endpoints show plans 2 and 1, and nobody is at work/,
    /writes plan 2 to endpoint 1, hears no answer, and will try\n/,
    /is refused plan 2 at endpoint 1\n/,
  ),
  'check emergency-controls': lines(
    /^✗ DNS is never empty: violated in 2 steps/m,
    /deletes plan 1.* by force/,
    /^✗ what is stopped is still: violated in 5 steps/m,
    /^✗ only a plan made since replaces what was restored: violated in 10 steps: plan 3 was there/m,
  ),
  'check dns-leases --with holdCheck,lease': lines(
    /^✗ no plan in use is deleted: violated in 9 steps/m,
  ),
  'compare dns': (out) => {
    expect(out).toContain('\nNever matters: safetyBuffer, softDelete, oneStepSweep.\n');
    expect(out).toContain('\nAll 256 sets: ');
    expect(out).not.toContain('Does harm');
    const { together } = comparison(out);
    expect(together.map(({ on }) => on.join('+'))).toEqual([
      'stateCheck+fencing',
      'stateCheck+checkAgain',
      'referenceCount+fencing',
      'referenceCount+checkAgain',
    ]);
  },
  'compare tasks': (out) => {
    const { together } = comparison(out);
    expect(together.length).toBeGreaterThan(0);
    for (const { idle } of together) expect(idle).toEqual(['stateCheck', 'heartbeat']);
    expect(out).toContain('\nDoes harm: visibilityTimeout, added to nothing else, breaks ');
  },
  'compare emergency-controls': (out) => {
    const { together } = comparison(out);
    expect(together).toHaveLength(6);
    for (const { idle } of together) expect(idle).toEqual(['lookAgain', 'stopAtWrite']);
  },
  'check dns --with stateCheck,fencing': lines(
    /^✓ DNS is never empty: holds$/m,
    /^✓ no plan in use is deleted: holds$/m,
    /^✓ DNS never goes back to an older plan: holds$/m,
    /^✓ the live plan's addresses exist: holds$/m,
  ),
  'check dns --with stateCheck,checkAgain': lines(
    /^✓ DNS is never empty: holds$/m,
    /^✓ no plan in use is deleted: holds$/m,
    /^✓ DNS never goes back to an older plan: holds$/m,
    /^✓ the live plan's addresses exist: holds$/m,
  ),
  'check dns-outage --set plans=5,tells=true -p "as it was told"': lines(
    /^✗ the outage does not happen as it was told: violated in 18 steps/m,
    /people have repaired the records/,
  ),
  'compare dns-outage': (out) => {
    const { together, notEnough, names } = comparison(out);
    expect(together.map(({ on }) => on.join('+'))).toEqual(['conditionalWrite', 'oneAtATime']);
    expect(notEnough[0]).toMatchObject({
      on: names.filter((name) => name !== 'conditionalWrite' && name !== 'oneAtATime'),
      says: expect.stringContaining('all together') as string,
    });
  },
  'check dns-outage -p "emptied again"': lines(/: violated in 13 steps/),
  'check cache --with leases': lines(
    /^✓ once a write is over, nothing older is cached: holds$/m,
    /^✗ no reader sees an older version than before: violated in 9 steps/m,
  ),
  'check tasks --with doneOnly,visibilityTimeout,ackByHolder,idempotent': lines(/: holds\n/),
};

/** These take longer than a user waits: many sets, or many runs. */
const isLong = (command: string) =>
  ['compare dns', 'compare tasks', 'compare dns-outage', 'compare emergency-controls'].includes(
    command,
  ) || command.endsWith('estimate.ts');

async function printed(command: string): Promise<string> {
  if (command.startsWith('node ')) {
    const { stdout } = await promisify(execFile)(process.execPath, command.split(' ').slice(1));
    return stdout;
  }
  const { out, err } = await allways(wordsOf(command), { folder: '.' });
  expect(err).toBe('');
  return out;
}

describe('what was found along the way is what the commands print', () => {
  test('each command of the page is tested, and each row has one', () => {
    const { text } = pageAt('docs/found.md');
    const tables = text.split('\n').filter((line) => /^\| (?! |-)/.test(line));
    expect(rows).toHaveLength(tables.length);
    expect(new Set(rows.map(({ command }) => command))).toEqual(new Set(Object.keys(shown)));
  });

  for (const [command, shows] of Object.entries(shown)) {
    test.runIf(isDeep || !isLong(command))(command, { timeout: 600_000 }, async () => {
      shows(await printed(command));
    });
  }
});
