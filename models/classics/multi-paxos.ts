import { actor, defineModel, invariant, noDeadlock } from 'allways';
import {
  commands,
  isTerminated,
  server,
  servers,
  writes,
  type Command,
  type Event,
  type Instance,
  type Messages,
  type MultiPaxos,
  type Node,
} from './multi-paxos-server.js';

const allDone = ({ nodes }: MultiPaxos) => servers.every((server) => nodes[server].isDone);

const instance: Instance = {
  status: 'empty',
  command: null,
  voted: { ballot: 0, command: null },
};
const node: Node = {
  leader: null,
  value: null,
  committed: 0,
  prepared: 0,
  heard: 0,
  log: { 1: instance, 2: instance },
  isDone: false,
};
const messages: Messages = { leader: null, promises: {}, asked: {}, accepted: { 1: {}, 2: {} } };

/**
 * MultiPaxos, as it replicates a log: in each of two ballots, three servers elect a leader and agree on the command of
 * each slot. Clients write and read one value. The servers are interchangeable.
 *
 * The messages of a ballot stand side by side: each server sends one of a kind in it (for each slot). They are never
 * lost, but each may be received at any later time, or never. A step has one choice for each way in which TLC can take
 * it, and at the end all servers rest, so that the steps are as many as TLC counts.
 *
 * After tlaplus/Examples, specifications/MultiPaxos-SMR/MultiPaxos, by Guanzhou Hu, with the constants of
 * MultiPaxos_MC_small: one write, one read, two ballots.
 */
export const multiPaxos = defineModel<MultiPaxos>({
  name: 'MultiPaxos',
  initial: {
    nodes: { s1: node, s2: node, s3: node },
    messages: { 1: messages, 2: messages },
    notices: {},
    pending: [...commands],
    observed: [],
  },
  actors: [
    ...servers.map(server),
    actor<MultiPaxos>('all', { rest: { when: allDone, then: () => {} } }),
  ],
});

/** The names that are interchangeable. */
export const multiPaxosSymmetry = [servers];

/** Orders in which the commands may have taken effect. */
const orders: readonly (readonly Command[])[] = [
  ['w1', 'r1'],
  ['r1', 'w1'],
];

function explains(order: readonly Command[], observed: readonly Event[]): boolean {
  const requested = (of: Command) =>
    observed.findIndex((one) => one.is === 'request' && one.of === of);
  const answered = (of: Command) =>
    observed.findIndex((one) => one.is === 'answer' && one.of === of);
  let value: Command | null = null;
  for (const [at, command] of order.entries()) {
    const answer = observed[answered(command)];
    if (answer?.is !== 'answer' || answer.value !== value) return false;
    if (writes.includes(command)) value = command;
    if (order.slice(at + 1).some((later) => answered(later) < requested(command))) return false;
  }
  return true;
}

export const linearizable = invariant<MultiPaxos>(
  'the answers of all commands are those of one order, which obeys real time',
  (s) => !isTerminated(s) || orders.some((order) => explains(order, s.observed)),
);

export const neverStuck = noDeadlock<MultiPaxos>();
