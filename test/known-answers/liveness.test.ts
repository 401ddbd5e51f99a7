/**
 * What others have published of systems in the long run: each specification of the repository
 * tlaplus/Examples named here has temporal properties in its configuration, and its manifest.json
 * says that TLC found them to hold, in so many distinct states. Each is also checked with less
 * fairness, where it must fail, as said beside it.
 */
import { describe, expect, test } from 'vitest';
import { check, strong, weak, type FairnessOption, type Model, type Property } from 'allways';
import {
  alternatingBit,
  notAllIsLost,
  sentIsReceived,
} from '../../models/classics/alternating-bit.js';
import {
  allDecide,
  allDecideWhereNobodyDies,
  atomicCommitment,
  atomicCommitmentFairness,
  survivorsDecide,
} from '../../models/classics/atomic-commitment.js';
import { cat, catIsFound } from '../../models/classics/cat.js';
import { changRoberts, somebodyWins } from '../../models/classics/chang-roberts.js';
import { coffeeCan, lastBeanIsKnown, oneIsLeft } from '../../models/classics/coffee-can.js';
import { diningPhilosophers, nobodyStarves } from '../../models/classics/dining-philosophers.js';
import { ewd840, terminationIsDetected, tokenGoesRound } from '../../models/classics/ewd840.js';
import { allTimes, hourClock } from '../../models/classics/hour-clock.js';
import { announcedInTheEnd, oneSwitch } from '../../models/classics/one-switch.js';
import { freeInTheEnd, prisoners } from '../../models/classics/prisoners.js';
import {
  everybodyHasTurns,
  readersWriters,
  readersWritersFairness,
} from '../../models/classics/readers-writers.js';
import {
  everybodyHasItsTurn,
  schedulingAllocator,
  schedulingAllocatorFairness,
} from '../../models/classics/scheduling-allocator.js';
import {
  everybodyIsServed,
  simpleAllocator,
  simpleAllocatorFairness,
} from '../../models/classics/simple-allocator.js';
import { oneTokenRemains, somebodyGoesOn, tokenRing } from '../../models/classics/token-ring.js';
import {
  everybodyIsAnswered,
  writeThroughCache,
  writeThroughCacheFairness,
} from '../../models/classics/write-through-cache.js';
import { isDeep } from '../support/deep.js';

/** A published answer, and a fairness with which it is no longer true. */
interface Known<State> {
  readonly specification: string;
  readonly model: Model<State>;
  readonly properties: readonly Property<State>[];
  readonly fairness: FairnessOption;
  readonly distinct: number;
  readonly weaker: FairnessOption;
  /** Of each property: the steps of the lasso and where its loop begins; nothing: it still holds. */
  readonly lassos: readonly (readonly [steps: number, from: number] | undefined)[];
}

const asKnown = <State>(known: Known<State>) => ({
  ...known,
  verdicts: async () => {
    const { distinct, properties } = await check(known.model, known.properties, {
      fairness: known.fairness,
    });
    return { distinct, verdicts: properties.map(({ verdict }) => verdict) };
  },
  lassos: async () => {
    const { properties } = await check(known.model, known.properties, { fairness: known.weaker });
    return properties.map((outcome) =>
      outcome.verdict === 'violated'
        ? [outcome.trace?.actions.length, outcome.trace?.lasso?.from]
        : undefined,
    );
  },
  properties: known.properties.length,
  expected: known.lassos,
});

const others = (all: readonly string[], without: string) =>
  all.filter((name) => name !== without).map((name) => weak(name));

const philosophers = [1, 2, 3, 4, 5].map((number) => `philosopher ${number}`);
const users = ['user 1', 'user 2', 'user 3'];

const known = [
  // Of the clock nothing else is assumed, so it may stop at once, at an hour other than the one asked.
  asKnown({
    specification: 'SpecifyingSystems/Liveness/LiveHourClock',
    model: hourClock,
    properties: allTimes,
    fairness: [weak('clock')],
    distinct: 12,
    weaker: 'none',
    lassos: allTimes.map(() => [0, 0] as const),
  }),
  asKnown({
    specification: 'DiningPhilosophers',
    model: diningPhilosophers(),
    properties: nobodyStarves(),
    fairness: 'weak',
    distinct: 67,
    // The second does nothing any more, and the others wait for a fork that it holds.
    weaker: others(philosophers, 'philosopher 2'),
    lassos: philosophers.map(() => [5, 5] as const),
  }),
  asKnown({
    specification: 'ewd840/EWD840',
    model: ewd840(),
    properties: [terminationIsDetected],
    fairness: tokenGoesRound(),
    distinct: 302,
    // Nobody makes the token go on, in whatever state it all begins.
    weaker: others(['node 0', 'node 1', 'node 2'], 'node 1'),
    lassos: [[0, 0]],
  }),
  asKnown({
    specification: 'SpecifyingSystems/TLC/MCAlternatingBit',
    model: alternatingBit,
    properties: sentIsReceived,
    fairness: notAllIsLost,
    distinct: 240,
    // The channel loses each message before it is received: it is there again and again only.
    weaker: [
      weak('sender.sendAgain'),
      weak('receiver.sendAck'),
      weak('receiver.receive'),
      strong('sender.receiveAck'),
    ],
    lassos: [
      [7, 1],
      [7, 1],
    ],
  }),
  asKnown({
    specification: 'Prisoners',
    model: prisoners(),
    properties: [freeInTheEnd],
    fairness: 'weak',
    distinct: 214,
    // One prisoner is never led into the room again, so the counter waits for ever.
    weaker: others(['counter', 'prisoner 1', 'prisoner 2', 'prisoner 3'], 'prisoner 3'),
    lassos: [[12, 8]],
  }),
  asKnown({
    specification: 'allocator/SimpleAllocator',
    model: simpleAllocator,
    properties: everybodyIsServed,
    fairness: simpleAllocatorFairness,
    distinct: 400,
    // What a client wants is free again and again, and another is always quicker. But who has all that
    // it wanted can return it all the time until it does.
    weaker: ['c1', 'c2', 'c3'].flatMap((one) => [
      weak(`${one}.returnAll`),
      weak(`${one}.allocate`),
    ]),
    lassos: ['c1', 'c2', 'c3'].flatMap(() => [undefined, [4, 1], [4, 1], [4, 1]] as const),
  }),
  asKnown({
    specification: 'CoffeeCan',
    model: coffeeCan(),
    properties: [oneIsLeft, lastBeanIsKnown],
    fairness: 'weak',
    distinct: 5150,
    // The hand stops in the first can that has more than one bean.
    weaker: 'none',
    lassos: [
      [0, 0],
      [0, 0],
    ],
  }),
  asKnown({
    specification: 'chang_roberts/MCChangRoberts',
    model: changRoberts(),
    properties: [somebodyWins],
    fairness: 'weak',
    distinct: 137,
    // A node that does nothing passes nothing on.
    weaker: others(['node 1', 'node 2', 'node 3'], 'node 2'),
    lassos: [[2, 2]],
  }),
  asKnown({
    specification: 'ewd426/TokenRing',
    model: tokenRing(),
    properties: [oneTokenRemains],
    fairness: somebodyGoesOn(),
    distinct: 46_656,
    // All may stop at once where there are several tokens.
    weaker: 'none',
    lassos: [[0, 0]],
  }),
  asKnown({
    specification: 'ReadersWriters',
    model: readersWriters(),
    properties: everybodyHasTurns(),
    fairness: readersWritersFairness(),
    distinct: 21_527,
    // The third need not ask to write; all else it does, and so do the others.
    weaker: [
      ...users.map((who) => weak(`${who}.askToRead`)),
      ...users.slice(0, 2).map((who) => weak(`${who}.askToWrite`)),
      weak('doorkeeper'),
      weak(...users.map((who) => `${who}.stop`)),
    ],
    lassos: everybodyHasTurns().map(({ name }) =>
      name === 'user 3 writes again and again' ? [15, 0] : undefined,
    ),
  }),
  asKnown({
    specification: 'allocator/SchedulingAllocator',
    model: schedulingAllocator,
    properties: everybodyHasItsTurn,
    fairness: schedulingAllocatorFairness,
    distinct: 1690,
    // The first keeps what it has: it asks, has its turn, and gets it. Another that wants the same
    // asks before that, and waits for ever.
    weaker: schedulingAllocatorFairness.filter(({ of }) => !of.includes('c1.returnAll')),
    lassos: [
      ...([[3, 3], undefined, undefined, undefined] as const),
      ...['c2', 'c3'].flatMap(() => [undefined, [4, 4], [4, 4], [4, 4]] as const),
    ],
  }),
  asKnown({
    specification: 'SpecifyingSystems/Liveness/MCLiveWriteThroughCache',
    model: writeThroughCache(),
    properties: everybodyIsAnswered(),
    fairness: writeThroughCacheFairness(),
    distinct: 5196,
    // The bus has room again and again only, as the other reads, evicts what it has read, and is
    // quicker each time. Both have asked to read by then: two steps, and six round.
    weaker: writeThroughCacheFairness().map(({ of }) => weak(...of)),
    lassos: everybodyIsAnswered().map(() => [8, 2] as const),
  }),
  asKnown({
    specification: 'Prisoners_Single_Switch/Prisoner',
    model: oneSwitch(3, true),
    properties: [announcedInTheEnd],
    fairness: 'weak',
    distinct: 16,
    // One switches the light on and it is counted; from then on no visit of these changes anything.
    weaker: [weak('counter'), weak('prisoner 1')],
    lassos: [[2, 2]],
  }),
  asKnown({
    specification: 'Prisoners_Single_Switch/Prisoner, PrisonerLightUnknown.cfg',
    model: oneSwitch(3, false),
    properties: [announcedInTheEnd],
    fairness: 'weak',
    distinct: 62,
    // The same, but each switches it on twice.
    weaker: [weak('counter'), weak('prisoner 1')],
    lassos: [[4, 4]],
  }),
  ...[
    { boxes: 5, distinct: 30 },
    { boxes: 6, distinct: 48 },
  ].map(({ boxes, distinct }) =>
    asKnown({
      specification: `Moving_Cat_Puzzle/Cat, ${boxes} boxes`,
      model: cat(boxes),
      properties: [catIsFound],
      fairness: 'weak',
      distinct,
      // The night does not pass, and the cat is not where it is looked for first.
      weaker: 'none',
      lassos: [[0, 0]],
    }),
  ),
  asKnown({
    // Its configuration leaves all properties out; that this one was checked is said in a comment.
    specification: 'acp/ACP_SB',
    model: atomicCommitment(),
    properties: [allDecideWhereNobodyDies],
    fairness: atomicCommitmentFairness(),
    distinct: 54_944,
    // One does not vote, though it lives: three are asked, two vote, and both votes come in.
    weaker: atomicCommitmentFairness().filter(({ of }) => !of.includes('p1.vote')),
    lassos: [[7, 7]],
  }),
];

/** These take longer than all others together. */
const large: readonly string[] = ['ReadersWriters', 'acp/ACP_SB'];
const asked = known.filter(({ specification }) => isDeep || !large.includes(specification));

describe.each(asked)('$specification', ({ verdicts, lassos, properties, expected, distinct }) => {
  test('holds, as published', async () => {
    expect(await verdicts()).toEqual({
      distinct,
      verdicts: Array.from({ length: properties }, () => 'holds'),
    });
  }, 600_000);

  test('fails with less fairness', async () => {
    expect(await lassos()).toEqual(expected);
  }, 600_000);
});

test.runIf(isDeep)(
  'acp/ACP_SB: what is published as wrong is wrong with all its fairness',
  async () => {
    const { properties } = await check(atomicCommitment(), [survivorsDecide, allDecide], {
      fairness: atomicCommitmentFairness(),
    });
    expect(
      properties.map((outcome) =>
        outcome.verdict === 'violated'
          ? [outcome.trace?.actions.length, outcome.trace?.lasso?.from]
          : undefined,
      ),
    ).toEqual([
      // The coordinator asks one and dies. That one votes yes and waits for ever; the others, whom
      // nobody asked, abort.
      [5, 5],
      // The coordinator dies and so does one participant, undecided; the other two abort.
      [4, 4],
    ]);
  },
  600_000,
);
