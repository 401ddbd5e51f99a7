/** What TypeScript lets a matcher take, by what it received: a model, or a program. */
import type { MatcherState } from 'vitest';
import type { Model } from '../model/model.js';
import type { Program } from '../program/define-program.js';
import type { ProgramProperty } from '../program/judge.js';
import type { Answer, Property } from '../property/property.js';
import type {
  HoldOptions,
  ProgramHoldOptions,
  ProgramTraceOptions,
  ReachOptions,
  ShortestOptions,
} from './options.js';

/** The error text that TypeScript shows if a matcher is given a system instead of one of its models. */
export type ChooseSafeguards =
  'Choose the safeguards first, as a system is many models: expect(system.with([…]))';

/** The error text that TypeScript shows if a matcher is given anything else that is no model and no program. */
export type GiveModel =
  'This matcher takes a model: expect(model), of defineModel or fromReducer; or a program, of defineProgram';

/** The error text for a received value that is no model. None if vitest itself asks for the type. */
type Refused<Received> = Received extends MatcherState
  ? never
  : Received extends { readonly safeguards: unknown; readonly with: (...given: never[]) => unknown }
    ? ChooseSafeguards
    : GiveModel;

/** The properties that a matcher accepts for a received model or program: those over its type of state. */
export type PropertiesOf<Received> =
  Received extends Program<infer State>
    ? ProgramProperty<State> | readonly ProgramProperty<State>[]
    : Received extends Model<infer State>
      ? Property<State> | readonly Property<State>[]
      : Refused<Received>;

/** One property, over the type of state of a received model or program. */
export type PropertyOf<Received> =
  Received extends Program<infer State>
    ? ProgramProperty<State>
    : Received extends Model<infer State>
      ? Property<State>
      : Refused<Received>;

/** The goal to reach in a received model or program: a `reachable` property, or a predicate. */
export type GoalOf<Received> =
  Received extends Program<infer State>
    ? ProgramProperty<State> | ((state: State) => Answer)
    : Received extends Model<infer State>
      ? Property<State> | ((state: State) => Answer)
      : Refused<Received> | ((state: StateOf<Received>) => Refused<Received>);

/** The state of a system's models. With it, TypeScript does not report a second error for the predicate. */
type StateOf<Received> = Received extends {
  readonly with: (...given: never[]) => Model<infer State>;
}
  ? State
  : unknown;

/** The options of `toHold` for a received model or program. */
export type HoldOptionsOf<Received> =
  Received extends Program<unknown> ? ProgramHoldOptions : HoldOptions;

/** The options of `toViolate` for a received model or program. */
export type ViolateOptionsOf<Received> =
  Received extends Program<unknown> ? ProgramTraceOptions : ShortestOptions;

/** The options of `toReach` for a received model or program. */
export type ReachOptionsOf<Received> =
  Received extends Program<unknown> ? ProgramTraceOptions : ReachOptions;
