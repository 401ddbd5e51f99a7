import { actor, defineModel, invariant, step } from 'allways';

interface Node {
  at: 'begin' | 'listen' | 'report' | 'done';
  /** What each neighbour has sent to it: only one message ever comes from each. */
  inbox: Map<string, 'wave' | 'report'>;
  /** How many messages it has read. */
  read: number;
  /** Where the first wave came from. */
  parent: string | null;
  children: Set<string>;
}

/** The nodes of a network, by name. */
export interface Echo {
  nodes: Record<string, Node>;
}

function nodeOf(s: Echo, name: string): Node {
  const found = s.nodes[name];
  if (found === undefined) throw new RangeError(`There is no node ${name}.`);
  return found;
}

const initiator = 'a';

const node = (me: string, neighbours: readonly string[]) => {
  const sendWave = (s: Echo, to: readonly string[]) => {
    for (const other of to) nodeOf(s, other).inbox.set(me, 'wave');
  };
  const hasReadAll = (s: Echo) => nodeOf(s, me).read === neighbours.length;

  return actor<Echo>(me, {
    begin: {
      when: (s) => nodeOf(s, me).at === 'begin',
      then: (s) => {
        nodeOf(s, me).at = 'listen';
        if (me === initiator) sendWave(s, neighbours);
      },
    },
    read: step({
      choose: (s: Echo) => nodeOf(s, me).inbox,
      when: (s) => nodeOf(s, me).at === 'listen' && !hasReadAll(s),
      then: (s, [from, message]) => {
        const self = nodeOf(s, me);
        self.inbox.delete(from);
        self.read++;
        if (message === 'report') self.children.add(from);
        if (me !== initiator && self.read === 1) {
          self.parent = from;
          const others = neighbours.filter((other) => other !== from);
          sendWave(s, others);
        }
      },
    }),
    hasReadAll: {
      when: (s) => nodeOf(s, me).at === 'listen' && hasReadAll(s),
      then: (s) => {
        nodeOf(s, me).at = 'report';
      },
    },
    report: {
      when: (s) => nodeOf(s, me).at === 'report',
      then: (s) => {
        const self = nodeOf(s, me);
        self.at = 'done';
        if (self.parent !== null) nodeOf(s, self.parent).inbox.set(me, 'report');
      },
    },
  });
};

const allDone = ({ nodes }: Echo) => Object.values(nodes).every(({ at }) => at === 'done');

/** The end, made a step that changes nothing, as PlusCal does it: to end is not to be stuck. */
const end = actor<Echo>('all', { rest: { when: allDone, then: () => {} } });

/**
 * The echo algorithm, which finds a spanning tree of a network: a wave goes out from one node; each
 * other node takes the first neighbour that it hears of it from as its parent, hands the wave on to
 * the rest, and reports to its parent once it has heard from all.
 *
 * Every node knows its neighbours and nothing else. Which message it reads first is a choice, and
 * so is the tree that comes of it.
 *
 * After tlaplus/Examples, specifications/echo/MCEcho, with three nodes that are all neighbours.
 */
export const echo = defineModel<Echo>({
  name: 'echo',
  initial: {
    nodes: Object.fromEntries(
      ['a', 'b', 'c'].map((name) => [
        name,
        { at: 'begin', inbox: new Map(), read: 0, parent: null, children: new Set() },
      ]),
    ),
  },
  actors: [node('a', ['b', 'c']), node('b', ['a', 'c']), node('c', ['a', 'b']), end],
});

export const childrenHaveParents = invariant<Echo>('a child has its parent', ({ nodes }) =>
  Object.entries(nodes).every(([name, { children }]) =>
    [...children].every((child) => nodes[child]?.parent === name),
  ),
);

/** The way from a node to the initiator; it ends early where there is a circle. */
function ancestors(s: Echo, name: string, before: readonly string[] = []): readonly string[] {
  const { parent } = nodeOf(s, name);
  if (parent === null || before.includes(parent)) return before;
  return ancestors(s, parent, [...before, parent]);
}

export const isTree = invariant<Echo>(
  'when all are done, every node descends from the initiator',
  (s) =>
    !allDone(s) ||
    Object.keys(s.nodes).every(
      (name) => name === initiator || ancestors(s, name).at(-1) === initiator,
    ),
);
