import { actor, defineModel, eventuallyAlways, invariant, transition, weak } from 'allways';

/** The counter of each node. */
export interface TokenRing {
  counters: number[];
}

/** Whether a node sees from its own counter and its left neighbour's that it has a token. */
const hasToken = (counters: readonly number[], node: number) =>
  node === 0 ? counters[0] === counters.at(-1) : counters[node] !== counters[node - 1];

const node = (me: number, values: number) =>
  actor<TokenRing>(`node ${me}`, {
    passToken: {
      when: ({ counters }) => hasToken(counters, me),
      then: ({ counters }) => {
        const left = counters.at(me - 1) ?? 0;
        counters[me] = me === 0 ? (left + 1) % values : left;
      },
    },
  });

/** All rings of so many counters. */
function* rings(nodes: number, values: number): Generator<TokenRing> {
  for (let number = 0; number < values ** nodes; number++) {
    const digit = (place: number) => Math.floor(number / values ** place) % values;
    yield { counters: Array.from({ length: nodes }, (_, place) => digit(place)) };
  }
}

/**
 * E. W. Dijkstra's self-stabilizing ring, his note EWD 426: whatever the counters are at the start,
 * after a while there is exactly one token, and it goes round and round. A node has the token when
 * its counter differs from that of its left neighbour; node 0, when they are the same.
 *
 * Every state is an initial one. There is never no token, and never one more than before; and in the
 * end there is one, if only somebody goes on.
 *
 * After tlaplus/Examples, specifications/ewd426/TokenRing.
 *
 * @param nodes - How many nodes the ring has.
 * @param values - How many values a counter has; it takes one less than there are nodes.
 */
export function tokenRing(nodes = 6, values = 6) {
  return defineModel<TokenRing>({
    name: `token ring, ${nodes} nodes`,
    initial: () => rings(nodes, values),
    actors: Array.from({ length: nodes }, (_, me) => node(me, values)),
  });
}

function tokens(s: TokenRing): number {
  const counters = [...s.counters];
  return counters.filter((_, node) => hasToken(counters, node)).length;
}

export const someToken = invariant<TokenRing>('there is a token', (s) => tokens(s) > 0);

export const noMoreTokens = transition<TokenRing>(
  'tokens never become more',
  (before, _, after) => tokens(after) <= tokens(before),
);

/** `Stab` of the specification, said of tokens where that speaks of counters. */
export const oneTokenRemains = eventuallyAlways<TokenRing>(
  'in the end there is one token',
  (s) => tokens(s) === 1,
);

/** That anybody goes on is one assumption: who it is does not matter. */
export const somebodyGoesOn = (nodes = 6) => [
  weak(...Array.from({ length: nodes }, (_, me) => `node ${me}`)),
];
