/** The subject of a recording: its model, its property, and its initial state. */
import type { Action } from '../model/action.js';
import { canonicalKey } from '../model/canonical.js';
import { ModelError } from '../validation/errors.js';
import type { Model } from '../model/model.js';
import { describeBounds, isWithin, type Bounds } from '../model/parameters.js';
import { modelWith } from '../model/refuse-model.js';
import type { StepError } from '../model/step-error.js';
import type { System } from '../model/system.js';
import type { Property } from '../property/property.js';
import { nameOfStep, nameOfStepError } from '../trace/judge.js';
import type { RecordedLasso, Recording } from '../trace/recording-data.js';
import type { Lasso } from '../trace/trace.js';

/** A model, or a system from which a recording's model can be built. */
export type Replayable<State> =
  Model<State> | Pick<System<State, never, Record<string, never>>, 'name' | 'with'>;

/**
 * Builds the model of which a recording was made.
 *
 * @throws ModelError if the subject is another model, if a safeguard or parameter is not known, or if a
 *   parameter is out of bounds.
 */
export function modelOf<State>(recording: Recording, subject: Replayable<State>): Model<State> {
  if (recording.model !== subject.name) {
    throw new ModelError(
      `The recording is of model ${JSON.stringify(recording.model)}, not of ${JSON.stringify(subject.name)}; replay it with its own model.`,
    );
  }
  if ('with' in subject) {
    refuseRecordedParameters(recording, subject);
    // The names come from a file. The system itself checks them.
    return modelWith(
      subject as System<State, string, Record<string, unknown>>,
      recording.safeguards,
      recording.parameters,
    );
  }
  const wanted = canonicalKey([new Set(recording.safeguards), recording.parameters]);
  if (wanted !== canonicalKey([new Set(subject.safeguards), subject.parameters])) {
    throw new ModelError(
      `The recording is of ${JSON.stringify(subject.name)} with other safeguards or parameters; replay it with its system.`,
    );
  }
  return subject;
}

/** How far a number of a recording may go if its parameter declares no bound on that side. */
const farthest = 1_000;

/**
 * Refuses a recording that sets a parameter out of its bounds. A recording may be other people's data, so a
 * side without a declared bound has one here too: ten times the default, or {@link farthest} if that is more.
 */
function refuseRecordedParameters(
  { parameters }: Recording,
  subject: Partial<System<unknown, string, Record<string, unknown>>>,
): void {
  const declared = Object(subject.bounds) as Readonly<Record<string, Bounds>>;
  for (const [name, standard] of Object.entries(Object(subject.parameters) as object)) {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (typeof standard !== 'number' || typeof value !== 'number') continue;
    const bounds = declared[name] ?? {};
    const sets = `The recording sets parameter ${name} to ${value}, and system ${JSON.stringify(subject.name)}`;
    if (!isWithin(value, standard, bounds)) {
      throw new ModelError(
        `${sets} allows ${describeBounds(standard, bounds)}; correct the recording, or widen the bounds in the system.`,
      );
    }
    const far = Math.max(farthest, 10 * Math.abs(standard));
    const side = value > 0 ? 'max' : 'min';
    if (bounds[side] !== undefined || Math.abs(value) <= far) continue;
    const limit = side === 'max' ? `at most ${far}` : `at least ${-far}`;
    throw new ModelError(
      `${sets} declares no ${side} for it, so a recording may set ${limit}; to allow more, declare ${name} as { default: ${standard}, min: …, max: … } in the system.`,
    );
  }
}

/**
 * The property that a recording violates; undefined if it records a step that throws.
 *
 * @throws ModelError if the user did not give the property.
 */
export function propertyOf<State>(
  recording: Recording,
  properties: readonly Property<State>[],
): Property<State> | undefined {
  const property = properties.find(({ name }) => name === recording.property);
  if (recording.kind === 'step') {
    if (property !== undefined && property.name !== nameOfLast(recording)) throw ofNoStep(property);
    return undefined;
  }
  // Older recordings have no kind. Then only the name tells that a recording is of a step that throws.
  if (property !== undefined) return refuseOtherLasso(recording, property);
  if (recording.property === nameOfLast(recording)) return undefined;
  throw notAmong(recording, properties);
}

/** The error for a recording of a property that the user did not give. */
export function notAmong(
  { property }: Recording,
  properties: readonly { readonly name: string }[],
): ModelError {
  const names = properties.map(({ name }) => JSON.stringify(name)).join(', ') || 'none';
  return new ModelError(
    `The recording is of property ${JSON.stringify(property)}, which is not among those given: ${names}.`,
  );
}

/** The error for a recording of a step that throws, if it names a property that is about something else. */
const ofNoStep = ({ name }: { readonly name: string }) =>
  new ModelError(
    `The recording is of a step that throws, and ${JSON.stringify(name)} is a property; delete its kind, or record it again.`,
  );

/** Refuses a loop of a finite behaviour: the property says nothing about what happens for ever. */
function refuseOtherLasso<State>(recording: Recording, property: Property<State>): Property<State> {
  if (recording.lasso === undefined || property.kind === 'temporal') return property;
  throw new ModelError(
    `The recording is of a behaviour that goes on for ever, and property ${JSON.stringify(property.name)} is not temporal; delete its lasso, or record it again.`,
  );
}

/** Whether a recording is of the step that threw. */
export function isOfStep(recording: Recording, thrown: StepError): boolean {
  const last = nameOfLast(recording);
  const isOfAny = recording.kind === 'step' || recording.property === last;
  return isOfAny && nameOfStepError(thrown) === last;
}

/** The name under which an error of the last step would be reported. */
function nameOfLast({ actions }: Recording): string | undefined {
  const last: Action | undefined = actions.at(-1);
  return last === undefined ? undefined : nameOfStep(last);
}

/** The states in which a recording may start. None if the model no longer has the state that it names. */
export function startsOf<State>(recording: Recording, model: Model<State>): readonly State[] {
  if (recording.initial === undefined) return model.initial;
  const key = canonicalKey(recording.initial);
  return model.initial.filter((state) => canonicalKey(state) === key);
}

/**
 * How a recorded behaviour goes on for ever. For fairness of a part of a step, the model has the function that says which
 * part.
 *
 * @throws ModelError if the model declares no such fairness any more.
 */
export function lassoOf<State>({ from, fairness }: RecordedLasso, model: Model<State>): Lasso {
  return {
    from,
    fairness: fairness.map(({ kind, of, part: says }) => {
      if (says === undefined) return { kind, of };
      const name = of.join(' or ');
      const declared = model.fairness?.find(
        (one) => one.kind === kind && one.of.join(' or ') === name && one.part !== undefined,
      );
      if (declared?.part !== undefined) return { kind, of, part: declared.part };
      throw new ModelError(
        `The recording assumes ${kind} fairness of a part of ${name}, which the model does not declare any more; record it again.`,
      );
    }),
  };
}
