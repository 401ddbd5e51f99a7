/**
 * Counts and shortest lengths that others have published of systems that they have checked. Where
 * a manifest is named, it is the file manifest.json beside the specification in the repository
 * tlaplus/Examples on GitHub (at commit 32a32c7b), in which `distinctStates`, `totalStates` and
 * `stateDepth` are what TLC printed.
 */
import { describe, expect, test } from 'vitest';
import { check, type Model, type Property } from 'allways';
import { atMostOne, cigaretteSmokers } from './cigarette-smokers.js';
import { coffeeCan, fewer, parity } from './coffee-can.js';
import { dieHard, notSolved } from './die-hard.js';
import { alive, diningPhilosophers, exclusive } from './dining-philosophers.js';
import { dijkstra, ewd840, terminationDetection } from './ewd840.js';
import { hanoi, moved } from './hanoi.js';
import { increment, nothingLost } from './increment.js';
import { missionariesAndCannibals, somebodyIsLeft } from './missionaries-and-cannibals.js';
import { mutualExclusion, peterson } from './peterson.js';
import { prisoners, rightlyFree } from './prisoners.js';
import { resourceMutex, simpleAllocator } from './simple-allocator.js';
import { columnsSwapped, slidingPuzzle } from './sliding-puzzle.js';
import { agreed, transactionCommit } from './transaction-commit.js';
import { allCommit, consistent, twoPhaseCommit } from './two-phase-commit.js';

const published = [
  {
    // transaction_commit/manifest.json, TwoPhase.cfg; 288 also in examples/2pc.rs of Stateright.
    system: 'two-phase commit, 3 managers',
    run: () => check(twoPhaseCommit.with([]), [consistent, allCommit]),
    figures: { distinct: 288, generated: 1146, depth: 11 },
  },
  {
    // transaction_commit/manifest.json, TCommit.cfg.
    system: 'transaction commit',
    run: () => check(transactionCommit, agreed),
    figures: { distinct: 34, generated: 94, depth: 7 },
  },
  {
    // What TLC prints for DieHard/DieHard.tla without NotSolved, as in many a tutorial.
    system: 'die hard',
    run: () => check(dieHard, []),
    figures: { distinct: 16, generated: 97, depth: 8 },
  },
  {
    // DiningPhilosophers/manifest.json.
    system: 'dining philosophers',
    run: () => check(diningPhilosophers, [exclusive, alive]),
    figures: { distinct: 67, generated: 336, depth: 29 },
  },
  {
    // ewd840/manifest.json, EWD840.cfg. It says depth 10, TLC having run with several workers, with
    // which its depth may be too large (tlaplus/tlaplus, issue 883).
    system: 'EWD 840, 3 nodes',
    run: () => check(ewd840.with([]), [terminationDetection, dijkstra]),
    figures: { distinct: 302, generated: 2001 },
  },
  {
    // ewd840/manifest.json, EWD840_json.cfg.
    system: 'EWD 840, 4 nodes',
    run: () => check(ewd840.with([], { nodes: 4 }), [terminationDetection, dijkstra]),
    figures: { distinct: 1566, generated: 15986, depth: 12 },
  },
  {
    // locks_auxiliary_vars/manifest.json, Peterson.cfg.
    system: 'Peterson',
    run: () => check(peterson, mutualExclusion),
    figures: { distinct: 42, generated: 77, depth: 11 },
  },
  {
    // CigaretteSmokers/manifest.json.
    system: 'cigarette smokers',
    run: () => check(cigaretteSmokers, atMostOne),
    figures: { distinct: 6, generated: 15, depth: 2 },
  },
  {
    // CoffeeCan/manifest.json, CoffeeCan100Beans.cfg.
    system: 'coffee can, 100 beans',
    run: () => check(coffeeCan, [parity, fewer]),
    figures: { distinct: 5150, generated: 20002, depth: 1 },
  },
  {
    // allocator/manifest.json, SimpleAllocator.cfg.
    system: 'simple allocator',
    run: () => check(simpleAllocator, resourceMutex),
    figures: { distinct: 400, generated: 1633, depth: 6 },
  },
  {
    // Prisoners/manifest.json.
    system: 'prisoners',
    run: () => check(prisoners, rightlyFree),
    figures: { distinct: 214, generated: 860, depth: 14 },
  },
  {
    // The Hanoi graph H of n disks and 3 pegs has 3^n nodes and 3(3^n - 1)/2 edges, each to be
    // walked both ways, and two of its corners are 2^n - 1 apart, the most there is
    // (A. M. Hinz and others, "The Tower of Hanoi: Myths and Maths", 2013).
    system: 'hanoi, 5 disks',
    run: () => check(hanoi.with([]), []),
    figures: { distinct: 3 ** 5, generated: 1 + 3 * (3 ** 5 - 1), depth: 2 ** 5 },
  },
];

describe('what others have counted', () => {
  test.each(published)('$system', async ({ run, figures }) => {
    expect(await run()).toMatchObject({
      verdict: 'holds',
      ended: { by: 'complete' },
      neverTaken: [],
      frontier: 0,
      ...figures,
    });
  });

  test('two-phase commit, 4 managers: so many states within each depth', async () => {
    // The output of TLC and of a C++ translation in the blog post "Bespoke Verified Compilation
    // with Claude" (2026): 1,568 states, depth 14. Its variant generates fewer, as there nobody
    // hears a decision twice.
    const within = [1, 10, 46, 134, 288, 504, 764, 1034, 1267, 1428, 1516, 1554, 1566, 1568];
    const model = twoPhaseCommit.with([], { managers: 4 });
    for (const [before, distinct] of within.entries()) {
      const limits = { depth: before + 1 };
      expect(await check(model, consistent, { limits })).toMatchObject({
        distinct,
        depth: before + 1,
      });
    }
    expect(await check(model, consistent)).toMatchObject({
      verdict: 'holds',
      distinct: 1568,
      depth: 14,
    });
  });

  test('two-phase commit, 5 managers: 8,832 states', async () => {
    // examples/2pc.rs of Stateright.
    const model = twoPhaseCommit.with([], { managers: 5 });
    expect(await check(model, consistent)).toMatchObject({ verdict: 'holds', distinct: 8832 });
  });

  test('increment, 2 threads: 13 states', async () => {
    // Listed one by one in examples/increment.rs of Stateright.
    expect(await check(increment, [])).toMatchObject({ distinct: 13, ended: { by: 'complete' } });
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

describe('the shortest way, as others have found it', () => {
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
    expect(await lengthOf(increment, nothingLost)).toEqual(['violated', 4]);
  });

  test.each([1, 2, 3, 6])('hanoi: %d disks take 2 to that power, less 1', async (disks) => {
    expect(await lengthOf(hanoi.with([], { disks }), moved)).toEqual(['holds', 2 ** disks - 1]);
  });

  test('sliding puzzle: 21 moves to the one position that is farthest', async () => {
    // plouffe.fr/OEIS/txt/sbpnx2.txt by H. Pfoertner.
    expect(await lengthOf(slidingPuzzle, columnsSwapped)).toEqual(['holds', 21]);
  });

  test('two-phase commit: all prepare, all are heard, one commits, all hear of it', async () => {
    expect(await lengthOf(twoPhaseCommit.with([]), allCommit)).toEqual(['holds', 3 + 3 + 1 + 3]);
  });
});
