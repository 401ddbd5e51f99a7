/**
 * Right definitions as trees, in which any part can be replaced: calls of the public face, with data and functions as
 * their arguments.
 */
import * as face from 'allways';

/** A call of a function of the public face. */
export interface CallNode {
  readonly call: string;
  readonly args: readonly unknown[];
}

/** A value that stands as it is, whatever is in it. */
export class Given {
  constructor(
    readonly name: string,
    readonly value: unknown,
  ) {}
}

const call = (name: string, ...args: readonly unknown[]): CallNode => ({ call: name, args });

interface State {
  n: number;
  list: number[];
  map: Map<string, number>;
  flag: boolean;
}

const initial = { n: 0, list: [1], map: new Given('a map', new Map([['a', 0]])), flag: false };

const adder = {
  add: {
    when: (s: State) => s.n < 3,
    then: (s: State) => void s.n++,
    says: (s: State) => `adds to ${s.n}`,
    fairness: 'weak',
  },
  reset: {
    when: (s: State) => s.n > 2,
    then: (s: State) => ({ ...s, n: 0 }),
    says: 'resets',
  },
};

const chooser = {
  pick: call('step', {
    choose: (s: State) => [...s.list, 2],
    when: (s: State, choice: number) => s.map.get('a') !== choice,
    then: (s: State, choice: number) => void s.map.set('a', choice),
    says: (_: State, choice: number) => `picks ${choice}`,
  }),
};

const ticking = {
  bound: 2,
  name: 'clock',
  tick: (s: State, older: (age: number) => number) => {
    if (s.flag) s.list = s.list.map(older);
  },
};

const turner = { turn: { then: (s: State) => void (s.flag = !s.flag) } };

const model = call('defineModel', {
  name: 'model',
  initial,
  actors: [
    call('actor', 'adder', adder),
    call('actor', 'chooser', chooser, { fairness: 'strong' }),
  ],
});

const timed = call('defineModel', {
  name: 'timed',
  initial: () => [
    { n: 0, list: [0], map: new Map(), flag: false },
    { n: 1, list: [1], map: new Map(), flag: false },
  ],
  actors: [call('clock', ticking), call('actor', 'turner', turner)],
});

const reducer = call('fromReducer', {
  name: 'reducer',
  initial: { n: 0, list: [1], map: new Given('a map', new Map([['a', 0]])), flag: false },
  actions: (s: State) => (s.n < 3 ? [{ type: 'add', by: 1 }, { type: 'flip' }] : []),
  reduce: (s: State, action: { type: string }) =>
    action.type === 'add' ? { ...s, n: s.n + 1 } : { ...s, flag: !s.flag },
  actor: (action: { type: string }) => (action.type === 'add' ? 'adder' : 'flipper'),
});

const described = call('fromReducer', {
  initial: { n: 0, list: [], map: new Given('a map', new Map()), flag: false },
  actions: (s: State) => (s.n < 2 ? [1, 2] : []),
  reduce: (s: State, by: number) => ({ ...s, n: s.n + by }),
  describe: (by: number) => ({ actor: 'adder', step: 'add', says: `adds ${by}` }),
});

const system = {
  name: 'system',
  safeguards: call('defineSafeguards', { careful: 'It is careful.', other: 'It is not.' }),
  parameters: { most: 2, loud: true, label: 'a' },
  model: (on: { careful: boolean }, { most }: { most: number }) =>
    face.defineModel<State>({
      name: 'system',
      initial: { n: 0, list: [], map: new Map(), flag: false },
      actors: [
        face.actor<State>('a', {
          go: {
            when: (s) => s.n < most && (!on.careful || s.n < 1),
            then: (s) => void s.n++,
          },
        }),
      ],
    }),
};

const built = call('with', call('defineSystem', system), ['careful'], { most: 3 });

const options = { because: 'It matters.' };
const isSmall = (s: State) => s.n < 2;
const isOn = (s: State) => s.flag;
const answers = (s: State) => s.n < 2 || `n is ${s.n}`;

const properties: readonly CallNode[] = [
  call('invariant', 'n is small', answers, options),
  call('whenever', 'small if on', isOn, isSmall),
  call('transition', 'n grows', (before: State, _: unknown, after: State) => after.n >= before.n),
  call('reachable', 'it is on', isOn, options),
  call('noDeadlock', isOn, { name: 'no stop', ...options }),
  call('eventually', 'on in the end', isOn, options),
  call('alwaysEventually', 'small again and again', isSmall),
  call('eventuallyAlways', 'small for good', isSmall),
  call('leadsTo', 'on leads to small', isOn, isSmall),
  call('until', 'small until on', isSmall, isOn, options),
];

const limits = { limits: { states: 60, seconds: 20 } };

/** A whole use of the package: a subject, its properties, and the options of a check. */
export interface Definition {
  readonly subject: unknown;
  readonly properties: unknown;
  readonly options: unknown;
}

export const definitions: readonly Definition[] = [
  { subject: model, properties: properties.slice(0, 5), options: { ...limits, coverage: true } },
  { subject: model, properties: properties.slice(5), options: { ...limits, fairness: 'weak' } },
  { subject: timed, properties, options: { ...limits, counterexamples: 2 } },
  { subject: reducer, properties, options: { ...limits, prefer: 'fewest switches' } },
  {
    subject: described,
    properties: properties.slice(0, 1),
    options: {
      ...limits,
      signal: new Given('a signal', new AbortController().signal),
      onProgress: () => undefined,
      stopAtViolation: false,
      watch: 0.5,
      workers: 1,
    },
  },
  {
    subject: built,
    properties: properties.slice(2, 7),
    options: { ...limits, fairness: [call('weak', 'a'), call('strong', 'a.go')] },
  },
];

/** Makes what a tree describes. It throws what the functions of the public face throw. */
export function made(node: unknown): unknown {
  if (node instanceof Given) return node.value;
  if (Array.isArray(node)) return node.map(made);
  if (typeof node !== 'object' || node === null) return node;
  if (!('call' in node)) {
    return Object.fromEntries(Object.entries(node).map(([name, part]) => [name, made(part)]));
  }
  const { call: name, args } = node as CallNode;
  const given = args.map(made);
  if (name === 'with') {
    const [of, ...rest] = given;
    // Another value stands in place of the system. It is refused later.
    return isSystem(of) ? of.with(...rest) : of;
  }
  return (face as unknown as Record<string, Call>)[name]?.(...given);
}

function isSystem(of: unknown): of is { with: Call } {
  try {
    return 'safeguards' in Object(of) && typeof (of as { with: unknown }).with === 'function';
  } catch {
    return false;
  }
}

type Call = (...given: readonly unknown[]) => unknown;
