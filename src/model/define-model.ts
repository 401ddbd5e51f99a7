import type { Actor, ChoosingStep, Step } from './actor.js';
import { compileModel, compileStep, spaced, type CompiledStep } from './compile.js';
import { describeRefused } from './answer.js';
import { ModelError } from './errors.js';
import type { Model, StepName } from './model.js';
import { refuseNameless } from './names.js';

/** What `defineModel` takes. */
export interface ModelDefinition<State extends object> {
  /** Its name, as it stands in recordings. */
  readonly name: string;
  /** The state it starts in, or a function that gives several. */
  readonly initial: State | (() => Iterable<State>);
  /** Who acts; at least one. */
  readonly actors: readonly Actor<State>[];
}

/**
 * A model of a system: where it starts and who acts in it. Every interleaving of the actors' steps
 * is a behaviour.
 *
 * @param definition - Name, initial state or states, and actors.
 * @returns The model: a pure reducer with a list of actions.
 * @throws ModelError where there is no actor, two actors or two steps of one actor share a name, a
 *   step has no recipe, or an initial state is not plain data.
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
  const { name, initial, actors } = definition;
  const model = `Model ${JSON.stringify(name)}`;
  refuseNameless(name, 'A model', 'defineModel({ name: … })');
  const given: unknown = actors;
  if (!Array.isArray(given) || given.length === 0) {
    throw new ModelError(`${model} has no actors, so nothing can happen; give it at least one.`);
  }
  refuseTwins(
    actors.map((one) => one.name),
    (twin) => `${model} has two actors named ${twin}`,
  );

  const steps = new Map<string, CompiledStep<State>>();
  const names: StepName[] = [];
  for (const { name: actor, steps: own } of actors) {
    refuseNameless(actor, `${model}: an actor`, "actor('its name', { … })");
    const entries = Object.entries(own);
    if (entries.length === 0) {
      throw new ModelError(
        `${model}: actor ${JSON.stringify(actor)} has no steps; give it one, or leave it out.`,
      );
    }
    refuseTwins(
      entries.map(([step]) => spaced(step)),
      (twin) => `${model}: actor ${JSON.stringify(actor)} has two steps named ${twin}`,
    );
    for (const [step, body] of entries) {
      // A step made by step() is a ChoosingStep whose choice type was forgotten.
      const written = body as Step<State> | ChoosingStep<State, unknown>;
      refuseNameless(step, `${model}: a step of ${JSON.stringify(actor)}`, '{ itsName: { … } }');
      refuseBadStep(`${model}: ${actor}.${step}`, written);
      names.push({ actor, step });
      steps.set(keyOf({ actor, step }), compileStep({ actor, step }, written));
    }
  }
  refuseTwins(
    names.map(({ actor, step }) => `${actor}.${step}`),
    (twin) => `${model} has two steps called ${twin}`,
  );
  return compileModel(
    name,
    typeof initial === 'function' ? initial() : [initial],
    [...steps.values()],
    names,
    (action) => steps.get(keyOf(action)),
  );
}

function keyOf({ actor, step }: StepName): string {
  return JSON.stringify([actor, step]);
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
  for (const [part, value] of Object.entries(step)) {
    const known = ['when', 'choose', 'then', 'says'].includes(part);
    if (!known)
      throw new ModelError(
        `${where} has an unknown part ${JSON.stringify(part)}; a step has choose, when, then and says.`,
      );
    if (
      typeof value !== 'function' &&
      value !== undefined &&
      !(part === 'says' && typeof value === 'string')
    ) {
      throw new ModelError(
        `${where}: ${part} is ${describeRefused(value)}; make it a function${part === 'says' ? ' or a string' : ''}.`,
      );
    }
  }
  if (step.then === undefined) {
    throw new ModelError(`${where} has no "then"; say there what the step does.`);
  }
}
