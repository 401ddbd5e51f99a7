/** What properties and other actors ask of processes. */
import { ModelError } from '../../validation/errors.js';
import { nearest } from '../../validation/nearest.js';
import { describeValue, reading } from '../../validation/refuse.js';

/** What the process of this name has in a state, as a type. */
export type ProcessIn<State, Name extends string> = State extends {
  readonly processes: infer All;
}
  ? Name extends keyof All
    ? All[Name]
    : All[keyof All]
  : { readonly at: string };

/** The labels of the process of this name, as a type. */
export type LabelIn<State, Name extends string> =
  ProcessIn<State, Name> extends { readonly at: infer Label } ? Label : string;

/**
 * The label at which a process is: what it does next. `done` if it has ended, `crashed` if it is down. In a
 * procedure, the name of the procedure comes first: `acquire.try`.
 *
 * @param state - A state of a model that has this process, or a draft of one.
 * @param process - The name of the process.
 * @throws ModelError if the state has no such process.
 * @example
 * invariant('one at a time', (s: Lock) => at(s, 'client 1') !== 'work' || at(s, 'client 2') !== 'work')
 */
export function at<State extends object, const Name extends string>(
  state: State,
  process: Name,
): LabelIn<State, Name> {
  return processIn(state, process, 'at').at as LabelIn<State, Name>;
}

/**
 * The locals of a process, together with its label, as they stand in the state.
 *
 * @param state - A state of a model that has this process, or a draft of one, which can be changed.
 * @param process - The name of the process.
 * @throws ModelError if the state has no such process.
 * @example
 * invariant('it works with a label', (s: Lock) => local(s, 'client 1').at !== '')
 */
export function local<State extends object, const Name extends string>(
  state: State,
  process: Name,
): ProcessIn<State, Name> {
  return processIn(state, process, 'local') as ProcessIn<State, Name>;
}

/** A state that has processes. */
interface HasProcesses {
  readonly processes?: Readonly<Record<string, { readonly at: unknown } | null>>;
}

function processIn(state: unknown, name: unknown, who: string): { readonly at: unknown } {
  return reading(who, () => {
    const { processes } = Object(state) as HasProcesses;
    if (processes === undefined) {
      throw new ModelError(
        `${who}: the state has no processes; give it a state of a model whose actors have processes.`,
      );
    }
    const found = typeof name === 'string' ? processes[name] : undefined;
    if (typeof found === 'object' && found !== null) return found;
    const names = Object.keys(processes).filter((one) => processes[one] != null);
    const near = typeof name === 'string' ? nearest(name, names) : undefined;
    const advice = near === undefined ? `there is ${names.join(', ')}.` : `did you mean ${near}?`;
    throw new ModelError(`${who}: there is no process ${describeValue(name)}; ${advice}`);
  });
}
