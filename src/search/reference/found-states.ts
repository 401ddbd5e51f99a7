import type { Action } from '../../model/action.js';
import { impureAnswer } from '../../engine/run/impure.js';
import type { Model } from '../../model/model.js';
import { isOutside, nameOfConstraint } from '../../model/within.js';
import type { Trace } from '../../trace/trace.js';

/** The states that a search has found. It numbers them in the order in which it finds them. */
export class FoundStates<State> {
  readonly list: State[] = [];
  /** For each key of a state the number of the state. */
  readonly numbers = new Map<string, number>();
  /** For each state: the state from which it was found (-1 for an initial state), and by which action. */
  private readonly parents: number[] = [];
  private readonly actions: (Action | undefined)[] = [];
  /** How many of the states lie outside the state constraint. */
  private outside = 0;

  constructor(readonly model: Model<State>) {}

  /** Adds a new state. Returns its number. */
  add(key: string, state: State, parent: number, action: Action | undefined): number {
    const number = this.list.push(state) - 1;
    this.numbers.set(key, number);
    this.parents.push(parent);
    this.actions.push(action);
    return number;
  }

  at(number: number): State {
    return this.list[number] as State;
  }

  /**
   * Whether a state lies outside the state constraint. The search asks this once for each state that it expands.
   *
   * @throws ModelError if the constraint is not pure.
   */
  isOutside(number: number): boolean {
    const { model } = this;
    if (model.within === undefined) return false;
    const state = this.at(number);
    const answer = isOutside(model, state);
    if (isOutside(model, state) !== answer) throw impureAnswer(nameOfConstraint(model.name));
    if (answer) this.outside++;
    return answer;
  }

  /** How many of the states lie outside the state constraint, if there is one. */
  bound(): { readonly outside?: number } {
    return this.model.within === undefined ? {} : { outside: this.outside };
  }

  /**
   * A shortest trace to a state.
   *
   * @param next - One more step, and the state after it.
   */
  traceTo(number: number, next?: { action: Action; state: State }): Trace<State> {
    const path: number[] = [];
    for (let at = number; at >= 0; at = this.parents[at] as number) path.push(at);
    path.reverse();
    const actions = path.slice(1).map((at) => this.actions[at] as Action);
    const states = path.map((at) => this.at(at));
    const { model } = this;
    return next === undefined
      ? { model, states, actions }
      : { model, states: [...states, next.state], actions: [...actions, next.action] };
  }
}
