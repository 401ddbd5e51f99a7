import { actor, defineModel, defineSystem, invariant, step } from 'allways';

export interface Ring {
  active: boolean[];
  black: boolean[];
  /** Where the token is, and whether it is black. */
  token: { at: number; black: boolean };
}

/** Those that are so: TLC takes a step once for each part of an "or" in its guard that is true. */
const reasons = (parts: Record<string, boolean | undefined>) =>
  Object.keys(parts).filter((part) => parts[part] === true);

/** Termination detection in a ring, E. W. Dijkstra, EWD 840: EWD840.tla of tlaplus/Examples. */
export const ewd840 = defineSystem({
  name: 'EWD 840',
  parameters: { nodes: 3 },
  model: (_, { nodes }) => {
    const all = Array.from({ length: nodes }, (_, node) => node);
    return defineModel<Ring>({
      name: 'EWD 840',
      initial: () => starts(nodes),
      actors: all.map((me) =>
        actor<Ring>(`node ${me}`, {
          ...(me === 0
            ? {
                initiateProbe: step({
                  choose: (s: Ring) =>
                    s.token.at === 0
                      ? reasons({ 'black token': s.token.black, 'black node': s.black[0] })
                      : [],
                  then: (s) => {
                    s.token = { at: nodes - 1, black: false };
                    s.black[0] = false;
                  },
                }),
              }
            : {
                passToken: step({
                  choose: (s: Ring) =>
                    s.token.at === me
                      ? reasons({
                          passive: s.active[me] === false,
                          'black node': s.black[me],
                          'black token': s.token.black,
                        })
                      : [],
                  then: (s) => {
                    s.token = { at: me - 1, black: s.token.black || s.black[me] === true };
                    s.black[me] = false;
                  },
                }),
              }),
          sendMessage: step({
            choose: () => all.filter((other) => other !== me),
            when: (s: Ring) => s.active[me] === true,
            then: (s, other) => {
              s.active[other] = true;
              if (other > me) s.black[me] = true;
            },
          }),
          deactivate: {
            when: (s) => s.active[me] === true,
            then: (s) => {
              s.active[me] = false;
            },
          },
        }),
      ),
    });
  },
});

/** The token is black; all else is free. */
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

const detected = (s: Ring) =>
  s.token.at === 0 && !s.token.black && s.black[0] === false && s.active[0] === false;

export const terminationDetection = invariant<Ring>(
  'what is detected is termination',
  (s) => !detected(s) || s.active.every((active) => !active),
);

export const dijkstra = invariant<Ring>(
  "Dijkstra's invariant",
  (s) =>
    s.active.every((active, node) => node <= s.token.at || !active) ||
    s.black.slice(0, s.token.at + 1).includes(true) ||
    s.token.black,
);
