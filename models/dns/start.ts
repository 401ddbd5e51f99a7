/**
 * `npm start`: the cleanup catastrophe found, explained and ruled out. With `-- --lasso` it also shows
 * how the system stops for ever short of where it should be.
 *
 * The result goes to standard output, progress to standard error. Ctrl-C ends the search with what
 * was found so far.
 */
import {
  check,
  compareSafeguards,
  formatDuration,
  formatNumber,
  table,
  terminalStyle,
  timeline,
  type CheckResult,
  type Comparison,
  type Progress,
} from 'allways';
import { parseArgs } from 'node:util';
import ora from 'ora';
import {
  dnsLiveness,
  dnsNeverEmpty,
  dnsProperties,
  dnsSafety,
  emptyRecordHeals,
  newestGoesLiveInTheEnd,
} from '../../properties/dns.js';
import { dns } from './model.js';
import { dnsSafeguards, type DnsSafeguard } from './safeguards.js';
import type { Dns } from './state.js';

const { lasso: showsLasso } = parseArgs({
  options: { lasso: { type: 'boolean', default: false } },
}).values;
const style = terminalStyle(process.stdout);
const { bold, dim } = style.colors;
const started = performance.now();

const stop = new AbortController();
// The first Ctrl-C ends the search, a second one the program. npm hands the first one on once more
// than the terminal already did, so what follows at once is still the first.
let interrupted = Infinity;
process.on('SIGINT', () => {
  if (performance.now() > interrupted + 500) process.exit(130);
  interrupted = Math.min(interrupted, performance.now());
  stop.abort();
});
const { signal } = stop;

// A spinner for whoever waits longer than two seconds at a terminal.
const spinner = ora({ isSilent: !process.stderr.isTTY, discardStdin: false });
function showProgress(what: string, { distinct, depth }: Progress): void {
  if (performance.now() - started < 2000) return;
  spinner.text = `${what}: ${formatNumber(distinct)} states, depth ${depth}`;
  if (!spinner.isSpinning) spinner.start();
}

function print(text = ''): void {
  spinner.stop();
  process.stdout.write(`${text}\n`);
}

interface Row {
  readonly name: string;
  readonly result: CheckResult<Dns>;
}

const rows: Row[] = [];
async function explore(name: string, on: readonly DnsSafeguard[]): Promise<Row> {
  const onProgress = (progress: Progress) => {
    showProgress(name, progress);
  };
  const row = { name, result: await check(dns.with(on), dnsProperties, { signal, onProgress }) };
  rows.push(row);
  return row;
}

const articleChecks: DnsSafeguard[] = ['stateCheck', 'safetyBuffer', 'referenceCount'];
const naive = await explore('naive cleanup', []);
const safe = await explore("the article's four checks", articleChecks);
const safest = await explore('... and oneStepSweep', [...articleChecks, 'oneStepSweep']);
for (const name of Object.keys(dnsSafeguards) as DnsSafeguard[]) await explore(name, [name]);

const comparing = {
  atMost: 2,
  signal,
  onProgress: (on: readonly string[], progress: Progress) => {
    showProgress(on.join(' + ') || 'no safeguard', progress);
  },
};
const enoughForDns = await compareSafeguards(dns, dnsNeverEmpty, comparing);
const enough = await compareSafeguards(dns, dnsSafety, comparing);
for (const { on } of enough.minimal) await explore(on.join(' + '), on);

// In the long run, where nobody fails and whoever can go on does.
async function inTheEnd(on: readonly DnsSafeguard[], retries = false): Promise<CheckResult<Dns>> {
  const model = dns.with(on, { failures: false, retries });
  return check(model, dnsLiveness, { fairness: 'weak', signal });
}
const unguarded = await inTheEnd([]);
const fenced = await inTheEnd(['fencing']);
const tryingAgain = await inTheEnd(['fencing'], true);
const olderRefused = await inTheEnd(['checkAgain']);

/** The verdict on a property, as a word or two. */
function word({ properties }: CheckResult<Dns>, { name }: { readonly name: string }): string {
  const outcome = properties.find((one) => one.name === name);
  if (outcome?.verdict === 'holds') return 'yes';
  if (outcome?.verdict !== 'violated') return 'undecided';
  return `no, ${outcome.trace?.actions.length ?? 0} steps`;
}

/** What a row says of the DNS record, as the end of a sentence. */
function emptied({ result }: Row): string {
  const outcome = result.properties.find(({ name }) => name === dnsNeverEmpty.name);
  if (outcome?.verdict !== 'violated') return outcome?.verdict ?? 'undecided';
  return `DNS is emptied in ${outcome.trace?.actions.length ?? 0} steps`;
}

function sets({ minimal, complete }: Comparison<Dns, DnsSafeguard>): string[] {
  const found = minimal.map(({ on }) => `    ${on.join(' + ')}`);
  return complete ? found : [...found, '    (not all sets were decided)'];
}

function showHow({ name, result }: Row): void {
  const outcome = result.properties.find((one) => one.name === dnsNeverEmpty.name);
  if (outcome?.verdict !== 'violated' || outcome.trace === undefined) return;
  print(`\n${bold(`How DNS is emptied: ${name}`)}\n\n${timeline(outcome.trace, { style })}`);
}

function showStop(
  title: string,
  { properties }: CheckResult<Dns>,
  { name }: { readonly name: string },
): void {
  const outcome = properties.find((one) => one.name === name);
  if (outcome?.verdict !== 'violated' || outcome.trace === undefined) return;
  print(`\n${bold(`${title}: ${outcome.says}`)}\n\n${timeline(outcome.trace, { style })}`);
}

const { plans, enactors, ticks } = dns.parameters;
print(bold('Can a planner, three enactors and a cleanup process empty the DNS record?'));
print(`
  Naive cleanup: ${emptied(naive)}.
  The article's four checks: ${emptied(safe)},
    and where check and delete are one step: ${emptied(safest)}.

  Enough for DNS never to be empty, alone or in pairs:
${sets(enoughForDns).join('\n')}
  Enough for all that must never happen, A to D:
${sets(enough).join('\n')}

  All this with ${plans} plans, ${enactors} enactors and a safety buffer of ${ticks} tick.
  With 4 plans, the pairs with neverSweepLive are no longer enough.

  In the end, where nobody fails and whoever can go on goes on:
    Does the newest plan stay live?        naive cleanup: ${word(unguarded, newestGoesLiveInTheEnd)}
                                                 fencing: ${word(fenced, newestGoesLiveInTheEnd)}
                                    fencing, and retries: ${word(tryingAgain, newestGoesLiveInTheEnd)}
                                              checkAgain: ${word(olderRefused, newestGoesLiveInTheEnd)}
    Does an empty record heal?             naive cleanup: ${word(unguarded, emptyRecordHeals)}
  Fencing refuses the newest plan if another was written since it was made, and
  nobody tries again. No automation fills an empty record: people must.
  ${dim(showsLasso ? 'How that comes about is shown at the end.' : 'npm start -- --lasso shows how.')}
`);
print(table(rows, style));
print('\nThe safeguards:');
for (const [name, says] of Object.entries(dnsSafeguards)) print(`  ${name.padEnd(15)} ${says}`);
print(
  dim(`
E, F and G are the article's consistency check. It finds something in every
variant, also in the safe ones: a slow enactor looks stuck, and DNS is ahead
of the completed plan for a moment.`),
);
showHow(naive);
showHow(safe);
if (showsLasso) {
  showStop('The newest plan, with fencing', fenced, newestGoesLiveInTheEnd);
  showStop('An empty record, with naive cleanup', unguarded, emptyRecordHeals);
}
print(`\n${dim(`All in ${formatDuration((performance.now() - started) / 1000)}.`)}`);
if (signal.aborted) {
  print('Interrupted: what is undecided above was not explored to the end.');
  process.exitCode = 130;
}
