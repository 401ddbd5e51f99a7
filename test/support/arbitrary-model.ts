/**
 * Small models at random, as descriptions: plain data that prints as one line, shrinks, and can be
 * understood in two ways. `modelOf` and `propertyOf` make of it what a user would have written;
 * `plain-search.ts` interprets it for itself.
 */
import fc from 'fast-check';
import {
  actor,
  defineModel,
  invariant,
  noDeadlock,
  reachable,
  step,
  transition,
  type Model,
  type Property,
} from 'allways';

/** The state of every such model: a few of each kind of plain data. Numbers are 0, 1 or 2. */
export interface SmallState {
  x: number;
  y: number;
  phase: Phase;
  /** For each actor, a number of its own. */
  own: Record<string, number>;
  /** For each actor whose turns are counted, how many are left. */
  turns: Record<string, number>;
  /** Two at most: who pushes a third one loses the first. */
  queue: number[];
  seen: Set<number>;
  held: Map<Key, number>;
  /** Undefined counts as absent. */
  note?: { flag: boolean } | undefined;
}

export type Phase = 'idle' | 'busy' | 'done';
export type Key = 'k' | 'l';
export type Variable = 'x' | 'y' | 'own';
/** A number, where it stands, or what the step chose (0 where it does not choose). */
export type Value = number | Variable | 'choice';

export type Condition = { readonly not: boolean } & (
  | { readonly if: 'equal' | 'less'; readonly left: Value; readonly right: Value }
  | { readonly if: 'phase'; readonly phase: Phase }
  | { readonly if: 'queued' | 'seen'; readonly value: Value }
  | { readonly if: 'queue longer than'; readonly length: number }
  | { readonly if: 'held'; readonly key: Key }
  | { readonly if: 'note'; readonly flag: boolean | null }
);

export type Effect =
  | { readonly do: 'put' | 'add'; readonly into: Variable; readonly value: Value }
  | { readonly do: 'phase'; readonly phase: Phase }
  | { readonly do: 'push' | 'see' | 'forget'; readonly value: Value }
  | { readonly do: 'hold'; readonly key: Key; readonly value: Value }
  | { readonly do: 'release'; readonly key: Key }
  | { readonly do: 'note'; readonly flag: boolean | null }
  /** The first of the queue leaves it. */
  | { readonly do: 'shift' }
  /** Writes the same data in another order. */
  | { readonly do: 'reorder' };

export interface StepDescription {
  /** Where the numbers to choose from come from; a list may name one twice. Null: no choice. */
  readonly choose: readonly number[] | 'queue' | 'seen' | 'held' | null;
  /** All of these must be so. */
  readonly when: readonly Condition[];
  readonly then: readonly Effect[];
  /** True: the recipe returns a whole new state instead of changing the one it is given. */
  readonly returns: boolean;
  /** The part that throws where all of these are so (for `choose` the choice is 0). */
  readonly throws: {
    readonly in: 'choose' | 'when' | 'then';
    readonly if: readonly Condition[];
  } | null;
}

export interface ActorDescription {
  /** How many steps it can take in all; null: any number. */
  readonly turns: number | null;
  readonly steps: readonly StepDescription[];
}

export interface InitialDescription {
  readonly x: number;
  readonly y: number;
  readonly phase: Phase;
  readonly queue: readonly number[];
  readonly seen: readonly number[];
  readonly held: readonly (readonly [Key, number])[];
  readonly note: boolean | null;
}

/** Actors are named a, b, c, …, and their steps 0, 1, 2, … */
export interface ModelDescription {
  readonly initial: readonly InitialDescription[];
  readonly actors: readonly ActorDescription[];
  /** A state lies outside if all of these are so; null: there is no state constraint. */
  readonly outside?: readonly Condition[] | null;
}

/** Conditions here know neither `own` nor `choice`; both are 0. */
export type PropertyDescription =
  /** Holds where not all of `never` are so; throws where all of `throws` are. */
  | {
      readonly kind: 'invariant';
      readonly never: readonly Condition[];
      readonly throws: readonly Condition[] | null;
    }
  /** Holds of each step but those of this actor (null: any) from `before` to `after`. */
  | {
      readonly kind: 'transition';
      readonly actor: string | null;
      readonly before: readonly Condition[];
      readonly after: readonly Condition[];
    }
  | { readonly kind: 'reachable'; readonly all: readonly Condition[] }
  | { readonly kind: 'deadlock'; readonly fine: readonly Condition[] };

export const nameOfActor = (index: number): string => String.fromCharCode(97 + index);

// How they are made.

const number = fc.integer({ min: 0, max: 2 });
const phase = fc.constantFrom<Phase>('idle', 'busy', 'done');
const key = fc.constantFrom<Key>('k', 'l');
const flag = fc.option(fc.boolean(), { freq: 3 });

/** Null three times of four. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const conditionWith = (
  values: readonly Value[],
  not: fc.Arbitrary<boolean>,
): fc.Arbitrary<Condition> => {
  const value: fc.Arbitrary<Value> = fc.oneof(number, fc.constantFrom(...values));
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        not,
        if: fc.constantFrom('equal', 'less'),
        left: fc.constantFrom(...values),
        right: value,
      }),
    },
    fc.record({ not, if: fc.constant('phase'), phase }),
    fc.record({ not, if: fc.constantFrom('queued', 'seen'), value }),
    fc.record({
      not,
      if: fc.constant('queue longer than'),
      length: fc.integer({ min: 0, max: 1 }),
    }),
    fc.record({ not, if: fc.constant('held'), key }),
    fc.record({ not, if: fc.constant('note'), flag }),
  );
};

const conditionOfStep = conditionWith(['x', 'y', 'own', 'choice'], fc.boolean());
const conditionOfState = conditionWith(['x', 'y'], fc.constantFrom(false, false, false, true));

const value: fc.Arbitrary<Value> = fc.oneof(
  number,
  fc.constantFrom<Value>('x', 'y', 'own', 'choice'),
);

const effect = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('put', 'add'),
      into: fc.constantFrom('x', 'y', 'own'),
      value,
    }),
  },
  fc.record({ do: fc.constant('phase'), phase }),
  fc.record({ do: fc.constantFrom('push', 'see', 'forget'), value }),
  fc.record({ do: fc.constant('hold'), key, value }),
  fc.record({ do: fc.constant('release'), key }),
  fc.record({ do: fc.constant('note'), flag }),
  fc.record({ do: fc.constantFrom('shift', 'reorder') }),
) as fc.Arbitrary<Effect>;

const stepDescription = (throwing: boolean): fc.Arbitrary<StepDescription> =>
  fc.record({
    choose: fc.oneof(
      { weight: 4, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.array(number, { maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constantFrom<'queue' | 'seen' | 'held'>('queue', 'seen', 'held') },
    ),
    when: fc.array(conditionOfStep, { maxLength: 2 }),
    then: fc.array(effect, { maxLength: 3 }),
    returns: fc.boolean(),
    throws: throwing
      ? seldom(
          fc.record({
            in: fc.constantFrom<'choose' | 'when' | 'then'>('choose', 'when', 'then'),
            if: fc.array(conditionOfStep, { minLength: 2, maxLength: 3 }),
          }),
        )
      : fc.constant(null),
  });

const initialDescription: fc.Arbitrary<InitialDescription> = fc.record({
  x: number,
  y: number,
  phase,
  queue: fc.array(number, { maxLength: 2 }),
  seen: fc.uniqueArray(number, { maxLength: 3 }),
  held: fc.uniqueArray(fc.tuple(key, number), { maxLength: 2, selector: ([one]) => one }),
  note: flag,
});

/**
 * Models of one to four actors with a handful of steps; some can run for ever and some cannot, some
 * get stuck, some start in several states.
 *
 * @param options.throwing - Whether a guard, choice or recipe may throw in some states; false where absent.
 * @param options.bounded - Whether there is a state constraint; false where absent.
 */
export function arbitraryModel(
  options: { throwing?: boolean; bounded?: boolean } = {},
): fc.Arbitrary<ModelDescription> {
  const actorDescription = fc.record({
    turns: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 2 }),
    steps: fc.array(stepDescription(options.throwing === true), { minLength: 1, maxLength: 3 }),
  });
  return fc.record({
    initial: fc.array(initialDescription, { minLength: 1, maxLength: 3 }),
    actors: fc.array(actorDescription, { minLength: 1, maxLength: 4 }),
    ...(options.bounded === true && {
      outside: fc.array(conditionOfState, { minLength: 1, maxLength: 3 }),
    }),
  });
}

/** Properties of such models; some hold and some do not. */
export function arbitraryProperty(): fc.Arbitrary<PropertyDescription> {
  // Most states have not all of these, so that it takes some steps to where they are so.
  const landmark = fc.tuple(number, number, phase).map(([x, y, one]): Condition[] => [
    { not: false, if: 'equal', left: 'x', right: x },
    { not: false, if: 'equal', left: 'y', right: y },
    { not: false, if: 'phase', phase: one },
  ]);
  const all = (minLength: number, maxLength: number) =>
    fc.oneof(fc.array(conditionOfState, { minLength, maxLength }), landmark);
  return fc.oneof(
    fc.record({
      kind: fc.constant('invariant'),
      never: all(2, 3),
      throws: seldom(all(2, 3)),
    }),
    fc.record({
      kind: fc.constant('transition'),
      actor: fc.option(fc.constantFrom('a', 'b'), { freq: 2 }),
      before: all(1, 2),
      after: all(1, 2),
    }),
    fc.record({ kind: fc.constant('reachable'), all: all(2, 3) }),
    fc.record({ kind: fc.constant('deadlock'), fine: all(1, 2) }),
  );
}

// What they are for allways.

/** The order in which an initial state's keys, members and entries are written. */
export type Arrange = <T>(items: readonly T[]) => T[];

/**
 * The model that a user would have written.
 *
 * @param arrange - Puts the data of the initial states in another order.
 */
export function modelOf(
  description: ModelDescription,
  arrange: Arrange = (items) => [...items],
): Model<SmallState> {
  const { initial, actors, outside = null } = description;
  const within = withinOf(outside);
  return defineModel<SmallState>({
    name: 'small',
    initial: () => initial.map((one) => initialState(one, actors, arrange)),
    actors: actors.map((one, index) => actorOf(one, nameOfActor(index))),
    ...(within && { within }),
  });
}

/** The property that a user would have written. */
export function propertyOf(description: PropertyDescription, name: string): Property<SmallState> {
  const holds = (conditions: readonly Condition[], state: SmallState) =>
    conditions.every((one) => isSo(one, state, '', 0));
  switch (description.kind) {
    case 'invariant':
      return invariant(name, (state) => {
        if (description.throws !== null && holds(description.throws, state)) throw new Error('odd');
        return !holds(description.never, state);
      });
    case 'transition':
      return transition(
        name,
        (before, action, after) =>
          !(
            (description.actor === null || description.actor === action.actor) &&
            holds(description.before, before) &&
            holds(description.after, after)
          ),
      );
    case 'reachable':
      return reachable(name, (state) => holds(description.all, state));
    case 'deadlock':
      return noDeadlock((state) => holds(description.fine, state), { name });
  }
}

/** The state constraint of a description; undefined if it has none. */
export function withinOf(
  outside: readonly Condition[] | null,
): ((state: SmallState) => boolean) | undefined {
  if (outside === null) return undefined;
  return (state) => !outside.every((one) => isSo(one, state, '', 0));
}

export function initialState(
  { x, y, phase, queue, seen, held, note }: InitialDescription,
  actors: readonly ActorDescription[],
  arrange: Arrange,
): SmallState {
  const names = actors.map((_, index) => nameOfActor(index));
  const counted = names.flatMap((name, index) => {
    const turns = actors[index]?.turns ?? null;
    return turns === null ? [] : [[name, turns] as const];
  });
  const entries: [string, unknown][] = [
    ['x', x],
    ['y', y],
    ['phase', phase],
    ['own', Object.fromEntries(arrange(names).map((name) => [name, 0]))],
    ['turns', Object.fromEntries(arrange(counted))],
    ['queue', [...queue]],
    ['seen', new Set(arrange(seen))],
    ['held', new Map(arrange(held))],
    ...(note === null ? [] : [['note', { flag: note }] as [string, unknown]]),
  ];
  return Object.fromEntries(arrange(entries)) as unknown as SmallState;
}

export function actorOf({ turns, steps }: ActorDescription, name: string) {
  return actor<SmallState>(
    name,
    Object.fromEntries(
      steps.map((one, index) => [String(index), stepOf(one, name, turns !== null)]),
    ),
  );
}

function stepOf(
  { choose, when, then, returns, throws }: StepDescription,
  me: string,
  counted: boolean,
) {
  const blow = (part: 'choose' | 'when' | 'then', state: SmallState, choice: number) => {
    if (throws?.in !== part) return;
    if (throws.if.every((one) => isSo(one, state, me, choice))) throw new Error(`odd ${part}`);
  };
  const guard = (state: SmallState, choice: number) => {
    blow('when', state, choice);
    return (
      (!counted || (state.turns[me] ?? 0) > 0) && when.every((one) => isSo(one, state, me, choice))
    );
  };
  const recipe = (state: SmallState, choice: number): SmallState | undefined => {
    blow('then', state, choice);
    const next = returns ? copyOf(state) : state;
    if (counted) next.turns[me] = (next.turns[me] ?? 0) - 1;
    for (const one of then) take(one, next, me, choice);
    return returns ? next : undefined;
  };
  if (choose === null) {
    if (throws?.in !== 'choose') {
      return { when: (s: SmallState) => guard(s, 0), then: (s: SmallState) => recipe(s, 0) };
    }
  }
  return step<SmallState, number>({
    choose: (state) => {
      blow('choose', state, 0);
      if (choose === null) return [0];
      if (choose === 'queue') return state.queue;
      if (choose === 'seen') return state.seen;
      if (choose === 'held') return state.held.values();
      return choose;
    },
    when: guard,
    then: recipe,
  });
}

function valueOf(value: Value, state: SmallState, me: string, choice: number): number {
  if (typeof value === 'number') return value;
  if (value === 'choice') return choice;
  return value === 'own' ? (state.own[me] ?? 0) : state[value];
}

function isSo(condition: Condition, state: SmallState, me: string, choice: number): boolean {
  const at = (value: Value) => valueOf(value, state, me, choice);
  const plain = () => {
    switch (condition.if) {
      case 'equal':
        return at(condition.left) === at(condition.right);
      case 'less':
        return at(condition.left) < at(condition.right);
      case 'phase':
        return state.phase === condition.phase;
      case 'queued':
        return state.queue.includes(at(condition.value));
      case 'seen':
        return state.seen.has(at(condition.value));
      case 'queue longer than':
        return state.queue.length > condition.length;
      case 'held':
        return state.held.has(condition.key);
      case 'note':
        return condition.flag === null ? !('note' in state) : state.note?.flag === condition.flag;
    }
  };
  return plain() !== condition.not;
}

/** Changes the state, an immer draft or a copy. */
function take(effect: Effect, state: SmallState, me: string, choice: number): void {
  const at = (value: Value) => valueOf(value, state, me, choice);
  switch (effect.do) {
    case 'put':
    case 'add': {
      const { into } = effect;
      const added = effect.do === 'add' ? valueOf(into, state, me, choice) : 0;
      const result = (added + at(effect.value)) % 3;
      if (into === 'own') state.own[me] = result;
      else state[into] = result;
      return;
    }
    case 'phase':
      state.phase = effect.phase;
      return;
    case 'push':
      state.queue.push(at(effect.value));
      if (state.queue.length > 2) state.queue.shift();
      return;
    case 'see':
      state.seen.add(at(effect.value));
      return;
    case 'forget':
      state.seen.delete(at(effect.value));
      return;
    case 'hold':
      state.held.set(effect.key, at(effect.value));
      return;
    case 'release':
      state.held.delete(effect.key);
      return;
    case 'note':
      if (effect.flag === null) delete state.note;
      else if (state.note === undefined) state.note = { flag: effect.flag };
      else state.note.flag = effect.flag;
      return;
    case 'shift':
      state.queue.shift();
      return;
    case 'reorder':
      state.seen = new Set([...state.seen].reverse());
      state.held = new Map([...state.held].reverse());
      state.own = Object.fromEntries(Object.entries(state.own).reverse());
      return;
  }
}

function copyOf(state: SmallState): SmallState {
  return {
    note: state.note === undefined ? undefined : { flag: state.note.flag },
    held: new Map(state.held),
    seen: new Set(state.seen),
    queue: [...state.queue],
    turns: { ...state.turns },
    own: { ...state.own },
    phase: state.phase,
    y: state.y,
    x: state.x,
  };
}
