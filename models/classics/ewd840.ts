import { actor, defineModel, invariant, leadsTo, step, weak } from 'allways';

export interface Ring {
  /** Whether each node still works. */
  active: boolean[];
  /** Whether each node has woken a higher one since the token came by. */
  black: boolean[];
  /** The node that has the token, and whether the token is black. */
  token: { at: number; black: boolean };
}

/**
 * The names of those reasons that are true. TLC takes a step once for every way in which an "or" of
 * its guard comes true, so to have its number of generated states, the reason is a choice.
 */
const those = (reasons: Record<string, boolean | undefined>) =>
  Object.keys(reasons).filter((reason) => reasons[reason]);

/** Node 0 starts a new round where the last one failed. */
const initiate = (nodes: number) =>
  step({
    choose: (s: Ring) => {
      const { at, black } = s.token;
      return at === 0 ? those({ 'the token is black': black, 'I am black': s.black[0] }) : [];
    },
    then: (s) => {
      s.token = { at: nodes - 1, black: false };
      s.black[0] = false;
    },
  });

/** Any other node hands the token on, and its blackness with it. */
const passToken = (me: number) =>
  step({
    choose: (s: Ring) => {
      const passive = s.active[me] === false;
      const { at, black } = s.token;
      return at === me
        ? those({ passive, 'I am black': s.black[me], 'the token is black': black })
        : [];
    },
    then: (s) => {
      s.token = { at: me - 1, black: s.token.black || s.black[me] === true };
      s.black[me] = false;
    },
  });

const node = (me: number, nodes: number) =>
  actor<Ring>(`node ${me}`, {
    ...(me === 0 ? { initiate: initiate(nodes) } : { passToken: passToken(me) }),
    wake: step({
      choose: () => Array.from({ length: nodes }, (_, node) => node),
      when: (s: Ring, other) => s.active[me] === true && other !== me,
      then: (s, other) => {
        s.active[other] = true;
        if (other > me) s.black[me] = true;
      },
    }),
    finish: {
      when: (s) => s.active[me] === true,
      then: (s) => {
        s.active[me] = false;
      },
    },
  });

/** The token is black; all else may be anything. */
function* starts(nodes: number): Generator<Ring> {
  for (let bits = 0; bits < 4 ** nodes; bits++) {
    const flags = Array.from({ length: 2 * nodes }, (_, bit) => ((bits >> bit) & 1) === 1);
    for (let at = 0; at < nodes; at++) {
      yield {
        active: flags.slice(0, nodes),
        black: flags.slice(nodes),
        token: { at, black: true },
      };
    }
  }
}

/**
 * Termination detection in a ring, after E. W. Dijkstra's note EWD 840. Nodes work and wake each
 * other; node 0 wants to know when all have finished, and sends a token around. The token is white
 * when it is back only if nobody behind it was woken.
 *
 * It starts in any state at all in which the token is black: whatever happened before, it recovers.
 *
 * After tlaplus/Examples, specifications/ewd840/EWD840.
 *
 * @param nodes - How many nodes the ring has.
 */
export function ewd840(nodes = 3) {
  return defineModel<Ring>({
    name: `EWD 840, ${nodes} nodes`,
    initial: () => starts(nodes),
    actors: Array.from({ length: nodes }, (_, me) => node(me, nodes)),
  });
}

const isDetected = ({ active, black, token }: Ring) =>
  token.at === 0 && !token.black && black[0] === false && active[0] === false;

export const terminationDetection = invariant<Ring>(
  'what is detected is termination',
  (s) => !isDetected(s) || !s.active.includes(true),
);

export const dijkstra = invariant<Ring>(
  "Dijkstra's invariant",
  ({ active, black, token }) =>
    !active.slice(token.at + 1).includes(true) ||
    black.slice(0, token.at + 1).includes(true) ||
    token.black,
);

/** `Liveness` of the specification. */
export const terminationIsDetected = leadsTo<Ring>(
  'termination is detected in the end',
  (s) => !s.active.includes(true),
  isDetected,
);

/** Of fairness it is assumed only that the token goes round; nodes may work, or wake, for ever. */
export const tokenGoesRound = (nodes = 3) => [
  weak(
    ...Array.from({ length: nodes }, (_, me) =>
      me === 0 ? 'node 0.initiate' : `node ${me}.passToken`,
    ),
  ),
];
