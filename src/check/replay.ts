import { formatAction, type Action } from '../model/action.js';
import { describeAssumption } from '../model/fairness.js';
import type { Model } from '../model/model.js';
import { refuseOtherSubject } from '../model/refuse-model.js';
import { listOf } from '../property/list.js';
import type { Property } from '../property/property.js';
import { follow } from '../trace/follow.js';
import { faultOf } from '../trace/judge.js';
import { closes, unfairTo } from '../trace/lasso.js';
import { refuseOtherRecording, type Recording } from '../trace/recording.js';
import { cut, type Trace } from '../trace/trace.js';
import { isProgram, type Program } from '../program/define-program.js';
import type { ProgramProperty } from '../program/judge.js';
import { replayProgram } from './program/replay-program.js';
import type { ReplayResult } from './replay-result.js';
import { inSpecOf } from './in-spec.js';
import { isOfStep, lassoOf, modelOf, propertyOf, startsOf, type Replayable } from './recorded.js';

export type { ReplayResult } from './replay-result.js';
export type { Replayable } from './recorded.js';

/**
 * Takes the steps of a recording again and tells whether the violation still happens.
 *
 * If the model had only one initial state, the recording does not store it. If the model has several
 * initial states now, `replay` tries each of them. The recording is reproduced if it is from one of them,
 * and no longer possible if its steps can be taken from none.
 *
 * @param recording - The recording; see `record` and `parseRecording`.
 * @param subject - The model of which it was recorded, or its system.
 * @param properties - The properties, with the recorded one among them. A recording of a step that throws
 *   needs none.
 * @returns Whether the violation was reproduced, and the behaviour that was replayed.
 * @throws ModelError if the recording is of another model, if its property, a safeguard or a parameter is
 *   not known, or if a parameter is out of the bounds that its system declares. Without declared bounds a
 *   recording may set a number up to 1,000, or up to ten times the default if that is more; the same below
 *   zero.
 * @example
 * replay(parseRecording(text, file), account, [noLostUpdate]).outcome // 'reproduced'
 */
export function replay<State>(
  recording: Recording,
  subject: Replayable<State>,
  properties: Property<State> | readonly Property<State>[],
): ReplayResult<State>;
/**
 * Lets the events of a recording happen again in a program, and tells whether the violation still happens.
 *
 * @param recording - The recording; see `record` and `parseRecording`.
 * @param subject - The program of which it was recorded.
 * @param properties - The properties, with the recorded one among them. A recording of a task that throws needs none.
 * @returns Whether the violation was reproduced, and the run that was replayed.
 * @throws ModelError if the recording is of something else, or if its property is not known.
 * @example
 * (await replay(parseRecording(text, file), transfer, [noMoneyIsMade])).outcome // 'reproduced'
 */
export function replay<State>(
  recording: Recording,
  subject: Program<State>,
  properties: ProgramProperty<State> | readonly ProgramProperty<State>[],
): Promise<ReplayResult<State>>;
export function replay<State>(
  recording: Recording,
  subject: Replayable<State> | Program<State>,
  properties: Asked<State> | readonly Asked<State>[],
): ReplayResult<State> | Promise<ReplayResult<State>> {
  refuseOtherRecording(recording, 'replay');
  if (isProgram(subject)) return replayProgram(recording, subject, properties);
  return replayModel(recording, subject, properties as readonly Property<State>[]);
}

/** A property of a model or of a program. */
type Asked<State> = Property<State> | ProgramProperty<State>;

function replayModel<State>(
  recording: Recording,
  subject: Replayable<State>,
  properties: Property<State> | readonly Property<State>[],
): ReplayResult<State> {
  refuseOtherSubject(subject, 'replay');
  const model = modelOf(recording, subject);
  const property = propertyOf(recording, listOf(properties, 'replay', model));
  const results = startsOf(recording, model).map((start) =>
    replayFrom(start, recording, model, property),
  );
  return (
    results.find(({ outcome }) => outcome === 'reproduced') ??
    results.find(({ outcome }) => outcome === 'no longer violated') ??
    results[0] ?? {
      outcome: 'no longer possible',
      trace: { model, states: model.initial.slice(0, 1), actions: [] },
      step: 0,
      possible: [],
      unknown: true,
      says: 'the state it starts in is no longer an initial state',
    }
  );
}

/**
 * Whether a replayed recording does what it expects. With `violated`, the violation must be reproduced.
 * With `holds`, it must not be. If the model does not have the recorded steps, the recording tests nothing,
 * and the answer is false for both.
 */
export function isAsExpected<State>({ expect }: Recording, result: ReplayResult<State>): boolean {
  if (result.outcome === 'reproduced') return expect === 'violated';
  return expect === 'holds' && !(result.outcome === 'no longer possible' && result.unknown);
}

function replayFrom<State>(
  start: State,
  recording: Recording,
  model: Model<State>,
  property: Property<State> | undefined,
): ReplayResult<State> {
  const { trace: followed, stopped } = follow(model, recording.actions, start);
  const { lasso } = recording;
  const isWhole = stopped === undefined && followed.failed === undefined;
  const trace =
    lasso !== undefined && isWhole ? { ...followed, lasso: lassoOf(lasso, model) } : followed;
  const { failed } = trace;
  if (failed !== undefined && isOfStep(recording, failed)) {
    return { outcome: 'reproduced', trace, says: failed.message };
  }
  const fault = property === undefined ? undefined : faultOf(property, trace);
  const broken = trace.lasso === undefined ? undefined : lassoBroken(trace);
  // If the property is violated before the last step, it does not matter whether the loop closes.
  const onTheWay = fault !== undefined && fault.at < trace.actions.length;
  if (broken !== undefined && !onTheWay) {
    return {
      outcome: 'no longer possible',
      trace: followed,
      step: trace.actions.length,
      possible: [],
      unknown: false,
      says: broken,
    };
  }
  if (fault !== undefined) {
    const shown = fault.at < trace.actions.length ? cut(trace, fault.at) : trace;
    const inSpec = inSpecOf(property, shown);
    return { outcome: 'reproduced', trace: shown, says: fault.says, ...inSpec };
  }
  if (failed !== undefined) return impossible(trace, failed.action, [], failed.message);
  if (stopped !== undefined) return impossible(trace, stopped.action, stopped.possible);
  return { outcome: 'no longer violated', trace };
}

/** Why a behaviour cannot go on for ever as it was recorded; undefined if it can. */
function lassoBroken<State>(trace: Trace<State>): string | undefined {
  if (!closes(trace)) {
    return 'the loop no longer closes: after its last step the state is not the one in which it began';
  }
  const unfair = unfairTo(trace);
  return (
    unfair && `what it does for ever is no longer fair: it breaks ${describeAssumption(unfair)}`
  );
}

function impossible<State>(
  trace: Trace<State>,
  action: Action,
  possible: readonly Action[],
  threw?: string,
): ReplayResult<State> {
  const step = trace.actions.length + 1;
  const { steps } = trace.model;
  const unknown =
    steps.length > 0 &&
    !steps.some((known) => known.actor === action.actor && known.step === action.step);
  const why = unknown
    ? `the model has no step ${action.actor}.${action.step} any more`
    : (threw ?? `${formatAction(action)} cannot be taken there`);
  const instead = possible.map(formatAction).join(', ') || 'nothing';
  return {
    outcome: 'no longer possible',
    trace,
    step,
    action,
    possible,
    unknown,
    says: `at step ${step}, ${why}; possible instead: ${instead}`,
  };
}
