/** Collects what a search finds about properties, and in which states. */
import { successorsIn } from '../../engine/explored.js';
import type { Listener } from '../../engine/expand-states.js';
import type { Explorer } from '../../engine/explorer.js';
import { askAboutState, askAboutStep } from '../../engine/ask.js';
import { at, numberOfState } from '../../engine/store/space.js';
import type { KnownAction } from '../../engine/memo/steps.js';
import { canonicalSuccessor } from '../../model/compile.js';
import type { StepError } from '../../model/step-error.js';
import type { Complaint } from '../../property/evaluate.js';
import type { FiniteProperty } from '../../property/property.js';
import { nameOfStepError } from '../../trace/judge.js';
import { lastState, type Trace } from '../../trace/trace.js';
import type { Decision } from '../counterexamples/collector.js';
import type { Explored } from '../common/explored.js';
import { outcomeOf, outcomeOfStep, type PropertyOutcome } from '../common/outcome.js';
import { askStart } from '../common/ask.js';
import { decidedIn, threwIn } from './anywhere.js';
import { expand } from '../common/expansion.js';
import { firstTracesTo, tracesTo, type FirstTrace, type Position } from './walk-back.js';

interface Found<State> extends Position {
  readonly says: string;
  /** If it is about a step: the action that was taken there. */
  readonly action?: number | undefined;
  /** If a step threw there: its error. */
  readonly error?: StepError;
  /** The way there, if it is known already. */
  readonly trace?: Trace<State>;
}

/** A class, because it is filled bit by bit and asked at the end. */
export class Findings<State> {
  private readonly violated = new Map<FiniteProperty<State>, Found<State>>();
  private readonly reached = new Map<FiniteProperty<State>, Found<State>>();
  private readonly stepErrors = new Map<string, Found<State>>();
  /** The first level that several threads helped to expand. */
  private firstTogether = Infinity;

  /** @param conditions - Those that must be met: see {@link Conditions}. */
  constructor(
    private readonly explorer: Explorer<State>,
    private readonly conditions: ReadonlySet<FiniteProperty<State>> = new Set(),
  ) {}

  /** Asks the refinements about an initial state of the model. Up to symmetry, the search may not store it. */
  begin(state: State): void {
    const { model, open } = this.explorer;
    for (const property of open) {
      const answer = askStart(property, state);
      if (typeof answer !== 'object') continue;
      const trace = { model, states: [state], actions: [] };
      this.violated.set(property, { level: -1, state: -1, says: answer.says, trace });
      open.delete(property);
    }
  }

  /** Notes the answer of a property. A property that is decided is not asked again. */
  answered(
    property: FiniteProperty<State>,
    complaint: Complaint | undefined,
    place: Position,
    action: number | undefined,
  ): void {
    const isArrival = property.kind === 'reachable' && complaint?.threw !== true;
    if (isArrival ? complaint !== undefined : complaint === undefined) return;
    const found = { ...place, says: complaint?.says ?? '', action };
    const isMet = isArrival || this.conditions.has(property);
    (isMet ? this.reached : this.violated).set(property, found);
    this.explorer.open.delete(property);
  }

  /** Notes what the loop finds while it expands the states of a level. */
  listenerAt(level: number): Listener<State> {
    const { model, space } = this.explorer;
    return {
      threw: (state) => {
        const { errors } = expand(model, at(space, state).state);
        for (const error of errors) this.stepThrew(error, { level, state });
      },
      answered: (property, complaint, state, action) => {
        const isHere = property.kind === 'deadlock' || action !== undefined;
        this.answered(property, complaint, { level: isHere ? level : level + 1, state }, action);
      },
    };
  }

  /** Notes that several threads expand states of a level: what they find first is not what the plain search finds. */
  expandedTogether(level: number): void {
    this.firstTogether = Math.min(this.firstTogether, level);
  }

  /** Notes that a step threw. */
  stepThrew(error: StepError, place: Position): void {
    const name = nameOfStepError(error);
    if (this.stepErrors.has(name)) return;
    this.stepErrors.set(name, { ...place, says: error.message, error });
  }

  /** Removes what was found about a property. Returns true if it was reached. */
  take(property: FiniteProperty<State>): boolean {
    this.violated.delete(property);
    return this.reached.delete(property);
  }

  hasThrown(): boolean {
    return this.stepErrors.size > 0;
  }

  /** How a property was decided by a trace, if it was. */
  decisionOn(property: FiniteProperty<State>): Decision {
    if (this.violated.has(property)) return 'violated';
    return this.reached.has(property) ? 'reached' : undefined;
  }

  isViolated(): boolean {
    return this.violated.size + this.stepErrors.size > 0;
  }

  /**
   * The outcome of each property, and of each step that threw.
   *
   * @param starts - The first state of each level.
   */
  outcomes(
    properties: readonly FiniteProperty<State>[],
    explored: Explored,
    starts: readonly number[],
  ): readonly PropertyOutcome<State>[] {
    this.findFirst(starts);
    const all = [...this.violated.values(), ...this.reached.values(), ...this.stepErrors.values()];
    const traces = tracesTo(
      this.explorer,
      starts,
      all.filter(({ trace }) => trace === undefined),
    );
    let next = 0;
    const ways = new Map(all.map((found) => [found, found.trace ?? traces[next++]]));
    const traceOf = (found: Found<State>) => this.ending(ways.get(found) as Trace<State>, found);
    const shown = (found: Found<State>) => ({ says: found.says, trace: traceOf(found) });
    return [
      ...properties.map((property) => {
        const wrong = this.violated.get(property);
        const witness = this.reached.get(property);
        return outcomeOf(property, explored, wrong && shown(wrong), witness && traceOf(witness));
      }),
      ...[...this.stepErrors].map(([name, found]) => outcomeOfStep(name, shown(found))),
    ];
  }

  /** Replaces each finding of several threads by the one that the plain search would have found first. */
  private findFirst(starts: readonly number[]): void {
    const { explorer } = this;
    const isLate = ({ level }: Position) => level >= this.firstTogether;
    const levelOf = ({ level }: Position) =>
      [starts[level] as number, starts[level + 1] as number] as const;
    const properties = [...this.violated, ...this.reached].filter(([, found]) => isLate(found));
    const stepErrors = [...this.stepErrors].filter(([, found]) => isLate(found));
    if (properties.length + stepErrors.length === 0) return;
    const groups = [
      ...properties.map(([property, found]) => ({
        level: found.level,
        states: decidedIn(explorer, property, this.reached.has(property), levelOf(found)),
      })),
      ...stepErrors.map(([name, found]) => ({
        level: found.level,
        states: threwIn(explorer, name, levelOf(found)),
      })),
    ];
    const traces = firstTracesTo(explorer, starts, groups);
    for (const [index, [property, found]] of properties.entries()) {
      const { trace } = traces[index] as FirstTrace<State>;
      const into = this.reached.has(property) ? this.reached : this.violated;
      into.set(property, this.firstOf(property, found, trace));
    }
    const errors = stepErrors.map(([name, found], index) => {
      const { trace, ranks } = traces[properties.length + index] as FirstTrace<State>;
      const { errors } = expand(explorer.model, lastState(trace));
      const rank = errors.findIndex((one) => nameOfStepError(one) === name);
      const error = errors[rank] as StepError;
      const first = { ...found, says: error.message, error, trace };
      return { name, first, ranks: [found.level, ...ranks, rank] };
    });
    // The earlier errors stay in front: their levels come first.
    for (const [name] of stepErrors) this.stepErrors.delete(name);
    errors.sort((one, other) => compareRanks(one.ranks, other.ranks));
    for (const { name, first } of errors) this.stepErrors.set(name, first);
  }

  /** What is wrong at the end of a trace. */
  private firstOf(
    property: FiniteProperty<State>,
    found: Found<State>,
    trace: Trace<State>,
  ): Found<State> {
    const { explorer } = this;
    const state = numberOfState(explorer.space, lastState(trace));
    if (property.kind !== 'transition') {
      const complaint = askAboutState(explorer, property, state);
      return { ...found, says: complaint?.says ?? '', trace };
    }
    for (const { action } of successorsIn(explorer)(state)) {
      const complaint = askAboutStep(explorer, property, state, action);
      if (complaint !== undefined) return { ...found, says: complaint.says, action, trace };
    }
    return found;
  }

  /** A trace with the last step that the finding is about, or with the error at its end. */
  private ending(trace: Trace<State>, { action, error }: Found<State>): Trace<State> {
    if (error !== undefined) return { ...trace, failed: error };
    if (action === undefined) return trace;
    const { model, states, actions } = trace;
    const taken = (this.explorer.known.actions[action] as KnownAction).action;
    const after = canonicalSuccessor(taken, model.successor(lastState(trace), taken));
    return { model, states: [...states, after], actions: [...actions, taken] };
  }
}

/** Compares two lists at the first place in which they differ. */
function compareRanks(one: readonly number[], other: readonly number[]): number {
  const parts = one.findIndex((rank, at) => rank !== other[at]);
  return parts < 0 ? 0 : (one[parts] as number) - (other[parts] as number);
}
