/**
 * Counts and shortest lengths that others have published of systems that they have checked. Where
 * a manifest is named, it is the file manifest.json beside the specification in the repository
 * tlaplus/Examples on GitHub (at commit 32a32c7b), in which `distinctStates`, `totalStates` and
 * `stateDepth` are what TLC printed. No number here is one that we have only measured. Systems of
 * more than 10,000 states are in large.test.ts.
 */
import { describe, expect, test } from 'vitest';
import { check, type CheckResult, type Model, type Property } from 'allways';
import { acknowledgedIsReceived, alternatingBit } from '../../models/classics/alternating-bit.js';
import { barrier, nobodyLeavesEarly } from '../../models/classics/barrier.js';
import { changRoberts, theFirstWins } from '../../models/classics/chang-roberts.js';
import { atMostOne, cigaretteSmokers } from '../../models/classics/cigarette-smokers.js';
import { coffeeCan, fewer, parity } from '../../models/classics/coffee-can.js';
import { dieHard, notSolved } from '../../models/classics/die-hard.js';
import {
  diningPhilosophers,
  exclusive,
  somebodyCanMove,
} from '../../models/classics/dining-philosophers.js';
import { childrenHaveParents, echo, isTree } from '../../models/classics/echo.js';
import { dijkstra, ewd840, terminationDetection } from '../../models/classics/ewd840.js';
import { fifo, onlyMessages } from '../../models/classics/fifo.js';
import { hanoi, moved } from '../../models/classics/hanoi.js';
import {
  incrementWithLock,
  lockedNothingLost,
  oneHasTheLock,
} from '../../models/classics/increment-with-lock.js';
import { increment, nothingLost } from '../../models/classics/increment.js';
import { majority, majorityWins, othersAreOutweighed } from '../../models/classics/majority.js';
import {
  missionariesAndCannibals,
  somebodyIsLeft,
} from '../../models/classics/missionaries-and-cannibals.js';
import { mutualExclusion, peterson } from '../../models/classics/peterson.js';
import { prisoners, rightlyFree } from '../../models/classics/prisoners.js';
import {
  heldByOne,
  noCircle,
  schedulingAllocator,
  turnsAreWanted,
} from '../../models/classics/scheduling-allocator.js';
import { resourceMutex, simpleAllocator } from '../../models/classics/simple-allocator.js';
import { columnsSwapped, slidingPuzzle } from '../../models/classics/sliding-puzzle.js';
import {
  somebodyReadsOne,
  teachingConcurrency,
  whoReadsHasWritten,
} from '../../models/classics/teaching-concurrency.js';
import { bothEstablished, requestEnds, tcp, tcpFairness } from '../../models/classics/tcp.js';
import {
  asyncTermination,
  detectedInTheEnd,
  detectedRightly,
  observerLooks,
  staysTerminated,
} from '../../models/classics/termination-detection.js';
import { agreed, transactionCommit } from '../../models/classics/transaction-commit.js';
import { allCommit, consistent, twoPhaseCommit } from '../../models/classics/two-phase-commit.js';
import { cachesAreCurrent, writeThroughCache } from '../../models/classics/write-through-cache.js';
import { explored } from './explored.js';

/** TLC does not count the states outside a constraint as distinct. */
const inside = <State>(result: CheckResult<State>) => ({
  ...result,
  distinct: result.distinct - (result.outside ?? 0),
});

const published = [
  {
    // ewd998/manifest.json, AsyncTerminationDetection.cfg, which has a constraint.
    system: 'termination detection',
    run: async () => {
      const properties = [detectedRightly, staysTerminated, detectedInTheEnd];
      return inside(await check(asyncTermination(4), properties, { fairness: observerLooks }));
    },
    figures: { distinct: 4_097, generated: 53_271, depth: 14 },
  },
  {
    // tcp/manifest.json, MCtcp.cfg, which has a constraint. TLC also generates the states to which an action constraint
    // forbids to go, so its number of generated states is another one.
    system: 'TCP',
    run: async () =>
      inside(await check(tcp, [bothEstablished, ...requestEnds], { fairness: tcpFairness })),
    figures: { distinct: 1_182, depth: 14 },
  },
  {
    // transaction_commit/manifest.json, TCommit.cfg.
    system: 'transaction commit',
    run: () => check(transactionCommit(), agreed),
    figures: { distinct: 34, generated: 94, depth: 7 },
  },
  {
    // transaction_commit/manifest.json, TwoPhase.cfg; 288 also in examples/2pc.rs of Stateright.
    system: 'two-phase commit, 3 managers',
    run: () => check(twoPhaseCommit(3), [consistent, allCommit]),
    figures: { distinct: 288, generated: 1_146, depth: 11 },
  },
  {
    // examples/2pc.rs of Stateright.
    system: 'two-phase commit, 5 managers',
    run: () => check(twoPhaseCommit(5), consistent),
    figures: { distinct: 8_832 },
  },
  {
    // What TLC prints for DieHard/DieHard.tla without NotSolved, as in many a tutorial.
    system: 'die hard',
    run: () => check(dieHard, []),
    figures: { verdict: 'nothing checked', distinct: 16, generated: 97, depth: 8 },
  },
  {
    // DiningPhilosophers/manifest.json.
    system: 'dining philosophers',
    run: () => check(diningPhilosophers(), [exclusive, somebodyCanMove]),
    figures: { distinct: 67, generated: 336, depth: 29 },
  },
  {
    // ewd840/manifest.json, EWD840.cfg. It says depth 10, TLC having run with several workers, with
    // which its depth may be too large (tlaplus/tlaplus, issue 883).
    system: 'EWD 840, 3 nodes',
    run: () => check(ewd840(3), [terminationDetection, dijkstra]),
    figures: { distinct: 302, generated: 2_001 },
  },
  {
    // ewd840/manifest.json, EWD840_json.cfg.
    system: 'EWD 840, 4 nodes',
    run: () => check(ewd840(4), [terminationDetection, dijkstra]),
    figures: { distinct: 1_566, generated: 15_986, depth: 12 },
  },
  {
    // chang_roberts/manifest.json, MCChangRoberts.cfg.
    system: 'leader election in a ring',
    run: () => check(changRoberts(3), theFirstWins),
    figures: { distinct: 137, generated: 227, depth: 10 },
  },
  {
    // echo/manifest.json, MCEcho.cfg.
    system: 'echo',
    run: () => check(echo, [childrenHaveParents, isTree]),
    figures: { distinct: 75, generated: 116, depth: 16 },
  },
  {
    // locks_auxiliary_vars/manifest.json, Peterson.cfg.
    system: 'Peterson',
    run: () => check(peterson, mutualExclusion),
    figures: { distinct: 42, generated: 77, depth: 11 },
  },
  {
    // TeachingConcurrency/manifest.json, Simple.cfg.
    system: 'teaching concurrency',
    run: () => check(teachingConcurrency(5), [somebodyReadsOne, whoReadsHasWritten]),
    figures: { distinct: 723, generated: 1_842, depth: 11 },
  },
  {
    // barriers/manifest.json, Barrier.cfg.
    system: 'barrier',
    run: () => check(barrier(6), nobodyLeavesEarly),
    figures: { distinct: 64, generated: 194, depth: 7 },
  },
  {
    // CigaretteSmokers/manifest.json.
    system: 'cigarette smokers',
    run: () => check(cigaretteSmokers, atMostOne),
    figures: { distinct: 6, generated: 15, depth: 2 },
  },
  {
    // allocator/manifest.json, SimpleAllocator.cfg.
    system: 'simple allocator',
    run: () => check(simpleAllocator, resourceMutex),
    figures: { distinct: 400, generated: 1_633, depth: 6 },
  },
  {
    // allocator/manifest.json, SchedulingAllocator.cfg.
    system: 'scheduling allocator',
    run: () => check(schedulingAllocator, [heldByOne, turnsAreWanted, noCircle]),
    figures: { distinct: 1_690, generated: 5_854, depth: 7 },
  },
  {
    // SpecifyingSystems/manifest.json, TLC/MCAlternatingBit.cfg.
    system: 'alternating bit',
    run: () => check(alternatingBit, acknowledgedIsReceived),
    figures: { distinct: 240, generated: 1_392, depth: 10 },
  },
  {
    // SpecifyingSystems/manifest.json, FIFO/MCInnerFIFO.cfg.
    system: 'FIFO',
    run: () => check(fifo(3), onlyMessages),
    figures: { distinct: 3_864, generated: 9_660, depth: 11 },
  },
  {
    // SpecifyingSystems/manifest.json, CachingMemory/MCWriteThroughCache.cfg.
    system: 'write-through cache',
    run: () => check(writeThroughCache(2, 1), cachesAreCurrent),
    figures: { distinct: 5_196, generated: 28_170, depth: 18 },
  },
  {
    // Prisoners/manifest.json.
    system: 'prisoners',
    run: () => check(prisoners(4), rightlyFree),
    figures: { distinct: 214, generated: 860, depth: 14 },
  },
  {
    // Majority/manifest.json, MCMajority.cfg.
    system: 'majority',
    run: () => check(majority(5), [majorityWins, othersAreOutweighed]),
    figures: { distinct: 2_733, generated: 3_459, depth: 6 },
  },
  {
    // CoffeeCan/manifest.json, CoffeeCan100Beans.cfg.
    system: 'coffee can, 100 beans',
    run: () => check(coffeeCan(100), [parity, fewer]),
    figures: { distinct: 5_150, generated: 20_002, depth: 1 },
  },
  {
    // The Hanoi graph H of n disks and 3 pegs has 3^n nodes and 3(3^n - 1)/2 edges, each to be
    // walked both ways, and two of its corners are 2^n - 1 apart, the most there is
    // (A. M. Hinz and others, "The Tower of Hanoi: Myths and Maths", 2013).
    system: 'hanoi, 5 disks',
    run: () => check(hanoi(5), []),
    figures: {
      verdict: 'nothing checked',
      distinct: 3 ** 5,
      generated: 1 + 3 * (3 ** 5 - 1),
      depth: 2 ** 5,
    },
  },
];

describe('what others have counted', { timeout: 600_000 }, () => {
  test.each(published)('$system', async ({ run, figures }) => {
    expect(await run()).toMatchObject({ ...explored, ...figures });
  });

  test('two-phase commit, 4 managers: so many states within each depth', async () => {
    // The output of TLC and of a C++ translation in the blog post "Bespoke Verified Compilation
    // with Claude" (2026): 1,568 states, depth 14. Its variant generates fewer, as there nobody
    // hears a decision twice.
    const within = [1, 10, 46, 134, 288, 504, 764, 1034, 1267, 1428, 1516, 1554, 1566, 1568];
    const model = twoPhaseCommit(4);
    for (const [before, distinct] of within.entries()) {
      const limits = { depth: before + 1 };
      expect(await check(model, consistent, { limits })).toMatchObject({
        distinct,
        depth: before + 1,
      });
    }
    expect(await check(model, consistent)).toMatchObject({
      verdict: 'holds',
      distinct: 1_568,
      depth: 14,
    });
  });

  test('increment, 2 threads: 13 states', async () => {
    // Listed one by one in examples/increment.rs of Stateright.
    expect(await check(increment(2), [])).toMatchObject({
      distinct: 13,
      ended: { by: 'complete' },
    });
  });

  test('sliding puzzle: so many positions at each distance', async () => {
    // OEIS A090034.
    const atDistance = [
      1, 2, 3, 5, 6, 7, 10, 12, 12, 16, 23, 25, 28, 39, 44, 40, 29, 21, 18, 12, 6, 1,
    ];
    let distinct = 0;
    for (const [distance, positions] of atDistance.entries()) {
      distinct += positions;
      const depth = distance + 1;
      expect(await check(slidingPuzzle, [], { limits: { depth } })).toMatchObject({
        distinct,
        depth,
      });
    }
    expect(await check(slidingPuzzle, [])).toMatchObject({
      distinct: 360,
      depth: 22,
      ended: { by: 'complete' },
    });
  });
});

describe('the shortest way, as others have found it or as it can be seen', () => {
  const lengthOf = async <State>(model: Model<State>, property: Property<State>) => {
    const [outcome] = (await check(model, property)).properties;
    const trace = outcome !== undefined && 'trace' in outcome ? outcome.trace : undefined;
    return [outcome?.verdict, trace?.actions.length];
  };

  test('die hard: four gallons after 6 steps', async () => {
    // The counterexample that TLC prints has 7 states.
    expect(await lengthOf(dieHard, notSolved)).toEqual(['violated', 6]);
    const { distinct, generated, depth } = await check(dieHard, notSolved);
    expect([distinct, generated, depth]).toEqual([14, 73, 7]);
  });

  test('missionaries and cannibals: 11 crossings', async () => {
    // S. Amarel, "On representations of problems of reasoning about actions", 1968.
    expect(await lengthOf(missionariesAndCannibals, somebodyIsLeft)).toEqual(['violated', 11]);
  });

  test('increment: 4 steps to a lost update', async () => {
    // The example at the top of examples/increment.rs of Stateright.
    expect(await lengthOf(increment(2), nothingLost)).toEqual(['violated', 4]);
  });

  test.each([1, 2, 3, 6])('hanoi: %d disks take 2 to that power, less 1', async (disks) => {
    expect(await lengthOf(hanoi(disks), moved)).toEqual(['holds', 2 ** disks - 1]);
  });

  test('sliding puzzle: 21 moves to the one position that is farthest', async () => {
    // plouffe.fr/OEIS/txt/sbpnx2.txt by H. Pfoertner.
    expect(await lengthOf(slidingPuzzle, columnsSwapped)).toEqual(['holds', 21]);
  });

  test('two-phase commit: all prepare, all are heard, one commits, all hear of it', async () => {
    expect(await lengthOf(twoPhaseCommit(3), allCommit)).toEqual(['holds', 3 + 3 + 1 + 3]);
  });
});

describe('what others have found to hold, without a count', () => {
  test('increment with lock: no increment is lost', async () => {
    // examples/increment_lock.rs of Stateright.
    const properties = [lockedNothingLost, oneHasTheLock];
    expect(await check(incrementWithLock(3), properties)).toMatchObject(explored);
  });
});
