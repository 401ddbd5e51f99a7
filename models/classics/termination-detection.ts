import { actor, defineModel, invariant, leadsTo, step, transition, weak } from 'allways';

export interface Network {
  /** Whether each node works. */
  active: boolean[];
  /** How many messages are on their way to each node. */
  pending: number[];
  detected: boolean;
}

const isTerminated = ({ active, pending }: Network) =>
  !active.includes(true) && pending.every((messages) => messages === 0);

const node = (me: number, nodes: number) =>
  actor<Network>(`node ${me}`, {
    send: step({
      choose: () => Array.from({ length: nodes }, (_, to) => to),
      when: (s: Network) => s.active[me] === true,
      then: (s, to) => {
        s.pending[to] = (s.pending[to] ?? 0) + 1;
      },
    }),
    receive: {
      when: (s) => (s.pending[me] ?? 0) > 0,
      then: (s) => {
        s.pending[me] = (s.pending[me] ?? 0) - 1;
        s.active[me] = true;
      },
    },
    /** It may be noticed at once that this was the last one. */
    finish: step({
      choose: (s: Network) => {
        const active = s.active.with(me, false);
        return [...new Set([s.detected, isTerminated({ ...s, active })])];
      },
      when: (s: Network) => s.active[me] === true,
      then: (s, detected) => {
        s.active[me] = false;
        s.detected = detected;
      },
    }),
  });

const observer = actor<Network>('observer', {
  detect: {
    when: isTerminated,
    then: (s) => {
      s.detected = true;
    },
  },
});

/** Each node may be active. If none is, that may be known already. */
function* starts(nodes: number): Generator<Network> {
  for (let bits = 0; bits < 2 ** nodes; bits++) {
    const active = Array.from({ length: nodes }, (_, bit) => ((bits >> bit) & 1) === 1);
    const pending = active.map(() => 0);
    yield { active, pending, detected: false };
    if (bits === 0) yield { active, pending, detected: true };
  }
}

/**
 * Termination detection: nodes work, and send messages that wake each other. Somebody may say that all is over only if no
 * node works and no message is on its way. How that is found out is left open; EWD 840 and EWD 998 are two ways.
 *
 * Nodes may send messages for ever. So the state constraint bounds how many are on their way to each node.
 *
 * After tlaplus/Examples, specifications/ewd998/AsyncTerminationDetection.
 *
 * @param nodes - How many nodes there are.
 * @param most - The most messages on their way to a node in a state that is expanded.
 */
export const asyncTermination = (nodes = 4, most = 3) =>
  defineModel<Network>({
    name: `termination detection, ${nodes} nodes`,
    initial: () => starts(nodes),
    actors: [...Array.from({ length: nodes }, (_, me) => node(me, nodes)), observer],
    within: (s) => s.pending.every((messages) => messages <= most),
  });

export const detectedRightly = invariant<Network>(
  'what is detected is termination',
  (s) => !s.detected || isTerminated(s),
);

/** `Quiescence` of the specification. */
export const staysTerminated = transition<Network>(
  'what has terminated stays so',
  (before, _, after) => !isTerminated(before) || isTerminated(after),
);

/** `Live` of the specification. */
export const detectedInTheEnd = leadsTo<Network>(
  'termination is detected in the end',
  isTerminated,
  (s) => s.detected,
);

/** The only assumption of fairness: the observer looks. */
export const observerLooks = [weak('observer.detect')];
