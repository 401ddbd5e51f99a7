/**
 * `node --import tsx examples/dns/estimate.ts`: how often is DNS emptied, if one enactor is slow now
 * and then? Seeded random runs in time, counted; `check` says beside them what can happen at all.
 *
 * Answers, charts and counts go to standard output, progress to standard error. Ctrl-C ends it with what
 * was found so far.
 */
import {
  check,
  estimate,
  formatDuration,
  formatNumber,
  formatShare,
  frequencyChart,
  terminalStyle,
  type ChartRow,
  type EstimateResult,
} from 'allways';
import ora from 'ora';
import { dns } from '../../models/dns/model.js';
import type { DnsSafeguard } from '../../models/dns/safeguards.js';
import type { Dns } from '../../models/dns/state.js';
import { planEvery, timing } from '../../models/dns/timing.js';
import { dnsNeverEmpty } from '../../properties/dns.js';
import { runs, seed } from './estimate-options.js';

const style = terminalStyle(process.stdout);
const { bold, dim } = style.colors;
const started = performance.now();
const stop = new AbortController();
// The first Ctrl-C ends the runs, the next one the program.
process.once('SIGINT', () => {
  stop.abort();
});
const { signal } = stop;
const spinner = ora({ isSilent: !process.stderr.isTTY, discardStdin: false });

/** "Works 99.99 % of the time". */
const rare = 1 / 10_000;
/** The article's slow enactor takes five minutes. */
const article = 300;
const articleChecks: DnsSafeguard[] = ['stateCheck', 'safetyBuffer', 'referenceCount'];
// Enactors that fail are another matter. A buffer of two ticks lasts from one minute to two.
const params = { failures: false, ticks: 2 };
/** How long a run is. */
interface Span {
  readonly plans: number;
  readonly until?: { readonly seconds: number };
}

/** The planner makes two plans more, and is silent then: all comes to rest. */
const silent: Span = { plans: 3 };
/** The planner goes on: the run ends when it would make one more plan. */
const busy = (plans: number): Span => ({ plans, until: { seconds: plans * planEvery } });

interface Wanted {
  readonly name: string;
  readonly on?: readonly DnsSafeguard[];
  readonly slowWrite?: number;
  readonly span?: Span;
  /** The share of sweeps that are made while cleanup is rolled out. */
  readonly share?: number;
  readonly per?: 'run' | 'cleanup.delete';
  readonly runs: number;
}

/** How often DNS is emptied: a line of a chart, and what it was counted from. */
interface Row extends ChartRow {
  readonly slowWrite: number;
  readonly hits: number;
  readonly of: number;
  readonly result: EstimateResult<Dns>;
}

const all: Row[] = [];

/** Runs one variant; what is counted by is a deletion: a sweep that finds something. */
async function ask(wanted: Wanted): Promise<Row> {
  const { name, on = [], slowWrite = article, share, per = 'cleanup.delete' } = wanted;
  const { plans, until } = wanted.span ?? silent;
  const rollout = share !== undefined;
  const result = await estimate(dns.with(on, { ...params, plans, rollout }), dnsNeverEmpty, {
    durations: timing({ slowWrite, rollout }),
    ...(rollout
      ? { weights: { 'cleanup.draw': (draw) => (draw === 'runs' ? share : 1 - share) } }
      : {}),
    ...(until === undefined ? {} : { until }),
    per,
    runs: Math.max(1, Math.round(wanted.runs)),
    seed,
    signal,
    onProgress: (progress) => {
      spinner.text = `${name}: ${formatNumber(progress.runs)} of ${formatNumber(progress.of)} runs`;
      if (!spinner.isSpinning) spinner.start();
    },
  });
  const [frequency] = result.properties;
  if (frequency === undefined) throw new RangeError('Nothing was estimated.');
  const { low, high, hits, of } = frequency;
  const row = { name, slowWrite, share: frequency.share, low, high, hits, of, result };
  all.push(row);
  return row;
}

async function askAll(list: readonly Wanted[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const wanted of list) rows.push(await ask(wanted));
  return rows;
}

/** What can happen at all, however rarely: every behaviour is looked at. */
async function proved(on: readonly DnsSafeguard[], plans: number, rollout = false) {
  spinner.text = 'every behaviour';
  const model = dns.with(on, { ...params, plans, rollout });
  const { properties, distinct } = await check(model, dnsNeverEmpty, { signal });
  const steps = properties[0]?.trace?.actions.length;
  if (properties[0]?.verdict === 'holds') return `never, in all ${formatNumber(distinct)} states`;
  return steps === undefined ? 'undecided' : `a way of ${steps} steps`;
}

const slow = [5, 10, 20, 40, 60, 120, article];
const slowness = await askAll(
  slow.map((slowWrite) => ({ name: `over ${slowWrite} s`, slowWrite, runs })),
);

const variants: readonly { name: string; on: DnsSafeguard[] }[] = [
  { name: 'naive cleanup', on: [] },
  { name: 'safetyBuffer', on: ['safetyBuffer'] },
  { name: 'stateCheck', on: ['stateCheck'] },
  { name: 'the four checks', on: articleChecks },
  { name: 'fencing', on: ['fencing'] },
];
const goesOn = await askAll(variants.map((one) => ({ ...one, span: busy(4), runs: runs / 4 })));
const isSilent = await askAll(variants.map((one) => ({ ...one, span: silent, runs: runs / 4 })));
const fourProved = await proved(articleChecks, 4);
const fencingProved = await proved(['fencing'], 4);

const shares = [0.01, 0.1, 0.5, 1];
const rolledOut = (per: 'run' | 'cleanup.delete') =>
  askAll(
    shares.map((share) => ({
      name: formatShare(share, true),
      share,
      per,
      span: busy(3),
      runs: runs / 2,
    })),
  );
const perRun = await rolledOut('run');
const perSweep = await rolledOut('cleanup.delete');
const rolloutProved = await proved([], 3, true);
spinner.stop();

const print = (text = ''): void => {
  process.stdout.write(`${text}\n`);
};
const chart = (rows: readonly Row[]) => frequencyChart(rows, { style, mark: rare });
const minutes = (3 * planEvery) / 60;
/** How often, with the interval. */
const often = ({ share, low, high, hits, of }: Row): string => {
  if (of === 0) return 'not tried';
  if (hits === 0) {
    const most = formatShare(Math.min(high, 1), undefined, 'up');
    return `none in ${formatNumber(of)}, so rarer than ${most}`;
  }
  return `${formatShare(share, false)} (${formatShare(low, false, 'down')} to ${formatShare(high, false, 'up')})`;
};
// Say something only if the whole interval lies on one side.
const rarer = slowness.findLast(({ high }) => high < rare);
const oftener = slowness.find(({ low }) => low > rare);
const at = (row: Row | undefined, before: string, after = '') =>
  row === undefined
    ? 'for none of these as far as is sure'
    : `${before} ${row.slowWrite} s${after}`;

/** Some of the rows, one below the other. */
const list = (rows: readonly Row[], names: Readonly<Record<string, string>>): string =>
  Object.entries(names)
    .map(([name, label]) => {
      const row = rows.find((one) => one.name === name);
      return `  ${label.padEnd(22)} ${row === undefined ? 'not tried' : often(row)}`;
    })
    .join('\n');
const three = {
  'naive cleanup': 'naive cleanup',
  'the four checks': "the article's checks",
  fencing: 'fencing',
};

print(bold('How often is DNS emptied, if one enactor is slow now and then?'));
print(`
With naive cleanup, if 1 in 100 writes of enactor 1 takes longer than a time:
  more rarely than in 1 of 10,000 sweeps ${at(rarer, 'up to')};
  more often ${at(oftener, 'from', ' on')}.
${list(slowness, { [`over ${article} s`]: `${article} s, in the article` })}

With safeguards, at ${article} s, as long as the planner makes a plan a minute:
${list(goesOn, three)}
And if it falls silent after three plans:
${list(isSilent, three)}
None proves nothing. What can happen at all, check says:
  the article's checks: ${fourProved};
  fencing: ${fencingProved}.

With a gradual rollout of naive cleanup, at ${article} s, in ${minutes} minutes:
${list(perRun, { '1 %': '1 % of sweeps made', '100 %': 'all made' })}
But in each sweep that is made:
${list(perSweep, { '1 %': '1 % of sweeps made', '100 %': 'all made' })}
So it puts the race off, and does not remove it: check finds, with draws,
  ${rolloutProved}.`);

print(`\n${bold('Emptied per sweep: 1 in 100 writes of enactor 1 takes')}\n\n${chart(slowness)}`);
print(`\n${bold(`Emptied per sweep, at ${article} s: the planner goes on`)}\n\n${chart(goesOn)}`);
print(
  `\n${bold(`Emptied per sweep, at ${article} s: the planner is silent`)}\n\n${chart(isSilent)}`,
);
print(
  dim(`
A slow write leaves an old plan in DNS, which nobody uses: once the buffer is
over, cleanup deletes it. What helped until then is the next plan, if it comes.`),
);

print(
  `\n${bold(`Emptied in ${minutes} minutes, at ${article} s, by the share of sweeps that are made`)}\n\n${chart(perRun)}`,
);
print(`\n${bold('The same, in each sweep that is made')}\n\n${chart(perSweep)}`);

print(
  dim(`
A sweep deletes one plan. Where few are made, more stale plans wait for it, and
the dangerous one is less often the first: no more than that has changed.`),
);

const runsADay = (24 * 60) / minutes;
/** The chance that a day shows what comes in a share of runs. */
const inADay = (share: number) => 1 - (1 - share) ** runsADay;
print(`\n${bold('How long until it is seen, by the share of sweeps that are made?')}\n`);
for (const { name, share, hits } of perRun) {
  const days = 1 / share / runsADay;
  const wait =
    days < 2 ? `${formatNumber(Math.round(days * 24))} hours` : `${Math.round(days)} days`;
  const says =
    hits === 0
      ? 'not seen'
      : `once in ${wait}; the first 24 hours show it with ${formatShare(inADay(share), true)}`;
  print(`  ${name.padEnd(6)} ${says}`);
}
const sweepsADay = perSweep.map(({ of, result }) => (of / result.runs) * runsADay);
const inFourDays = sweepsADay.reduce((sum, sweeps) => sum + sweeps, 0);
print(`
A race of 1 in 10,000 sweeps gets through the article's four days, one for each
of these shares, unseen with ${formatShare((1 - rare) ** inFourDays, true)}.`);

const sum = (of: (row: Row) => number) => all.reduce((total, row) => total + of(row), 0);
const days = Math.round(sum(({ result }) => result.simulated) / 86_400);
print(
  dim(`
${formatNumber(sum(({ result }) => result.runs))} runs, seed ${seed}: \
${formatNumber(sum(({ result }) => result.steps))} steps, ${formatNumber(days)} days of time in \
${formatDuration((performance.now() - started) / 1000)}.
Intervals hold with 95 %, and are as right as models/dns/timing.ts.`),
);
if (signal.aborted) {
  print('Interrupted: what was not tried or is undecided above was not run to the end.');
  process.exitCode = 130;
}
