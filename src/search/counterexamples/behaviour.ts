import type { Action } from '../../model/action.js';
import { canonicalSuccessor } from '../../model/compile.js';
import type { Model } from '../../model/model.js';
import type { Trace } from '../../trace/trace.js';

/** A behaviour: its last step, and the behaviour before that. */
export interface Behaviour {
  readonly state: number;
  readonly from?: Behaviour;
  readonly action?: Action;
  /** The actors that took a step, as JSON, sorted. */
  readonly actors: string;
  /** How often the actor changed. Always 0 if this is not asked for. */
  readonly switches: number;
}

/** The behaviours of the next level, in their order. */
export class NextLevel {
  private readonly all: Behaviour[] = [];
  private readonly best = new Map<string, Behaviour>();

  constructor(private readonly fewestSwitches: boolean) {}

  /** Adds a behaviour that is the first to reach its state. */
  add(behaviour: Behaviour): void {
    if (this.fewestSwitches) this.best.set(groupOf(behaviour), behaviour);
    else this.all.push(behaviour);
  }

  /** Adds a behaviour to a state that others reached in the same number of steps. */
  improve(behaviour: Behaviour): void {
    const group = groupOf(behaviour);
    const other = this.best.get(group);
    if (other !== undefined && other.switches <= behaviour.switches) return;
    // Deleting the key first moves the behaviour to the end, which is its place in the order.
    this.best.delete(group);
    this.best.set(group, behaviour);
  }

  behaviours(): readonly Behaviour[] {
    return this.fewestSwitches ? [...this.best.values()] : this.all;
  }
}

/** Behaviours of one group end in the same state, with a step of the same actor. */
const groupOf = ({ state, action }: Behaviour) => `${state} ${String(action?.actor)}`;

/** The trace of a behaviour. It runs the model again. */
export function traceOf<State>(model: Model<State>, end: Behaviour): Trace<State> {
  const actions: Action[] = [];
  let at = end;
  for (; at.from !== undefined; at = at.from) actions.push(at.action as Action);
  actions.reverse();
  const states = [model.initial[at.state] as State];
  for (const action of actions) {
    const before = states.at(-1) as State;
    states.push(canonicalSuccessor(action, model.successor(before, action)));
  }
  return { model, states, actions };
}
