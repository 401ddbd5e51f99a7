/** Values of JavaScript that no plain code expects. Each call of a maker gives a new one. */

const boom = () => {
  throw new Error('hostile');
};

/** A handler whose every trap throws. */
const throwing: ProxyHandler<object> = new Proxy({}, { get: boom });

function revoked<Target extends object>(target: Target): Target {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** The names that the package reads of what users give. */
const read = [
  'name',
  'steps',
  'kind',
  'then',
  'when',
  'choose',
  'says',
  'initial',
  'enabled',
  'with',
  'actors',
  'holds',
  'message',
  'because',
  'fairness',
  'length',
  'of',
  'n',
];

const withGetters = (get: (name: string) => unknown): object =>
  Object.defineProperties(
    {},
    Object.fromEntries(read.map((name) => [name, { enumerable: true, get: () => get(name) }])),
  );

function cyclic(): unknown {
  const object: Record<string, unknown> = { n: 1 };
  object['self'] = object;
  return object;
}

function cyclicList(): unknown {
  const list: unknown[] = [];
  list.push(list);
  return list;
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = { n: value };
  return value;
}

class Instance {
  n = 1;
  #secret = 2;
  get secret() {
    return this.#secret;
  }
}

class List extends Array<unknown> {}

/** Objects, and other values that are no functions. */
export const hostileValues: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  bigint: () => 5n,
  symbol: () => Symbol('hostile'),
  NaN: () => NaN,
  infinity: () => Infinity,
  'minus zero': () => -0,
  'huge number': () => 2 ** 53,
  'small number': () => -1,
  true: () => true,
  'empty string': () => '',
  'control characters': () => 'a\u0000\u001b[2J\u202e\nb',
  'half a character': () => '\ud800',
  'huge string': () => 'x'.repeat(100_000),
  'name __proto__': () => '__proto__',
  'name constructor': () => 'constructor',
  'proxy that throws': () => new Proxy({}, throwing),
  'list proxy that throws': () => new Proxy([], throwing),
  'function proxy that throws': () => new Proxy(() => 1, throwing),
  'revoked proxy': () => revoked({}),
  'revoked list': () => revoked([]),
  'revoked function': () => revoked(() => 1),
  'getters that throw': () => withGetters(boom),
  'getters that change': () => {
    let asked = 0;
    return withGetters((name) => (asked++ % 2 === 0 ? name : asked));
  },
  'proxy that answers all': () => new Proxy({}, { get: () => () => 1, has: () => true }),
  'proxy with endless names': () => new Proxy({}, { get: () => 'a', ownKeys: () => ['a', 'b'] }),
  cyclic,
  'cyclic list': cyclicList,
  deep: () => deep(600),
  'very deep': () => deep(20_000),
  instance: () => new Instance(),
  'class of lists': () => List.from([1, 2]),
  date: () => new Date(NaN),
  'regular expression': () => /x/g,
  error: () => new Error('hostile'),
  'boxed string': () => Object('a') as unknown,
  'boxed number': () => Object(1) as unknown,
  bytes: () => new Uint8Array(3),
  'weak map': () => new WeakMap(),
  map: () => new Map<unknown, unknown>([[{}, 1]]),
  'map in a map key': () => new Map([[new Map([[1, 2]]), 3]]),
  set: () => new Set([[1], [1]]),
  thenable: () => ({ then: (done: (value: unknown) => void) => done(1) }),
  'thenable that throws': () => ({ then: boom }),
  promise: () => Promise.resolve(1),
  'promise that fails': () => {
    const failing = Promise.reject(new Error('hostile'));
    // Many calls rightly refuse it without a look.
    failing.catch(() => undefined);
    return failing;
  },
  'sparse list': () => Object.assign([], { 3: 1 }),
  'long sparse list': () => new Array<unknown>(100_000),
  'list with a name': () => Object.assign([1], { extra: 1 }),
  'no prototype': () => Object.assign(Object.create(null) as object, { n: 1, name: 'a' }),
  'own __proto__': () => JSON.parse('{"__proto__":{"n":1}}') as unknown,
  'symbol as a name': () => ({ [Symbol('hostile')]: 1 }),
  'hidden property': () => Object.defineProperty({}, 'n', { value: 1 }),
  'toString that throws': () => ({
    toString: boom,
    valueOf: boom,
    toJSON: boom,
    [Symbol.toPrimitive]: boom,
  }),
  'iterator that throws': () => ({ [Symbol.iterator]: boom }),
  'iterator of nothing': () => ({ [Symbol.iterator]: () => ({}) }),
  frozen: () => Object.freeze({ n: 1 }),
  empty: () => ({}),
  'empty list': () => [],
  list: () => [1, 'a', null],
};

/** Functions: what they do when they are called. */
export const hostileFunctions: Readonly<Record<string, () => unknown>> = {
  'throws an error': () => boom,
  'throws undefined': () => thrower(() => undefined),
  'throws a symbol': () => thrower(() => Symbol('hostile')),
  'throws a proxy that throws': () => thrower(() => new Proxy({}, throwing)),
  'throws a revoked proxy': () => thrower(() => revoked({})),
  'throws an error without a message': () =>
    thrower(() => Object.defineProperty(new Error('a'), 'message', { get: boom })),
  'is a class': () => Instance,
  'is async': () => async () => Promise.resolve(true),
  'is async and fails': () => async () => Promise.reject(new Error('hostile')),
  'is a generator': () =>
    function* () {
      yield 1;
      yield { n: 2 };
    },
  'is a generator that throws': () =>
    function* () {
      yield 1;
      boom();
    },
  'calls itself': () => {
    const again = (...given: unknown[]): unknown => again(...given);
    return again;
  },
  'gives what it gets': () => (given: unknown) => given,
  'gives another each time': () => {
    let calls = 0;
    return () => calls++;
  },
  'writes to what it gets': () => (given: unknown) =>
    Object.assign(given as object, { n: 5, m: {} }),
  'keeps what it gets': () => {
    const kept: unknown[] = [];
    return (given: { kept?: unknown }) => {
      if (kept.length > 0) given.kept = kept[0];
      kept.push(given);
    };
  },
};

const thrower = (what: () => unknown) => () => {
  // Code without types can throw anything.
  throw what() as Error;
};

/** Functions that may stand in many places, and change what a model does. */
export const mildFunctions: Readonly<Record<string, () => unknown>> = {
  'answers true': () => () => true,
  'answers false': () => () => false,
  'answers a sentence': () => () => 'It is so.',
  'answers nothing': () => () => undefined,
  'answers nothing to choose from': () => () => [],
  'answers much to choose from': () => () => [1, 2, 2, { n: 1 }, 'a', null, -0, 5n],
  'answers another state': () => () => ({ n: 0, list: [], map: new Map(), flag: true }),
  'answers states': () => () => [
    { n: 0, list: [], map: new Map(), flag: true },
    { n: 2, list: [3], map: new Map([['b', 1]]), flag: false },
  ],
  'throws at times': () => (s: { n?: number } | undefined) => {
    if (s?.n === 2) boom();
    return true;
  },
};
