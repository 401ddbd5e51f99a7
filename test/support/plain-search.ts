/**
 * The obvious judge of the searches. It shares no code with them, nor with the model: it interprets
 * a description for itself, on plain data, and finds out by the dullest means there are. The set of
 * reachable states grows until it does not; distances are relaxed until they do not change.
 */
import {
  nameOfActor,
  type Condition,
  type Effect,
  type ModelDescription,
  type PropertyDescription,
  type StepDescription,
  type Value,
} from './arbitrary-model.js';

/** What there is to know about a model; lengths are in steps. */
export interface Judgement {
  readonly distinct: number;
  /** How many of them lie outside the state constraint. */
  readonly outside: number;
  readonly generated: number;
  readonly depth: number;
  /** How many states are at each distance from the initial ones. */
  readonly atDistance: readonly number[];
  /** For each property, what is known of it, and the length of a shortest counterexample or witness. */
  readonly properties: readonly {
    readonly verdict: 'holds' | 'violated' | 'undecided';
    readonly length?: number;
  }[];
  /** For each step that throws somewhere (`a.0`), the length of a shortest trace, that step included. */
  readonly throwing: Readonly<Record<string, number>>;
  /** Steps that are never taken (`a.0`), in order; none where a step throws or a state lies outside. */
  readonly neverTaken: readonly string[];
}

/** All data in one order: `seen` and `held` are sorted, `note` is null where there is none. */
interface Plain {
  x: number;
  y: number;
  phase: string;
  own: number[];
  turns: (number | null)[];
  queue: number[];
  seen: number[];
  held: [string, number][];
  note: boolean | null;
}

interface Edge {
  readonly from: string;
  readonly actor: string;
  readonly step: string;
  readonly to: string;
}

/** Judges a model; undefined where it has more states than `most`. */
export function judge(
  description: ModelDescription,
  properties: readonly PropertyDescription[],
  most: number,
): Judgement | undefined {
  const start = new Set(initialStates(description).map(write));
  const reached = new Set(start);
  const edges: Edge[] = [];
  const thrown: { state: string; step: string }[] = [];
  const stuck = new Set<string>();
  const outside = new Set<string>();
  const done = new Set<string>();
  while (done.size < reached.size) {
    for (const state of [...reached].filter((one) => !done.has(one))) {
      done.add(state);
      if (description.outside?.every((one) => isSo(one, read(state), -1, 0)) === true) {
        outside.add(state);
        continue;
      }
      const found = outcomes(description, read(state));
      if (found.length === 0) stuck.add(state);
      for (const { actor, step, next } of found) {
        if (next === 'throws') thrown.push({ state, step: `${actor}.${step}` });
        else {
          edges.push({ from: state, actor, step, to: write(next) });
          reached.add(write(next));
        }
      }
      if (reached.size > most) return undefined;
    }
  }

  const distance = new Map([...reached].map((state) => [state, start.has(state) ? 0 : Infinity]));
  const distanceOf = (state: string) => distance.get(state) ?? Infinity;
  for (let changed = true; changed;) {
    changed = false;
    for (const { from, to } of edges) {
      if (distanceOf(from) + 1 < distanceOf(to)) {
        distance.set(to, distanceOf(from) + 1);
        changed = true;
      }
    }
  }

  const depth = Math.max(...distance.values()) + 1;
  const throwing: Record<string, number> = {};
  for (const { state, step } of thrown) {
    throwing[step] = Math.min(throwing[step] ?? Infinity, distanceOf(state) + 1);
  }
  const lengths = (property: PropertyDescription): number[] => {
    const so = (conditions: readonly Condition[], state: string) =>
      conditions.every((one) => isSo(one, read(state), -1, 0));
    switch (property.kind) {
      case 'invariant':
        return [...reached]
          .filter(
            (s) => so(property.never, s) || (property.throws !== null && so(property.throws, s)),
          )
          .map(distanceOf);
      case 'transition':
        return edges
          .filter(
            ({ from, actor, to }) =>
              (property.actor ?? actor) === actor &&
              so(property.before, from) &&
              so(property.after, to),
          )
          .map(({ from }) => distanceOf(from) + 1);
      case 'reachable':
        return [...reached].filter((s) => so(property.all, s)).map(distanceOf);
      case 'deadlock':
        return [...stuck].filter((s) => !so(property.fine, s)).map(distanceOf);
    }
  };
  return {
    distinct: reached.size,
    outside: outside.size,
    generated: start.size + edges.length,
    depth,
    atDistance: Array.from(
      { length: depth },
      (_, steps) => [...reached].filter((state) => distanceOf(state) === steps).length,
    ),
    properties: properties.map((property) => {
      const found = lengths(property);
      const isGoal = property.kind === 'reachable';
      if (found.length > 0) {
        return { verdict: isGoal ? 'holds' : 'violated', length: Math.min(...found) };
      }
      // Behind a step that throws there may be anything, and so may there be behind a state outside.
      if (thrown.length > 0 || (isGoal && outside.size > 0)) return { verdict: 'undecided' };
      return { verdict: isGoal ? 'violated' : 'holds' };
    }),
    throwing,
    neverTaken: (thrown.length + outside.size > 0 ? [] : description.actors).flatMap(
      ({ steps }, index) =>
        steps
          .map((_, step) => [nameOfActor(index), String(step)] as const)
          .filter(([actor, step]) => !edges.some((e) => e.actor === actor && e.step === step))
          .map((name) => name.join('.')),
    ),
  };
}

const write = (state: Plain) => JSON.stringify(state);
const read = (text: string) => JSON.parse(text) as Plain;

function initialStates({ initial, actors }: ModelDescription): Plain[] {
  return initial.map(({ x, y, phase, queue, seen, held, note }) => ({
    x,
    y,
    phase,
    own: actors.map(() => 0),
    turns: actors.map(({ turns }) => turns),
    queue: [...queue],
    seen: [...seen].sort(),
    held: held.map(([key, value]): [string, number] => [key, value]).sort(),
    note,
  }));
}

interface Outcome {
  readonly actor: string;
  readonly step: string;
  readonly next: Plain | 'throws';
}

/** What each step can make of a state. */
function outcomes({ actors }: ModelDescription, state: Plain): Outcome[] {
  const found: Outcome[] = [];
  for (const [me, { steps }] of actors.entries()) {
    for (const [index, step] of steps.entries()) {
      const name = { actor: nameOfActor(me), step: String(index) };
      if (throwsIn('choose', step, state, me, 0)) {
        found.push({ ...name, next: 'throws' });
        continue;
      }
      for (const choice of choicesOf(step, state)) {
        if (throwsIn('when', step, state, me, choice)) {
          found.push({ ...name, next: 'throws' });
          continue;
        }
        if (state.turns[me] === 0) continue;
        if (!step.when.every((one) => isSo(one, state, me, choice))) continue;
        found.push({
          ...name,
          next: throwsIn('then', step, state, me, choice)
            ? 'throws'
            : after(step, state, me, choice),
        });
      }
    }
  }
  return found;
}

function throwsIn(
  part: string,
  { throws }: StepDescription,
  state: Plain,
  me: number,
  choice: number,
) {
  return throws?.in === part && throws.if.every((one) => isSo(one, state, me, choice));
}

function choicesOf({ choose }: StepDescription, state: Plain): Set<number> {
  if (choose === null) return new Set([0]);
  if (choose === 'queue') return new Set(state.queue);
  if (choose === 'seen') return new Set(state.seen);
  if (choose === 'held') return new Set(state.held.map(([, value]) => value));
  return new Set(choose);
}

function valueOf(value: Value, state: Plain, me: number, choice: number): number {
  if (value === 'x') return state.x;
  if (value === 'y') return state.y;
  if (value === 'own') return state.own[me] ?? 0;
  return value === 'choice' ? choice : value;
}

function isSo(condition: Condition, state: Plain, me: number, choice: number): boolean {
  const number = (value: Value) => valueOf(value, state, me, choice);
  const plain = () => {
    switch (condition.if) {
      case 'equal':
        return number(condition.left) === number(condition.right);
      case 'less':
        return number(condition.left) < number(condition.right);
      case 'phase':
        return condition.phase === state.phase;
      case 'queued':
        return state.queue.some((one) => one === number(condition.value));
      case 'seen':
        return state.seen.some((one) => one === number(condition.value));
      case 'queue longer than':
        return state.queue[condition.length] !== undefined;
      case 'held':
        return state.held.some(([key]) => key === condition.key);
      case 'note':
        return state.note === condition.flag;
    }
  };
  return condition.not ? !plain() : plain();
}

function after(step: StepDescription, before: Plain, me: number, choice: number): Plain {
  let state = {
    ...before,
    turns: before.turns.map((left, i) => (i === me && left !== null ? left - 1 : left)),
  };
  for (const effect of step.then) state = { ...state, ...changed(effect, state, me, choice) };
  return state;
}

/** What an effect changes. */
function changed(effect: Effect, state: Plain, me: number, choice: number): Partial<Plain> {
  const number = (value: Value) => valueOf(value, state, me, choice);
  const without = (key: string) => state.held.filter(([other]) => other !== key);
  switch (effect.do) {
    case 'put':
    case 'add': {
      const was = effect.do === 'add' ? number(effect.into) : 0;
      const now = (was + number(effect.value)) % 3;
      if (effect.into === 'own') return { own: state.own.map((one, i) => (i === me ? now : one)) };
      return { [effect.into]: now };
    }
    case 'phase':
      return { phase: effect.phase };
    case 'push':
      return { queue: [...state.queue, number(effect.value)].slice(-2) };
    case 'shift':
      return { queue: state.queue.slice(1) };
    case 'see':
      return { seen: [...new Set([...state.seen, number(effect.value)])].sort() };
    case 'forget':
      return { seen: state.seen.filter((one) => one !== number(effect.value)) };
    case 'hold':
      return {
        held: [
          ...without(effect.key),
          [effect.key, number(effect.value)] as [string, number],
        ].sort(),
      };
    case 'release':
      return { held: without(effect.key) };
    case 'note':
      return { note: effect.flag };
    case 'reorder':
      return {};
  }
}
