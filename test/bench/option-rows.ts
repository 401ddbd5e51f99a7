/**
 * Rows that compare a search with one option or property more, with the same search without it; and models that are
 * written with processes, with the same models written by hand.
 */
import { check, eventually, leadsTo, type CheckOptions, type Model, type Property } from 'allways';
import {
  decidedOnce,
  fastPaxos,
  fastPaxosSymmetry,
  onlyVotesDecided,
} from '../../models/classics/fast-paxos.js';
import {
  linearizable,
  multiPaxos,
  multiPaxosSymmetry,
  neverStuck,
} from '../../models/classics/multi-paxos.js';
import { dnsOutage } from '../../models/dns-outage/model.js';
import { noRecordEmpty } from '../../properties/dns-outage.js';
import { holdersKnow, leases } from './models/leases.js';
import { agreement, paxos } from './models/paxos.js';
import { naiveDns } from './models/dns.js';
import {
  commitOfProcesses,
  decidesOnce,
  dnsOfProcesses,
  knowsItsPlan,
} from './models/processes.js';
import { consistent, twoPhaseCommit } from './models/two-phase-commit.js';

/** What one search found. */
export interface OptionRun {
  readonly distinct: number;
  readonly seconds: number;
}

export interface OptionRow {
  readonly name: string;
  /** How many distinct states there are without it and with it. */
  readonly distinct: readonly [without: number, withIt: number];
  readonly run: (withIt: boolean) => Promise<OptionRun>;
}

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}${index + 1}`);

async function searched<State>(
  model: Model<State>,
  properties: readonly Property<State>[],
  options: CheckOptions,
): Promise<OptionRun> {
  const started = performance.now();
  const { distinct, ended } = await check(model, properties, options);
  if (ended.by !== 'complete') throw new Error(`The search ended by ${ended.by}.`);
  return { distinct, seconds: (performance.now() - started) / 1000 };
}

/** A search up to symmetry. */
const upToSymmetry =
  <State>(
    model: () => Model<State>,
    properties: readonly Property<State>[],
    symmetric: readonly (readonly string[])[],
  ): OptionRow['run'] =>
  (withIt) =>
    searched(model(), properties, withIt ? { symmetric } : {});

/** A search that also decides a temporal property. */
const withLoops =
  <State>(
    model: () => Model<State>,
    property: Property<State>,
    temporal: Property<State>,
  ): OptionRow['run'] =>
  (withIt) =>
    searched(model(), withIt ? [property, temporal] : [property], { fairness: 'weak' });

/** The same model without processes and with them. */
const withProcesses =
  <Without extends Shared, With extends Shared, Shared>(
    without: () => Model<Without>,
    withThem: () => Model<With>,
    property: Property<Shared>,
  ): OptionRow['run'] =>
  (withIt) =>
    withIt ? searched(withThem(), [property], {}) : searched(without(), [property], {});

const allCommit = leadsTo<ReturnType<typeof twoPhaseCommit>['initial'][number]>(
  'if the transaction commits, all managers commit',
  (s) => s.transaction === 'committed',
  (s) => Object.values(s.managers).every((at) => at === 'committed'),
);

export const optionRows: readonly OptionRow[] = [
  {
    name: 'symmetric-two-phase-commit-8',
    distinct: [1_745_408, 1_461],
    run: upToSymmetry(() => twoPhaseCommit(8), [consistent], [numbered('rm', 8)]),
  },
  {
    name: 'symmetric-leases',
    distinct: [531_441, 15_913],
    run: upToSymmetry(() => leases(3, 3, 2), [holdersKnow], [numbered('c', 3), numbered('r', 3)]),
  },
  {
    name: 'symmetric-paxos-3',
    distinct: [185_369, 17_153],
    run: upToSymmetry(() => paxos(3, 3), [agreement(3, 3)], [numbered('a', 3), ['red', 'blue']]),
  },
  {
    name: 'symmetric-dns-outage',
    distinct: [2_697, 600],
    run: upToSymmetry(
      () => dnsOutage.with([], { enactors: 3, plans: 3 }),
      [noRecordEmpty],
      [numbered('enactor ', 3)],
    ),
  },
  {
    // TLC published 25,617 too, and 20 seconds (tlaplus/Examples, SimplifiedFastPaxos/manifest.json).
    name: 'symmetric-fast-paxos',
    distinct: [3_043_684, 25_617],
    run: upToSymmetry(() => fastPaxos, [onlyVotesDecided, decidedOnce], fastPaxosSymmetry),
  },
  {
    // TLC published 343,796 too, and 10 seconds (tlaplus/Examples, MultiPaxos-SMR/manifest.json).
    name: 'symmetric-multi-paxos',
    distinct: [2_062_561, 343_796],
    run: upToSymmetry(() => multiPaxos, [linearizable, neverStuck], multiPaxosSymmetry),
  },
  {
    name: 'processes-two-phase-commit-7',
    distinct: [296_448, 296_448],
    run: withProcesses(
      () => twoPhaseCommit(7),
      () => commitOfProcesses(7),
      decidesOnce,
    ),
  },
  {
    name: 'processes-dns-4',
    distinct: [152_655, 152_655],
    run: withProcesses(
      () => naiveDns(4),
      () => dnsOfProcesses(4),
      knowsItsPlan,
    ),
  },
  {
    name: 'leads-to-two-phase-commit-8',
    distinct: [1_745_408, 1_745_408],
    run: withLoops(() => twoPhaseCommit(8), consistent, allCommit),
  },
  {
    name: 'eventually-paxos-3',
    distinct: [185_369, 185_369],
    run: withLoops(
      () => paxos(3, 3),
      agreement(3, 3),
      eventually('somebody says something', (s) => s.messages.size > 0),
    ),
  },
];

/** The row of this name. */
export function optionRowNamed(name: string): OptionRow {
  const found = optionRows.find((row) => row.name === name);
  if (found === undefined) throw new RangeError(`There is no row ${name}.`);
  return found;
}
