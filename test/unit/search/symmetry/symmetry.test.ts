/** States are counted up to symmetry, and nothing else changes. */
import { describe, expect, test } from 'vitest';
import {
  actor,
  canonicalKey,
  check,
  defineModel,
  eventually,
  faultOf,
  follow,
  fromReducer,
  invariant,
  ModelError,
  noDeadlock,
  reachable,
  report,
  step,
  transition,
  whenever,
  type CheckOptions,
  type Model,
  type Property,
  type Steps,
} from 'allways';
import { dns } from '../../../../models/dns/model.js';
import type { DnsSafeguard } from '../../../../models/dns/safeguards.js';
import { dnsProperties } from '../../../../properties/dns.js';
import { resourceMutex, simpleAllocator } from '../../../../models/classics/simple-allocator.js';
import {
  allCommit,
  consistent,
  twoPhaseCommit,
  type TwoPhaseCommit,
} from '../../../../models/classics/two-phase-commit.js';
import type { Groups } from '../../../../src/engine/symmetry/renaming.js';
import { untyped } from '../../model/thrown.js';
import { isDeep } from '../../../support/deep.js';

const namesOf = (managers: number) =>
  Array.from({ length: managers }, (_, index) => `rm${index + 1}`);

/** All states of a model, by nothing but its face. */
function statesOf<State>(model: Model<State>): State[] {
  const found = new Map(model.initial.map((state) => [canonicalKey(state), state]));
  for (const state of found.values()) {
    for (const action of model.actions(state)) {
      const next = model.reduce(state, action);
      found.set(canonicalKey(next), next);
    }
  }
  return [...found.values()];
}

/** All ways to put so many numbers in order. */
const orders = (numbers: readonly number[]): number[][] =>
  numbers.length === 0
    ? [[]]
    : numbers.flatMap((first) =>
        orders(numbers.filter((one) => one !== first)).map((rest) => [first, ...rest]),
      );

/** The same state with the managers in another order. */
function reordered(state: TwoPhaseCommit, order: readonly number[]): TwoPhaseCommit {
  const other = (name: string) => `rm${(order[Number(name.slice(2)) - 1] as number) + 1}`;
  const { managers, transaction, prepared, messages } = state;
  return {
    managers: Object.fromEntries(Object.entries(managers).map(([name, at]) => [other(name), at])),
    transaction,
    prepared: new Set([...prepared].map(other)),
    messages: new Set([...messages].map((text) => text.replace(/rm\d/, other))),
  };
}

/** How many orbits there are: as many as states that an order leaves as they are, on average. */
function orbitsOf(managers: number): number {
  const all = orders(Array.from({ length: managers }, (_, index) => index));
  const states = statesOf(twoPhaseCommit(managers)).map(
    (state) => [state, canonicalKey(state)] as const,
  );
  let fixed = 0;
  for (const order of all) {
    for (const [state, key] of states) if (canonicalKey(reordered(state, order)) === key) fixed++;
  }
  return fixed / all.length;
}

describe('two-phase commit, whose managers are interchangeable', () => {
  // Stateright counts 665 for five: its representative sorts managers by their own state alone, so
  // several states of one orbit may each stand for it.
  const orbitsOfManagers: [managers: number, orbits: number, depth: number][] = [
    [3, 80, 11],
    [4, 166, 14],
    [5, 314, 17],
  ];
  test.each(isDeep ? orbitsOfManagers : orbitsOfManagers.slice(0, 1))(
    'with %i of them has %i orbits',
    async (managers, orbits, depth) => {
      const result = await check(twoPhaseCommit(managers), [consistent, allCommit], {
        symmetric: namesOf(managers),
      });
      expect(result).toMatchObject({ verdict: 'holds', distinct: orbits, depth });
      expect(result.symmetric).toEqual([namesOf(managers)]);
      expect(orbitsOf(managers)).toBe(orbits);
    },
  );

  test('a report says what was counted', async () => {
    const result = await check(twoPhaseCommit(3), consistent, { symmetric: namesOf(3) });
    expect(report(result)).toContain('80 distinct states up to symmetry');
  });
});

describe('with and without symmetry', () => {
  const variants: DnsSafeguard[][] = [
    [],
    ['fencing'],
    ['stateCheck', 'checkAgain'],
    ['softDelete'],
  ];
  test.each((isDeep ? variants : variants.slice(0, 1)).map((on) => [on] as const))(
    'the DNS system with %j comes to the same verdicts by traces as short',
    async (on) => {
      const model = dns.with(on);
      const symmetric = ['enactor 1', 'enactor 2', 'enactor 3'];
      const all = await check(model, dnsProperties);
      const orbits = await check(model, dnsProperties, { symmetric });
      expect(orbits.depth).toBe(all.depth);
      expect(orbits.distinct).toBeLessThan(all.distinct / 2);
      const said = ({ properties }: typeof all) =>
        properties.map(({ name, verdict, trace }) => [name, verdict, trace?.actions.length]);
      expect(said(orbits)).toEqual(said(all));
      for (const [index, { verdict, trace }] of orbits.properties.entries()) {
        if (trace === undefined) continue;
        // It is a behaviour of the model itself, and as wrong.
        const followed = follow(model, trace.actions);
        expect(followed.stopped).toBeUndefined();
        expect(followed.trace.states).toEqual(trace.states);
        const fault = faultOf(dnsProperties[index] as Property<never>, trace as never);
        expect(fault === undefined).toBe(verdict === 'holds');
      }
    },
  );

  test('several groups are interchangeable each on its own', async () => {
    const symmetric = [
      ['c1', 'c2', 'c3'],
      ['r1', 'r2'],
    ];
    const result = await check(simpleAllocator, resourceMutex, { symmetric });
    expect(result).toMatchObject({ verdict: 'holds', distinct: 50, depth: 6 });
    const states = statesOf(simpleAllocator);
    const swap = (name: string, order: readonly number[]) =>
      `${name.charAt(0)}${(order[Number(name.slice(1)) - 1] as number) + 1}`;
    let fixed = 0;
    for (const clients of orders([0, 1, 2])) {
      for (const resources of orders([0, 1])) {
        const renamed = (sets: Record<string, Set<string>>) =>
          Object.fromEntries(
            Object.entries(sets).map(([client, set]) => [
              swap(client, clients),
              new Set([...set].map((one) => swap(one, resources))),
            ]),
          );
        for (const { wanted, held } of states) {
          const other = { wanted: renamed(wanted), held: renamed(held) };
          if (canonicalKey(other) === canonicalKey({ wanted, held })) fixed++;
        }
      }
    }
    expect(fixed / 12).toBe(50);
  });
});

interface Room {
  inside: string[];
  light: boolean;
}

const people = ['ann', 'bob', 'cid'];

const room = (enter: (name: string) => (s: Room) => void) =>
  defineModel<Room>({
    name: 'room',
    initial: { inside: [], light: false },
    actors: people.map((name) =>
      actor<Room>(name, {
        enter: { when: (s) => !s.inside.includes(name), then: enter(name) },
      }),
    ),
  });

const fair = room((name) => (s) => {
  s.inside.push(name);
});

describe('counterexamples', () => {
  const said = async (model: Model<Room>, property: Property<Room>) => {
    const { properties, distinct } = await check(model, property, { symmetric: people });
    const [outcome] = properties;
    const trace = outcome?.trace;
    return { distinct, verdict: outcome?.verdict, steps: trace?.actions.map(({ actor }) => actor) };
  };

  test('of a state, and ways to one', async () => {
    expect(
      await said(
        fair,
        invariant('not all', (s) => s.inside.length < 3),
      ),
    ).toMatchObject({
      verdict: 'violated',
      steps: people,
    });
    expect(
      await said(
        fair,
        reachable('two', (s) => s.inside.length === 2),
      ),
    ).toMatchObject({
      verdict: 'holds',
      steps: ['ann', 'bob'],
    });
  });

  test('of a step', async () => {
    const slow = transition<Room>('it does not fill', (_, __, after) => after.inside.length < 3);
    expect(await said(fair, slow)).toEqual({ distinct: 4, verdict: 'violated', steps: people });
  });

  test('of a state where it stops', async () => {
    expect(await said(fair, noDeadlock())).toMatchObject({ verdict: 'violated', steps: people });
  });

  test('of a step that throws', async () => {
    const model = room((name) => (s) => {
      if (s.inside.length === 2) throw new Error('full');
      s.inside.push(name);
    });
    const { properties } = await check(model, [], { symmetric: people });
    expect(properties).toMatchObject([
      { name: 'cid.enter does not throw', trace: { failed: { action: { actor: 'cid' } } } },
    ]);
  });

  test('of what happens in the end are not looked for, and nothing is said to hold', async () => {
    const empties = eventually<Room>('it fills', (s) => s.inside.length === 3);
    const { verdict, properties } = await check(fair, empties, {
      symmetric: people,
      fairness: 'weak',
    });
    expect(verdict).toBe('undecided');
    expect(properties[0]).toMatchObject({
      says: 'not decided if states are counted up to symmetry',
    });
  });
});

describe('a claim that is not true is seen', () => {
  const others = 'leave out the names that are not interchangeable.';

  test('of a model', async () => {
    const model = room((name) => (s) => {
      if (name === 'bob') s.light = true;
      s.inside.push(name);
    });
    await expect(check(model, [], { symmetric: people })).rejects.toThrow(
      /^Model "room" is not symmetric in ann, bob, cid: if the names change places, .* leads to another state; /,
    );
    // Of the other two it is true.
    const { distinct } = await check(model, [], { symmetric: ['ann', 'cid'] });
    expect(distinct).toBeGreaterThan(4);
  });

  test('of the states in which it starts', async () => {
    const model = defineModel<{ first: string }>({
      name: 'race',
      initial: { first: 'ann' },
      actors: people.map((name) =>
        actor<{ first: string }>(name, {
          win: {
            then: (s) => {
              s.first = name;
            },
          },
        }),
      ),
    });
    await expect(check(model, [], { symmetric: people })).rejects.toThrow(
      `Model "race" is not symmetric in ann, bob, cid: if the names change places, it starts in other states; ${others}`,
    );
  });

  test('of a property', async () => {
    const notBob = invariant<Room>('bob is not first', (s) => s.inside[0] !== 'bob');
    await expect(check(fair, notBob, { symmetric: people })).rejects.toThrow(
      'Property "bob is not first" is not symmetric in ann, bob, cid: if the names change places, its answer changes; leave out the names that it tells apart.',
    );
  });

  test.each<[string, unknown]>([
    ['one name', ['ann']],
    ['a name twice', ['ann', 'ann']],
    [
      'a name in two groups',
      [
        ['ann', 'bob'],
        ['bob', 'cid'],
      ],
    ],
    ['what are no names', [1, 2]],
    ['a name of spaces', ['ann', ' ']],
    ['a name on its own', 'ann'],
  ])('%s is refused', async (_, symmetric) => {
    await expect(check(fair, [], { symmetric: untyped(symmetric) })).rejects.toThrow(
      new ModelError(
        `check: symmetric is ${typeof symmetric === 'string' ? JSON.stringify(symmetric) : 'a list'}; give two names or more, each once, or a list of such lists.`,
      ),
    );
  });
});

describe('a claim that is wrong about one name is seen, whatever the name', () => {
  interface Turn {
    turn: string;
    last: string;
    done: number;
  }
  const all = ['ann', 'bob', 'cid', 'dan', 'eve', 'flo'];
  const sizes = isDeep ? [2, 3, 4, 5, 6] : [2, 3, 5];
  const cases = sizes.flatMap((size) =>
    all.slice(0, size).map((odd) => ({ size, odd, group: all.slice(0, size) })),
  );

  /** All take turns, starting with any; a turn that ends gives the next to any other. */
  const turns = (group: readonly string[], more: (name: string) => Steps<Turn> = () => ({})) =>
    defineModel<Turn>({
      name: 'turns',
      initial: () => group.map((turn) => ({ turn, last: '', done: 0 })),
      actors: group.map((name) =>
        actor<Turn>(name, {
          pass: step({
            choose: () => group,
            when: (s, to) => s.turn === name && to !== name && s.done < 3,
            then: (s, to) => {
              s.last = name;
              s.turn = to;
              s.done++;
            },
          }),
          ...more(name),
        }),
      ),
    });
  const isOdd = (odd: string) => (s: Turn) => s.turn !== odd || s.done < 3;

  test.each(cases)('a step: $odd of $size', async ({ odd, group }) => {
    const model = turns(group, (name) => ({
      stop: {
        when: (s) => name === odd && s.turn === name && s.done === 1,
        then: (s) => {
          s.done = 9;
        },
      },
    }));
    const never = invariant<Turn>('never 9', (s) => s.done < 9);
    await expect(check(model, never, { symmetric: group })).rejects.toThrow(
      /^Model "turns" is not symmetric in .*: if the names change places, /,
    );
  });

  test.each(cases)('a step that throws: $odd of $size', async ({ odd, group }) => {
    const model = turns(group, (name) => ({
      stop: {
        when: (s) => s.turn === name && s.done === 1,
        then: (s) => {
          if (name === odd) throw new Error('odd');
          s.done = 3;
        },
      },
    }));
    await expect(check(model, [], { symmetric: group })).rejects.toThrow(
      /^Model "turns" is not symmetric in /,
    );
  });

  test.each(cases)('an initial state: $odd of $size', async ({ odd, group }) => {
    const { initial, ...rest } = turns(group);
    const model = { ...rest, initial: initial.filter(({ turn }) => turn !== odd) };
    await expect(check(model, [], { symmetric: group })).rejects.toThrow(
      'if the names change places, it starts in other states',
    );
  });

  test.each(cases)('a property: $odd of $size', async ({ odd, group }) => {
    for (const property of [
      invariant<Turn>('odd', isOdd(odd)),
      reachable<Turn>('odd', (s) => !isOdd(odd)(s)),
      noDeadlock<Turn>(isOdd(odd), { name: 'odd' }),
      transition<Turn>('odd', (before, _, after) => before.turn !== odd || after.done < 3),
      transition<Turn>('odd', (before, { actor: who }) => before.done < 2 || who !== odd),
      transition<Turn>('odd', (before, { choice }) => before.done < 2 || choice !== odd),
    ]) {
      await expect(check(turns(group), property, { symmetric: group })).rejects.toThrow(
        'Property "odd" is not symmetric in',
      );
    }
  });

  test('names that are told apart together', async () => {
    const groups = [
      ['ann', 'bob', 'cid'],
      ['red', 'blue', 'green'],
    ];
    interface Pick {
      who: string;
      colour: string;
    }
    const model = defineModel<Pick>({
      name: 'pick',
      initial: { who: '', colour: '' },
      actors: [
        actor<Pick>('painter', {
          pick: step({
            choose: () =>
              (groups[0] ?? []).flatMap((who) =>
                (groups[1] ?? []).map((colour) => ({ who, colour })),
              ),
            when: (s) => s.who === '',
            then: (s, choice) => {
              Object.assign(s, choice);
            },
          }),
        }),
      ],
    });
    for (const who of groups[0] ?? []) {
      for (const colour of groups[1] ?? []) {
        const apart = invariant<Pick>('apart', (s) => s.who !== who || s.colour !== colour);
        await expect(check(model, apart, { symmetric: groups })).rejects.toThrow(
          'Property "apart" is not symmetric in ann, bob, cid and red, blue, green',
        );
      }
    }
    const group = all.slice(0, 5);
    for (const first of group) {
      for (const second of group.filter((one) => one !== first)) {
        const apart = invariant<Turn>('apart', (s) => s.turn !== second || s.last !== first);
        await expect(check(turns(group), apart, { symmetric: group })).rejects.toThrow(
          'Property "apart" is not symmetric in',
        );
      }
    }
  });

  interface Said {
    turn: string;
  }
  /** Whoever has the turn gives it away, by a step and a choice that may tell who it is. */
  const saying = (
    name: (me: string) => [actor: string, step: string],
    choice: (me: string) => number,
  ) =>
    defineModel<Said>({
      name: 'saying',
      initial: () => [{ turn: 'w1' }, { turn: 'w2' }],
      actors: ['w1', 'w2'].map((me) => {
        const [who, does] = name(me);
        return actor<Said>(who, {
          [does]: step({
            choose: () => [choice(me)],
            when: (s) => s.turn === me,
            then: (s) => {
              s.turn = '';
            },
          }),
        });
      }),
    });

  test.each<[string, Model<Said>]>([
    [
      'its step',
      saying(
        (me) => [me, me === 'w1' ? 'take' : 'grab'],
        () => 1,
      ),
    ],
    [
      'its actor',
      saying(
        (me) => [me === 'w1' ? 'w1' : 'somebody', 'take'],
        () => 1,
      ),
    ],
    [
      'its choice',
      saying(
        (me) => [me, 'take'],
        (me) => (me === 'w1' ? 1 : 2),
      ),
    ],
  ])('an action that tells a name apart by %s, if a property looks at steps', async (_, model) => {
    const symmetric = ['w1', 'w2'];
    const looks = transition<Said>('looks', () => true);
    await expect(check(model, looks, { symmetric })).rejects.toThrow(
      'Model "saying" is not symmetric in w1, w2',
    );
    // Of the states it is true.
    expect(await check(model, [], { symmetric })).toMatchObject({ distinct: 2 });
  });

  test('names that are parts of other words, or names of parts of an action', async () => {
    for (const [one, other] of [
      ['Z', 'Y'],
      ['actor', 'clerk'],
      ['step', 'choice'],
      ['w1', 'w10'],
      ['a-b', 'a.b'],
    ] as const) {
      const model = defineModel<{ town: string; by: string; n: number }>({
        name: 'town',
        initial: { town: 'Zürich', by: '', n: 0 },
        actors: [one, other].map((me) =>
          actor<{ town: string; by: string; n: number }>(me, {
            sign: {
              when: (s) => s.by === '',
              then: (s) => {
                s.by = me;
              },
            },
            look: { when: (s) => s.by === me, then: () => undefined },
          }),
        ),
      });
      const fresh = transition<{ by: string }>('fresh', (before, _, after) => before !== after);
      const result = await check(model, fresh, { symmetric: [one, other] });
      expect(result).toMatchObject({
        verdict: 'holds',
        distinct: 2,
        neverTaken: [],
        neverChanged: [one, other].map((me) => ({ actor: me, step: 'look' })).slice(0, 1),
      });
    }
  });

  test('a sentence speaks of the names in its counterexample', async () => {
    const model = defineModel<Record<'w1' | 'w2', number>>({
      name: 'both',
      initial: { w1: 0, w2: 0 },
      actors: (['w1', 'w2'] as const).map((me) =>
        actor<Record<'w1' | 'w2', number>>(me, {
          work: {
            when: (s) => s[me] === 0,
            then: (s) => {
              s[me] = 1;
            },
          },
        }),
      ),
    });
    const idle = invariant<Record<'w1' | 'w2', number>>(
      'idle',
      ({ w1, w2 }) => w1 + w2 === 0 || `${w1 === 1 ? 'w1' : 'w2'} is done`,
    );
    const [outcome] = (await check(model, idle, { symmetric: ['w1', 'w2'] })).properties;
    const state = outcome?.trace?.states.at(-1);
    expect(outcome).toMatchObject({ says: state?.w1 === 1 ? 'w1 is done' : 'w2 is done' });
  });

  test('a condition, and the number of states in which steps are looked at', async () => {
    const group = ['ann', 'bob'];
    const property = whenever<Turn>(
      'odd',
      (s) => s.turn === 'bob',
      (s) => s.done < 9,
    );
    await expect(check(turns(group), property, { symmetric: group })).rejects.toThrow(
      'Property "odd" is not symmetric in ann, bob',
    );
    // A chain of states, in one of which a name is told apart.
    const chain = (odd: number) =>
      defineModel<Turn>({
        name: 'chain',
        initial: () => group.map((turn) => ({ turn, last: '', done: 0 })),
        actors: group.map((me) =>
          actor<Turn>(me, {
            go: {
              when: (s) => s.turn === me && s.done < 200 && !(s.done === odd && me === 'bob'),
              then: (s) => {
                s.done++;
              },
            },
          }),
        ),
      });
    const seen = await Promise.all(
      Array.from({ length: 200 }, (_, odd) =>
        check(chain(odd), [], { symmetric: group }).then(
          () => [],
          () => [odd],
        ),
      ),
    );
    expect(seen.flat()).toEqual([...Array.from({ length: 64 }, (_, odd) => odd), 64, 128, 192]);
    await expect(check(chain(100), [], { symmetric: group, watch: 1 })).rejects.toThrow(ModelError);
  });

  test('a property or a step that fails under other names only', async () => {
    const group = ['ann', 'bob', 'cid'];
    const rows: Partial<Record<string, { ok: boolean }>> = { ann: { ok: true } };
    const lookedUp = (name: string) => rows[name] as { ok: boolean };
    const property = invariant<Turn>('looked up', (s) => s.done > 0 || lookedUp(s.turn).ok);
    await expect(check(turns(group), property, { symmetric: group })).rejects.toThrow(
      'Property "looked up" is not symmetric in ann, bob, cid',
    );
    const model = turns(group, (name) => ({
      write: {
        when: (s) => s.turn === name,
        then: (s) => {
          s.done = name === 'bob' ? NaN : 3;
        },
      },
    }));
    await expect(check(model, [], { symmetric: group })).rejects.toThrow(
      'Model "turns" is not symmetric in ann, bob, cid: if the names change places, a step does what it must not; ',
    );
  });

  test.each(cases)(
    'but what is the same for all holds: all $size',
    async ({ size, group, odd }) => {
      if (odd !== group[0]) return;
      const properties = [
        invariant<Turn>('somebody', (s) => group.includes(s.turn)),
        transition<Turn>('to another', (_, { actor: who, choice }) => who !== choice),
      ];
      const result = await check(turns(group), properties, { symmetric: group });
      // At the start nobody was last; afterwards the last one is another than the one whose turn it is.
      expect(result).toMatchObject({ verdict: 'holds', distinct: 4 });
      const plain = await check(turns(group), properties);
      expect(plain.distinct).toBe(size + 3 * size * (size - 1));
    },
  );

  test('of two groups at once', async () => {
    const groups = [
      ['ann', 'bob'],
      ['red', 'blue', 'green', 'grey', 'pink'],
    ];
    const model = (odd: boolean) =>
      defineModel<{ who: string; colour: string }>({
        name: 'paint',
        initial: { who: '', colour: '' },
        actors: [
          actor<{ who: string; colour: string }>('painter', {
            paint: step({
              choose: () =>
                (groups[0] ?? []).flatMap((who) =>
                  (groups[1] ?? []).map((colour) => ({ who, colour })),
                ),
              when: (s, choice) =>
                s.who === '' && !(odd && choice.who === 'bob' && choice.colour === 'grey'),
              then: (s, { who, colour }) => {
                s.who = who;
                s.colour = colour;
              },
            }),
          }),
        ],
      });
    expect(await check(model(false), [], { symmetric: groups })).toMatchObject({ distinct: 2 });
    await expect(check(model(true), [], { symmetric: groups })).rejects.toThrow(
      'Model "paint" is not symmetric in ann, bob and red, blue, green, grey, pink',
    );
  });

  test.each([
    ['numbers', ['1', '2', '3']],
    ['words of JSON', ['true', 'null', 'undefined']],
    ['indices', ['0', '1', '10']],
  ])('names that look like %s are no values', async (_, names) => {
    const model = defineModel<{ owner: string | null; n: number; list: (boolean | null)[] }>({
      name: 'owned',
      initial: { owner: null, n: 1, list: [true, null] },
      actors: [
        actor<{ owner: string | null; n: number; list: (boolean | null)[] }>('door', {
          open: step({
            choose: () => names,
            when: (s) => s.owner === null,
            then: (s, name) => {
              s.owner = name;
              s.n = 10;
            },
          }),
          shut: {
            when: (s) => s.owner !== null,
            then: (s) => {
              s.owner = null;
            },
          },
        }),
      ],
    });
    expect(await check(model, [], { symmetric: names })).toMatchObject({ distinct: 3 });
  });
});

describe('a name that nobody has is refused', () => {
  interface Lock {
    holder: string;
    turns: number;
  }

  /** Two workers, whose names no actor has: they come up only in the state, once somebody acts. */
  const lock = (turns = 2) =>
    defineModel<Lock>({
      name: 'lock',
      initial: { holder: '', turns: 0 },
      actors: [
        actor<Lock>('lock', {
          give: step({
            choose: () => ['worker 1', 'worker 2'],
            when: (s) => s.holder === '' && s.turns < turns,
            then: (s, name) => {
              s.holder = name;
              s.turns++;
            },
          }),
          take: {
            when: (s) => s.holder !== '',
            then: (s) => {
              s.holder = '';
            },
          },
        }),
      ],
    });

  const refused = (symmetric: Groups, options: CheckOptions = {}, model = lock()) =>
    check(model, [], { symmetric, ...options });

  const nobody = (name: string, advice: string) =>
    new ModelError(
      `symmetric gives the name ${JSON.stringify(name)}, but no actor of model "lock" has this name and no state contains it; ${advice}`,
    );
  const near = 'did you mean "worker 1"?';

  test('names that only come up later are found', async () => {
    // Nobody, one of the two, nobody, one of the two, nobody.
    const result = await refused([['worker 1', 'worker 2']]);
    expect(result).toMatchObject({ distinct: 5, ended: { by: 'complete' } });
  });

  test.each([
    ['wroker 1', near],
    ['worker1', near],
    [' worker 1', near],
    ['Worker 1', near],
  ])('%j', async (name, advice) => {
    await expect(refused([[name, 'worker 2']])).rejects.toThrow(nobody(name, advice));
    await expect(refused([['worker 2', name]])).rejects.toThrow(nobody(name, advice));
  });

  test.each(['worker 3', 'work'])('%j, which breaks the symmetry', async (name) => {
    await expect(refused([[name, 'worker 2']])).rejects.toThrow(
      'if the names change places, lock.give("worker 2") leads to another state',
    );
  });

  test('both names of a group, whose states then are all states', async () => {
    await expect(refused([['x', 'y']])).rejects.toThrow(
      nobody('x', 'leave it out, or write it as the model does.'),
    );
  });

  test('after a limit, unless the name may still come up', async () => {
    const limits = { states: 3 };
    await expect(refused([['wroker 1', 'worker 2']], { limits }, lock(99))).rejects.toThrow(
      nobody('wroker 1', near),
    );
    const result = await refused([['x', 'y']], { limits }, lock(99));
    expect(result.ended).toEqual({ by: 'limit', limit: 'states', value: 3 });
  });

  test('a name that is only a word in other names', async () => {
    await expect(refused([['worker 1', 'worker']])).rejects.toThrow(ModelError);
  });

  test('a violation that ends the search early is not hidden, and no right name is taken for a slip', async () => {
    interface Late {
      status: string;
      n: number;
      owner: string;
    }
    const model = defineModel<Late>({
      name: 'late',
      initial: { status: 'alive', n: 0, owner: '' },
      actors: [
        actor<Late>('clerk', {
          wait: {
            when: (s) => s.n < 3,
            then: (s) => {
              s.n++;
            },
          },
          give: step({
            choose: () => ['alice', 'bruno'],
            when: (s) => s.n === 3 && s.owner === '',
            then: (s, name) => {
              s.owner = name;
            },
          }),
        }),
      ],
    });
    const symmetric = ['alice', 'bruno'];
    expect(await check(model, [], { symmetric, limits: { depth: 2 } })).toMatchObject({
      distinct: 2,
    });
    const early = invariant<Late>('early', (s) => s.n < 2);
    expect(await check(model, early, { symmetric: ['x', 'y'] })).toMatchObject({
      verdict: 'violated',
    });
    expect(await check(model, [], { symmetric })).toMatchObject({ distinct: 5 });
  });

  test('if the misspelled name breaks the symmetry of the initial states', async () => {
    const model = dns.with(['fencing']);
    await expect(
      check(model, [], { symmetric: ['enactor 1', 'enactr 2', 'enactor 3'] }),
    ).rejects.toThrow(
      'symmetric gives the name "enactr 2", but no actor of model "dns" has this name and no state contains it; did you mean "enactor 2"?',
    );
  });

  test('a step that throws may hide the states with a name', async () => {
    const model = defineModel<Lock>({
      name: 'lock',
      initial: { holder: '', turns: 0 },
      actors: [
        actor<Lock>('lock', {
          open: {
            then() {
              throw new Error('stuck');
            },
          },
        }),
      ],
    });
    const result = await refused([['x', 'y']], {}, model);
    expect(result.properties).toMatchObject([{ kind: 'step', verdict: 'violated' }]);
  });

  test('an actor that no state mentions is somebody', async () => {
    const model = room(() => (s) => {
      s.light = true;
    });
    const result = await check(model, [], { symmetric: people });
    expect(result).toMatchObject({ distinct: 2, ended: { by: 'complete' } });
  });

  test('the actors of a reducer are named by its actions', async () => {
    const model = fromReducer({
      name: 'visits',
      initial: 0,
      reduce: (n: number, action: { type: string; who: string }) => (action.who === '' ? n : n + 1),
      actions: (n) => (n < 2 ? people.map((who) => ({ type: 'come', who })) : []),
      actor: ({ who }) => who,
    });
    expect(await check(model, [], { symmetric: people })).toMatchObject({ distinct: 3 });
    await expect(check(model, [], { symmetric: ['ann', 'bbob'] })).rejects.toThrow(
      'no actor of model "visits" has this name and no state contains it; did you mean "bob"?',
    );
  });
});
