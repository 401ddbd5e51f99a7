import { actor, defineModel, eventually, invariant, step } from 'allways';

interface Node {
  initiates: boolean;
  hasBegun: boolean;
  state: 'candidate' | 'lost' | 'won';
  /** The numbers that were sent to it and not yet read. */
  inbox: Set<number>;
}

/** The nodes in the order of the ring; each is known by its place. */
export interface Election {
  nodes: Node[];
}

function nodeOf(s: Election, number: number): Node {
  const found = s.nodes[number];
  if (found === undefined) throw new RangeError(`There is no node ${number}.`);
  return found;
}

const node = (me: number, next: number) =>
  actor<Election>(`node ${me + 1}`, {
    begin: {
      when: (s) => !nodeOf(s, me).hasBegun,
      then: (s) => {
        nodeOf(s, me).hasBegun = true;
        if (nodeOf(s, me).initiates) nodeOf(s, next).inbox.add(me);
      },
    },
    receive: step({
      choose: (s: Election) => nodeOf(s, me).inbox,
      when: (s) => nodeOf(s, me).hasBegun,
      then: (s, number) => {
        const self = nodeOf(s, me);
        self.inbox.delete(number);
        if (self.state !== 'lost' && number === me) self.state = 'won';
        else if (self.state === 'lost' || number < me) {
          self.state = 'lost';
          nodeOf(s, next).inbox.add(number);
        }
      },
    }),
  });

/** All ways to say of so many nodes who initiates an election. */
const initiators = (nodes: number): boolean[][] =>
  nodes === 0
    ? [[]]
    : initiators(nodes - 1).flatMap((rest) => [
        [...rest, true],
        [...rest, false],
      ]);

/**
 * Leader election in a ring, by Chang and Roberts: whoever wants to lead sends its number around.
 * A candidate passes on only numbers smaller than its own, and has lost once it does; a number that
 * comes back to its own node has won.
 *
 * Who wants to lead is left open, so it is a part of the initial state. A message is read in any
 * order: an inbox is a set, not a queue.
 *
 * After tlaplus/Examples, specifications/chang_roberts/MCChangRoberts.
 *
 * @param nodes - How many nodes the ring has.
 */
export function changRoberts(nodes = 3) {
  return defineModel<Election>({
    name: `leader election, ${nodes} nodes`,
    initial: () =>
      initiators(nodes).map((initiating) => ({
        nodes: initiating.map((initiates) => ({
          initiates,
          hasBegun: false,
          state: initiates ? 'candidate' : 'lost',
          inbox: new Set(),
        })),
      })),
    actors: Array.from({ length: nodes }, (_, me) => node(me, (me + 1) % nodes)),
  });
}

export const theFirstWins = invariant<Election>(
  'who wins is the first of those who wanted to, and all others have lost',
  ({ nodes }) => {
    const winner = nodes.findIndex(({ state }) => state === 'won');
    return (
      winner < 0 ||
      (winner === nodes.findIndex(({ initiates }) => initiates) &&
        nodes.every(({ state }, number) => number === winner || state === 'lost'))
    );
  },
);

/** `Liveness` of the specification, in which every node is weakly fair. */
export const somebodyWins = eventually<Election>(
  'somebody wins, if anybody wants to',
  ({ nodes }) =>
    nodes.every(({ initiates }) => !initiates) || nodes.some(({ state }) => state === 'won'),
);
