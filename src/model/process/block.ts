/** The blocks of a process: what stands at a label. */
import type { Draft } from 'immer';
import type { Fairness } from '../fairness.js';

/**
 * What a block answers if it cannot be taken now. Whatever it wrote is undone, and the process stays at its
 * label until another step makes it possible.
 */
export const wait: unique symbol = Symbol.for('allways: wait');

/** What a block answers if the process, or the procedure that it is in, has nothing more to do. */
export const done = 'done';

/** A call of a procedure. Made by {@link call}. */
export interface Call<Name extends string = string, Label extends string = string> {
  readonly call: Name;
  /** The label at which the process goes on after the call. */
  readonly then: Label;
  /** The locals of the procedure that differ from their values at the start. */
  readonly local?: Readonly<Record<string, unknown>>;
}

/**
 * Calls a procedure of the process: a block answers this instead of a label.
 *
 * @param name - The procedure, as the option `procedures` of the process names it.
 * @param then - The label at which the process goes on once the procedure is done.
 * @param local - Arguments: locals of the procedure, if they differ from their values at the start.
 * @example
 * const { procedure, process } = forState<Lock>();
 * const acquire = procedure({ local: { patience: 1 } }, { try: (s, my, me) => { s.owner = me; return done; } });
 * process('client', { procedures: { acquire } }, {
 *   ready: () => call('acquire', 'work', { patience: 2 }),
 *   work: () => done,
 * });
 */
export function call<const Name extends string, const Label extends string>(
  name: Name,
  then: Label,
  local?: Readonly<Record<string, unknown>>,
): Call<Name, Label> {
  return { call: name, then, ...(local !== undefined && { local }) };
}

/** What a block answers: the next label, `done`, `wait` or a call. */
export type Next<Label extends string, Called extends string> =
  Label | typeof done | typeof wait | Call<Called, Label>;

/**
 * The code of a block. It is atomic: nothing happens between its first line and its last.
 *
 * @param state - The state, to be changed (an immer draft).
 * @param my - The locals of the process, to be changed. In a procedure: those of this call.
 * @param me - The name of the process.
 */
export type Body<State, Local, Label extends string, Called extends string> = (
  state: Draft<State>,
  my: Draft<Local>,
  me: string,
) => Next<Label, Called>;

/** A block with more to say than its code. */
export interface PlainBlock<State, Local, Label extends string, Called extends string> {
  /** Not allowed here. For a block that chooses, use `block`. */
  readonly choose?: undefined;
  readonly then: Body<State, Local, Label, Called>;
  /** Describes the block in plain English, for timelines. Absent: its label. */
  readonly says?: string | ((state: State, my: Local, me: string) => string);
  /** The fairness of the block, for temporal properties. Absent: that of the process. */
  readonly fairness?: Fairness;
}

/** A block that chooses: it can be taken in one way for each value that `choose` returns. */
export interface ChoosingBlock<State, Local, Choice, Next> {
  /** The values to choose from: plain data. If there is none, the process waits. */
  readonly choose: (state: State, my: Local, me: string) => Iterable<Choice>;
  readonly then: (
    state: Draft<State>,
    my: Draft<Local>,
    choice: NoInfer<Choice>,
    me: string,
  ) => Next;
  /** Describes the block in plain English, for timelines. Absent: its label and its choice. */
  readonly says?:
    string | ((state: State, my: Local, choice: NoInfer<Choice>, me: string) => string);
  readonly fairness?: Fairness;
}

/** Marks the result of `block`. */
declare const blockOf: unique symbol;

/** A block that chooses, made by `block`. TypeScript has checked its choice; the type hides it. */
export interface CheckedBlock<State, Local, Next> {
  readonly [blockOf]: (state: State, my: Local) => Next;
  readonly choose?: undefined;
  readonly then?: undefined;
}

/** Makes a block that chooses; see `forState`. The wrapper does nothing at run time. */
export function block<State, Local, Choice, Next>(
  definition: ChoosingBlock<State, Local, Choice, Next>,
): CheckedBlock<State, Local, Next> {
  return definition as unknown as CheckedBlock<State, Local, Next>;
}

/** What can stand at a label. */
export type Block<State, Local, Label extends string, Called extends string> =
  | Body<State, Local, Label, Called>
  | PlainBlock<State, Local, Label, Called>
  | CheckedBlock<State, Local, Next<Label, string>>;

/** A block in the form in which a process runs it. */
export interface WrittenBlock {
  readonly choose?: (state: unknown, my: unknown, me: string) => Iterable<unknown>;
  readonly then: (state: unknown, my: unknown, ...others: unknown[]) => unknown;
  readonly says?: string | ((state: unknown, my: unknown, ...others: unknown[]) => string);
  readonly fairness?: Fairness;
}
