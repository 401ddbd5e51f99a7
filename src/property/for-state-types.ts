/** The types of the functions of `forState`. */
import type { Draft } from 'immer';
import type { Action } from '../model/action.js';
import type {
  ActionsOf,
  Actor,
  CheckedStep,
  ChoosingStep,
  Step,
  StepActions,
  Steps,
} from '../model/actor.js';
import type { ModelDefinition } from '../model/define-model.js';
import type { Times } from '../model/faults.js';
import type { Model } from '../model/model.js';
import type { PartsOf, StatePart, WithParts } from '../model/parts.js';
import type {
  done,
  wait,
  Block,
  CheckedBlock,
  Call,
  ChoosingBlock,
} from '../model/process/block.js';
import type { Procedure, ProcedureOptions } from '../model/process/procedure.js';
import type { LabelsIn, Process, ProcessOptions } from '../model/process/process.js';
import type { LabelIn, ProcessIn } from '../model/process/read.js';
import type { Clock, ClockDefinition } from '../model/time/clock.js';
import type { CountsDown } from '../model/time/ticks.js';
import type { Answer, PropertyOptions } from './answer.js';
import type { Invariant, NoDeadlock, Reachable, TransitionProperty } from './property.js';
import type { Predicate, TemporalProperty } from './temporal.js';

/** The state of a model, or of the models of a system, as a type. */
export type StateOf<Of> = TypesOf<Of> extends [infer State, unknown] ? State : never;

/** The state and the actions of a model, or of the models of a system; `never` for anything else. */
type TypesOf<Of> =
  Of extends Model<infer State, infer Does>
    ? [State, Does]
    : Of extends { readonly with: (...given: never[]) => Model<infer State, infer Does> }
      ? [State, Does]
      : never;

/** The functions of {@link forState}: for a model or system those of its state, otherwise those of this state. */
export type ForStateOf<Of extends object> = [TypesOf<Of>] extends [never]
  ? ForState<Of, Action>
  : TypesOf<Of> extends [infer State extends object, infer Does extends Action]
    ? ForState<State, Does>
    : never;

/**
 * The functions that define a model and its properties, for one type of state. They are the functions of the
 * same names, except that none of them has to be told the type.
 *
 * @typeParam State - The state.
 * @typeParam Does - The actions that transition properties are asked about.
 */
export interface ForState<State extends object, Does extends Action> {
  /** See `actor`. The types of its choices are known to transition properties. */
  readonly actor: <const Name extends string, Own extends Steps<State>>(
    name: Name,
    steps: Own,
    options?: Pick<Actor<State>, 'fairness'>,
  ) => Actor<State, StatePart, StepActions<Name, Own>>;

  /** See `step`. */
  readonly step: <Choice>(definition: ChoosingStep<State, Choice>) => CheckedStep<State, Choice>;

  /** See `atMost`. */
  readonly atMost: {
    (times: Times, limited: Step<State>): Step<State>;
    <Choice>(times: Times, limited: CheckedStep<State, Choice>): CheckedStep<State, Choice>;
  };

  /** See `clock`. */
  readonly clock: <
    const Timers extends readonly CountsDown[] = readonly [],
    const Name extends string = 'clock',
  >(
    definition: ClockDefinition<State, Timers, Name>,
  ) => Clock<State, Timers, Name>;

  /**
   * Makes a process: sequential code that is cut into atomic blocks. Each block answers the label at which
   * the process goes on; `wait` if it cannot be taken now, and whatever it wrote is undone then; `done`; or a
   * `call`. The process starts at the first label. Its label and its locals stand in the state, under
   * `processes[name]`.
   *
   * @param name - Its name, unique in the model.
   * @param options - Its locals, whether it repeats, its procedures, how it crashes, and its fairness.
   * @param blocks - Its blocks by label: each a function of the state and the locals, or `{ then, says,
   *   fairness }`, or what `block` made.
   * @returns The process, for the list of actors of `defineModel`.
   * @throws ModelError if a part is missing, unknown or wrong.
   * @example
   * const { process } = forState<Lock>();
   * const client = (me: string) => process(me, { local: { seen: null as string | null } }, {
   *   look: (s, my) => { my.seen = s.owner; return my.seen === null ? 'take' : 'free'; },
   *   free: (s) => { s.owner = null; return 'take'; },
   *   take: (s) => { if (s.owner !== null) return wait; s.owner = me; return 'work'; },
   *   work: () => done,
   * });
   */
  readonly process: <
    const Name extends string,
    const Label extends string,
    Local extends object = object,
    Called extends object = object,
  >(
    name: Name,
    options: ProcessOptions<State, Local, Label, Called>,
    blocks: {
      readonly [At in Label]: Block<
        State,
        NoInfer<Local>,
        NoInfer<Label>,
        NoInfer<keyof Called & string>
      >;
    },
  ) => Process<State, Name, Local, Label | LabelsIn<Called>>;

  /**
   * Makes a block that chooses: it can be taken in one way for each value that `choose` returns. If there is
   * none, the process waits.
   *
   * @param definition - `choose` first, then `then`, `says` and `fairness`.
   * @returns The block, for a label of `process` or `procedure`.
   * @example
   * const { block, process } = forState<Queue>();
   * process('worker', { local: { task: '' } }, {
   *   take: block({ choose: (s) => s.tasks, then: (s, my, task) => { my.task = task; return 'run'; } }),
   *   run: () => done,
   * });
   */
  readonly block: <Local, Choice, Label extends string, Then extends string>(
    definition: ChoosingBlock<
      State,
      Local,
      Choice,
      Label | typeof done | typeof wait | Call<string, Then>
    >,
  ) => CheckedBlock<
    State,
    Local,
    Known<Label> | typeof done | typeof wait | Call<string, Known<Then>>
  >;

  /**
   * Makes a procedure: blocks that several processes share. A process that has it among its `procedures`
   * runs it with `call`. Each call has locals of its own. In the state its labels have its name before them:
   * `acquire.try`. The third argument of a block is the name of the process that runs it.
   *
   * @param options - Its locals.
   * @param blocks - Its blocks by label, as those of a process. `done` ends the call.
   * @returns The procedure.
   * @throws ModelError if a part is missing, unknown or wrong.
   * @example
   * const { procedure } = forState<Lock>();
   * const acquire = procedure({}, {
   *   try: (s, _, me) => { if (s.owner !== null) return wait; s.owner = me; return done; },
   * });
   */
  readonly procedure: <const Label extends string, Local extends object = object>(
    options: ProcedureOptions<Local>,
    blocks: { readonly [At in Label]: Block<State, NoInfer<Local>, NoInfer<Label>, string> },
  ) => Procedure<State, Label>;

  /** See `defineModel`. The state of the model also has what its processes and channels add to it. */
  readonly defineModel: <Part extends Actor<State>>(
    definition: Omit<ModelDefinition<State>, 'actors'> & { readonly actors: readonly Part[] },
  ) => Model<WithParts<State, PartsOf<Part>>, ActionsOf<Part>>;

  /** See `at`. */
  readonly at: <const Name extends string>(
    state: Read<State>,
    process: Name,
  ) => LabelIn<State, Name>;

  /** See `local`. */
  readonly local: <const Name extends string>(
    state: Read<State>,
    process: Name,
  ) => ProcessIn<State, Name>;

  /** See `invariant`. */
  readonly invariant: (
    name: string,
    holds: (state: State) => Answer,
    options?: PropertyOptions,
  ) => Invariant<State>;

  /** See `whenever`. */
  readonly whenever: (
    name: string,
    condition: (state: State) => Answer,
    holds: (state: State) => Answer,
    options?: PropertyOptions,
  ) => Invariant<State>;

  /** See `transition`. If the functions are for a model, `action.choice` has the type of the choice. */
  readonly transition: (
    name: string,
    holds: (before: State, action: Does, after: State) => Answer,
    options?: PropertyOptions,
  ) => TransitionProperty<State>;

  /** See `reachable`. */
  readonly reachable: (
    name: string,
    holds: (state: State) => Answer,
    options?: PropertyOptions,
  ) => Reachable<State>;

  /** See `noDeadlock`. */
  readonly noDeadlock: (
    fineToStop?: (state: State) => Answer,
    options?: PropertyOptions & { readonly name?: string },
  ) => NoDeadlock<State>;

  /** See `eventually`. */
  readonly eventually: OnePredicate<State>;

  /** See `alwaysEventually`. */
  readonly alwaysEventually: OnePredicate<State>;

  /** See `eventuallyAlways`. */
  readonly eventuallyAlways: OnePredicate<State>;

  /** See `leadsTo`. */
  readonly leadsTo: TwoPredicates<State>;

  /** See `until`. */
  readonly until: TwoPredicates<State>;
}

/** Labels whose names are known. TypeScript infers `string` for the labels of a block that answers none. */
type Known<Label extends string> = string extends Label ? never : Label;

/** A state, or a draft of it. */
type Read<State> = State | Draft<State>;

/** Makes a temporal property of one predicate. */
type OnePredicate<State> = (
  name: string,
  holds: Predicate<State>,
  options?: PropertyOptions,
) => TemporalProperty<State>;

/** Makes a temporal property of two predicates. */
type TwoPredicates<State> = (
  name: string,
  first: Predicate<State>,
  second: Predicate<State>,
  options?: PropertyOptions,
) => TemporalProperty<State>;
