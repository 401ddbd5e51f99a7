/**
 * Counts that others have published, of systems of up to 724,274 states. For the manifests see
 * known-answers/published.test.ts, which has the smaller systems.
 */
import { describe, expect, test } from 'vitest';
import { check } from 'allways';
import {
  abortNeedsReason,
  atomicCommitment,
  commitNeedsAll,
  noSecondThoughts,
  sameDecision,
} from '../../models/classics/atomic-commitment.js';
import { chameneos, twoMeetAtATime } from '../../models/classics/chameneos.js';
import { coffeeCan, fewer, parity } from '../../models/classics/coffee-can.js';
import { allInOrder, disruptor, noDataRace } from '../../models/classics/disruptor.js';
import { gameOfLife, threeToBreed } from '../../models/classics/game-of-life.js';
import {
  decidedOnce,
  fastPaxos,
  fastPaxosSymmetry,
  onlyVotesDecided,
} from '../../models/classics/fast-paxos.js';
import { criticalIsAlone, fewMessages, lamportMutex } from '../../models/classics/lamport-mutex.js';
import {
  linearizable,
  multiPaxos,
  multiPaxosSymmetry,
  neverStuck,
} from '../../models/classics/multi-paxos.js';
import { oneValue, paxos, someValue } from '../../models/classics/paxos.js';
import { readersWriters, writersAreAlone } from '../../models/classics/readers-writers.js';
import {
  regularRegisters,
  somebodyReadsTheNewValue,
} from '../../models/classics/regular-registers.js';
import { noMoreTokens, someToken, tokenRing } from '../../models/classics/token-ring.js';
import {
  isBarrier,
  lockExcludes,
  oneGateOpen,
  twoChamberBarrier,
} from '../../models/classics/two-chamber-barrier.js';
import { explored } from '../known-answers/explored.js';

const published = [
  {
    // PaxosHowToWinATuringAward/manifest.json, MCPaxosTiny.cfg.
    system: 'Paxos, 2 ballots',
    run: () => check(paxos(2), [oneValue, someValue]),
    figures: { distinct: 3_921, generated: 23_563, depth: 17 },
  },
  {
    // acp/manifest.json, ACP_SB_TLC.cfg.
    system: 'atomic commitment',
    run: () =>
      check(atomicCommitment(), [sameDecision, commitNeedsAll, abortNeedsReason, noSecondThoughts]),
    figures: { distinct: 54_944, generated: 218_352, depth: 21 },
  },
  {
    // ewd426/manifest.json, TokenRing.cfg.
    system: 'token ring',
    run: () => check(tokenRing(), [someToken, noMoreTokens]),
    figures: { distinct: 46_656, generated: 248_832, depth: 1 },
  },
  {
    // lamport_mutex/manifest.json, MCLamportMutex.cfg.
    system: "Lamport's mutex",
    run: () => check(lamportMutex(3, 6), [criticalIsAlone, fewMessages]),
    figures: { distinct: 724_274, generated: 2_729_079, depth: 61 },
  },
  {
    // ReadersWriters/manifest.json, MC.cfg.
    system: 'readers and writers',
    run: () => check(readersWriters(3), writersAreAlone),
    figures: { distinct: 21_527, generated: 59_674, depth: 13 },
  },
  {
    // TeachingConcurrency/manifest.json, SimpleRegular.cfg.
    system: 'regular registers, 8 processes',
    run: () => check(regularRegisters(8), somebodyReadsTheNewValue),
    figures: { distinct: 277_726, generated: 1_454_776, depth: 25 },
  },
  {
    // barriers/manifest.json, Barriers.cfg.
    system: 'two-chamber barrier',
    run: () => check(twoChamberBarrier(6), [lockExcludes, oneGateOpen, isBarrier]),
    figures: { distinct: 29_279, generated: 104_515, depth: 93 },
  },
  {
    // Chameneos/manifest.json.
    system: 'chameneos',
    run: () => check(chameneos(4, 4), twoMeetAtATime),
    figures: { distinct: 34_534, generated: 104_697, depth: 13 },
  },
  {
    // Disruptor/manifest.json, Disruptor_MPMC_liveliness.cfg.
    system: 'disruptor, 2 readers',
    run: () => check(disruptor(2, 2), [noDataRace, allInOrder]),
    figures: { distinct: 14_365, generated: 44_581, depth: 61 },
  },
  {
    // Disruptor/manifest.json, Disruptor_MPMC.cfg.
    system: 'disruptor, 3 readers',
    run: () => check(disruptor(2, 3), [noDataRace, allInOrder]),
    figures: { distinct: 112_929, generated: 422_781, depth: 81 },
  },
  {
    // GameOfLife/manifest.json.
    system: 'game of life, 4 by 4',
    run: () => check(gameOfLife(4), threeToBreed),
    figures: { distinct: 65_536, generated: 131_072, depth: 1 },
  },
  {
    // SimplifiedFastPaxos/manifest.json, FastPaxos.cfg, which declares the replicas and the values symmetric.
    system: 'Fast Paxos, up to symmetry',
    run: () => check(fastPaxos, [onlyVotesDecided, decidedOnce], { symmetric: fastPaxosSymmetry }),
    figures: { distinct: 25_617, generated: 320_053, depth: 22 },
  },
  {
    // MultiPaxos-SMR/manifest.json, MultiPaxos_MC_small.cfg, which declares the replicas symmetric.
    system: 'MultiPaxos, up to symmetry',
    run: () => check(multiPaxos, [linearizable, neverStuck], { symmetric: multiPaxosSymmetry }),
    figures: { distinct: 343_796, generated: 736_012, depth: 28 },
  },
];

/** Takes a minute, so it runs only if the environment has LARGE. */
const larger = [
  {
    // CoffeeCan/manifest.json, CoffeeCan1000Beans.cfg.
    system: 'coffee can, 1000 beans',
    run: () => check(coffeeCan(1000), [parity, fewer]),
    figures: { distinct: 501_500, generated: 2_000_002, depth: 1 },
  },
];

describe('what others have counted', { timeout: 600_000 }, () => {
  test.each(published)('$system', async ({ run, figures }) => {
    expect(await run()).toMatchObject({ ...explored, ...figures });
  });

  test.skipIf(process.env['LARGE'] === undefined).each(larger)(
    '$system',
    async ({ run, figures }) => {
      expect(await run()).toMatchObject({ ...explored, ...figures });
    },
  );
});
