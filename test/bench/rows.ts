/** The rows: what is explored, how large it is, and its twin for Spin. */
import { alternatingBit, inOrder } from './models/alternating-bit.js';
import { counters, ordered } from './models/counters.js';
import { naiveDns, naiveProperties, safeDns, safeProperties } from './models/dns.js';
import { holdersKnow, leases } from './models/leases.js';
import { agreement, paxos } from './models/paxos.js';
import { neighboursDoNotEat, nobodyIsStuck, philosophers } from './models/philosophers.js';
import { notExchanged, slidingTiles } from './models/sliding-tiles.js';
import { consistent, twoPhaseCommit } from './models/two-phase-commit.js';
import { subject, type Subject } from './subject.js';

/** The same model in Promela. */
export interface Twin {
  /** A file in `promela/`, without `.pml`. */
  readonly file: string;
  readonly defines: Readonly<Record<string, number>>;
  /** The deepest that a depth-first search gets, roundly; Spin reserves memory for so much. */
  readonly depth: number;
}

export interface Row {
  readonly name: string;
  /** What is special about it, in a few words. */
  readonly about: string;
  /** How many states there are, as every search must find; counted as TLC counts. */
  readonly distinct: number;
  readonly generated: number;
  readonly subject: () => Subject;
  readonly twin: Twin;
  /** The row that the reference explores: a smaller one, where this would take it minutes. */
  readonly reference: string;
  /** The row that is searched by hand: a smaller one, where the keys would not fit into memory. */
  readonly byHand: string;
  /** Rows of one family differ in size alone, so they show how the time per state grows. */
  readonly family?: string;
}

const commit = (managers: number, distinct: number, generated: number): Row => ({
  name: `two-phase-commit-${managers}`,
  about: 'few small fields, many steps that change nothing',
  distinct,
  generated,
  subject: () => subject(twoPhaseCommit(managers), [consistent]),
  twin: { file: 'two-phase-commit', defines: { N: managers }, depth: 1000 },
  reference: 'two-phase-commit-7',
  byHand: managers > 8 ? 'two-phase-commit-8' : `two-phase-commit-${managers}`,
  family: 'two-phase commit',
});

const lockTable = (size: string, ticks: number, distinct: number, generated: number): Row => ({
  name: `leases-${size}`,
  about: 'Map and Set: a lock table with leases',
  distinct,
  generated,
  subject: () => subject(leases(3, 3, ticks), [holdersKnow]),
  twin: {
    file: 'leases',
    defines: { CLIENTS: 3, RESOURCES: 3, TICKS: ticks },
    depth: distinct,
  },
  reference: 'leases-100k',
  byHand: ticks > 3 ? 'leases-1m' : `leases-${size}`,
  family: 'leases',
});

export const rows: readonly Row[] = [
  commit(7, 296_448, 2_744_706),
  commit(8, 1_745_408, 18_507_778),
  commit(9, 10_340_352, 123_558_402),
  commit(10, 61_515_776, 817_760_258),
  {
    name: 'paxos-3',
    about: 'message sets: strings in a Set that grows',
    distinct: 185_369,
    generated: 772_240,
    subject: () => subject(paxos(3, 3), [agreement(3, 3)]),
    twin: { file: 'paxos', defines: { ACCEPTORS: 3, BALLOTS: 3 }, depth: 1000 },
    reference: 'paxos-3',
    byHand: 'paxos-3',
  },
  {
    name: 'paxos-4',
    about: 'the same with a fourth acceptor',
    distinct: 2_135_473,
    generated: 10_700_780,
    subject: () => subject(paxos(4, 3), [agreement(4, 3)]),
    twin: { file: 'paxos', defines: { ACCEPTORS: 4, BALLOTS: 3 }, depth: 1000 },
    reference: 'paxos-3',
    byHand: 'paxos-3',
  },
  {
    name: 'alternating-bit',
    about: 'queues: arrays that grow and shrink',
    distinct: 161_676,
    generated: 876_637,
    subject: () => subject(alternatingBit(200, 8), [inOrder]),
    twin: { file: 'alternating-bit', defines: { LAST: 200, CAPACITY: 8 }, depth: 20_000 },
    reference: 'alternating-bit',
    byHand: 'alternating-bit',
  },
  {
    name: 'dns-4-safe',
    about: 'growing records, referenceCount and fencing on',
    distinct: 31_962,
    generated: 141_144,
    subject: () => subject(safeDns(4), safeProperties),
    twin: { file: 'dns', defines: { PLANS: 4, SAFE: 1 }, depth: 1000 },
    reference: 'dns-4-safe',
    byHand: 'dns-4-safe',
  },
  {
    name: 'dns-4-naive',
    about: 'growing records, nine properties, most violated',
    distinct: 152_655,
    generated: 694_909,
    subject: () => subject(naiveDns(4), naiveProperties),
    twin: { file: 'dns', defines: { PLANS: 4, SAFE: 0 }, depth: 1000 },
    reference: 'dns-4-naive',
    byHand: 'dns-4-naive',
  },
  {
    name: 'dns-5-safe',
    about: 'the same with a fifth plan',
    distinct: 838_097,
    generated: 4_207_435,
    subject: () => subject(safeDns(5), safeProperties),
    twin: { file: 'dns', defines: { PLANS: 5, SAFE: 1 }, depth: 1000 },
    reference: 'dns-4-safe',
    byHand: 'dns-5-safe',
  },
  {
    name: 'dns-5-naive',
    about: 'the same with a fifth plan',
    distinct: 11_195_838,
    generated: 59_793_078,
    subject: () => subject(naiveDns(5), naiveProperties),
    twin: { file: 'dns', defines: { PLANS: 5, SAFE: 0 }, depth: 1000 },
    reference: 'dns-4-naive',
    byHand: 'dns-4-naive',
  },
  {
    name: 'sliding-tiles',
    about: 'a puzzle: each step reads all of the state',
    distinct: 181_440,
    generated: 483_841,
    subject: () => subject(slidingTiles, [notExchanged]),
    twin: { file: 'sliding-tiles', defines: {}, depth: 181_440 },
    reference: 'sliding-tiles',
    byHand: 'sliding-tiles',
  },
  {
    name: 'counters',
    about: 'wide ranges; 8,401 levels of some sixty states',
    distinct: 482_911,
    generated: 1_715_966,
    subject: () => subject(counters(4000, 10), [ordered]),
    twin: { file: 'counters', defines: { LAST: 4000, WINDOW: 10 }, depth: 20_000 },
    reference: 'counters',
    byHand: 'counters',
  },
  {
    name: 'philosophers',
    about: 'small records in arrays, neighbours share',
    distinct: 125_440,
    generated: 837_905,
    subject: () => subject(philosophers(8), [neighboursDoNotEat, nobodyIsStuck]),
    twin: { file: 'philosophers', defines: { SEATS: 8 }, depth: 125_440 },
    reference: 'philosophers',
    byHand: 'philosophers',
  },
  lockTable('100k', 1, 157_464, 1_397_494),
  lockTable('1m', 3, 1_259_712, 12_577_438),
  lockTable('10m', 7, 10_077_696, 105_796_126),
];

/** The row of this name. */
export function rowNamed(name: string): Row {
  const found = rows.find((row) => row.name === name);
  if (found === undefined) throw new RangeError(`There is no row ${name}.`);
  return found;
}
