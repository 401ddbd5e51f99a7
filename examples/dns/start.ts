/**
 * `npm start`: the cleanup catastrophe found, explained and ruled out. With `-- --lasso` also how the
 * system comes to stay for ever in a state that it should leave.
 *
 * The result goes to standard output, progress to standard error. Ctrl-C, SIGTERM or SIGHUP
 * ends the search with what was found so far.
 */
import { constants } from 'node:os';
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
  type Property,
} from 'allways';
import { Command } from 'commander';
import ora from 'ora';
import { dns } from '../../models/dns/model.js';
import { dnsSafeguards, type DnsSafeguard } from '../../models/dns/safeguards.js';
import type { Dns } from '../../models/dns/state.js';
import {
  dnsNeverEmpty,
  dnsProperties,
  dnsSafety,
  emptyRecordHeals,
  emptyRecordStaysEmpty,
  newestGoesLiveInTheEnd,
} from '../../properties/dns.js';

const program = new Command('npm start --')
  .description('Finds, explains and rules out what empties the DNS record of an article.')
  .option('--lasso', 'show how the system comes to stay for ever in a state that it should leave')
  .helpOption('--help', 'show this')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 3))
  .allowExcessArguments()
  .parse();
const [argument] = program.args;
if (argument !== undefined) {
  program.error(`error: npm start takes no ${argument}; its one option is npm start -- --lasso.`);
}
const { lasso: showsLassos } = program.opts<{ lasso?: boolean }>();
const style = terminalStyle(process.stdout);
const { bold, dim } = style.colors;
const started = performance.now();

// A reader such as `head` closes the pipe early, which is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const stop = new AbortController();
// The first signal ends the search, a second one the program. npm hands a Ctrl-C on once more than the
// terminal already did, so what follows at once is still the first.
let interrupted = Infinity;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    process.exitCode = 128 + constants.signals[name];
    if (performance.now() > interrupted + 500) process.exit();
    interrupted = Math.min(interrupted, performance.now());
    stop.abort();
  });
}
const { signal } = stop;

// Show a spinner at a terminal if the user waits longer than two seconds.
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
  signal,
  onProgress: (progress: Progress) => {
    showProgress('all sets of safeguards', progress);
  },
};
const enoughForDns = await compareSafeguards(dns, dnsNeverEmpty, comparing);
const enough = await compareSafeguards(dns, dnsSafety, comparing);
for (const { on } of enough.together.minimal) await explore(on.join(' + '), on);

// In the long run, if no enactor fails and every actor that can go on does.
async function inTheEnd(name: string, on: readonly DnsSafeguard[], remedy = {}): Promise<Row> {
  const model = dns.with(on, { failures: false, ...remedy });
  const properties = [newestGoesLiveInTheEnd, emptyRecordHeals, emptyRecordStaysEmpty];
  return { name, result: await check(model, properties, { fairness: 'weak', signal }) };
}

const unguarded = await inTheEnd('naive cleanup', []);
const fenced = await inTheEnd('fencing', ['fencing']);
const retried = await inTheEnd('fencing, and tried again', ['fencing'], { retries: true });
const rebased = await inTheEnd('fencing, and tried again for the version by then', ['fencing'], {
  retries: true,
  rebases: true,
});
const newerOnly = await inTheEnd('checkAgain', ['checkAgain']);

function outcomeOf({ result }: Row, property: Property<Dns>) {
  return result.properties.find(({ name }) => name === property.name);
}

/** Whether something always comes in the end, as an answer. */
function always(row: Row, property: Property<Dns>): string {
  const outcome = outcomeOf(row, property);
  if (outcome?.verdict === 'holds') return 'always';
  if (outcome?.verdict !== 'violated') return 'undecided';
  return `not always (${outcome.trace?.actions.length ?? 0} steps)`;
}

/** Whether an empty record is ever filled again. */
function heals(row: Row): string {
  const stays = outcomeOf(row, emptyRecordStaysEmpty)?.verdict === 'holds';
  return stays ? 'never: people must' : always(row, emptyRecordHeals);
}

/** What a row says of the DNS record, as the end of a sentence. */
function emptied(row: Row): string {
  const outcome = outcomeOf(row, dnsNeverEmpty);
  if (outcome?.verdict !== 'violated') return outcome?.verdict ?? 'undecided';
  return `DNS is emptied in ${outcome.trace?.actions.length ?? 0} steps`;
}

function sets({ together, complete }: Comparison<Dns, DnsSafeguard>): string[] {
  const found = together.minimal.map(({ on }) => `    ${on.join(' + ')}`);
  return complete ? found : [...found, '    (not all sets were decided)'];
}

function showHow(what: string, row: Row, property: Property<Dns>): void {
  const outcome = outcomeOf(row, property);
  if (outcome?.verdict !== 'violated' || outcome.trace === undefined) return;
  print(`\n${bold(`How ${what}: ${row.name}`)}\n\n${timeline(outcome.trace, { style })}`);
}

const { plans, enactors, ticks } = dns.parameters;
print(bold('Can a planner, three enactors and a cleanup process empty the DNS record?'));
print(`
  Naive cleanup: ${emptied(naive)}.
  The article's four checks: ${emptied(safe)},
    and if check and delete are one step: ${emptied(safest)}.

  Enough for DNS never to be empty:
${sets(enoughForDns).join('\n')}
  Enough for all that must never happen, A to D:
${sets(enough).join('\n')}

  All this with ${plans} plans, ${enactors} enactors and a safety buffer of ${ticks} tick.
  With 4 plans, the pairs with neverSweepLive are no longer enough.
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
print(`
Is the newest plan live in the end, if no enactor fails and all go on?
  checkAgain: ${always(newerOnly, newestGoesLiveInTheEnd)}; \
fencing: ${always(fenced, newestGoesLiveInTheEnd)};
  and tried again: ${always(retried, newestGoesLiveInTheEnd)}; \
for the version by then: ${always(rebased, newestGoesLiveInTheEnd)}.
Does an empty record heal? ${heals(unguarded)}.\
${showsLassos === true ? '' : ' See how: npm start -- --lasso'}`);
showHow('DNS is emptied', naive, dnsNeverEmpty);
showHow('DNS is emptied', safe, dnsNeverEmpty);
if (showsLassos === true) {
  showHow('the newest plan does not go live', fenced, newestGoesLiveInTheEnd);
  showHow('the newest plan does not go live', retried, newestGoesLiveInTheEnd);
  showHow('an empty record does not heal', unguarded, emptyRecordHeals);
}
print(`\n${dim(`All in ${formatDuration((performance.now() - started) / 1000)}.`)}`);
if (signal.aborted) {
  print('Interrupted: what is undecided above was not explored to the end.');
}
