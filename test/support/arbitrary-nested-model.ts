/**
 * Models of rich shapes at random, as descriptions: plain data that prints and shrinks. States are
 * containers in containers, of every kind; steps look at them and change them with whatever
 * JavaScript has for it. `nestedModelOf` and `nestedPropertyOf` make of it what a user would have
 * written.
 *
 * - `nested/value.ts`: the data, and places in it
 * - `nested/condition.ts`: what is asked of it
 * - `nested/change.ts`: what is done to it
 * - `nested/arbitrary.ts`: all three at random
 */
import fc from 'fast-check';
import {
  actor,
  defineModel,
  fromReducer,
  invariant,
  noDeadlock,
  reachable,
  step,
  transition,
  type Model,
  type Property,
} from 'allways';
import { produce } from 'immer';
import { data, places, record, speakingOf, state } from './nested/arbitrary.js';
import {
  byCopying,
  cloned,
  inPlace,
  mayGrow,
  perform,
  type Cloning,
  type Effect,
} from './nested/change.js';
import { answer, areSo, type Condition, type Question } from './nested/condition.js';
import {
  at,
  fresh,
  isContainer,
  isDict,
  type Dict,
  type Path,
  type Scope,
  type Value,
} from './nested/value.js';

/** Where a step's choices come from. */
export type Choosing =
  | { readonly from: readonly Value[] }
  /** What is in a container of the state: keys, members, entries, or the container as a whole. */
  | { readonly in: Path; readonly take: 'keys' | 'values' | 'entries' | 'iterator' | 'whole' };

/** How a recipe ends, or a reducer makes the next state. */
export type Style = 'draft' | 'spread' | 'produce' | 'by hand' | Exclude<Cloning, 'original'>;

export interface NestedStep {
  readonly choose: Choosing | null;
  /** All of these must be so. */
  readonly when: readonly Condition[];
  readonly then: readonly Effect[];
  /** What a recipe returns; `draft`: nothing, it changes what it is given. */
  readonly style: Style;
  readonly says: Question | string | null;
  /** The part that throws where all of these are so. */
  readonly throws: {
    readonly in: 'choose' | 'when';
    readonly if: readonly Condition[];
    readonly says: Question;
  } | null;
}

export interface NestedActor {
  /** How many steps it can take in all; null: any number, or two where it could grow the state. */
  readonly turns: number | null;
  readonly steps: readonly NestedStep[];
}

/** Actors are named A, B, C, …, and their steps 0, 1, 2, … */
export interface NestedModel {
  /** As `actors` with recipes, or as one reducer. */
  readonly as: 'actors' | 'reducer';
  readonly initial: readonly Dict[];
  readonly actors: readonly NestedActor[];
}

export type NestedProperty =
  | {
      readonly kind: 'invariant';
      readonly never: readonly Condition[];
      /** What it says where it does not hold; null: nothing. */
      readonly says: Question | null;
      readonly throws: readonly Condition[] | null;
    }
  | {
      readonly kind: 'transition';
      readonly actor: string | null;
      /** Of the state after; `$before` is the one before, `$choice` the choice of the step. */
      readonly never: readonly Condition[];
    }
  | { readonly kind: 'reachable'; readonly all: readonly Condition[] }
  | { readonly kind: 'deadlock'; readonly fine: readonly Condition[] };

// What they are for allways.

const nameOfActor = (index: number): string => String.fromCharCode(65 + index);

export function nestedModelOf(description: NestedModel): Model<Dict> {
  const { as, actors } = description;
  const initial = () => description.initial.map((one) => initialState(one, actors));
  if (as === 'reducer') return reducerOf(initial, actors);
  return defineModel<Dict>({
    name: 'nested',
    initial,
    actors: actors.map((one, index) => {
      const name = nameOfActor(index);
      const counted = turnsOf(one) !== null;
      const steps = one.steps.map((each) => stepOf(each, name, counted));
      return actor<Dict>(name, Object.fromEntries(steps.entries()));
    }),
  });
}

const turnsOf = ({ turns, steps }: NestedActor) =>
  turns ?? (steps.some(({ then }) => mayGrow(then)) ? 2 : null);

function initialState(data: Dict, actors: readonly NestedActor[]): Dict {
  const turns = actors.flatMap((one, index) => {
    const left = turnsOf(one);
    return left === null ? [] : [[nameOfActor(index), left] as const];
  });
  return { ...fresh(data), ...(turns.length > 0 ? { turns: Object.fromEntries(turns) } : {}) };
}

function stepOf(description: NestedStep, me: string, counted: boolean) {
  const { choose, says, style } = description;
  const sentence =
    typeof says === 'string' || says === null
      ? (says ?? undefined)
      : (s: Dict, choice?: Value) => `says ${String(answer({ s, choice }, says))}`;
  const parts = {
    when: (s: Dict, choice?: Value) => isEnabled(description, { s, choice }, me, counted),
    // For TypeScript a draft of a Dict has no end.
    then: (s: unknown, choice?: Value) => {
      const next = nextState(description, style, s as Dict, choice, me, counted);
      return style === 'draft' ? undefined : (next as Dict);
    },
    ...(sentence === undefined ? {} : { says: sentence }),
  };
  if (choose === null) return parts;
  return step<Dict, Value>({ choose: (s) => choicesOf(description, s), ...parts });
}

function isEnabled(
  { when, throws }: NestedStep,
  scope: Scope,
  me: string,
  counted: boolean,
): boolean {
  if (throws?.in === 'when' && areSo(scope, throws.if)) {
    throw new Error(String(answer(scope, throws.says)));
  }
  return (!counted || at(scope, `turns.${me}`) !== 0) && areSo(scope, when);
}

function choicesOf({ choose, throws }: NestedStep, s: Dict): Iterable<Value> {
  if (throws?.in === 'choose' && areSo({ s }, throws.if)) {
    throw new Error(String(answer({ s }, throws.says)));
  }
  if (choose === null) return [null];
  if ('from' in choose) return choose.from;
  const container = at({ s }, choose.in);
  if (!isContainer(container)) return [];
  if (choose.take === 'whole') return [container];
  if (isDict(container)) {
    const { take } = choose;
    if (take === 'keys') return Object.keys(container);
    return take === 'entries' ? Object.entries(container) : Object.values(container);
  }
  if (choose.take === 'iterator') return container.values();
  return [...container[choose.take]()];
}

/** What a recipe or reducer makes of a state; in the style `draft`, that state itself. */
function nextState(
  { then }: NestedStep,
  style: Style,
  s: Dict,
  choice: Value,
  me: string,
  counted: boolean,
): Value {
  const act = (scope: Scope): Value => {
    const edit = style === 'spread' ? byCopying : inPlace;
    if (counted) {
      edit(scope, 'turns', (turns) => {
        if (isDict(turns)) turns[me] = Number(turns[me]) - 1;
      });
    }
    perform(scope, then, edit);
    return scope.s;
  };
  switch (style) {
    case 'draft':
    case 'spread':
      return act({ s, choice });
    case 'produce':
      return produce<unknown>(
        s,
        (draft: unknown) => void act({ s: draft as Dict, choice }),
      ) as Dict;
    case 'by hand':
      return act({ s: cloneByHand(s), choice });
    default:
      return act({ s: cloned(s, style), choice });
  }
}

/** A deep clone as libraries do it. */
function cloneByHand(value: Value): Value {
  switch (Object.prototype.toString.call(value)) {
    case '[object Array]':
      return (value as Value[]).map(cloneByHand);
    case '[object Object]':
      return Object.entries(value as Dict).reduce<Dict>((copy, [key, one]) => {
        copy[key] = cloneByHand(one);
        return copy;
      }, {});
    case '[object Map]': {
      const copy = new Map<Value, Value>();
      (value as Map<Value, Value>).forEach((one, key) =>
        copy.set(cloneByHand(key), cloneByHand(one)),
      );
      return copy;
    }
    case '[object Set]': {
      const copy = new Set<Value>();
      (value as Set<Value>).forEach((one) => copy.add(cloneByHand(one)));
      return copy;
    }
    default:
      return value;
  }
}

interface ReducerAction {
  readonly type: string;
  readonly actor: string;
  readonly choice?: Value;
}

function reducerOf(initial: () => Dict[], actors: readonly NestedActor[]): Model<Dict> {
  const steps = actors.flatMap((one, index) =>
    one.steps.map((description, type) => ({
      description,
      type: String(type),
      actor: nameOfActor(index),
      counted: turnsOf(one) !== null,
    })),
  );
  return fromReducer<Dict, ReducerAction>({
    name: 'nested',
    initial,
    *actions(s) {
      for (const { description, type, actor, counted } of steps) {
        if (description.choose === null) {
          if (isEnabled(description, { s }, actor, counted)) yield { type, actor };
          continue;
        }
        for (const choice of choicesOf(description, s)) {
          const enabled = isEnabled(description, { s, choice }, actor, counted);
          if (enabled) yield { type, actor, choice };
        }
      }
    },
    reduce: (s, action) => {
      const found = steps.find(({ type, actor }) => type === action.type && actor === action.actor);
      if (found === undefined) return s;
      const { description, actor, counted } = found;
      // What is given is no draft but frozen: an honest reducer copies.
      const { style: given } = description;
      const style = given === 'draft' || given === 'current' ? 'spread' : given;
      return nextState(description, style, s, action.choice, actor, counted) as Dict;
    },
  });
}

export function nestedPropertyOf(description: NestedProperty, name: string): Property<Dict> {
  switch (description.kind) {
    case 'invariant': {
      const { never, says, throws } = description;
      return invariant(name, (s) => {
        if (throws !== null && areSo({ s }, throws)) throw new Error('odd');
        if (!areSo({ s }, never)) return true;
        return says === null ? false : `it is ${String(answer({ s }, says))}`;
      });
    }
    case 'transition':
      return transition(name, (before, { actor, choice }, s) => {
        if (description.actor !== null && description.actor !== actor) return true;
        return !areSo({ s, before, choice: choice as Value }, description.never);
      });
    case 'reachable':
      return reachable(name, (s) => areSo({ s }, description.all), { because: 'somebody asked' });
    case 'deadlock':
      return noDeadlock((s) => areSo({ s }, description.fine), { name });
  }
}

// How they are made.

/** Null so many times of ten. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>, times: number): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: times, arbitrary: fc.constant(null) }, { weight: 10 - times, arbitrary });

/** An actor that looks at these places alone, and changes no others. */
function actorOn(within: readonly string[]): fc.Arbitrary<NestedActor> {
  const { path, question, conditions, effects } = speakingOf(within);
  const choosing: fc.Arbitrary<Choosing> = fc.oneof(
    record({ from: fc.array(data, { maxLength: 2 }) }),
    {
      weight: 3,
      arbitrary: record({
        in: path(),
        take: fc.constantFrom('values', 'keys', 'entries', 'iterator', 'whole'),
      }),
    },
  );
  const throwing = record({
    in: fc.constantFrom('choose', 'when'),
    if: conditions(1, 3, '$choice'),
    says: question('$choice'),
  });
  return record({
    turns: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 2 }),
    steps: fc.array(
      record({
        choose: seldom(choosing, 7),
        when: fc.oneof(fc.constant([]), conditions(0, 2, '$choice')),
        then: effects,
        style: fc.oneof(
          { weight: 8, arbitrary: fc.constant<Style>('draft') },
          { weight: 2, arbitrary: fc.constant<Style>('spread') },
          {
            weight: 3,
            arbitrary: fc.constantFrom<Style[]>(
              'produce',
              'by hand',
              'json',
              'current',
              'structured',
            ),
          },
        ),
        says: seldom(fc.oneof(question('$choice'), fc.constant('acts')), 7),
        throws: seldom(throwing, 9),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  });
}

/** One to four actors, any of which may change anything. */
const together = fc.array(actorOn(places), { minLength: 1, maxLength: 4 });

/** Two to four actors that hardly touch each other: most orders of their steps are as good. */
const apart = fc
  .tuple(
    actorOn(['a']),
    actorOn(['b']),
    fc.option(actorOn(['c'])),
    fc.option(fc.oneof(actorOn(['d']), actorOn(['a', 'c']))),
  )
  .map((actors) => actors.filter((one) => one !== null));

/** Models of a few actors with a few steps each, in one to three initial states. */
export const nestedModel: fc.Arbitrary<NestedModel> = record({
  as: fc.oneof(
    { weight: 4, arbitrary: fc.constant('actors' as const) },
    { weight: 1, arbitrary: fc.constant('reducer' as const) },
  ),
  initial: fc.array(state, { minLength: 1, maxLength: 3 }),
  actors: fc.oneof({ weight: 2, arbitrary: together }, { weight: 1, arbitrary: apart }),
});

const { question, conditions } = speakingOf(places);

/** Properties of such models; some hold and some do not. */
export const nestedProperty: fc.Arbitrary<NestedProperty> = fc.oneof(
  record({
    kind: fc.constant('invariant'),
    never: conditions(1, 3),
    says: seldom(question(), 5),
    throws: seldom(conditions(2, 3), 8),
  }),
  record({
    kind: fc.constant('transition'),
    actor: fc.option(fc.constantFrom('A', 'B'), { freq: 2 }),
    never: conditions(1, 3, '$before', '$choice'),
  }),
  record({ kind: fc.constant('reachable'), all: conditions(2, 3) }),
  record({ kind: fc.constant('deadlock'), fine: conditions(1, 2) }),
);
