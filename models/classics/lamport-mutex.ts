import { actor, defineModel, invariant, step } from 'allways';

/** A request carries the clock of who asks. */
type Message = { is: 'request'; clock: number } | { is: 'ack' } | { is: 'release' };

interface Process {
  clock: number;
  /** The clocks of the requests that it knows of, its own among them, by who asks. */
  requests: Map<string, number>;
  /** Who has acknowledged its own request; itself first of all. */
  acks: Set<string>;
  isCritical: boolean;
  /** What was sent to it, by who sent it, in that order. */
  inbox: Record<string, Message[]>;
}

export interface LamportMutex {
  processes: Record<string, Process>;
}

function processOf(s: LamportMutex, name: string): Process {
  const found = s.processes[name];
  if (found === undefined) throw new RangeError(`There is no ${name}.`);
  return found;
}

const process = (me: string, all: readonly string[], maxClock: number) => {
  const others = all.filter((other) => other !== me);
  const self = (s: LamportMutex) => processOf(s, me);
  const send = (s: LamportMutex, message: Message, to: readonly string[]) => {
    for (const other of to) processOf(s, other).inbox[me]?.push(message);
  };
  /** The first message from each other process. */
  const arrived = (s: LamportMutex) =>
    others.flatMap((from) =>
      (self(s).inbox[from] ?? []).slice(0, 1).map((one) => ({ from, ...one })),
    );

  return actor<LamportMutex>(me, {
    request: {
      when: (s) => !self(s).requests.has(me),
      then: (s) => {
        const { clock, requests } = self(s);
        requests.set(me, clock);
        self(s).acks = new Set([me]);
        send(s, { is: 'request', clock }, others);
      },
    },
    enter: {
      when: (s) => {
        const { requests, acks } = self(s);
        const mine = requests.get(me) ?? Infinity;
        return (
          acks.size === all.length &&
          others.every((other) => {
            const theirs = requests.get(other) ?? Infinity;
            return mine < theirs || (mine === theirs && me < other);
          })
        );
      },
      then: (s) => {
        self(s).isCritical = true;
      },
    },
    exit: {
      when: (s) => self(s).isCritical,
      then: (s) => {
        self(s).isCritical = false;
        self(s).requests.delete(me);
        self(s).acks.clear();
        send(s, { is: 'release' }, others);
      },
    },
    hearRequest: step({
      choose: (s: LamportMutex) => arrived(s).filter((message) => message.is === 'request'),
      then: (s, { from, clock }) => {
        const later = Math.max(clock, self(s).clock) + 1;
        if (later > maxClock) return;
        self(s).clock = later;
        self(s).requests.set(from, clock);
        self(s).inbox[from]?.shift();
        send(s, { is: 'ack' }, [from]);
      },
    }),
    hearAck: step({
      choose: (s: LamportMutex) => arrived(s).filter((message) => message.is === 'ack'),
      then: (s, { from }) => {
        self(s).acks.add(from);
        self(s).inbox[from]?.shift();
      },
    }),
    hearRelease: step({
      choose: (s: LamportMutex) => arrived(s).filter((message) => message.is === 'release'),
      then: (s, { from }) => {
        self(s).requests.delete(from);
        self(s).inbox[from]?.shift();
      },
    }),
  });
};

/**
 * L. Lamport's mutual exclusion without anything shared: processes send each other requests, each
 * with the sender's clock, and the earliest goes first. To hear of a request moves one's clock past
 * it. It needs channels that keep their order: a release must not overtake the request before it.
 *
 * Clocks would grow for ever. Here they end at `maxClock`, and a request that would move a clock
 * beyond is not heard. TLC, told of such a bound, generates the state beyond it and drops it: so
 * the counts are the same. With three processes and clocks up to 6 there are 724,274 states.
 *
 * After tlaplus/Examples, specifications/lamport_mutex/MCLamportMutex; from L. Lamport, "Time,
 * Clocks, and the Ordering of Events in a Distributed System", 1978.
 *
 * @param processes - How many processes there are.
 * @param maxClock - Where clocks end.
 */
export function lamportMutex(processes = 3, maxClock = 6) {
  const names = Array.from({ length: processes }, (_, index) => `p${index + 1}`);
  const start = (me: string): Process => ({
    clock: 1,
    requests: new Map(),
    acks: new Set(),
    isCritical: false,
    inbox: Object.fromEntries(names.filter((one) => one !== me).map((from) => [from, []])),
  });
  return defineModel<LamportMutex>({
    name: `Lamport's mutex, ${processes} processes, clocks up to ${maxClock}`,
    initial: { processes: Object.fromEntries(names.map((name) => [name, start(name)])) },
    actors: names.map((name) => process(name, names, maxClock)),
  });
}

const everybody = (s: LamportMutex) => Object.values(s.processes);

export const criticalIsAlone = invariant<LamportMutex>(
  'one at a time is in the critical section',
  (s) => everybody(s).filter(({ isCritical }) => isCritical).length <= 1,
);

export const fewMessages = invariant<LamportMutex>(
  'no more than three messages are on their way from one to another',
  (s) => everybody(s).every(({ inbox }) => Object.values(inbox).every(({ length }) => length <= 3)),
);
