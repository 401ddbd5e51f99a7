/** The servers of multi-paxos.ts: their state, their messages and their steps. */
import { actor, step } from 'allways';

export type Server = 's1' | 's2' | 's3';
/** A command is also the value that it writes. */
export type Command = 'w1' | 'r1';
type Ballot = 1 | 2;
type Slot = 1 | 2;

/** The last vote of a server in a slot. */
interface Vote {
  ballot: Ballot | 0;
  command: Command | null;
}

/** A slot in the log of a server. */
export interface Instance {
  status: 'empty' | 'preparing' | 'accepting' | 'committed';
  command: Command | null;
  voted: Vote;
}

export interface Node {
  leader: Server | null;
  value: Command | null;
  /** The last slot that it has committed. */
  committed: Slot | 0;
  /** The ballot that it has prepared, if it leads. */
  prepared: Ballot | 0;
  /** The highest ballot that it has heard of. */
  heard: Ballot | 0;
  log: Record<Slot, Instance>;
  isDone: boolean;
}

/** All messages that were ever sent in a ballot. */
export interface Messages {
  /** The server that has asked the others to prepare. */
  leader: Server | null;
  /** The replies, with the votes in each slot. */
  promises: Partial<Record<Server, Record<Slot, Vote>>>;
  /** The command that the leader asked the others to accept in a slot. */
  asked: Partial<Record<Slot, Command | null>>;
  /** The servers that have accepted it. */
  accepted: Record<Slot, Partial<Record<Server, true>>>;
}

/** What clients have seen: a request, or the answer with the value from before the command. */
export type Event =
  { is: 'request'; of: Command } | { is: 'answer'; of: Command; value: Command | null };

export interface MultiPaxos {
  nodes: Record<Server, Node>;
  messages: Record<Ballot, Messages>;
  /** The slots that a leader has announced as committed. */
  notices: Partial<Record<Slot, true>>;
  pending: Command[];
  observed: Event[];
}

export const servers: readonly Server[] = ['s1', 's2', 's3'];
export const commands: readonly Command[] = ['w1', 'r1'];
export const writes: readonly Command[] = ['w1'];
const ballots: readonly Ballot[] = [1, 2];
const slots: readonly Slot[] = [1, 2];
const majority = 2;

export const isTerminated = ({ pending, observed }: MultiPaxos) =>
  pending.length === 0 && observed.length === 2 * commands.length;

/** The slot after the last one that a node has committed. */
const nextSlot = ({ committed }: Node) => slots.find((slot) => slot === committed + 1);

function observe(s: MultiPaxos, event: Event): void {
  const isKnown = s.observed.some(
    (one) =>
      one.of === event.of &&
      (one.is === 'request'
        ? event.is === 'request'
        : event.is === 'answer' && one.value === event.value),
  );
  if (!isKnown) s.observed.push(event);
}

/** What a node does if it hears of a higher ballot; `me` may be the leader itself. */
function promise(s: MultiPaxos, me: Server, ballot: Ballot): void {
  const node = s.nodes[me];
  const messages = s.messages[ballot];
  node.leader = messages.leader;
  node.heard = ballot;
  for (const slot of slots) {
    if (node.log[slot].status === 'accepting') node.log[slot].status = 'preparing';
  }
  messages.promises[me] = { 1: { ...node.log[1].voted }, 2: { ...node.log[2].voted } };
}

/** The vote of the highest ballot in a slot, of all that were sent for this ballot; null: there is none. */
function latestCommand({ promises }: Messages, slot: Slot): Command | null {
  let latest: Vote = { ballot: 0, command: null };
  for (const server of servers) {
    const vote = promises[server]?.[slot];
    if (vote !== undefined && vote.ballot > latest.ballot) latest = vote;
  }
  return latest.command;
}

function commit(node: Node, slot: Slot): void {
  const { command } = node.log[slot];
  node.log[slot].status = 'committed';
  node.committed = slot;
  if (command !== null && writes.includes(command)) node.value = command;
}

/** A ballot with each slot: the leader asks for one command in each. */
const requests = ballots.flatMap((ballot) => slots.map((slot) => ({ ballot, slot })));

/** The pending commands that are not in the log of a node. */
const unseen = ({ pending }: MultiPaxos, { log }: Node) =>
  pending.filter((command) => slots.every((slot) => log[slot].command !== command));

const isLeader = (node: Node, me: Server) => node.leader === me && node.prepared === node.heard;

const leading = (me: Server) => ({
  becomeLeader: step({
    choose: () => ballots,
    when: (s: MultiPaxos, ballot) =>
      s.nodes[me].leader !== me &&
      ballot > s.nodes[me].heard &&
      s.messages[ballot].leader === null &&
      !isTerminated(s),
    then: (s, ballot) => {
      s.messages[ballot].leader = me;
      s.nodes[me].prepared = 0;
      promise(s, me, ballot);
    },
  }),
  hearPromises: {
    when: (s: MultiPaxos) => {
      const { leader, prepared, heard } = s.nodes[me];
      return (
        leader === me &&
        prepared === 0 &&
        heard !== 0 &&
        Object.keys(s.messages[heard].promises).length >= majority &&
        !isTerminated(s)
      );
    },
    then: (s: MultiPaxos) => {
      const node = s.nodes[me];
      if (node.heard === 0) return;
      const messages = s.messages[node.heard];
      node.prepared = node.heard;
      for (const slot of slots) {
        const instance = node.log[slot];
        const command = latestCommand(messages, slot);
        const isVoted = instance.status === 'empty' && command !== null;
        if (instance.status === 'preparing' || isVoted) instance.status = 'accepting';
        instance.command = command;
        if (instance.status === 'accepting') messages.asked[slot] = command;
      }
    },
  },
  // The chosen slot only says that there is an empty one. TLC counts the step once for each.
  takeRequest: step({
    choose: () => slots,
    when: (s: MultiPaxos, empty) => {
      const node = s.nodes[me];
      return (
        isLeader(node, me) &&
        node.log[empty].status === 'empty' &&
        unseen(s, node).length > 0 &&
        !isTerminated(s)
      );
    },
    then: (s) => {
      const node = s.nodes[me];
      const ballot = node.prepared;
      const slot = slots.find((one) => node.log[one].status === 'empty');
      const [command] = unseen(s, node);
      if (ballot === 0 || slot === undefined || command === undefined) return;
      node.log[slot] = { status: 'accepting', command, voted: { ballot, command } };
      s.messages[ballot].asked[slot] = command;
      s.messages[ballot].accepted[slot][me] = true;
      observe(s, { is: 'request', of: command });
    },
  }),
  commitAccepted: {
    when: (s: MultiPaxos) => {
      const node = s.nodes[me];
      const slot = nextSlot(node);
      return (
        isLeader(node, me) &&
        node.prepared !== 0 &&
        slot !== undefined &&
        node.log[slot].status === 'accepting' &&
        Object.keys(s.messages[node.prepared].accepted[slot]).length >= majority &&
        !isTerminated(s)
      );
    },
    then: (s: MultiPaxos) => {
      const node = s.nodes[me];
      const slot = nextSlot(node);
      if (slot === undefined) return;
      const { command } = node.log[slot];
      if (command === null) return;
      observe(s, { is: 'answer', of: command, value: node.value });
      commit(node, slot);
      s.pending = s.pending.filter((one) => one !== command);
      s.notices[slot] = true;
    },
  },
});

const following = (me: Server) => ({
  hearPrepare: step({
    choose: () => ballots,
    when: (s: MultiPaxos, ballot) =>
      s.messages[ballot].leader !== null && ballot > s.nodes[me].heard && !isTerminated(s),
    then: (s, ballot) => {
      promise(s, me, ballot);
    },
  }),
  accept: step({
    choose: () => requests,
    when: (s: MultiPaxos, { ballot, slot }) =>
      s.messages[ballot].asked[slot] !== undefined &&
      ballot >= s.nodes[me].heard &&
      ballot > s.nodes[me].log[slot].voted.ballot &&
      !isTerminated(s),
    then: (s, { ballot, slot }) => {
      const { leader, asked, accepted } = s.messages[ballot];
      const command = asked[slot] ?? null;
      const node = s.nodes[me];
      node.leader = leader;
      node.heard = ballot;
      node.log[slot] = { status: 'accepting', command, voted: { ballot, command } };
      accepted[slot][me] = true;
    },
  }),
  hearCommit: {
    when: (s: MultiPaxos) => {
      const node = s.nodes[me];
      const slot = nextSlot(node);
      return (
        node.leader !== me &&
        slot !== undefined &&
        node.log[slot].status === 'accepting' &&
        s.notices[slot] === true &&
        !isTerminated(s)
      );
    },
    then: (s: MultiPaxos) => {
      const slot = nextSlot(s.nodes[me]);
      if (slot !== undefined) commit(s.nodes[me], slot);
    },
  },
  stop: {
    when: (s: MultiPaxos) => isTerminated(s) && !s.nodes[me].isDone,
    then: (s: MultiPaxos) => {
      s.nodes[me].isDone = true;
    },
  },
});

export const server = (me: Server) => actor<MultiPaxos>(me, { ...leading(me), ...following(me) });
