import type { Action } from '../../model/action.js';
import type { StepError } from '../../model/step-error.js';
import type { FiniteProperty } from '../../property/property.js';
import { nameOfStepError } from '../../trace/judge.js';
import type { Trace } from '../../trace/trace.js';
import { askStart, askState, askStep, askStop, type Answered } from '../common/ask.js';
import { neverSame } from '../common/expansion.js';
import type { Counterexample } from '../common/outcome.js';
import type { FoundStates } from './found-states.js';

/** The properties of a search. It asks each property until the property is decided. */
export class AskedProperties<State> {
  readonly open: Set<FiniteProperty<State>>;
  readonly violated = new Map<FiniteProperty<State>, Counterexample<State>>();
  readonly reached = new Map<FiniteProperty<State>, Trace<State>>();
  /** For each step that threw, by the name under which its error is reported. */
  readonly stepErrors = new Map<string, Counterexample<State>>();

  /** @param conditions - Those of the properties that only tell whether a condition was met: see `Conditions`. */
  constructor(
    properties: Iterable<FiniteProperty<State>>,
    private readonly found: FoundStates<State>,
    private readonly conditions: ReadonlySet<FiniteProperty<State>> = new Set(),
  ) {
    this.open = new Set(properties);
  }

  /** Asks about an initial state of the model. Up to symmetry, the search may not store it. */
  askStart(state: State): void {
    const { model } = this.found;
    for (const property of this.open) {
      const answer = askStart(property, state);
      if (answer !== undefined)
        this.decide(property, answer, { model, states: [state], actions: [] });
    }
  }

  /** Asks about a state that was just found. */
  askState(number: number): void {
    const { found } = this;
    for (const property of this.open) {
      const answer = askState(property, found.at(number));
      if (answer !== undefined) this.decide(property, answer, found.traceTo(number));
    }
  }

  /** Asks about a step from a state, and the state after it. */
  askStep(from: number, action: Action, after: State): void {
    const { found } = this;
    const before = found.at(from);
    for (const property of this.open) {
      const answer = askStep(property, before, action, after);
      if (answer === undefined) continue;
      const last = { action, state: neverSame(before, after) };
      this.decide(property, answer, found.traceTo(from, last));
    }
  }

  /** Asks about a state in which no step is enabled. */
  askStop(number: number): void {
    const { found } = this;
    for (const property of this.open) {
      const answer = askStop(property, found.at(number));
      if (answer !== undefined) this.decide(property, answer, found.traceTo(number));
    }
  }

  /** Notes a step that threw in a state. Only the first error of each step is kept. */
  noteStepError(number: number, error: StepError): void {
    const name = nameOfStepError(error);
    if (this.stepErrors.has(name)) return;
    const trace = { ...this.found.traceTo(number), failed: error };
    this.stepErrors.set(name, { says: error.message, trace });
  }

  /** How a property was decided. Undefined if it is open. */
  decisionOn(property: FiniteProperty<State>): 'violated' | 'reached' | undefined {
    if (this.violated.has(property)) return 'violated';
    return this.reached.has(property) ? 'reached' : undefined;
  }

  private decide(property: FiniteProperty<State>, answer: Answered, trace: Trace<State>): void {
    const isMet = answer === 'reached' || this.conditions.has(property);
    if (isMet) this.reached.set(property, trace);
    else this.violated.set(property, { says: answer.says, trace });
    this.open.delete(property);
  }
}
