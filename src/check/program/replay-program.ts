/** Replays a recording of a program: lets the same events happen again. */
import { formatAction } from '../../model/action.js';
import type { Program } from '../../program/define-program.js';
import { work } from '../../program/execution/work.js';
import { isOwnName } from '../../program/exploration/ends.js';
import { alongActions, oneRun, type OneRun } from '../../program/exploration/one-run.js';
import { settingOf } from '../../program/exploration/setting.js';
import { cut } from '../../trace/trace.js';
import type { Recording } from '../../trace/recording.js';
import { ModelError } from '../../validation/errors.js';
import { inSpecOf } from '../in-spec.js';
import { notAmong } from '../recorded.js';
import type { ReplayResult } from '../replay-result.js';
import { programPropertiesOf } from './properties.js';

/** Replays a recording of a program. See `replay`. */
export async function replayProgram<State>(
  recording: Recording,
  program: Program<State>,
  properties: unknown,
): Promise<ReplayResult<State>> {
  const all = programPropertiesOf<State>(properties, 'replay');
  refuseOtherProgram(recording, program, all);
  const setting = settingOf(program.definition, all);
  const run = await work(setting, oneRun(setting, alongActions(recording.actions)));
  // A recording names what went wrong, and not whether a property was asked about it: a user may ask for `noDeadlock` later.
  const found = run.found.find(
    ({ name, says }) => name === recording.property && says !== undefined,
  );
  if (found?.says !== undefined) {
    const trace = cut(run.trace, found.at);
    const property = all.find(({ name }) => name === recording.property);
    return { outcome: 'reproduced', trace, says: found.says, ...inSpecOf(property, trace) };
  }
  const { length } = run.path;
  const missed = recording.actions[length];
  if (missed === undefined) return { outcome: 'no longer violated', trace: run.trace };
  return notPossible(run, missed);
}

function notPossible<State>(
  { trace, path, possible }: OneRun<State>,
  action: Recording['actions'][number],
): ReplayResult<State> {
  const step = path.length + 1;
  const instead = possible.map(formatAction).join(', ') || 'nothing';
  const { actor } = action;
  const acting = [...trace.model.steps, ...trace.actions, ...possible];
  const unknown = !acting.some((one) => one.actor === actor);
  return {
    outcome: 'no longer possible',
    trace,
    step,
    action,
    possible,
    unknown,
    says: unknown
      ? `at step ${step}, the program has no ${JSON.stringify(actor)} any more`
      : `at step ${step}, ${formatAction(action)} cannot happen there; possible instead: ${instead}`,
  };
}

/** Refuses a recording of something else than the program, or of a property that was not given. */
function refuseOtherProgram(
  recording: Recording,
  { name }: { readonly name: string },
  properties: readonly { readonly name: string }[],
): void {
  const { model, property, safeguards, parameters, initial, lasso } = recording;
  if (model !== name) {
    throw new ModelError(
      `The recording is of ${JSON.stringify(model)}, not of program ${JSON.stringify(name)}; replay it with its own.`,
    );
  }
  const isOfModel =
    safeguards.length > 0 ||
    Object.keys(parameters).length > 0 ||
    initial !== undefined ||
    lasso !== undefined;
  if (isOfModel) {
    throw new ModelError(
      `The recording is of a model ${JSON.stringify(name)}, and a program has no safeguards, parameters, initial states or loops; record it again.`,
    );
  }
  if (isOwnName(property) || properties.some((one) => one.name === property)) return;
  throw notAmong(recording, properties);
}
