import type { Actor, ChoosingStep, Step } from './actor.js';
import { spaced } from './says.js';
import { compileModel, compileStep } from './compile.js';
import type { CompiledStep } from './compiled-step.js';
import { describeRefused } from '../validation/answer.js';
import { ModelError } from '../validation/errors.js';
import { initialStates } from './initial.js';
import { readFairness, refuseOtherKind, type DeclaredFairness } from './fairness.js';
import type { Model, StepName } from './model.js';
import { refuseNameless, stepKey } from './names.js';
import { brings, keepingParts, partsOfAll, withParts } from './parts.js';
import { mayWait } from './wait.js';
import {
  describeGiven,
  refuseOtherFunction,
  refuseUnknown,
  reading,
} from '../validation/refuse.js';
import { isRecord } from '../validation/values.js';

/** What `defineModel` takes. */
export interface ModelDefinition<State extends object> {
  /** The name of the model. A recording stores it. */
  readonly name: string;
  /** The initial state, or a function that returns several. */
  readonly initial: State | (() => Iterable<State>);
  /** The actors; at least one. */
  readonly actors: readonly Actor<State>[];
  /**
   * The state constraint: true for a state that a search expands. A state for which it answers false is counted, and every
   * property is asked about it, but nothing happens after it. So a model without an end can be searched in part; the result
   * says how many states lie outside. It must depend on the state alone. Absent: every state is expanded.
   */
  readonly within?: (state: State) => boolean;
}

/**
 * Defines a model of a system: its initial states and its actors. Every interleaving of the actors'
 * steps is a behaviour.
 *
 * @param definition - Name, initial state or states, actors, and which states to expand.
 * @returns The model: a pure reducer that also lists the actions of each state.
 * @throws ModelError if a part is missing, unknown or wrong, if two actors or two steps of one actor
 *   have the same name, or if an initial state is not plain data.
 * @example
 * const counter = defineModel<{ n: number }>({
 *   name: 'counter',
 *   initial: { n: 0 },
 *   actors: [actor('user', { press: { when: (s) => s.n < 3, then: (s) => { s.n++; } } })],
 * });
 */
export function defineModel<State extends object>(
  definition: ModelDefinition<State>,
): Model<State> {
  return reading('defineModel', () => {
    refuseUnknown('defineModel', 'part', definition, ['name', 'initial', 'actors', 'within']);
    const { name, initial, actors, within } = definition;
    refuseNameless(name, 'A model', 'defineModel({ name: … })');
    const model = `Model ${JSON.stringify(name)}`;
    refuseOtherActors(model, actors);
    if (within !== undefined) refuseOtherFunction(model, 'within', within);
    refuseTwins(
      actors.map((one) => one.name),
      (twin) => `${model} has two actors named ${twin}`,
    );

    const parts = partsOfAll(model, actors);
    // A step that sends into a full channel, or writes a locked row, cannot be taken.
    const anyMayWait = actors.some((one) => mayWait in one);
    const steps = new Map<string, CompiledStep<State>>();
    const names: StepName[] = [];
    for (const { name: actor, steps: own } of actors) {
      const entries = Object.entries(own);
      refuseTwins(
        entries.map(([step]) => spaced(step)),
        (twin) => `${model}: actor ${JSON.stringify(actor)} has two steps named ${twin}`,
      );
      for (const [step, body] of entries) {
        // step() returns a ChoosingStep, but its type hides the type of the choice.
        const written = body as Step<State> | ChoosingStep<State, unknown>;
        refuseNameless(step, `${model}: a step of ${JSON.stringify(actor)}`, '{ itsName: { … } }');
        refuseBadStep(`${model}: step ${actor}.${step}`, written);
        names.push({ actor, step });
        const kept = { ...keepingParts(written, parts), ...(anyMayWait && { [mayWait]: true }) };
        steps.set(stepKey({ actor, step }), compileStep({ actor, step }, kept));
      }
    }
    refuseTwins(
      names.map(({ actor, step }) => `${actor}.${step}`),
      (twin) => `${model} has two steps called ${twin}`,
    );
    const compiled = compileModel(
      { name, within },
      withParts(model, initialStates(name, initial), parts),
      [...steps.values()],
      names,
      (action) => steps.get(stepKey(action)),
    );
    return { ...compiled, fairness: declaredIn(model, actors) };
  });
}

/** The fairness that actors and steps declare. A step that declares none has that of its actor. */
function declaredIn<State>(
  model: string,
  actors: readonly Actor<State>[],
): readonly DeclaredFairness[] {
  return actors.flatMap(({ name, steps, fairness }) => {
    const own = Object.entries(steps).map(([step, body]) => {
      const { fairness: given } = body as Step<State>;
      const of = [`${name}.${step}`];
      return { said: readFairness(`${model}: ${name}.${step}`, given), of };
    });
    const silent = own.filter(({ said }) => said === undefined).flatMap(({ of }) => of);
    const of = silent.length === own.length ? [name] : silent;
    if (fairness !== undefined) refuseOtherKind(`${model}: ${of.join(', ') || name}`, fairness);
    const whole = { said: fairness && { kind: fairness }, of };
    return [whole, ...own].flatMap(({ said, of }) =>
      said === undefined || of.length === 0 ? [] : [{ ...said, of }],
    );
  });
}

function refuseOtherActors(model: string, actors: unknown): void {
  if (actors === undefined || (Array.isArray(actors) && actors.length === 0)) {
    throw new ModelError(`${model} has no actors, so nothing can happen; give it at least one.`);
  }
  if (!Array.isArray(actors)) {
    throw new ModelError(
      `${model}: actors is ${describeGiven(actors)}; give a list of what actor or clock made.`,
    );
  }
  for (const actor of actors as readonly unknown[]) refuseOtherActor(model, actor);
}

function refuseOtherActor(model: string, actor: unknown): void {
  const { name, steps } = Object(actor) as { name?: unknown; steps?: unknown };
  if (typeof actor !== 'object' || actor === null || !('steps' in actor) || 'enabled' in actor) {
    const list = Array.isArray(actor) ? ', a list as ...list' : '';
    throw new ModelError(
      `${model}: instead of an actor there is ${describeGiven(actor)}; give what actor or clock made${list}.`,
    );
  }
  refuseNameless(name, `${model}: an actor`, "actor('its name', { … })");
  const where = `${model}: actor ${JSON.stringify(name)} has`;
  if (!isRecord(steps)) {
    throw new ModelError(
      `${where} ${describeGiven(steps)} for its steps; give it { itsName: { when, then } }.`,
    );
  }
  if (Object.keys(steps).length === 0 && !(brings in actor)) {
    throw new ModelError(`${where} no steps; give it one, or leave it out.`);
  }
}

function refuseTwins(names: readonly string[], what: (twin: string) => string): void {
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) {
    throw new ModelError(
      `${what(JSON.stringify(twin))}; a trace could not tell them apart, so rename one.`,
    );
  }
}

function refuseBadStep(where: string, written: unknown): void {
  const step = Object(written) as { then?: unknown };
  refuseUnknown(where, 'part', { ...step }, ['choose', 'when', 'then', 'says', 'fairness']);
  for (const [part, value] of Object.entries<unknown>({ ...step })) {
    if (value === undefined || (part === 'says' && typeof value === 'string')) continue;
    if (part === 'fairness') continue;
    if (part !== 'says') refuseOtherFunction(where, part, value);
    else if (typeof value !== 'function') {
      throw new ModelError(
        `${where}: says is ${describeRefused(value)}; make it a function or a string.`,
      );
    }
  }
  if (step.then === undefined) {
    throw new ModelError(`${where} has no "then"; say there what the step does.`);
  }
}
