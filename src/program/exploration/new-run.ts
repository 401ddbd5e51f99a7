/** Begins a run of a program. */
import { Execution } from '../execution/execution.js';
import type { Work } from '../execution/turns.js';
import type { ProgramDefinition } from '../program.js';
import type { Shared } from '../run/shared.js';

/** What a run needs of its search. */
export interface RunSetting<State> {
  readonly definition: ProgramDefinition<unknown, State>;
  readonly shared: Shared;
  /** The run that is under way, for errors that come from elsewhere. */
  readonly stage: { current: Execution<State> | undefined };
}

/** Begins a run: its world is made, and its tasks can start. */
export function* newRun<State>(setting: RunSetting<State>): Work<Execution<State>> {
  const execution = new Execution(setting.definition, setting.shared);
  setting.stage.current = execution;
  yield* execution.begin();
  return execution;
}
